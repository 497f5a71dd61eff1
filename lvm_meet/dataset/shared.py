"""Columns that several tables have, so that they have one name and one meaning everywhere."""

from __future__ import annotations

from lvm_meet.dataset.columns import Column, Kind, Reference, count, id_, name_of, time
from lvm_meet.model import LABELS, Label

MEETING = id_(
    "meeting_id", "the meeting: m and the first 12 hex digits of the sha256 of what was analysed"
)
OF_MEETING = Reference("meeting_id", "meetings", "meeting_id")
SPEAKER_ID = id_("speaker_id", "the speaker in this meeting; in another one it is another id")
OF_SPEAKER = Reference("speaker_id", "speakers", "speaker_id")
SPEAKER = name_of(
    "speaker",
    "the speaker's name, the same in all meetings; empty: talk without a name, which may be that "
    "of several people",
)
START = time("start_ms", "when it begins, from the beginning of the source")
END = time("end_ms", "when it ends; not part of it any more")
TALK = time("talk_ms", "time spoken: the sum over the units that have a time")
WORDS = count("words", "words, back-channels included", "words")
UNITS = count("units", "units, back-channels included", "units")
TURNS = count("turns", "how often the floor was taken", "turns")
LABEL_VALUES = tuple(label.value for label in LABELS)
_MEANT = {
    Label.VISION: "coded vision (leadership)",
    Label.INSPIRATION: "coded inspiration (leadership)",
    Label.EXECUTION: "coded execution (management)",
    Label.CONTROL: "coded control (management)",
    Label.NONE: "without a signal, back-channels included",
}


def per_label(unit: str) -> tuple[Column, ...]:
    """A column of counts per label: units or words. The five add up to the whole."""
    return tuple(count(f"{label}_{unit}", f"{unit} {_MEANT[label]}", unit) for label in LABELS)


def number(name: str, description: str) -> Column:
    """A place in an order, from 1."""
    return Column(name, Kind.INTEGER, description, unit="from 1", required=True, least=1)
