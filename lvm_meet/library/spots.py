"""Places in meetings: one utterance, or one conclusion where it was said."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping, Select, and_, select

from lvm_meet.library import tables
from lvm_meet.library.conclusions import Kind

_AT_ONCE = 500
"""numbers in one statement; both databases have a limit"""


@dataclass(frozen=True, slots=True)
class Spot:
    """`place` counts the units of its meeting from 0, `words` the words before it; `ref` is the
    unit's id. A time that is not known is None. `owner`, `due` and what follows are conclusions'.
    """

    id: int
    meeting: int
    place: int
    ref: str
    speaker: str | None
    start_ms: int | None
    text: str
    label: str = "none"
    owner: str | None = None
    due_text: str | None = None
    due_day: date | None = None
    status: str | None = None
    detail: str | None = None


def utterance_spots(connection: Connection, ids: Collection[int]) -> Iterator[Spot]:
    """The utterances of these numbers, in no order."""
    table = tables.utterance
    for some in _in_parts(sorted(ids)):
        for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
            yield Spot(
                id=row["id"],
                meeting=row["meeting_id"],
                place=row["place"],
                ref=row["ref"],
                speaker=row["speaker"],
                start_ms=row["start_ms"],
                text=row["text"],
                label=row["label"],
            )


def conclusion_spots(
    connection: Connection, kinds: Sequence[Kind], *, ids: Collection[int] | None = None
) -> Iterator[tuple[Spot, Kind]]:
    """The conclusions of these kinds (and numbers), each where the talk has it, in no order."""
    table = tables.insight
    found = select(table).where(table.c.kind.in_([kind.value for kind in kinds]))
    for statement in _narrowed(found, ids):
        rows = list(connection.execute(statement).mappings())
        first = {row["id"]: next(iter(json.loads(row["refs"])), "") for row in rows}
        there = _units(connection, {(row["meeting_id"], first[row["id"]]) for row in rows})
        for row in rows:
            unit = there.get((row["meeting_id"], first[row["id"]]))
            yield _spot(row, unit), Kind(row["kind"])


def _narrowed(
    found: Select[*tuple[object, ...]], ids: Collection[int] | None
) -> Iterator[Select[*tuple[object, ...]]]:
    if ids is None:
        yield found
        return
    for some in _in_parts(sorted(ids)):
        yield found.where(tables.insight.c.id.in_(some))


def _in_parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _units(
    connection: Connection, wanted: set[tuple[int, str]]
) -> dict[tuple[int, str], RowMapping]:
    """(meeting, ref) -> place and time of the unit."""
    table = tables.utterance
    refs: dict[int, set[str]] = {}
    for meeting, ref in wanted:
        if ref:
            refs.setdefault(meeting, set()).add(ref)
    found = {}
    for meeting, some in sorted(refs.items()):
        statement = select(
            table.c.meeting_id, table.c.ref, table.c.place, table.c.start_ms, table.c.label
        ).where(and_(table.c.meeting_id == meeting, table.c.ref.in_(sorted(some))))
        for row in connection.execute(statement).mappings():
            found[row["meeting_id"], row["ref"]] = row
    return found


def _spot(row: RowMapping, unit: RowMapping | None) -> Spot:
    return Spot(
        id=row["id"],
        meeting=row["meeting_id"],
        place=unit["place"] if unit else 0,
        ref=unit["ref"] if unit else "",
        speaker=row["speaker"],
        start_ms=unit["start_ms"] if unit else None,
        text=row["text"],
        label=unit["label"] if unit else "none",
        owner=row["owner"],
        due_text=row["due_text"],
        due_day=row["due_day"],
        status=row["status"],
        detail=row["detail"],
    )
