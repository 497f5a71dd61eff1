"""What units of talk have in common: content words, weighted by how rare they are in the meeting.

A word that half of the meeting uses ties nothing together; one that was said three times does. So
each word weighs log(N / n) / log(N), N being the units of the meeting and n those that hold it:
inverse document frequency (Spärck Jones 1972), brought to 0..1.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lvm_meet.lexicon import Book
from lvm_meet.model import Utterance

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SHORTEST = 3
_STEM = 5


class Content:
    """The content words of every unit of a meeting; build it once."""

    def __init__(self, units: Sequence[Utterance], *, book: Book) -> None:
        """`book` is "leading": its section [function_words] carries no content."""
        function = frozenset(book.group("function_words").words)
        self.words: tuple[frozenset[str], ...] = tuple(
            frozenset() if unit.backchannel else content_words(unit.text, function=function)
            for unit in units
        )
        counts = Counter(word for words in self.words for word in words)
        total = max(sum(1 for words in self.words if words), 2)
        self.weights = {
            word: math.log(total / count) / math.log(total) for word, count in counts.items()
        }

    def of(self, places: Iterable[int]) -> frozenset[str]:
        """The content words of several units together."""
        return frozenset().union(*(self.words[place] for place in places))

    def weight(self, words: Iterable[str]) -> int:
        """The sum of the words' weights, in permille: 1000 is one word that was said once."""
        return round(1000 * sum(sorted(self.weights.get(word, 0.0) for word in words)))

    def shared(self, one: frozenset[str], other: frozenset[str]) -> int:
        """The weight of the words in common, in permille; 0 for none."""
        return self.weight(one & other) if one and other else 0


def content_words(text: str, *, function: frozenset[str]) -> frozenset[str]:
    """Words of at least three letters that are no function words, without common endings."""
    found = set()
    for match in _WORD.finditer(text.lower().replace("\u2019", "'")):
        word = match.group()
        if word in function:
            continue
        word = word.removesuffix("'s")
        if len(word) >= _SHORTEST and word not in function:
            found.add(_stem(word))
    return frozenset(found)


def _stem(word: str) -> str:
    """Without the endings of plural, -ing and -ed: "buttons" and "button" are one word."""
    if word.endswith("ies") and len(word) > _STEM:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST + 1:
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem.rstrip("e")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        word = word[:-1]
    return word.rstrip("e") if len(word) > _STEM else word
