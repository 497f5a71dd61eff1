"""One meeting as the tables see it: who is who, whose turn each unit belongs to, and how long.

A turn begins where a speaker takes the floor and lasts until another one does, as in the reports
(`lvm_meet.style.speakers`): a back-channel ("mm-hm") in somebody else's turn neither takes the
floor nor ends the turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lvm_meet.balance import balance_of, label_of
from lvm_meet.model import LABELS, Analysis, Balance, Label, Signal, Utterance

ID_LENGTH = 12
"""hex digits of a source's sha256 that name its meeting"""


@dataclass(frozen=True, slots=True)
class Floor:
    """One turn: indexes of the holder's units, in order, and of what others put in between."""

    number: int
    speaker: str | None
    units: tuple[int, ...]
    backchannels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """An analysis with what several tables need of it.

    `speakers` stand in the order of their first words; None is talk without a name, which may be
    that of several people. Where it is in doubt who spoke in a recording, all of it is.
    """

    analysis: Analysis
    meeting: str
    units: tuple[Utterance, ...]
    speakers: tuple[str | None, ...]
    floors: tuple[Floor, ...]

    @classmethod
    def of(cls, analysis: Analysis) -> Talk:
        speech = analysis.transcript.speech
        units = analysis.utterances
        if speech is not None and not speech.named:
            units = tuple(_nameless(unit) for unit in units)
        return cls(
            analysis=analysis,
            meeting=meeting_id(analysis),
            units=units,
            speakers=tuple(dict.fromkeys(unit.speaker for unit in units)),
            floors=tuple(_floors(units)),
        )

    @property
    def signals(self) -> Sequence[Signal]:
        return self.analysis.signals

    @property
    def timed(self) -> bool:
        """Whether most units have a time: the others are then taken to be where they stand."""
        return 2 * sum(unit.span is not None for unit in self.units) > len(self.units)

    @property
    def start_ms(self) -> int | None:
        return min((unit.span.start_ms for unit in self.units if unit.span), default=None)

    @property
    def end_ms(self) -> int | None:
        return max((unit.span.end_ms for unit in self.units if unit.span), default=None)

    def speaker_id(self, speaker: str | None) -> str:
        return f"{self.meeting}-s{self.speakers.index(speaker) + 1}"

    def unit_id(self, index: int) -> str:
        return f"{self.meeting}-{self.units[index].id}"

    def turn_id(self, number: int) -> str:
        return f"{self.meeting}-t{number}"

    def topic_id(self, number: int) -> str:
        return f"{self.meeting}-k{number}"

    def label(self, index: int) -> Label:
        return label_of(self.units[index], self.signals[index])

    def balance(self, indexes: Iterable[int]) -> Balance:
        return balance_of((self.units[index], self.signals[index]) for index in indexes)

    def talk_ms(self, indexes: Iterable[int]) -> int | None:
        """Time of the units that have one; None where none has."""
        spans = [span for index in indexes if (span := self.units[index].span)]
        return sum(span.length_ms for span in spans) if spans else None

    def of_speaker(self, speaker: str | None) -> list[int]:
        return [index for index, unit in enumerate(self.units) if unit.speaker == speaker]


def meeting_id(analysis: Analysis) -> str:
    """Names the meeting by content. A letter comes first: twelve digits would be read as a number,
    and "12e4" as well.
    """
    return f"m{analysis.transcript.source.sha256[:ID_LENGTH]}"


def units_by_label(balance: Balance) -> dict[str, int]:
    """Column -> units of each label."""
    return {f"{label}_units": balance.of(label).units for label in LABELS}


def words_by_label(balance: Balance) -> dict[str, int]:
    """Column -> words of each label."""
    return {f"{label}_words": balance.of(label).words for label in LABELS}


def _nameless(unit: Utterance) -> Utterance:
    return Utterance(unit.id, None, unit.text, unit.span, unit.segments, unit.backchannel)


def _floors(units: Sequence[Utterance]) -> Iterable[Floor]:
    """The turns in order. Back-channels before the first turn belong to none."""
    own: list[int] = []
    between: list[int] = []
    number = 0
    holder: str | None = None
    for index, unit in enumerate(units):
        held = bool(own) and unit.speaker == holder
        if held:
            own.append(index)
        elif unit.backchannel:
            if own:
                between.append(index)
        else:
            if own:
                number += 1
                yield Floor(number, holder, tuple(own), tuple(between))
            own, between, holder = [index], [], unit.speaker
    if own:
        yield Floor(number + 1, holder, tuple(own), tuple(between))
