"""What is analysed: units of talk, their codes, and the evidence for each code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from lvm_meet.model.transcript import Span

Ref = Annotated[str, "the id of an utterance"]
"""marks the fields that cite, so that a saved analysis can be checked"""


class Label(StrEnum):
    """What a unit does (see lexicons/README.md): four signals, or none of them."""

    VISION = "vision"
    INSPIRATION = "inspiration"
    EXECUTION = "execution"
    CONTROL = "control"
    NONE = "none"


SIGNALS = (Label.VISION, Label.INSPIRATION, Label.EXECUTION, Label.CONTROL)
LABELS = (*SIGNALS, Label.NONE)
LEADERSHIP = (Label.VISION, Label.INSPIRATION)
MANAGEMENT = (Label.EXECUTION, Label.CONTROL)


@dataclass(frozen=True, slots=True)
class Utterance:
    """The unit of analysis: one sentence-sized piece of one speaker's talk.

    `segments` are the indexes of the transcript's segments that it came from. A back-channel
    ("mm-hm", "okay") is kept and counts in talk time, but is never coded.
    """

    id: str
    speaker: str | None
    text: str
    span: Span | None
    segments: tuple[int, ...]
    backchannel: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One lexicon sentence that a unit was compared with; `entry` names its file and place."""

    label: Label
    text: str
    entry: str
    similarity: int
    """cosine of the two vectors, in permille"""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in the unit that a lexicon pattern matched: text[start:end]."""

    label: Label
    start: int
    end: int
    entry: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a unit has its label: the nearest exemplars (nearest first) and the cue words."""

    exemplars: tuple[Exemplar, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One unit's code. `scores` are permille in the order of LABELS and sum to 1000."""

    utterance: str
    label: Label
    scores: tuple[int, int, int, int, int]
    evidence: Evidence = Evidence()

    def score(self, label: Label) -> int:
        return self.scores[LABELS.index(label)]
