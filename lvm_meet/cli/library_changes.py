"""`lvm-meet library add|remove|purge`: what changes the library."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, saved, shelf
from lvm_meet.cli.told import UNKNOWN, About, Summaries
from lvm_meet.errors import BatchError, InputError, SettingsError, unreadable

if TYPE_CHECKING:
    from lvm_meet.library.entities import NameFinder
    from lvm_meet.library.library import Library
    from lvm_meet.library.records import About as Facts
    from lvm_meet.library.values import Meeting

_AGE = re.compile(r"([0-9]{1,5})\s*(d|w|y)[a-z]*")
_DAYS = {"d": 1, "w": 7, "y": 365}
_OURS = '"lvm-meet/analysis"'
_HEAD = 400
"""bytes of a file in which the name of its schema stands"""


@dataclass(frozen=True, slots=True)
class _File:
    """An analysis, and what a batch's summary says of its meeting."""

    path: str
    told: About = UNKNOWN


@click.command()
@click.argument("paths", metavar="ANALYSIS.json|FOLDER...", nargs=-1, required=True)
@shelf.where
@shelf.key
@options.lexicons
@click.option("--team", metavar="TEAM", help="Whose meetings they are.")
@click.option("--type", "type_", metavar="TYPE", help="What kind: stand-up, retro, 1:1, …")
@click.option("--title", metavar="TEXT", help="What the meeting is called.")
@click.option("--date", "held", metavar="DAY", help="When it was held: 2026-03-31.")
@click.option(
    "--pseudonymise",
    is_flag=True,
    help="Keep P1, P2, … in place of names, in the talk too. Settled with the first meeting.",
)
@click.option(
    "--redact",
    is_flag=True,
    help="Take names, e-mail addresses, links and long numbers out of what was said. Settled with "
    "the first meeting.",
)
def add(
    paths: tuple[str, ...],
    where: str | None,
    key: Path | None,
    lexicon_dir: Path | None,
    team: str | None,
    type_: str | None,
    title: str | None,
    held: str | None,
    pseudonymise: bool,
    redact: bool,
) -> None:
    """Keep analysed meetings.

    ANALYSIS.json is what `lvm-meet analyze -o ANALYSIS.json` wrote; a folder is what
    `lvm-meet batch` filled. The same meeting again changes nothing, and analysed differently it
    takes the place of the earlier one.
    """
    from lvm_meet.library.records import About as Facts

    day = shelf.day_of(held, name="--date")
    files = list(_files(paths))
    if (title or held) and len(files) > 1:
        raise SettingsError("--title and --date are for one meeting", hint="add them one by one")
    opened = shelf.open_library(where, key=key, lexicons=lexicon_dir, create=True)
    policy = opened.agree(pseudonymise=pseudonymise, redact=redact)
    _tell_policy(pseudonymise or policy.pseudonymise, redact or policy.redact)
    finder = _finder() if policy.redact else None
    failed = 0
    for file in files:
        about = Facts(title, day, team or file.told.team or None, type_ or file.told.type or None)
        failed += not _added(opened, file, about, finder, alone=len(files) == 1)
    if failed:
        raise BatchError(
            f"{failed} of {len(files)} could not be added",
            hint="the others were; add the rest again when it is mended",
        )


def _added(
    opened: Library,
    file: _File,
    about: Facts,
    finder: NameFinder | None,
    *,
    alone: bool,
) -> bool:
    """Add one file and say what came of it; of several, an error is told and the rest goes on."""
    try:
        done = opened.add(saved.load(file.path), about=about, finder=finder)
    except InputError as error:
        if alone:
            raise
        options.tell(error)
        return False
    with options.printing():
        click.echo(options.harmless(f"{done.outcome.value:<10} {done.id:>5}  {file.path}"))
    return True


