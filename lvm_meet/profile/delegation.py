"""What is handed over, to whom, and how closely it is held afterwards.

Giving an outcome leaves the way to the other; giving the method keeps it (situational leadership
tells delegating from telling by just that, Hersey & Blanchard 1969). Control of what was given is
the third kind. Runs of it on one person are shown as moments: whether that was called for is not
in the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lvm_meet.lexicon import Book
from lvm_meet.model import ControlRun, Delegation, Giving, Label, Signal, Utterance
from lvm_meet.profile.answers import AnswerReader
from lvm_meet.profile.exchange import Exchange
from lvm_meet.profile.people import People
from lvm_meet.profile.phrases import Heard
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import LeadSettings

_SECTIONS = ("outcome", "method", "follow_up", "no_follow_up", "several")
_MARGIN = 0.05
"""by how much a unit must be nearer to the one kind of example where no phrase tells"""
_ANSWERING = 2
"""units of others that have to come from one person for a question to have been put to them"""


def find_delegations(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    replies: Replies,
    settings: LeadSettings,
) -> tuple[tuple[Delegation, ...], tuple[ControlRun, ...]]:
    """What was handed over or followed up, and runs of control on one person; both in order.

    `vectors` (n, d) are those of the units, `exemplars` those of the book's sections "outcome" and
    "method" ((k, d)); rows of length 1, or of zeros. `book` is "leading". A delegation to nobody
    in particular has no receiver; a run always has one. Both are often empty.
    """
    reader = AnswerReader(units, signals, book=book, replies=replies, settings=settings)
    finder = _Finder(units, signals, book=book, reader=reader, settings=settings)
    closer = _closer(vectors, exemplars)
    delegations = []
    for place in range(len(units)):
        giving = finder.giving(place, closer)
        if giving is not None:
            receiver = finder.receiver(place)
            unit = units[place]
            delegations.append(Delegation(giving, unit.speaker, receiver, (unit.id,)))
    return tuple(delegations), tuple(_runs(units, finder, settings))


def _closer(vectors: np.ndarray, exemplars: Mapping[str, np.ndarray]) -> np.ndarray:
    """(n,) how much closer each unit is to a method than to an outcome; 0 without examples."""
    outcome, method = exemplars.get("outcome"), exemplars.get("method")
    if outcome is None or method is None or not (outcome.size and method.size and vectors.size):
        return np.zeros(len(vectors), dtype=np.float32)
    difference: np.ndarray = (vectors @ method.T).max(axis=1) - (vectors @ outcome.T).max(axis=1)
    return difference


class _Finder:
    """Tells givings and receivers in one meeting."""

    def __init__(
        self,
        units: Sequence[Utterance],
        signals: Sequence[Signal],
        *,
        book: Book,
        reader: AnswerReader,
        settings: LeadSettings,
    ) -> None:
        self._units = units
        self._signals = signals
        self._reader = reader
        self._settings = settings
        self._people = People(units, book=book)
        self._exchange = Exchange(units, within=settings.answer_units, within_ms=settings.reply_ms)
        self._heard = Heard(units, book=book, sections=_SECTIONS)

    def giving(self, place: int, closer: np.ndarray) -> Giving | None:
        """What the unit hands over; None where it hands over nothing that can be told."""
        unit = self._units[place]
        if unit.backchannel or unit.speaker is None:
            return None
        if self.controls(place) and self._follows_up(place):
            return Giving.FOLLOW_UP
        if not self._assigns(place):
            return None
        method, outcome = self._heard.within(place, "method"), self._heard.within(place, "outcome")
        if method != outcome:
            return Giving.METHOD if method else Giving.OUTCOME
        if abs(closer[place]) < _MARGIN:
            return None
        return Giving.METHOD if closer[place] > 0 else Giving.OUTCOME

    def _assigns(self, place: int) -> bool:
        """A request, or a task for a speaker who is named."""
        if self._reader.requests(place):
            return True
        unit, signal = self._units[place], self._signals[place]
        return (
            signal.label is Label.EXECUTION
            and signal.score(Label.EXECUTION) >= self._settings.task_score
            and self._people.assigned(unit) is not None
        )

    def controls(self, place: int) -> bool:
        """Whether the unit is control in the form of a question to somebody."""
        unit, signal = self._units[place], self._signals[place]
        return (
            not unit.backchannel
            and unit.speaker is not None
            and unit.words >= self._settings.follow_up_words
            and signal.label is Label.CONTROL
            and signal.score(Label.CONTROL) >= self._settings.delegation_score
            and (unit.text.rstrip().endswith("?") or self._follows_up(place))
        )

    def _follows_up(self, place: int) -> bool:
        return self._heard.within(place, "follow_up", "no_follow_up")

    def receiver(self, place: int) -> str | None:
        """Who is meant: the one who is named, the only other one, or the only one who answers."""
        unit = self._units[place]
        named = self._people.named(unit)
        if named is not None or self._heard.within(place, "several"):
            return named
        return self._people.only_other(unit.speaker) or self._answering(place)

    def _answering(self, place: int) -> str | None:
        """The speaker of everything that others say directly behind the unit, back-channels
        too; None where several speak, nobody does, or the asker goes on.
        """
        following = self._units[place + 1 : place + 2]
        if not following or following[0].speaker == self._units[place].speaker:
            return None
        answers = self._exchange.replies(place, spoken=_ANSWERING)
        speakers = {self._units[reply].speaker for reply in answers}
        if len(speakers) != 1 or all(self._units[reply].backchannel for reply in answers):
            return None
        answering = speakers.pop()
        return answering if answering and not self._people.gives_the_floor(answering) else None


def _runs(units: Sequence[Utterance], finder: _Finder, settings: LeadSettings) -> list[ControlRun]:
    """Stretches in which one speaker's controlling questions all go to the same person."""
    runs: list[ControlRun] = []
    open_: dict[str, tuple[str, list[int]]] = {}
    for place, unit in enumerate(units):
        if unit.speaker is None or not finder.controls(place):
            continue
        receiver = finder.receiver(place)
        before = open_.pop(unit.speaker, None)
        if receiver is None:
            if before is not None:
                runs += _closed(units, unit.speaker, before, settings)
            continue
        if before and before[0] == receiver and place - before[1][-1] <= settings.run_units:
            before[1].append(place)
            open_[unit.speaker] = before
        else:
            if before is not None:
                runs += _closed(units, unit.speaker, before, settings)
            open_[unit.speaker] = (receiver, [place])
    for giver, run in open_.items():
        runs += _closed(units, giver, run, settings)
    order = {unit.id: place for place, unit in enumerate(units)}
    return sorted(runs, key=lambda run: order[run.utterances[0]])


def _closed(
    units: Sequence[Utterance], giver: str, run: tuple[str, list[int]], settings: LeadSettings
) -> list[ControlRun]:
    receiver, places = run
    if len(places) < settings.run:
        return []
    return [ControlRun(giver, receiver, tuple(units[place].id for place in places))]
