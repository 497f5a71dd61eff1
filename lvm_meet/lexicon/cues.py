"""Cue phrases in a text: which words of a unit a lexicon points at.

All phrases become one tree of words, so that a unit is scanned once however many phrases there
are; the tree takes no time to build, unlike a regular expression of them. Matching ignores case,
wants whole words, and puts up with what transcripts do to a phrase: any apostrophe or none
("whats", "what’s"), a hyphen or a space ("long-term"), a comma or several spaces between words
("order, order").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lvm_meet.lexicon.entries import CuePhrase
from lvm_meet.model import Cue

WILDCARD = "*"
APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\u2032"

_HYPHENS = "\\-\u2010\u2011"
_APOSTROPHE = f"[{APOSTROPHES}]"
_BETWEEN = re.compile(rf"{_APOSTROPHE}?,?\s+|\s*[{_HYPHENS}]\s*")
_TOKEN = re.compile(rf"\w+(?:{_APOSTROPHE}\w+)*")
_NO_APOSTROPHES = str.maketrans("", "", APOSTROPHES)
_KEPT = 8192
"""texts whose words are kept: many finders look at the same ones"""
_SPLIT = re.compile(rf"[\s{_HYPHENS}]+")
_WORD = re.compile(rf"\*|{_APOSTROPHE}?\w+(?:{_APOSTROPHE}\w+)*{_APOSTROPHE}?")


@lru_cache(maxsize=_KEPT)
def phrase_words(phrase: str) -> tuple[str, ...]:
    """The words of a cue phrase, lower case, with straight apostrophes; "long-term" is two.

    Raises ValueError, in the user's words, where the phrase can't be searched for.
    """
    words = tuple(word for word in _SPLIT.split(phrase.strip()) if word)
    for word in words:
        if not _WORD.fullmatch(word):
            if WILDCARD in word:
                raise ValueError(f"in {word!r} the * is part of a word; it stands for a whole word")
            raise ValueError(f"{word!r} holds a sign that is not part of a word")
    if not any(word != WILDCARD for word in words):
        raise ValueError("a cue phrase needs at least one word")
    return tuple(re.sub(_APOSTROPHE, "'", word).lower() for word in words)


class PhraseFinder:
    """Finds phrases in many texts. Each phrase is named by its place in the list.

    Finds never overlap: where several phrases begin at one place the longest wins (a written word
    goes before `*`), and the search goes on behind it. ValueError as `phrase_words`.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._tree = _Node()
        for place, phrase in enumerate(phrases):
            node = self._tree
            for word in phrase_words(phrase):
                node = node.next.setdefault(word.translate(_NO_APOSTROPHES), _Node())
            node.places = (*node.places, place)

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """(start, end, places of the phrases) in the order of the text; often nothing."""
        words = _tokens(text)
        first, tree = 0, self._tree
        anything = WILDCARD in tree.next
        while first < len(words):
            if anything or words[first].key in tree.next:
                found = _longest(tree, words, first)
                if found is not None:
                    end, places = found
                    yield words[first].start, words[end - 1].end, places
                    first = end
                    continue
            first += 1


@lru_cache(maxsize=256)
def finder_of(phrases: tuple[str, ...]) -> PhraseFinder:
    """The finder of these phrases, kept: to build one takes longer than to search a meeting."""
    return PhraseFinder(phrases)


class CueFinder:
    """Finds the cue phrases of the signals, as `PhraseFinder` does.

    A phrase that stands under two labels is reported for both, at the same place; one that stands
    twice under a label for its first entry.
    """

    def __init__(self, phrases: Sequence[CuePhrase]) -> None:
        first = {(phrase_words(each.phrase), each.label): each for each in reversed(phrases)}
        self._phrases = sorted(first.values(), key=phrases.index)
        self._finder = PhraseFinder([each.phrase for each in self._phrases])

    def find(self, text: str) -> tuple[Cue, ...]:
        """Cues in the order of the text, with character offsets: text[start:end]; often none."""
        return tuple(
            Cue(self._phrases[place].label, start, end, self._phrases[place].entry)
            for start, end, places in self._finder.find(text)
            for place in places
        )


def find_cues(text: str, phrases: Sequence[CuePhrase]) -> tuple[Cue, ...]:
    """The cues of one text. The compiled form of the last few sets of phrases is kept."""
    return _finder(tuple(phrases)).find(text)


@lru_cache(maxsize=4)
def _finder(phrases: tuple[CuePhrase, ...]) -> CueFinder:
    return CueFinder(phrases)


class _Node:
    """One word of the tree; `places` are those of the phrases that end with it."""

    __slots__ = ("next", "places")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.places: tuple[int, ...] = ()


class _Token(NamedTuple):
    """One word of a text: without case and apostrophes, and where it stands.

    `joined` where nothing but space, a comma or a hyphen parts it from the word before.
    """

    key: str
    start: int
    end: int
    joined: bool


@lru_cache(maxsize=_KEPT)
def _tokens(text: str) -> tuple[_Token, ...]:
    found: list[_Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        key = match[0].translate(_NO_APOSTROPHES).lower()
        joined = _BETWEEN.fullmatch(text, last, match.start()) is not None
        found.append(_Token(key, match.start(), match.end(), joined))
        last = match.end()
    return tuple(found)


def _longest(
    node: _Node, words: Sequence[_Token], here: int, *, inside: bool = False
) -> tuple[int, tuple[int, ...]] | None:
    """(index behind the last word, places) of what begins with `words[here]`; None for nothing."""
    if here < len(words) and (not inside or words[here].joined):
        for key in (words[here].key, WILDCARD):
            child = node.next.get(key)
            found = _longest(child, words, here + 1, inside=True) if child else None
            if found is not None:
                return found
    return (here, node.places) if node.places else None
