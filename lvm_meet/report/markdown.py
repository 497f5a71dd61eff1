"""The same report as Markdown (GitHub flavour), to be stored beside the minutes or sent on.

Everything is escaped: names and quotes cannot become markup, HTML, table cells, links or
mentions. Addresses ("@", "www.", "://") get an unseen word joiner, because renderers turn bare
addresses into links after all escapes are resolved; who copies one has to type it anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvm_meet.model import Analysis
from lvm_meet.report import draw, recording, wording
from lvm_meet.report.facts import Bar, Facts, gather
from lvm_meet.report.moments import Group, Questions
from lvm_meet.report.people import People
from lvm_meet.report.timeline import Timeline

PICTURE_WIDTH = 60
_SIGNS = re.compile(r"[\\`*_{}\[\]#~$^]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
# what begins a list, a rule, an underlined heading or a table's second line
_BLOCK = re.compile(r"^(\d{0,9})([.)](?=\s|$)|(?<!\d)(?:[=:]|-(?=[-\s]|$)|\+(?=\s|$)))")
_ADDRESS = re.compile(r"@|www(?=\.)|:(?=//)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"


def render(analysis: Analysis) -> str:
    """The report as one Markdown document; ends with a line feed."""
    return "\n".join(_lines(gather(analysis))) + "\n"


def escape(text: str) -> str:
    """One line of cleaned text as Markdown that shows exactly this text, wherever it stands."""
    text = _SIGNS.sub(r"\\\g<0>", text).translate(_ENTITIES)
    text = _BLOCK.sub(lambda match: f"{match[1]}\\{match[2]}", text)
    return _ADDRESS.sub(rf"\g<0>{_JOINER}", text)


def _lines(facts: Facts) -> Iterator[str]:
    yield f"# {escape(facts.title)}"
    yield ""
    yield escape(" · ".join(facts.about))
    yield ""
    first, *others = map(escape, facts.headline)
    yield " ".join((f"**{first}**", *others))
    if facts.bars:
        yield from _balance(facts)
    if facts.timeline:
        yield from _timeline(facts.timeline)
    if facts.recording:
        yield from _section(recording.TITLE, *facts.recording)
    yield from _people(facts.people)
    if facts.questions_text:
        yield from _section(wording.QUESTIONS, facts.questions_text)
        yield from _questions(facts.questions)
    if facts.contrasts_text:
        yield from _section(wording.CONTRASTS, facts.contrasts_text)
        if facts.contrasts:
            header = (wording.LEADERSHIP, "", "", wording.MANAGEMENT)
            rows = [
                (row.leadership, f"{row.leading:,}", f"{row.managing:,}", row.management)
                for row in facts.contrasts
            ]
            yield from _table(header, rows, "rrll")
    if facts.moments:
        yield from _section(wording.MOMENTS)
        for group in facts.moments:
            yield from _moments(group)
    if facts.notes:
        yield from _section(wording.NOTES)
        yield ""
        yield from (f"- {escape(note)}" for note in facts.notes)
    yield from _section(wording.GUIDE, *facts.guide)
    yield from ("", "---", "", escape(facts.made_by))


def _section(title: str, *paragraphs: str) -> Iterator[str]:
    yield from ("", f"## {escape(title)}")
    for paragraph in paragraphs:
        yield from ("", escape(paragraph))


def _table(
    header: Sequence[str], rows: Sequence[Sequence[str]], sides: str, *, strong: Sequence[int] = ()
) -> Iterator[str]:
    """A table; `sides` has "l" or "r" per column, rows numbered in `strong` are bold."""

    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"

    yield ""
    yield line([escape(title.replace("\n", " ")) for title in header])
    yield line([":--" if side == "l" else "--:" for side in sides])
    for number, row in enumerate(rows):
        cells = [escape(cell) for cell in row]
        yield line([f"**{cell}**" for cell in cells] if number in strong else cells)


def _picture(*lines: str) -> Iterator[str]:
    """Our own characters only: nothing foreign may stand in a code block unescaped."""
    yield from ("", "```text", *(line.rstrip() for line in lines), "```")


def _balance(facts: Facts) -> Iterator[str]:
    yield from _section(wording.BALANCE)
    titles = [" ".join(part for part in lines if part) for lines in wording.BALANCE_HEADER]
    strong = [number for number, row in enumerate(facts.bars) if row.whole]
    yield from _table(["", *titles], list(map(_bar, facts.bars)), "lrrr", strong=strong)
    if facts.bars_remark:
        yield from ("", escape(facts.bars_remark))
    if facts.index is not None:
        scale = draw.scale(facts.index, PICTURE_WIDTH + 1)
        left, right = wording.MANAGEMENT.lower(), wording.LEADERSHIP.lower()
        yield from _picture(f"{left} {scale} {right}")
    yield from ("", escape(facts.index_text), "", escape(facts.coded))


def _bar(row: Bar) -> tuple[str, ...]:
    name = f"{row.name}: {row.meaning}" if row.meaning else row.name
    return name, row.rate_text, row.share, row.sentences


def _timeline(timeline: Timeline) -> Iterator[str]:
    yield from _section(wording.TIMELINE)
    margin = max(len(wording.LEADERSHIP), len(wording.MANAGEMENT)) + 2
    rows = (wording.LEADERSHIP, timeline.leadership), (wording.MANAGEMENT, timeline.management)
    lines = [
        name.ljust(margin) + draw.columns(values, timeline.top, PICTURE_WIDTH)
        for name, values in rows
    ]
    if timeline.shifts:
        lines.append(" " * margin + draw.marks(timeline.shifts, PICTURE_WIDTH))
    lines.append(" " * margin + draw.axis(timeline.labels, PICTURE_WIDTH))
    yield from _picture(*lines)
    yield from ("", escape(timeline.text))
    if timeline.shift_texts:
        yield ""
        yield from (f"- {escape(text)}" for text in timeline.shift_texts)


def _people(people: People) -> Iterator[str]:
    if people.silent:
        yield from _section(wording.TALK, people.silent)
    for title, table in ((wording.TALK, people.talk), (wording.SPEAKERS, people.style)):
        if table:
            yield from _section(title)
            yield from _table(table.header, table.rows, "l" + "r" * (len(table.header) - 1))
    for remark in people.remarks:
        yield from ("", escape(remark))


def _questions(rows: Sequence[Questions]) -> Iterator[str]:
    if rows:
        yield ""
    for row in rows:
        meaning = f" ({row.meaning})" if row.meaning else ""
        text = f"{row.name}{meaning}: {row.number:,}"
        yield f"- {escape(text)}"
        if row.example:
            example = row.example
            yield f"  - {escape(wording.said(example.quote, example.speaker, example.place))}"


def _moments(group: Group) -> Iterator[str]:
    yield from ("", f"### {escape(group.name)} {escape(group.meaning)}", "")
    if group.empty:
        yield escape(group.empty)
    for moment in group.moments:
        who = f"{moment.place} {moment.speaker}".rstrip()
        yield f"- **{escape(who)}:** {escape(wording.quoted(moment.quote))}"
        if moment.because:
            yield f"  - {escape(moment.because)}"
