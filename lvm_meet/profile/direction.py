"""From where to go to what is done: each direction with the steps that serve it.

Good management with poor leadership runs smoothly and goes nowhere, and a direction that nobody
turns into a step stays a wish. So vision units are tied to the later execution units that serve
them: by rarer words in common, and where those are few, by being near in the talk, close in
meaning, or by saying what the step is for ("so that"). What has neither is shown: directions
without a step, tasks whose why nobody said.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvm_meet.lexicon import Book
from lvm_meet.model import Label, Signal, Thread, Utterance
from lvm_meet.profile.content import Content
from lvm_meet.profile.phrases import Heard
from lvm_meet.settings import LeadSettings


def find_threads(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    book: Book,
    settings: LeadSettings,
) -> tuple[tuple[Thread, ...], tuple[str, ...]]:
    """(every direction with its steps, ids of tasks without a why), each in order.

    Neighbouring vision units of one speaker on the same thing are one direction, cited by its
    clearest unit (the highest score of vision, the first of equals). Left out is what has too few
    content words to be followed ("we must do better"); and, since that nobody turned it into a step
    is a claim to be careful with, what has no step and is only asked or coded with doubt.
    `vectors` (n, d) are those of the units, rows of length 1 or of zeros; `book` is "leading". Both
    are empty without signals.
    """
    content = Content(units, book=book)
    finder = _Finder(units, signals, vectors, content=content, book=book, settings=settings)
    threads, serving = [], set()
    for group in finder.directions():
        steps = finder.steps(group)
        if not steps and not finder.clear(group):
            continue
        serving.update(steps)
        clearest = max(group, key=lambda place: (signals[place].score(Label.VISION), -place))
        threads.append(Thread(units[clearest].id, tuple(units[place].id for place in steps)))
    orphans = [units[place].id for place in finder.tasks() if place not in serving]
    return tuple(threads), tuple(orphans)


class _Finder:
    """Ties the units of one meeting."""

    def __init__(
        self,
        units: Sequence[Utterance],
        signals: Sequence[Signal],
        vectors: np.ndarray,
        *,
        content: Content,
        book: Book,
        settings: LeadSettings,
    ) -> None:
        self._units = units
        self._signals = signals
        self._vectors = vectors
        self._content = content
        self._settings = settings
        self._heard = Heard(units, book=book, sections=("purpose", "task", "procedure"))
        self._vision = self._labelled(Label.VISION)
        self._execution = self._labelled(Label.EXECUTION)

    def _labelled(self, label: Label) -> list[int]:
        return [place for place, signal in enumerate(self._signals) if signal.label is label]

    def directions(self) -> list[list[int]]:
        """Vision units by the direction that they speak of, in order."""
        groups: list[list[int]] = []
        for place in self._vision:
            group = next((one for one in reversed(groups) if self._continues(one, place)), None)
            if group is None:
                groups.append([place])
            else:
                group.append(place)
        least = self._settings.direction_words
        return [group for group in groups if len(self._content.of(group)) >= least]

    def clear(self, group: list[int]) -> bool:
        """Whether it is surely a direction: stated, not asked, and coded without much doubt."""
        return any(
            self._signals[place].score(Label.VISION) >= self._settings.direction_score
            and not self._units[place].text.rstrip().endswith("?")
            for place in group
        )

    def _continues(self, group: list[int], place: int) -> bool:
        """Whether a vision unit goes on with a direction: the same speaker, near, and either in
        the very next unit or with a word in common.
        """
        last = group[-1]
        if self._units[last].speaker != self._units[place].speaker:
            return False
        if place - last > self._settings.direction_units:
            return False
        words = self._content.words[place]
        return place - last == 1 or not words.isdisjoint(self._content.of(group))

    def steps(self, group: list[int]) -> list[int]:
        """The later execution units that serve a direction, in order, the closest ones only."""
        words = self._content.of(group)
        scored = []
        for place in self._execution:
            if place > group[0] and not self._heard.within(place, "procedure"):
                weight = self._serves(group, words, place)
                if weight:
                    scored.append((-weight, place))
        return sorted(place for _, place in sorted(scored)[: self._settings.steps])

    def _serves(self, group: list[int], words: frozenset[str], place: int) -> int:
        """The weight of what ties an execution unit to a direction; 0 where it is too little."""
        own = self._content.words[place]
        weight, settings = self._content.shared(words, own), self._settings
        lesser = min(self._content.weight(words), self._content.weight(own))
        share = 1000 * weight // (lesser or 1)
        if weight < settings.step_turn_weight or share < settings.step_share:
            return 0
        behind = place - group[-1]
        if behind <= settings.direction_units and self._same_speaker(group[-1], place):
            return weight
        if weight < settings.step_near_weight:
            return 0
        if behind <= settings.step_near_units or weight >= settings.step_weight:
            return weight
        close = max(float(self._vectors[one] @ self._vectors[place]) for one in group)
        meant = close >= settings.step_cosine / 1000
        return weight if meant or self._heard.within(place, "purpose") else 0

    def _same_speaker(self, one: int, other: int) -> bool:
        speaker = self._units[one].speaker
        return speaker is not None and speaker == self._units[other].speaker

    def tasks(self) -> list[int]:
        """Execution units that give or take a task, and nobody says what it is for."""
        return [place for place in self._execution if self._is_task(place) and not self._why(place)]

    def _is_task(self, place: int) -> bool:
        unit, settings = self._units[place], self._settings
        return (
            self._signals[place].score(Label.EXECUTION) >= settings.task_score
            and unit.words >= settings.task_words
            and len(self._content.words[place]) >= settings.direction_words
            and not unit.text.rstrip().endswith("?")
            and self._heard.within(place, "task")
            and not self._heard.within(place, "procedure")
        )

    def _why(self, place: int) -> bool:
        """Whether a reason stands in or right around the unit, whoever says it, or a direction
        nearby speaks of the same thing.
        """
        reach = self._settings.why_units
        around = range(max(0, place - reach), min(len(self._units), place + reach + 1))
        if any(self._heard.within(other, "purpose") for other in around):
            return True
        words = self._content.words[place]
        return any(
            abs(other - place) <= self._settings.step_near_units
            and not words.isdisjoint(self._content.words[other])
            for other in self._vision
        )
