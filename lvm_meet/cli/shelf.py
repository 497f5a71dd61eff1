"""What the commands around the library share: which one, which meetings, and how they are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from lvm_meet.cli import options
from lvm_meet.errors import SettingsError

if TYPE_CHECKING:
    from lvm_meet.library.intervals import Interval
    from lvm_meet.library.library import Library
    from lvm_meet.library.spots import Spot
    from lvm_meet.library.values import Meeting, Selection
    from lvm_meet.report.page import Page

_P = ParamSpec("_P")
_R = TypeVar("_R")
_TO = "\N{EN DASH}"
NOBODY = "somebody"
WIDEST = 110
_MOST_NAMES = 20
"""names of teams, types or people that a hint lists"""

where = click.option(
    "--library",
    "where",
    metavar="FILE|URL",
    help="Another library: a file, or postgresql+psycopg://… (default: your own, in "
    "LVM_MEET_DATA_DIR).",
)
key = click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where the key to the pseudonyms is, if not in the usual folder.",
)


def selecting(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Adds the options that say which meetings are meant."""
    for option in (
        click.option("--until", metavar="DAY", help="Only meetings up to this day."),
        click.option("--since", metavar="DAY", help="Only meetings from this day on: 2026-03-31."),
        click.option("--type", "type_", metavar="TYPE", help="Only meetings of this type."),
        click.option("--team", metavar="TEAM", help="Only meetings of this team."),
    ):
        command = option(command)
    return command


def selection(
    library: Library, team: str | None, type_: str | None, since: str | None, until: str | None
) -> Selection | None:
    """What the options say; None where they leave everything open.

    SettingsError for no day, and for a team or type that no meeting has.
    """
    from lvm_meet.library.values import Selection

    if not (team or type_ or since or until):
        return None
    about = [meeting.about for meeting in library.meetings()]
    for what, wanted, there in (
        ("team", team, {each.team for each in about}),
        ("type", type_, {each.type for each in about}),
    ):
        known = {name.casefold(): name for name in sorted(filter(None, there))}
        if wanted and wanted.casefold() not in known:
            raise _unknown(
                f"--{what}: no meeting has the {what} {wanted!r}",
                wanted,
                known.values(),
                without=f"no meeting has one: lvm-meet library add ANALYSIS.json --{what} NAME",
            )
    return Selection(
        team=team or None,
        type=type_ or None,
        since=day_of(since, name="--since"),
        until=day_of(until, name="--until"),
    )


def person(library: Library, name: str | None, *, option: str) -> str | None:
    """Whom an option names, as the meetings have it; None where it is not given.

    Part of a name, such as the first, is enough where only one person has it, and that is told.
    SettingsError where several have it, or nobody.
    """
    if name is None:
        return None
    people = {each.casefold(): each for each in sorted(library.people())}
    if name.casefold() in people:
        return people[name.casefold()]
    parts = set(name.casefold().split())
    fitting = [each for key, each in people.items() if parts and parts <= set(key.split())]
    if len(fitting) > 1:
        names = ", ".join(fitting[:_MOST_NAMES])
        raise SettingsError(f"{option}: {name!r} may be several people", hint=f"name one: {names}")
    if not fitting:
        raise _unknown(
            f"{option}: nobody is called {name!r}",
            name,
            people.values(),
            without="no speaker in the library has a name",
        )
    click.echo(options.harmless(f"note: {name!r} is {fitting[0]}"), err=True)
    return fitting[0]


def _unknown(message: str, name: str, known: Iterable[str], *, without: str) -> SettingsError:
    """The error for a name that isn't in the library: what was probably meant, and which there
    are; `without` is the hint where there is none at all.
    """
    from lvm_meet.lexicon.parse import closest

    names = sorted(known, key=str.casefold)
    return SettingsError(message, hint=closest(name, names, most=_MOST_NAMES) if names else without)


def day_of(text: str | None, *, name: str) -> date | None:
    """The day that an option gives; None where it is not given."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise SettingsError(f"{name}: {text!r} is no day", hint="write it as 2026-03-31") from error


def open_library(
    where: str | None,
    *,
    key: Path | None = None,
    lexicons: Path | None = None,
    create: bool = False,
) -> Library:
    """The library that the options name."""
    from lvm_meet.library.library import Library

    return Library.open(where, create=create, key=key, lexicons=lexicons)


@contextmanager
def page() -> Iterator[Page]:
    """A page on standard output."""
    from rich.console import Console

    from lvm_meet.report.page import Page

    with options.printing():
        yield Page(Console(file=sys.stdout))


def print_json(document: object) -> None:
    """Print a document; signs that are no ASCII as they are."""
    with options.printing():
        text = json.dumps(document, indent=2, ensure_ascii=False)
        click.echo(text.encode("utf-8", "backslashreplace") + b"\n", nl=False)


def text_of(value: str | None, *, limit: int = 0) -> str:
    """Foreign text in one harmless line, cut to `limit` signs; "" for none."""
    from lvm_meet.report.plain import clean, shorten

    cleaned = clean(value or "")
    return shorten(cleaned, limit) if limit else cleaned


def quote_of(text: str, *, limit: int = 200) -> str:
    """Said words as a quote: one line, no space before a mark."""
    from lvm_meet.report.places import tidied

    return text_of(tidied(text), limit=limit)


def place_of(spot: Spot) -> str:
    """When in its meeting something was said, as well as that is known."""
    from lvm_meet.timecode import format_short

    if spot.start_ms is not None:
        return format_short(spot.start_ms)
    return f"sentence {spot.place + 1:,}"


def meeting_name(meeting: Meeting) -> str:
    """Such as "Kick-off (2026-03-31, kickoff.vtt)"; the day only where it is known."""
    name = text_of(meeting.name, limit=60)
    held = meeting.about.held.isoformat() if meeting.about.held else ""
    file = text_of(meeting.file, limit=60)
    beside = ", ".join(part for part in (held, "" if file == name else file) if part)
    return f"{name} ({beside})" if beside else name


def interval_json(found: Interval | None) -> dict[str, float | None] | None:
    """A value with its bounds, three digits each; None where there is not enough evidence."""
    if found is None:
        return None
    return {
        "value": round(found.value, 3),
        "low": None if found.low is None else round(found.low, 3),
        "high": None if found.high is None else round(found.high, 3),
    }


def bounds(found: Interval | None, written: Callable[[float], str]) -> str:
    """Such as "0.3–2.4"; "" without bounds. Two minus signs get the word instead of a dash."""
    if found is None or found.low is None or found.high is None:
        return ""
    low, high = written(found.low), written(found.high)
    signed = low[:1] in "+\N{MINUS SIGN}" or high[:1] in "+\N{MINUS SIGN}"
    return f"{low} to {high}" if signed else f"{low}{_TO}{high}"


def meeting_json(meeting: Meeting) -> dict[str, object]:
    """What is known of a meeting, without its talk."""
    talk = meeting.balance.talk
    index = meeting.index
    return {
        "id": meeting.id,
        "title": meeting.about.title or "",
        "file": meeting.file,
        "sha256": meeting.sha256,
        "held": meeting.about.held.isoformat() if meeting.about.held else None,
        "team": meeting.about.team,
        "type": meeting.about.type,
        "added": f"{meeting.added.isoformat(timespec='seconds')}Z",
        "people": list(meeting.people),
        "pseudonymised": meeting.pseudonymised,
        "redacted": meeting.redacted,
        "words": talk.words,
        "units": talk.units,
        "balance": None
        if index is None
        else {"value": index.value / 1000, "low": index.low / 1000, "high": index.high / 1000},
        "version": meeting.provenance[0],
    }
