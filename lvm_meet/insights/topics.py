"""The topics of a meeting: where each begins, and what it is called.

A title is made of the topic's strongest key phrases, or of the name under which it was announced
("let's talk about the budget") where the talk that follows says it again. Two topics never share a
word in their titles. A stretch that nothing names is called what the lexicon calls an opening or a
closing, if it is one by the lexicon's words, and else belongs to the topic before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from lvm_meet.insights.phrases import KeyPhrase, KeyPhrases
from lvm_meet.insights.phrases_words import base, clauses, clauses_of, stem
from lvm_meet.insights.segmentation import find_starts
from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import PhraseFinder, finder_of
from lvm_meet.model import Topic, Utterance
from lvm_meet.prose.case import capital
from lvm_meet.settings import TopicSettings

_CHOICE = 12
"""key phrases of a topic that its title is chosen from"""
_ANNOUNCED = 2.0
"""how much stronger a phrase is that the topic was announced with"""
_BEFORE, _AFTER = 2, 5
"""units before and after a topic's beginning in which it is announced"""
_NAME = 0.5
"""the same for a single word with a capital, which may be anybody's name"""
_SECOND, _SECOND_TO_ONE = 0.3, 0.1
"""strength, as a share of the first phrase's, from which a second one joins it in the title: in
general, and where the first is a single word"""
_MOST_WORDS = 6
_SAME = 6
"""letters that two words of one family share"""


def find_topics(
    units: Sequence[Utterance],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    settings: TopicSettings,
) -> tuple[Topic, ...]:
    """The topics in order: they cover all units, and none is empty. () for an empty meeting.

    `vectors` has shape (n, d), rows of length 1, or 0 for back-channels; `book` is the lexicon's
    book "topics", and `exemplars` holds the vectors of its example sentences by section, (k, d).
    Times, speakers and marks may be missing.
    """
    spoken = clauses_of(units, book=book)
    starts = find_starts(
        units, vectors, book=book, exemplars=exemplars, settings=settings, spoken=spoken
    )
    if not starts:
        return ()
    phrases = KeyPhrases(units, book=book, spoken=spoken)
    namer = _Namer(units, phrases, book)
    named: list[tuple[int, str]] = []
    for start, stop in pairwise((*starts, len(units))):
        title = namer.title(start, stop)
        if title:
            named.append((start, title))
    if not named:
        named = [(0, capital(_first(book, "untitled")))]
    named[0] = (0, named[0][1])
    begins = [start for start, _ in named]
    return tuple(
        Topic(
            title=title,
            phrases=tuple(phrase.text for phrase in phrases.of(start, stop, most=settings.phrases)),
            utterances=tuple(unit.id for unit in units[start:stop]),
        )
        for (start, title), stop in zip(named, (*begins[1:], len(units)), strict=True)
    )


class _Namer:
    """Gives titles, each word in one title only."""

    def __init__(self, units: Sequence[Utterance], phrases: KeyPhrases, book: Book) -> None:
        self._units = units
        self._phrases = phrases
        self._book = book
        self._announcing = finder_of(book.group("announcing").phrases)
        self._fillers = frozenset(book.group("filler").words)
        self._taken: set[str] = set()

    def title(self, start: int, stop: int) -> str:
        """The title of units[start:stop]; "" where nothing names it."""
        announced = self._announced(start, stop)
        found = [
            (self._weight(phrase, announced), phrase)
            for phrase in self._phrases.of(start, stop, most=_CHOICE)
            if self._taken.isdisjoint(phrase.stems)
        ]
        found.sort(key=lambda each: (-each[0], each[1].text))
        if not found:
            return self._formal(start, stop)
        (most, first), *others = found
        words = len(first.text.split())
        least = most * (_SECOND if words > 1 else _SECOND_TO_ONE)
        second = next(
            (
                phrase
                for weight, phrase in others
                if weight >= least
                and words + 1 + len(phrase.text.split()) <= _MOST_WORDS
                and not _alike(first, phrase)
            ),
            None,
        )
        chosen = (first,) if second is None else (first, second)
        self._taken.update(word for phrase in chosen for word in phrase.stems)
        return capital(" and ".join(phrase.text for phrase in chosen))

    def _weight(self, phrase: KeyPhrase, announced: set[str]) -> float:
        weight = phrase.strength
        if announced.issuperset(phrase.stems):
            weight *= _ANNOUNCED
        if len(phrase.stems) == 1 and phrase.text[0].isupper() and not phrase.text.isupper():
            weight *= _NAME
        return weight

    def _announced(self, start: int, stop: int) -> set[str]:
        """Stems of the words with which the topic was announced."""
        found: set[str] = set()
        for unit in self._units[max(0, start - _BEFORE) : min(stop, start + _AFTER)]:
            for _, end, _ in self._announcing.find(unit.text):
                parts = clauses(unit.text[end:], self._fillers)
                found |= {stem(base(word)) for word in (parts[0] if parts else ())}
        return found

    def _formal(self, start: int, stop: int) -> str:
        """What the lexicon calls the first or the last stretch, if its words are said there."""
        sections = ("opening",) * (start == 0) + ("closing",) * (stop == len(self._units))
        for section in sections:
            finder = finder_of(self._book.group(section).phrases)
            name = _first(self._book, section)
            if name not in self._taken and _any(finder, self._units[start:stop]):
                self._taken.add(name)
                return capital(name)
        return ""


def _alike(one: KeyPhrase, other: KeyPhrase) -> bool:
    """Whether two phrases begin or end alike ("functions and functionalities")."""
    heads = {one.stems[place][:_SAME] for place in (0, -1)}
    return any(other.stems[place][:_SAME] in heads for place in (0, -1))


def _any(finder: PhraseFinder, units: Iterable[Utterance]) -> bool:
    return any(next(finder.find(unit.text), None) for unit in units)


def _first(book: Book, section: str) -> str:
    """The first word of a section, or its name where the lexicon has none."""
    return next(iter(book.group(section).words), section)
