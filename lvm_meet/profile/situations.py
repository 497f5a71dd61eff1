"""The nine situations that call for leading or for managing, seen topic by topic.

Words show a situation before meaning does: people name it. So the strong phrases of the lexicon
weigh most, its hints need each other, and closeness in meaning to an example sentence only adds
to them, and only for coded units: the encoder is tuned to tell signals apart, so that an uncoded
unit is close to anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lvm_meet.lexicon.cues import PhraseFinder
from lvm_meet.lexicon.entries import Book
from lvm_meet.model import (
    LEADERSHIP,
    MANAGEMENT,
    Label,
    Mode,
    Signal,
    Situation,
    Topic,
    Utterance,
    spoken_words,
)
from lvm_meet.settings import SituationSettings

SITUATIONS = (
    "crisis",
    "process-trouble",
    "training-newcomers",
    "tight-deadline",
    "critical-delegation",
    "confident-team",
    "need-for-new-approaches",
    "creative-discussion",
    "self-directed-work",
)
"""their sections in the lexicon, in the order in which a topic's are given"""
HINTS = "-hints"
"""what the section of a situation's hints has behind its name"""
OFTEN = "-often"
"""what the section of words that only count in number has behind a situation's name"""
ELSEWHERE = "elsewhere"
"""the section of what shows no situation; its `words` take back a phrase that follows them"""

_STRONG, _HINT, _CLOSE, _OFTEN = 3, 1, 1, 0
_REACH = 3
"""words between a word that takes back ("not") and the phrase, at most"""
_APART = re.compile(r"\s+(?=['’](?:s|re|ve|ll|d|m)\b)", re.IGNORECASE)


def find_situations(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    topics: Sequence[Topic],
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    settings: SituationSettings,
) -> tuple[Situation, ...]:
    """The situations of each topic, topic by topic, each at most once; often none.

    `vectors`: one row per unit, float32, shape (n, d), of length 1 or of zeros; `exemplars`: by
    section of `book` those of its example sentences, shapes (k, d). A situation without a section
    is never seen. `used` is the way that `used_share` of the topic's coded units have, where
    there are `used_units` of them. ValueError where units and signals differ in length.
    """
    places = {unit.id: place for place, unit in enumerate(units)}
    labels = [signal.label for _, signal in zip(units, signals, strict=True)]
    hints = _all_hints(units, labels, vectors, book, exemplars, settings=settings)
    modes = {name: book.group(name).mode for name in SITUATIONS}
    found = []
    for number, topic in enumerate(topics):
        here = [places[id_] for id_ in topic.utterances if id_ in places]
        used = prevailing([labels[place] for place in here], settings=settings)
        for name in SITUATIONS:
            evidence = [hints[name][place] for place in here if place in hints[name]]
            if not modes[name] or not evidence:
                continue
            many = _is_often(evidence, [units[place] for place in here], settings=settings)
            if many or _shows(evidence, settings=settings):
                evidence.sort(key=_Hint.rank)
                shown = tuple(units[each.place].id for each in evidence[: settings.shown])
                found.append(Situation(name, Mode(modes[name]), number, used, shown))
    return tuple(found)


def _shows(evidence: Sequence[_Hint], *, settings: SituationSettings) -> bool:
    """True with enough points, from a strong phrase or from at least two units that name it."""
    named = [each.points for each in evidence if each.named]
    alone = any(points >= _STRONG for points in named)
    return (alone or len(named) > 1) and sum(each.points for each in evidence) >= settings.enough


def _is_often(
    evidence: Sequence[_Hint], topic: Sequence[Utterance], *, settings: SituationSettings
) -> bool:
    """True where what counts in number is said often enough, by two people where they are known."""
    said = [each for each in evidence if each.often]
    if len(said) < settings.often:
        return False
    speakers = {each.speaker for each in said}
    words = sum(unit.words for unit in topic)
    return words <= settings.often_words * len(said) and (len(speakers) > 1 or speakers == {None})


def prevailing(labels: Sequence[Label], *, settings: SituationSettings) -> Mode | None:
    """The way that prevails among codes; None with too few of them, or too much of both."""
    leading = sum(label in LEADERSHIP for label in labels)
    managing = sum(label in MANAGEMENT for label in labels)
    total = leading + managing
    if total < settings.used_units:
        return None
    for mode, count in ((Mode.LEADERSHIP, leading), (Mode.MANAGEMENT, managing)):
        if 1000 * count >= settings.used_share * total:
            return mode
    return None


