"""Speakers: one row per speaker and meeting, with sums and balance."""

from __future__ import annotations

from collections import Counter

from lvm_meet.dataset.columns import Cell, Row, Table, count, id_, permille, ratio, text
from lvm_meet.dataset.shared import (
    MEETING,
    OF_MEETING,
    SPEAKER,
    TALK,
    TURNS,
    UNITS,
    WORDS,
    per_label,
)
from lvm_meet.dataset.talk import Talk, units_by_label, words_by_label
from lvm_meet.model import Estimate

INDEX = (
    ratio(
        "index",
        "balance (L - M) / (L + M) over coded units: -1 all management, 1 all leadership; empty: "
        "too little evidence",
        least=-1,
    ),
    ratio("index_low", "lower end of its 95 % interval", least=-1),
    ratio("index_high", "upper end of its 95 % interval", least=-1),
)
SPEAKERS_TABLE = Table(
    "speakers",
    "Speakers",
    "One row per speaker and meeting.",
    (
        MEETING,
        id_("speaker_id", "the speaker in this meeting; in another one it is another id"),
        SPEAKER,
        text("role", "the role that was given, or that the name itself is"),
        TURNS,
        UNITS,
        WORDS,
        TALK,
        count("backchannels", "back-channels", "units"),
        count("questions_what_why", "questions of what or why", "units"),
        count("questions_how_when", "questions of how, when or who", "units"),
        count("questions_other", "other questions", "units"),
        *per_label("units"),
        *per_label("words"),
        *INDEX,
    ),
    ("speaker_id",),
    (OF_MEETING,),
)


def speaker_rows(talk: Talk) -> list[Row]:
    """A row per speaker, in the order of their first words."""
    style = talk.analysis.style
    indexes = {found.speaker: found.index for found in style.speakers}
    roles: dict[str | None, str] = dict(talk.analysis.profile.roles)
    asked = {
        form: set(getattr(style.questions, form)) for form in ("what_why", "how_when", "other")
    }
    turns = Counter(floor.speaker for floor in talk.floors)
    rows = []
    for speaker in talk.speakers:
        own = talk.of_speaker(speaker)
        balance = talk.balance(own)
        rows.append(
            SPEAKERS_TABLE.row(
                {
                    "meeting_id": talk.meeting,
                    "speaker_id": talk.speaker_id(speaker),
                    "speaker": speaker,
                    "role": roles.get(speaker),
                    "turns": turns[speaker],
                    "units": balance.talk.units,
                    "words": balance.talk.words,
                    "talk_ms": talk.talk_ms(own),
                    "backchannels": sum(talk.units[index].backchannel for index in own),
                    **{
                        f"questions_{form}": sum(talk.units[index].id in ids for index in own)
                        for form, ids in asked.items()
                    },
                    **units_by_label(balance),
                    **words_by_label(balance),
                    **index_cells(indexes.get(speaker)),
                }
            )
        )
    return rows


def index_cells(found: Estimate | None) -> dict[str, Cell]:
    """A balance index with its interval, as the columns of INDEX."""
    return {
        "index": permille(found.value if found else None),
        "index_low": permille(found.low if found else None),
        "index_high": permille(found.high if found else None),
    }
