"""Two meetings side by side: what differs, and whether chance alone could have done that.

Two meetings never say how people are; they may differ in what
they were for.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from lvm_meet.library import intervals, tables
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.intervals import Interval
from lvm_meet.library.library import Library
from lvm_meet.library.measures import Figure, Unit
from lvm_meet.library.pieces import single
from lvm_meet.library.trends import sums_of
from lvm_meet.library.values import Meeting

COUNTED = (Kind.DECISION, Kind.ACTION, Kind.QUESTION, Kind.RISK, Kind.DIRECTION)
"""conclusions whose number is told of either meeting"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One measure in both meetings, and second minus first; None: too little evidence."""

    first: Figure
    second: Figure
    difference: Interval | None

    @property
    def clear(self) -> bool:
        """Whether the interval of the difference leaves out nought."""
        found = self.difference
        return (
            found is not None
            and found.low is not None
            and found.high is not None
            and (found.low > 0 or found.high < 0)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """`counts` are the conclusions of either meeting by their kind; `aspects` are (name, units at
    the leadership and the management pole, of the first and then of the second).
    """

    first: Meeting
    second: Meeting
    pairs: tuple[Pair, ...]
    counts: tuple[tuple[Kind, int, int], ...]
    aspects: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...]


def compare(library: Library, first: Meeting, second: Meeting) -> Comparison:
    """The two meetings' figures and their differences."""
    both = (first, second)
    with library.store.read() as connection:
        sums = [sums_of(connection, [each], by_speaker=False)[each.id, None] for each in both]
        figures = [
            single(connection, meeting, of, aspects=(), settings=library.settings)
            for meeting, of in zip(both, sums, strict=True)
        ]
        counts = [_counts(connection, each) for each in both]
    pairs = [
        Pair(one, other, _difference(one, other))
        for one, other in zip(*figures, strict=True)
        if one.unit is not Unit.PER_MEETING
    ]
    one, other = (each.aspects for each in sums)
    return Comparison(
        first,
        second,
        tuple(pairs),
        tuple((kind, counts[0].get(kind, 0), counts[1].get(kind, 0)) for kind in COUNTED),
        tuple(
            (name, one.get(name, (0, 0)), other.get(name, (0, 0)))
            for name in sorted({*one, *other})
        ),
    )


def _difference(first: Figure, second: Figure) -> Interval | None:
    if first.interval is None or second.interval is None:
        return None
    return intervals.difference(first.interval, second.interval)


def _counts(connection: Connection, meeting: Meeting) -> dict[Kind, int]:
    table = tables.insight
    found: dict[Kind, int] = {}
    rows = connection.execute(
        select(table.c.kind).where(table.c.meeting_id == meeting.id)
    ).scalars()
    for kind in rows:
        found[Kind(kind)] = found.get(Kind(kind), 0) + 1
    return found
