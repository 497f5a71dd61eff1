"""Key phrases: what a stretch of the meeting is about, against the rest of it.

Candidates are runs of words between words of grammar, as in RAKE (Rose et al. 2010), that end in a
noun and hold no verb (`phrases_runs`). A candidate's strength is its pointwise Kullback-Leibler
divergence (Tomokiyo & Hurst 2003) between the stretch and the rest, counted in units, so that
saying a word five times in a sentence is no more than saying it once; longer phrases gain, and a
phrase that mostly stands inside a longer one yields to it (Frantzi et al. 2000).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lvm_meet.insights.phrases_names import shown, speaker_names
from lvm_meet.insights.phrases_runs import Company, Token, runs_of
from lvm_meet.insights.phrases_words import Clauses, clauses_of
from lvm_meet.lexicon import Book
from lvm_meet.model import Utterance

_LONGEST = 4
_LENGTH_GAIN = 0.35
"""what each word after the first adds to a phrase's strength"""
_NESTED = 0.6
"""share of its units in longer phrases from which a phrase yields to the longest of them"""
_REST = 100
"""units of unsaid talk that every rest is smoothed by, and compared with where there is none"""
_LEAST_UNITS = 2
_AT_END = 10
"""how much more the spelling of a word counts where it is the noun itself, not beside one"""


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """One phrase of a stretch. `text` is as it is mostly written, inside a sentence.

    `stems` are its words for comparing, `units` the indexes of the stretch's units that say it,
    in order. `strength` has no scale: it orders the phrases of one stretch.
    """

    text: str
    stems: tuple[str, ...]
    units: tuple[int, ...]
    strength: float


class KeyPhrases:
    """The phrases of one meeting; build it once and ask for any stretch.

    `book` is the lexicon's book "topics"; `spoken` are the units' clauses, where somebody has them
    already. Back-channels say no phrases.
    """

    def __init__(
        self,
        units: Sequence[Utterance],
        *,
        book: Book,
        spoken: Sequence[Clauses] | None = None,
    ) -> None:
        spoken = clauses_of(units, book=book) if spoken is None else spoken
        self._size = len(units)
        self._general = frozenset(book.group("general").words)
        self._joining = frozenset(book.group("joining").words)
        names = speaker_names(units, spoken)
        runs = list(runs_of(spoken, book=book, names=names))
        self._company = Company(runs, book=book)
        units_of: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._written: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._longer: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        for unit, part in self._company.parts(runs):
            self._count(unit, part, units_of)
        self._units = {k: tuple(v) for k, v in units_of.items() if len(v) >= _LEAST_UNITS}

    def of(self, start: int, stop: int, *, most: int) -> tuple[KeyPhrase, ...]:
        """The key phrases of units[start:stop], at most so many, strongest first; often fewer.

        A phrase is said in at least two units of the stretch. None has a word of one before it.
        Stretches that say little have none.
        """
        inside = {
            key: units[bisect_left(units, start) : bisect_left(units, stop)]
            for key, units in self._units.items()
        }
        found = []
        for key, units in inside.items():
            if len(units) >= _LEAST_UNITS and not self._yields(key, inside):
                strength = self._strength(len(units), len(self._units[key]), stop - start, key)
                if strength > 0:
                    found.append((-strength, key))
        found.sort()
        chosen: list[KeyPhrase] = []
        taken: set[str] = set()
        for strength, key in found:
            stems = tuple(word for word in key if word not in self._joining)
            if taken.isdisjoint(stems):
                taken.update(stems)
                text = shown(self._written[key])
                chosen.append(KeyPhrase(text, stems, inside[key], -strength))
            if len(chosen) == most:
                break
        return tuple(chosen)

    def _count(
        self, unit: int, part: Sequence[Token], units: defaultdict[tuple[str, ...], list[int]]
    ) -> None:
        """Note all phrases in a part of a unit, and which of them stand in longer ones."""
        whole: list[tuple[int, int, tuple[str, ...]]] = []
        for length in range(min(_LONGEST, len(part)), 0, -1):
            for first in range(len(part) - length + 1):
                last = first + length
                tokens = part[first:last]
                if not self._eligible(tokens):
                    continue
                key = tuple(token.stem for token in tokens)
                for low, high, longer in whole:
                    if low <= first and last <= high and len(longer) > length:
                        self._longer[key].add(longer)
                whole.append((first, last, key))
                if not units[key] or units[key][-1] != unit:
                    units[key].append(unit)
                written = " ".join(token.word for token in tokens)
                self._written[key][written] += _AT_END if last == len(part) else 1

    def _eligible(self, tokens: Sequence[Token]) -> bool:
        """Whether this may be a phrase: it ends in a noun that says something by itself."""
        first, last = tokens[0], tokens[-1]
        return (
            last.base not in self._general
            and first.base not in self._joining
            and not (len(tokens) > 1 and self._counts_only(first, tokens[1]))
            and self._company.is_noun(last.stem, alone=len(tokens) == 1)
            and any(len(token.base) > 2 for token in tokens)
            and len({token.stem for token in tokens}) == len(tokens)
        )

    def _counts_only(self, first: Token, second: Token) -> bool:
        """Whether the first words only say how much of something there is ("a number of")."""
        return first.base in self._general and second.base in self._joining

    def _yields(
        self, key: tuple[str, ...], inside: Mapping[tuple[str, ...], tuple[int, ...]]
    ) -> bool:
        """Whether the phrase mostly stands inside one longer phrase."""
        least = max(_LEAST_UNITS, _NESTED * len(inside[key]))
        return any(len(inside.get(longer, ())) >= least for longer in self._longer.get(key, ()))

    def _strength(self, here: int, everywhere: int, length: int, key: tuple[str, ...]) -> float:
        """The divergence of a phrase said in so many units of a stretch of `length` units."""
        rest = (everywhere - here + 0.5) / (self._size - length + _REST)
        words = sum(word not in self._joining for word in key)
        return here * math.log(here / length / rest) * (1 + _LENGTH_GAIN * (words - 1))