@dataclass(frozen=True, slots=True)
class _Hint:
    """What one unit says for a situation; `closeness` is a cosine in permille."""

    place: int
    points: int
    closeness: int
    speaker: str | None
    named: bool
    """a phrase says it, not closeness alone"""
    often: bool
    """it holds words that count in number"""

    def rank(self) -> tuple[bool, int, int, int]:
        """What sorts the clearest first."""
        return (not self.named, -self.points, -self.closeness, self.place)


def _all_hints(
    units: Sequence[Utterance],
    labels: Sequence[Label],
    vectors: np.ndarray,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    *,
    settings: SituationSettings,
) -> dict[str, dict[int, _Hint]]:
    """By situation what each unit says for it, by the unit's place; units that say nothing lack."""
    finder = _finder(book)
    closeness = _closeness(vectors, exemplars)
    nearest = closeness.argmax(axis=1) if len(units) else np.zeros(0, dtype=np.int64)
    hints: dict[str, dict[int, _Hint]] = {name: {} for name in SITUATIONS}
    for place, unit in enumerate(units):
        found = None if unit.backchannel else finder.find(unit.text)
        if found is None:
            continue
        points = dict.fromkeys(found.often, 0) | dict(found.points)
        best = int(nearest[place])
        close = labels[place] is not Label.NONE and closeness[place, best] >= settings.near
        if close and best < len(SITUATIONS):
            points[SITUATIONS[best]] = points.get(SITUATIONS[best], 0) + _CLOSE
        for name, sum_ in points.items():
            hints[name][place] = _Hint(
                place,
                sum_,
                int(closeness[place, SITUATIONS.index(name)]),
                unit.speaker,
                named=name in found.points,
                often=name in found.often,
            )
    return hints


def _closeness(vectors: np.ndarray, exemplars: Mapping[str, np.ndarray]) -> np.ndarray:
    """Cosine with the nearest example of each situation, in permille, then of elsewhere: (n, 10).

    -1000 where a section has none.
    """
    columns = []
    for name in (*SITUATIONS, ELSEWHERE):
        rows = exemplars.get(name)
        if rows is None or not len(rows) or not len(vectors):
            columns.append(np.full(len(vectors), -1000, dtype=np.int64))
        else:
            columns.append(np.rint(1000 * (vectors @ rows.T).max(axis=1)).astype(np.int64))
    return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True)
class _Found:
    """The situations that one text names, with points, and those whose words count in number."""

    points: Mapping[str, int]
    often: frozenset[str]


class _Finder:
    """The cue phrases of all situations as one search."""

    def __init__(self, book: Book) -> None:
        phrases: list[str] = []
        self._owners: list[tuple[str, int]] = []
        kinds = (("", _STRONG), (HINTS, _HINT), (OFTEN, _OFTEN))
        sections = [(name, name + kind, points) for kind, points in kinds for name in SITUATIONS]
        for name, section, points in (*sections, (ELSEWHERE, ELSEWHERE, 0)):
            group = book.group(section)
            phrases += group.phrases
            self._owners += [(name, points)] * len(group.phrases)
        self._finder = PhraseFinder(phrases)
        self._takes_back = frozenset(book.group(ELSEWHERE).words)

    def find(self, text: str) -> _Found | None:
        """What the text names; None where it is about elsewhere."""
        text = _APART.sub("", text)
        best: dict[str, int] = {}
        often: set[str] = set()
        for start, _, owners in self._finder.find(text):
            found = [self._owners[owner] for owner in owners]
            if any(name == ELSEWHERE for name, _ in found):
                return None
            if not self._takes_back.isdisjoint(spoken_words(text[:start])[-_REACH:]):
                continue
            often |= {name for name, points in found if points == _OFTEN}
            for name, points in found:
                if points != _OFTEN:
                    best[name] = max(points, best.get(name, 0))
        return _Found(best, frozenset(often))


@lru_cache(maxsize=2)
def _finder(book: Book) -> _Finder:
    return _Finder(book)
