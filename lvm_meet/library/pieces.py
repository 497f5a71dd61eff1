"""One meeting's figures, with intervals from pieces of it.

Sentences next to each other are alike, so blocks of them are what is drawn by chance: the intervals
are those of `intervals` with blocks in the place of meetings. They tell how sure a figure is of
this meeting, not how meetings differ. The balance keeps the interval of its report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from lvm_meet.library import tables
from lvm_meet.library.intervals import Interval
from lvm_meet.library.measures import Figure, Sums, figures_of
from lvm_meet.library.values import Meeting
from lvm_meet.model import Balance, Label, Tally
from lvm_meet.settings import LibrarySettings


def single(
    connection: Connection,
    meeting: Meeting,
    sums: Sums,
    *,
    aspects: Sequence[str],
    settings: LibrarySettings,
) -> tuple[Figure, ...]:
    """All figures of one meeting; counts per meeting and aspects have no bounds."""
    whole = figures_of([sums], aspects=aspects, settings=settings)
    parts = _blocks(connection, meeting, settings.block)
    surer = {
        each.name: each for each in figures_of(parts, aspects=(), settings=settings, meetings=False)
    }
    index = meeting.index
    if index is not None:
        bounds = Interval(index.value / 1000, index.low / 1000, index.high / 1000)
        one = whole[0]
        surer[one.name] = Figure(one.measure, one.unit, bounds, one.cases, one.of)
    return tuple(surer.get(each.name, each) for each in whole)


def _blocks(connection: Connection, meeting: Meeting, length: int) -> list[Sums]:
    """The talk in pieces of so many units; the last one takes what is left over."""
    table = tables.utterance
    rows = connection.execute(
        select(table.c.text, table.c.label, table.c.backchannel)
        .where(table.c.meeting_id == meeting.id)
        .order_by(table.c.place)
    )
    units = [_unit(text, label, backchannel) for text, label, backchannel in rows]
    starts = list(range(0, len(units), length))
    if len(starts) > 1 and len(units) - starts[-1] < length:
        starts.pop()
    ends = [*starts[1:], len(units)]
    return [Sums(_sum(units[start:end])) for start, end in zip(starts, ends, strict=False)]


def _sum(units: Iterable[Balance]) -> Balance:
    return sum(units, Balance.zero())


def _unit(text: str, label: str, backchannel: bool) -> Balance:
    tally = Tally(1, len(text.split()), 0)
    if backchannel or label == Label.NONE:
        return Balance(talk=tally)
    coded = {each: tally if each == label else Tally() for each in Label}
    return Balance(
        tally,
        coded[Label.VISION],
        coded[Label.INSPIRATION],
        coded[Label.EXECUTION],
        coded[Label.CONTROL],
    )
