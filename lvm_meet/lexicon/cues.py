"""Cue phrases in a text: which words of a unit a lexicon points at.

All phrases become one regular expression, a tree of words, so that a unit is scanned once however
many phrases there are. Matching ignores case, wants whole words, and puts up with what
transcripts do to a phrase: any apostrophe or none ("whats", "what’s"), a hyphen or a space
("long-term"), a comma or several spaces between words ("order, order").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lvm_meet.lexicon.entries import CuePhrase
from lvm_meet.model import Cue

WILDCARD = "*"
APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\u2032"

_HYPHENS = "\\-\u2010\u2011"
_APOSTROPHE = f"[{APOSTROPHES}]"
_BEGIN = rf"(?<!\w)(?<!\w{_APOSTROPHE})"
_END = rf"(?!{_APOSTROPHE}?\w)"
_BETWEEN = rf"(?:,?\s+|\s*[{_HYPHENS}]\s*)"
_ONE_WORD = rf"\w+(?:{_APOSTROPHE}\w+)*"
_SPLIT = re.compile(rf"[\s{_HYPHENS}]+")
_WORD = re.compile(rf"\*|{_APOSTROPHE}?\w+(?:{_APOSTROPHE}\w+)*{_APOSTROPHE}?")


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
    """Finds phrases in many texts; compile it once. Each phrase is named by its place in the list.

    Finds never overlap: where several phrases begin at one place the longest wins (a written word
    goes before `*`), and the search goes on behind it. ValueError as `phrase_words`.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        owners: dict[tuple[str, ...], list[int]] = {}
        for place, phrase in enumerate(phrases):
            owners.setdefault(phrase_words(phrase), []).append(place)
        tree = _Node()
        for words in owners:
            tree.add(words)
        self._owners: list[list[int]] = []
        branches = _branches(tree, (), owners, self._owners)
        self._pattern = re.compile(f"{_BEGIN}(?:{branches})", re.IGNORECASE) if owners else None

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """(start, end, places of the phrases) in the order of the text; often nothing."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            yield match.start(), match.end(), tuple(self._owners[(match.lastindex or 1) - 1])


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
    """One word of the tree; `last` where a phrase ends with it."""

    __slots__ = ("last", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.last = False

    def add(self, words: tuple[str, ...]) -> None:
        node = self
        for word in words:
            node = node.next.setdefault(word, _Node())
        node.last = True


def _branches(
    node: _Node,
    path: tuple[str, ...],
    owners: dict[tuple[str, ...], list[int]],
    found: list[list[int]],
) -> str:
    """The alternatives below `node`, longest first.

    Each phrase ends in an empty group; its number (`match.lastindex`) is its place in `found`.
    """
    choices = []
    for word, child in sorted(node.next.items(), key=lambda item: (item[0] == WILDCARD, item[0])):
        pattern = (_BETWEEN if path else "") + _word_pattern(word)
        here = (*path, word)
        endings = [_branches(child, here, owners, found)] if child.next else []
        if child.last:
            found.append(owners[here])
            endings.append(f"{_END}()")
        choices.append(pattern + f"(?:{'|'.join(endings)})")
    return "|".join(choices)


def _word_pattern(word: str) -> str:
    if word == WILDCARD:
        return _ONE_WORD
    return "".join(f"{_APOSTROPHE}?" if sign == "'" else re.escape(sign) for sign in word)
