"""`lvm-meet agenda`: from what meetings left open to the next one's agenda."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import click

from lvm_meet.cli import options, saved
from lvm_meet.errors import SettingsError, unknown_choice

FORMATS = ("md", "ics")
_MEANT = {".md": "md", ".markdown": "md", ".ics": "ics"}
"""what the output's name says"""


@click.group()
def agenda() -> None:
    """Draft the agenda of the next meeting."""


@agenda.command("next")
@click.argument("files", metavar="ANALYSIS.json...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write to this file, or into this folder.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="|".join(FORMATS),
    help="What to write: Markdown, or an event for a calendar; by default what OUT's name says, "
    "else md.",
)
@click.option(
    "--date", "day", metavar="YYYY-MM-DD", help="The day of the next meeting; an event needs one."
)
@click.option("--start", metavar="HH:MM", help="When it begins; needs --date.")
@click.option("--force", is_flag=True, help="Overwrite what is there.")
def next_(
    files: tuple[str, ...],
    output: Path | None,
    format_: str | None,
    day: str | None,
    start: str | None,
    force: bool,
) -> None:
    """Draft the next agenda from the saved analyses of a series.

    On it are tasks that nobody reported as done, items that were not reached, questions without an
    answer, and directions without a step; each with what it calls for, where it comes from and a
    length. What doesn't fit an hour is there for when there is time. `lvm-meet analyze --agenda`
    reads what this writes.
    """
    from lvm_meet.files import require_free, write_atomically

    format_ = _format(format_, output)
    on, begin = _day(day), _start(start)
    if begin is not None and on is None:
        raise SettingsError("--start needs the day as well", hint="--date YYYY-MM-DD")
    if format_ == "ics" and on is None:
        raise SettingsError("an event needs a day", hint="--date YYYY-MM-DD")
    if output is not None:
        if output.is_dir():
            output = output / f"agenda{f'-{on.isoformat()}' if on else ''}.{format_}"
        require_free(output, force=force)
    content = _drafted(files, format_, on=on, begin=begin)
    if output is None:
        with options.printing():
            click.echo(content, nl=False)
    else:
        write_atomically(output, content, force=force)
        click.echo(options.harmless(f"wrote {output}"), err=True)


def _drafted(files: tuple[str, ...], format_: str, *, on: date | None, begin: time | None) -> bytes:
    from lvm_meet import lexicon
    from lvm_meet.export.agendas import render_agenda
    from lvm_meet.insights.agenda_words import Words
    from lvm_meet.insights.upcoming import plan_next
    from lvm_meet.prose.clean import Cleaner
    from lvm_meet.report.recording import shown
    from lvm_meet.report.upcoming import next_facts
    from lvm_meet.settings import DraftSettings

    analyses = [shown(saved.load(file)) for file in files]
    _once(files, [each.transcript.source.sha256 for each in analyses])
    books = lexicon.load()
    draft = plan_next(
        analyses,
        words=Words.of(books.book("agenda"), books.book("topics")),
        cleaner=Cleaner(books.book("prose")),
        settings=DraftSettings(),
        on=on,
    )
    return render_agenda(format_, next_facts(draft, analyses, day=on, start=begin))


def _once(files: tuple[str, ...], sources: list[str]) -> None:
    """SettingsError where two files are of one meeting: all that it left would come up twice."""
    seen: dict[str, str] = {}
    for file, source in zip(files, sources, strict=True):
        if source in seen:
            raise SettingsError(f"{seen[source]} and {file} are of the same meeting")
        seen[source] = file


def _format(given: str | None, output: Path | None) -> str:
    if given is not None:
        if given not in FORMATS:
            raise unknown_choice("--format", given, FORMATS)
        return given
    if output is None or output.is_dir() or not output.suffix:
        return "md"
    if output.suffix.lower() not in _MEANT:
        raise SettingsError(
            f"{output}: no agenda is written to *{output.suffix}",
            hint=f"choose one with --format: {', '.join(FORMATS)}",
        )
    return _MEANT[output.suffix.lower()]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise SettingsError(f"--date: {text!r} is no day", hint="write it as 2026-05-31") from error


def _start(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text.strip().rjust(5, "0")).replace(tzinfo=None)
    except ValueError as error:
        raise SettingsError(f"--start: {text!r} is no time", hint="write it as 09:30") from error