def _files(paths: Sequence[str]) -> Iterator[_File]:
    """The analyses; in a folder those below it, other JSON files are passed over."""
    summaries = Summaries()
    for path in paths:
        folder = Path(path)
        if path == "-" or not folder.is_dir():
            yield _File(path, UNKNOWN if path == "-" else summaries.about(folder))
            continue
        found = [file for file in sorted(folder.rglob("*.json")) if _is_ours(file)]
        if not found:
            raise InputError(
                "holds no analysis",
                path=path,
                hint="lvm-meet batch MEETINGS --out FOLDER fills one",
            )
        yield from (_File(str(file), summaries.about(file)) for file in found)


def _is_ours(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return _OURS.encode() in stream.read(_HEAD)
    except OSError as error:
        raise unreadable(str(file), error) from error


def _tell_policy(pseudonymise: bool, redact: bool) -> None:
    hidden = [
        text
        for text, so in (
            ("pseudonyms in place of names", pseudonymise),
            ("names, addresses and long numbers taken out", redact),
        )
        if so
    ]
    if hidden:
        click.echo(f"this library has {' and '.join(hidden)}", err=True)


def _finder() -> NameFinder | None:
    from lvm_meet.library.entities import find

    finder = find()
    if finder is None:
        click.echo(
            "note: no English spaCy model is installed, so that only names of people who spoke "
            "are found (pip install 'lvm-meet[english]' mends it)",
            err=True,
        )
    return finder


@click.command()
@click.argument("meetings", metavar="MEETING...", nargs=-1, required=True)
@shelf.where
@shelf.key
def remove(meetings: tuple[str, ...], where: str | None, key: Path | None) -> None:
    """Delete MEETINGs: a number, file, title or the start of a hash.

    What was said is overwritten on the disk, and whoever is in no other meeting is forgotten in
    the key to the pseudonyms.
    """
    opened = shelf.open_library(where, key=key)
    found = {each.id: each for each in map(opened.meeting, meetings)}
    opened.remove(list(found.values()))
    with options.printing():
        for each in found.values():
            click.echo(options.harmless(f"deleted  {each.id:>5}  {shelf.meeting_name(each)}"))


@click.command()
@click.option(
    "--older-than",
    required=True,
    metavar="AGE",
    help="Held longer ago than this (added, where that day is not known): 180d, 26w or 2y.",
)
@click.option("--yes", is_flag=True, help="Delete without asking.")
@shelf.where
@shelf.key
def purge(older_than: str, yes: bool, where: str | None, key: Path | None) -> None:
    """Delete meetings that are older than so long; shows them before it does."""
    opened = shelf.open_library(where, key=key)
    before = _today() - timedelta(days=_days(older_than))
    old = opened.aged(before)
    if not old:
        click.echo(f"nothing is older than {before.isoformat()}", err=True)
        return
    with options.printing():
        for each in old:
            click.echo(options.harmless(_line(each)))
    if not yes and not _agreed(len(old)):
        click.echo("nothing was deleted; --yes deletes them", err=True)
        return
    gone = opened.remove(old)
    with options.printing():
        click.echo(f"deleted {gone} from {options.harmless(opened.place.name)}")


def _agreed(number: int) -> bool:
    """Whether the user says yes; nobody to ask is a no."""
    if sys.stdin is None or not sys.stdin.isatty():  # None: the shell closed it
        return False
    many = "this meeting" if number == 1 else f"these {number} meetings"
    return click.confirm(f"delete {many} for good?", err=True)


def _line(meeting: Meeting) -> str:
    held = "held" if meeting.about.held else "added"
    return f"{meeting.id:>5}  {held} {meeting.day.isoformat()}  {shelf.text_of(meeting.name)}"


def _days(age: str) -> int:
    found = _AGE.fullmatch(age.strip().lower())
    if found is None:
        raise SettingsError(
            f"--older-than: {age!r} is no age",
            hint="a number and d, w or y for days, weeks or years, such as 180d",
        )
    days = int(found[1]) * _DAYS[found[2]]
    if days > 1_000_000 or days >= (_today() - date.min).days:
        raise SettingsError(f"--older-than: {age!r} is before all days", hint="such as 180d")
    return days


def _today() -> date:
    return datetime.now(UTC).date()
