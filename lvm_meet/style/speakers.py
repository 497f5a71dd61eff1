"""Each speaker: how much talk, in what turns, with what balance and which questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvm_meet.balance import balance_of, estimate
from lvm_meet.model import Lens, Signal, SpeakerStyle, Utterance
from lvm_meet.settings import StyleSettings
from lvm_meet.style.lens import narrowed


class _Floor:
    """What is gathered about one speaker while the meeting is gone through."""

    def __init__(self) -> None:
        self.units: list[int] = []
        self.turns = 0
        self.longest_words = self.longest_ms = 0
        self._words = self._ms = 0

    def take(self) -> None:
        """Begin a turn."""
        self.turns += 1
        self._words = self._ms = 0

    def say(self, utterance: Utterance) -> None:
        """Add a unit to the running turn."""
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

    `codes` as `balance.codes_of` gives them, shape (n,). A turn begins where a speaker takes the
    floor and lasts until another one does. A back-channel ("mm-hm") does not take it: in somebody
    else's turn it is neither a turn nor the end of one, and not counted in its length. Who only
    acknowledges has no turn. The longest turn has a time only where all of the speaker's talk has
    one: a time that covers part of the words says nothing about them.
    """
    styles = []
    for speaker, floor in _floors(utterances).items():
        timed = all(utterances[index].span is not None for index in floor.units)
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
    """Units, turns and longest turn of each speaker, in the order of first words."""
    floors: dict[str | None, _Floor] = {}
    holder: _Floor | None = None
    for index, utterance in enumerate(utterances):
        floor = floors.setdefault(utterance.speaker, _Floor())
        floor.units.append(index)
        if floor is not holder and not utterance.backchannel:
            holder = floor
            floor.take()
        if floor is holder:
            floor.say(utterance)
    return floors
