"""Each speaker: how much talk, in what turns, with what balance and which questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvm_meet.model import Lens, Signal, SpeakerStyle, Utterance
from lvm_meet.settings import StyleSettings
from lvm_meet.style.balance import balance_of, estimate
from lvm_meet.style.lens import narrowed


class _Floor:
    """What is gathered about one speaker while the meeting is gone through."""

    def __init__(self) -> None:
        self.units: list[int] = []
        self.turns = 0
        self.longest_words = self.longest_ms = 0
        self._words = self._ms = 0

    def say(self, utterance: Utterance, *, goes_on: bool) -> None:
        """Add a unit to the running monologue where it `goes_on`, else begin one with it."""
        if not goes_on:
            self._words = self._ms = 0
        self._words += utterance.words
        self._ms += utterance.span.length_ms if utterance.span else 0
        self.longest_words = max(self.longest_words, self._words)
        self.longest_ms = max(self.longest_ms, self._ms)


def speaker_styles(
    utterances: Sequence[Utterance],
    signals: Sequence[Signal],
    codes: np.ndarray,
    *,
    questions: Lens,
    settings: StyleSettings,
) -> tuple[SpeakerStyle, ...]:
    """All speakers, most words first, then by who spoke first; () without talk.

    `codes` as `balance.codes_of` gives them, shape (n,). A turn lasts until somebody else says
    something, be it a back-channel. The longest turn is the longest monologue: others'
    back-channels in it do not end it, and their words and time are not counted in it.
    """
    styles = []
    for speaker, floor in _floors(utterances).items():
        timed = any(utterances[index].span for index in floor.units)
        styles.append(
            SpeakerStyle(
                speaker=speaker,
                balance=balance_of((utterances[index], signals[index]) for index in floor.units),
                index=estimate(codes[floor.units], settings=settings),
                turns=floor.turns,
                longest_turn_words=floor.longest_words,
                longest_turn_ms=floor.longest_ms if timed else None,
                questions=narrowed(questions, {utterances[index].id for index in floor.units}),
            )
        )
    return tuple(sorted(styles, key=lambda style: -style.balance.talk.words))


def _floors(utterances: Sequence[Utterance]) -> dict[str | None, _Floor]:
    """Units, turns and longest monologue of each speaker, in the order of first words."""
    floors: dict[str | None, _Floor] = {}
    holder: _Floor | None = None
    last: _Floor | None = None
    for index, utterance in enumerate(utterances):
        floor = floors.setdefault(utterance.speaker, _Floor())
        floor.units.append(index)
        floor.turns += floor is not last
        floor.say(utterance, goes_on=floor is holder or floor is last)
        if holder is None or not utterance.backchannel:
            holder = floor
        last = floor
    return floors
