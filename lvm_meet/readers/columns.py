"""Finds the columns of a transcript in a table's header, under the names that tools give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Role -> names, the surest first. Compared without case, units, brackets and separators.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "start",
        (
            "start",
            "start time",
            "time start",
            "begin",
            "begin time",
            "start timestamp",
            "timecode in",
            "time in",
            "tc in",
            "in",
            "in point",
            "onset",
            "from",
            "timestamp",
            "time stamp",
            "time",
            "timecode",
            "offset",
            "t0",
            "xmin",
            "tmin",
        ),
    ),
    (
        "end",
        (
            "end",
            "end time",
            "time end",
            "stop",
            "stop time",
            "finish",
            "end timestamp",
            "timecode out",
            "time out",
            "tc out",
            "out",
            "out point",
            "to",
            "t1",
            "xmax",
            "tmax",
        ),
    ),
    ("duration", ("duration", "length", "dur")),
    (
        "speaker",
        (
            "speaker name",
            "speaker",
            "speaker label",
            "speaker id",
            "participant name",
            "participant",
            "display name",
            "speakers",
            "name",
            "user name",
            "username",
            "user",
            "author",
            "sender",
            "actor",
            "character",
            "voice",
            "talker",
            "person",
            "who",
            "spk",
            "role",
            "attendee",
        ),
    ),
    (
        "text",
        (
            "text",
            "transcript",
            "transcription",
            "utterance",
            "sentence",
            "sentences",
            "transcript text",
            "content",
            "dialogue",
            "dialog",
            "speech",
            "caption",
            "subtitle",
            "words",
            "message",
            "body",
            "what",
            "line",
            "lines",
            "comment",
        ),
    ),
    ("confidence", ("confidence", "score", "probability", "average confidence")),
)

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATOR = re.compile(r"[\s_./:()\[\]-]+")
_UNITS = {
    **dict.fromkeys(("ms", "msec", "millis", "milliseconds"), 1),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1000),
}


@dataclass(frozen=True, slots=True)
class Column:
    """Where a role stands in a row; `factor` makes its numbers milliseconds where it has a unit."""

    place: int
    factor: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that were found, by role, and how many fields the header has."""

    columns: tuple[tuple[str, Column], ...]
    width: int

    def of(self, role: str) -> Column | None:
        return next((column for name, column in self.columns if name == role), None)


def find_columns(fields: Sequence[str]) -> Header | None:
    """The header in `fields`; None unless there is a text column and at least one other role."""
    names = [_normal(field) for field in fields]
    found: list[tuple[str, Column]] = []
    taken: set[int] = set()
    for role, aliases in COLUMNS:
        for alias in aliases:
            place = next(
                (at for at, (name, _) in enumerate(names) if name == alias and at not in taken),
                None,
            )
            if place is not None:
                taken.add(place)
                found.append((role, Column(place, names[place][1])))
                break
    roles = {role for role, _ in found}
    if "text" not in roles or len(roles) < 2:
        return None
    return Header(tuple(found), len(fields))


def _normal(field: str) -> tuple[str, int | None]:
    """A column's name as COLUMNS has it, and the factor of the unit that stands in it."""
    words = _SEPARATOR.split(_CAMEL.sub(" ", field.strip(" \"'\ufeff")).lower())
    factor = next((_UNITS[word] for word in words if word in _UNITS), None)
    return " ".join(word for word in words if word and word not in _UNITS), factor
