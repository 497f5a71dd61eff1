"""What is kept of one meeting: all that was said, and all that was concluded."""

from __future__ import annotations

from sqlalchemy import select

from lvm_meet.library import tables
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.library import Library
from lvm_meet.library.spots import Spot, conclusion_spots, utterance_spots
from lvm_meet.library.values import Meeting


def talk(library: Library, meeting: Meeting) -> list[Spot]:
    """Every unit, in order."""
    table = tables.utterance
    with library.store.read() as connection:
        ids = connection.execute(select(table.c.id).where(table.c.meeting_id == meeting.id))
        found = list(utterance_spots(connection, ids.scalars().all()))
    return sorted(found, key=lambda spot: spot.place)


def conclusions(library: Library, meeting: Meeting) -> list[tuple[Spot, Kind]]:
    """Every conclusion, kind by kind, each kind in the order of the talk."""
    table = tables.insight
    with library.store.read() as connection:
        ids = connection.execute(select(table.c.id).where(table.c.meeting_id == meeting.id))
        found = list(conclusion_spots(connection, tuple(Kind), ids=ids.scalars().all()))
    return sorted(found, key=lambda pair: pair[0].id)
