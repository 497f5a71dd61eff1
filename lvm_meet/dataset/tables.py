"""All tables of a data set, and the rows that one meeting adds to each."""

from __future__ import annotations

from collections.abc import Mapping

from lvm_meet.dataset.columns import Rows, Table
from lvm_meet.dataset.dyads import DYADS_TABLE, dyad_rows
from lvm_meet.dataset.meetings import MEETINGS_TABLE, UNTOLD, Told, meeting_row
from lvm_meet.dataset.people import SPEAKERS_TABLE, speaker_rows
from lvm_meet.dataset.talk import Talk
from lvm_meet.dataset.units import (
    TOPICS_TABLE,
    TURNS_TABLE,
    UNITS_TABLE,
    topic_rows,
    turn_rows,
    unit_rows,
)
from lvm_meet.dataset.windows import WINDOWS_TABLE, window_rows
from lvm_meet.model import Analysis
from lvm_meet.settings import DatasetSettings

TABLES = (
    MEETINGS_TABLE,
    SPEAKERS_TABLE,
    TOPICS_TABLE,
    TURNS_TABLE,
    UNITS_TABLE,
    WINDOWS_TABLE,
    DYADS_TABLE,
)
"""in this order: what a table refers to stands before it"""
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


def rows_of(analysis: Analysis, *, settings: DatasetSettings, told: Told = UNTOLD) -> Rows:
    """The rows of one meeting, by table. An empty meeting is a row of `meetings` and no other.

    InputError where its times can't be right.
    """
    talk = Talk.of(analysis)
    return {
        "meetings": [meeting_row(talk, told)],
        "speakers": speaker_rows(talk),
        "topics": topic_rows(talk),
        "turns": turn_rows(talk),
        "units": unit_rows(talk),
        "windows": window_rows(talk, settings=settings),
        "dyads": dyad_rows(talk),
    }
