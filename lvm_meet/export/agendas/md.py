"""The next agenda as Markdown, to be changed by hand and sent round."""

from __future__ import annotations

from collections.abc import Iterator

from lvm_meet.export.agendas.lines import numbered
from lvm_meet.report.markdown import escape
from lvm_meet.report.upcoming import IF_TIME, NextFacts


def render(facts: NextFacts) -> bytes:
    """One document in UTF-8; ends with a line feed."""
    return ("\n".join(_lines(facts)) + "\n").encode()


def _lines(facts: NextFacts) -> Iterator[str]:
    yield f"# Agenda: {escape(facts.title)}"
    if facts.day is not None:
        start = f", {facts.start:%H:%M}" if facts.start else ""
        yield from ("", f"{facts.day.isoformat()}{start}")
    about = (*facts.about, facts.nothing) if facts.nothing else facts.about
    yield from ("", *(f"> {escape(line)}" for line in about))
    if facts.rows:
        yield ""
        yield from numbered(facts.rows, escape=escape)
    if facts.spare:
        yield from ("", f"## {IF_TIME}", "")
        yield from numbered(facts.spare, first=len(facts.rows) + 1, escape=escape)
