"""Which sections of a book speak in a text; each book is compiled once and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import PhraseFinder
from lvm_meet.model import spoken_words

_EDGES = " \t\n,;:.!?…-–—\"'“”"
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One cue phrase in a text: text[start:end], of the section `name`."""

    name: str
    start: int
    end: int


class Cues:
    """The cue phrases of some sections of a book, each section found on its own.

    Phrases of two sections may overlap ("if we", "we decided"): neither hides the other.
    """

    def __init__(self, book: Book, names: Sequence[str]) -> None:
        groups = [(name, book.group(name).phrases) for name in names]
        self._lookalikes = frozenset(book.group("lookalikes").words)
        self._finders = [(name, PhraseFinder(phrases)) for name, phrases in groups if phrases]
        # Most units hold no cue of any section: one scan over all phrases says so.
        self._any = PhraseFinder(tuple({phrase for _, group in groups for phrase in group}))

    def any(self, text: str) -> bool:
        """Whether a phrase of any section stands in the text."""
        return any(self._meant(text, start) for start, _, _ in self._any.find(text))

    def _meant(self, text: str, start: int) -> bool:
        """Not so for "were" where the phrase says "we're": cues are found without apostrophes."""
        return text[start:].split(maxsplit=1)[0].lower() not in self._lookalikes

    def find(self, text: str) -> dict[str, tuple[Hit, ...]]:
        """The hits by section; only sections that have one."""
        if not self.any(text):
            return {}
        found = {}
        for name, finder in self._finders:
            hits = tuple(
                Hit(name, start, end)
                for start, end, _ in finder.find(text)
                if self._meant(text, start)
            )
            if hits:
                found[name] = hits
        return found


@lru_cache(maxsize=16)
def cues(book: Book, names: tuple[str, ...]) -> Cues:
    """The compiled cues of these sections; the last few are kept."""
    return Cues(book, names)


@lru_cache(maxsize=32)
def edge(words: tuple[str, ...], *, leading: bool) -> re.Pattern[str] | None:
    """A pattern for any of the words or phrases at the beginning or the end of a text."""
    if not words:
        return None
    any_of = "|".join(
        re.escape(word).replace("'", "['\u2019]?") for word in sorted(words, key=len, reverse=True)
    )
    pattern = (
        rf"(?:{any_of})(?!['\u2019]?\w)\W*" if leading else rf"(?<![\w'\u2019])(?:{any_of})\W*$"
    )
    return re.compile(pattern, re.IGNORECASE)


def trimmed(text: str, *, openings: tuple[str, ...] = (), tails: tuple[str, ...] = ()) -> str:
    """The text without such words at its edges, however many there are, and without edge marks."""
    text = text.strip(_EDGES)
    head, tail = edge(openings, leading=True), edge(tails, leading=False)
    while head and (match := head.match(text)):
        text = text[match.end() :]
    while tail and (match := tail.search(text)):
        # not in the pattern: before each place it would look through a run of marks anew
        end = match.start()
        while end and not _is_word(text[end - 1]):
            end -= 1
        text = text[:end]
    return text.strip(_EDGES)


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def content(text: str, light: frozenset[str]) -> frozenset[str]:
    """The words that carry what a text is about: not `light`, in a plain form of the singular."""
    return frozenset(
        _plain(word)
        for word in spoken_words(text)
        if word not in light and len(word) >= _LEAST_LETTERS
    )


def overlap(first: frozenset[str], second: frozenset[str]) -> int:
    """Shared words in permille of the smaller set; 0 where one is empty."""
    smaller = min(len(first), len(second))
    return 1000 * len(first & second) // smaller if smaller else 0


def chosen(scores: Sequence[int], *, least: int, most: int) -> list[int]:
    """Indexes of the `most` highest scores that reach `least`, in order; ties to the earlier."""
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    return sorted(index for index in ranked[:most] if scores[index] >= least)


def longest_words(text: str, *, least: int) -> frozenset[str]:
    """Words of at least `least` letters in the singular: enough to tell repeats."""
    return frozenset(_plain(word) for word in spoken_words(text) if len(word) >= least)


def _plain(word: str) -> str:
    """Without the ending of a plural or a genitive, so that "button" meets "buttons"."""
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def ids(*groups: Iterable[str]) -> tuple[str, ...]:
    """The ids of all groups, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(id_ for group in groups for id_ in group))
