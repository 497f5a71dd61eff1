"""The phrases of a lexicon book in all units of a meeting, found in one pass.

`lexicon.cues.PhraseFinder` compiles its phrases into one pattern, which pays where a few sets are
looked for in much talk. Here fifteen sections are looked for in one meeting, and compiling them
would take longer than the search; so the words of each unit are looked up in a tree instead. What
matches is the same: whole words in any case, with any apostrophe or none, commas and hyphens
between words; and here also a split contraction ("let 's"), as some transcripts write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import APOSTROPHES, WILDCARD, phrase_words
from lvm_meet.model import Utterance

_TOKEN = re.compile(rf"\w+(?:[{APOSTROPHES}]\w+)*|[^\w\s]")
_SPLIT = re.compile(rf"(?<=\w)\s+(?=[{APOSTROPHES}](?:s|m|d|t|re|ve|ll)\b)", re.IGNORECASE)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_JOINS = frozenset(",-\u2010\u2011")

_KEPT = 4096
"""texts whose words are kept: five parts of the profile look at the same units"""

_Find = tuple[int, int, str]
"""first word, number of words, section"""


class Heard:
    """Where the phrases of some sections stand in the units of one meeting; build it once.

    Back-channels are searched too ("yes", "sure").
    """

    def __init__(self, units: Sequence[Utterance], *, book: Book, sections: Iterable[str]) -> None:
        """Each of `sections` is looked for with its `phrases`, and as "NAME.words" with those."""
        wanted = []
        for name in sections:
            section, _, part = name.partition(".")
            group = book.group(section)
            phrases = group.words if part == "words" else group.phrases
            wanted += [(phrase, name) for phrase in phrases]
        tree = _tree(tuple(wanted))
        lead_ins = frozenset(book.group("lead_ins").words)
        self._finds: list[tuple[_Find, ...]] = []
        self._begins: list[int] = []
        for unit in units:
            words = spoken(unit.text)
            self._finds.append(tree.find(words))
            begin = 0
            while begin < len(words) and words[begin] in lead_ins:
                begin += 1
            self._begins.append(begin)

    def at(self, place: int, section: str, *never: str) -> int | None:
        """Which word of the unit begins the first phrase of `section`; None where there is none.

        A phrase of the sections `never` hides what it overlaps, if it begins earlier or is longer:
        "let's" counts, "let's see" doesn't.
        """
        wanted = [find for find in self._finds[place] if find[2] == section or find[2] in never]
        end = 0
        for start, length, name in sorted(wanted, key=lambda find: (find[0], -find[1])):
            if start < end:
                continue
            if name == section:
                return start
            end = start + length
        return None

    def within(self, place: int, section: str, *never: str) -> bool:
        return self.at(place, section, *never) is not None

    def opens(self, place: int, section: str, *never: str) -> bool:
        """Whether the unit begins with such a phrase, lead-ins ("so", "and then") left aside."""
        at = self.at(place, section, *never)
        return at is not None and at <= self._begins[place]


def mended(text: str) -> str:
    """The text with contractions in one piece: "let 's" is "let's"."""
    return _SPLIT.sub("", text)


@lru_cache(maxsize=_KEPT)
def spoken(text: str) -> tuple[str, ...]:
    """The words of a text as phrases are compared: lower case, without apostrophes; "." stands
    for every sign that ends a run of words.
    """
    words: list[str] = []
    for token in _TOKEN.findall(mended(text).lower()):
        if token[0].isalnum() or token[0] == "_":
            words.append(_APOSTROPHE.sub("", token))
        elif token not in _JOINS and not _APOSTROPHE.match(token) and words and words[-1] != ".":
            words.append(".")
    return tuple(words)


class _Tree:
    """Phrases by their first two words; those of one word have an empty second."""

    def __init__(self) -> None:
        self._starts: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}

    def add(self, phrase: str, section: str) -> None:
        """Make a phrase known, as one of a section."""
        words = tuple(_APOSTROPHE.sub("", word) for word in phrase_words(phrase))
        seconds = self._starts.setdefault(words[0], {})
        seconds.setdefault(words[1] if len(words) > 1 else "", []).append((words, section))

    def find(self, words: Sequence[str]) -> tuple[_Find, ...]:
        """In the order of the words; finds may overlap."""
        found: list[_Find] = []
        anywhere = self._starts.get(WILDCARD)
        for start, (word, behind) in enumerate(pairwise([*words, "."])):
            for seconds in (self._starts.get(word), anywhere):
                if not seconds or (seconds is anywhere and word == "."):
                    continue
                for second in ("", behind, WILDCARD):
                    for phrase, section in seconds.get(second, ()):
                        if _fits(phrase, words[start : start + len(phrase)]):
                            found.append((start, len(phrase), section))
        return tuple(found)


@lru_cache(maxsize=16)
def _tree(phrases: tuple[tuple[str, str], ...]) -> _Tree:
    """The tree of (phrase, section); those of a lexicon are the same for every meeting."""
    tree = _Tree()
    for phrase, section in phrases:
        tree.add(phrase, section)
    return tree


def _fits(phrase: tuple[str, ...], said: Sequence[str]) -> bool:
    """Whether the words are those of the phrase; its * is any word, but no end of a run."""
    if len(said) != len(phrase):
        return False
    pairs = zip(phrase, said, strict=True)
    return all(want == have or (want == WILDCARD and have != ".") for want, have in pairs)
