"""Which unit belongs to which item of an agenda, by the words alone.

The encoder's vectors tell how something is said, not what it is about, so they are left out. An
item is reached where most of its content words are said close together. All units then go to one
of the reached items or to none: the best path of a hidden Markov model (Viterbi; Rabiner 1989)
whose states are the items, with a unigram language model each, learnt from its own words and then
twice from the units that it was given (hard EM). Items mostly come in their order and share the
time, so leaving either costs something.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lvm_meet.insights.phrases_words import base, clauses, stem
from lvm_meet.lexicon import Book
from lvm_meet.model import PlannedItem
from lvm_meet.settings import AgendaSettings

NO_ITEM = -1

_DETAIL = 0.5
"""weight of a word that stands only in an item's details"""
_FRAME = 0.15
"""weight of words such as "update": most items have them"""
_ROUNDS = 2
_SEED = 15.0
"""times that an item's own word counts as said, in its language model"""
_MOST = 2
"""times that a word counts in one unit"""


@dataclass(frozen=True, slots=True)
class Words:
    """Which words count: none of `stop` (stems), and those of `frame` (stems) only a little."""

    stop: frozenset[str]
    frame: frozenset[str]
    fillers: frozenset[str]

    @classmethod
    def of(cls, agenda: Book, topics: Book) -> Words:
        """From the books "agenda" and "topics"."""
        stop = (*topics.group("stop").words, *topics.group("general").words)
        return cls(
            stop=frozenset(stem(base(word)) for word in stop),
            frame=frozenset(stem(base(word)) for word in agenda.group("frame").words),
            fillers=frozenset(topics.group("filler").words),
        )

    def stems(self, text: str) -> list[str]:
        """The content words of a text, as stems; often none."""
        found = (stem(base(word)) for clause in clauses(text, self.fillers) for word in clause)
        return [word for word in found if len(word) > 1 and word not in self.stop]

    def weights(self, item: PlannedItem) -> dict[str, float]:
        """The content words of an item with how much each says about it."""
        title = dict.fromkeys(self.stems(item.title), 1.0)
        details = {word: _DETAIL for text in item.details for word in self.stems(text)}
        return {
            word: weight * (_FRAME if word in self.frame else 1.0)
            for word, weight in (details | title).items()
        }


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each unit says each term, without the zeros: three arrays, shape (found,).

    A table of a day's talk by its words would take a gigabyte.
    """

    units: np.ndarray
    terms: np.ndarray
    times: np.ndarray
    size: tuple[int, int]
    """units and terms in all"""

    @classmethod
    def of(cls, said: Sequence[Sequence[str]], terms: dict[str, int]) -> _Counts:
        rows = [
            (place, terms[word], min(count, _MOST))
            for place, stems in enumerate(said)
            for word, count in Counter(stems).items()
        ]
        units, columns, times = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return cls(units, columns, times, (len(said), len(terms)))

    def by_term(self, times: np.ndarray | None = None) -> np.ndarray:
        """How often each term is said, shape (terms,); without `times`: by how many units."""
        found: np.ndarray = np.bincount(self.terms, weights=times, minlength=self.size[1])
        return found

    def weighed(self, weights: Iterable[np.ndarray], times: np.ndarray | None) -> np.ndarray:
        """The sums of each unit's terms, for each set of weights (terms,): shape (units, sets)."""
        sums = [
            np.bincount(
                self.units,
                weights=each[self.terms] if times is None else each[self.terms] * times,
                minlength=self.size[0],
            )
            for each in weights
        ]
        return np.stack(sums, axis=1)


def align(
    items: Sequence[PlannedItem],
    said: Sequence[Sequence[str]],
    *,
    words: Words,
    settings: AgendaSettings,
) -> np.ndarray:
    """For each unit (its stems) the index of its item, or NO_ITEM; int64, shape (units,)."""
    path = np.full(len(said), NO_ITEM)
    terms = {word: place for place, word in enumerate(sorted({w for s in said for w in s}))}
    if not items or not terms:
        return path
    counts = _Counts.of(said, terms)
    wanted = [words.weights(item) for item in items]
    # details help to find an item, but an item with many of them needn't have all of them said
    names = [words.weights(replace(item, details=())) for item in items]
    reached = [
        number
        for number, weights in enumerate(wanted)
        if _coverage(names[number] or weights, counts, terms, reach=2 * settings.window_units)
        >= settings.reached
    ]
    if not reached:
        return path
    seeds = np.zeros((len(reached), len(terms)))
    for row, number in enumerate(reached):
        for word in wanted[number].keys() & terms.keys():
            seeds[row, terms[word]] = wanted[number][word]
    best = _best(counts, seeds, settings)
    given = best < len(reached)
    path[given] = np.array(reached)[best[given]]
    return path


def _coverage(
    weights: dict[str, float], counts: _Counts, terms: dict[str, int], *, reach: int
) -> int:
    """Permille of an item's words (by weight) that are said within `reach` units, at best."""
    whole = sum(weights.values())
    known = [word for word in weights if word in terms]
    if not known or not whole:
        return 0
    units, _ = counts.size
    before = np.zeros((units + 1, len(known)))
    for place, word in enumerate(known):
        before[1 + counts.units[counts.terms == terms[word]], place] = 1
    before = before.cumsum(axis=0)
    ends = np.minimum(np.arange(units) + reach, units)
    there = before[ends] > before[:units]
    return round(1000 * float((there @ np.array([weights[word] for word in known])).max()) / whole)


def _best(counts: _Counts, seeds: np.ndarray, settings: AgendaSettings) -> np.ndarray:
    """The path after all rounds; the number of items stands for none."""
    (units, terms), items = counts.size, len(seeds)
    often, said = counts.by_term(), counts.by_term(counts.times)
    rare = np.log((1 + units) / (1 + often))
    shared = (seeds > 0).sum(axis=0)
    alone = np.log((1 + items) / np.maximum(1, shared)) / math.log(1 + items)
    whole = np.maximum(seeds.sum(axis=1, keepdims=True), 1e-9)
    likely = counts.weighed(seeds / whole * rare * alone, None)
    likely = _smoothed(likely, settings.window_units)
    place = (np.arange(units)[:, None] + 0.5) / units
    centre = (np.arange(items) + 0.5) / items
    prior = -settings.order / 1000 * np.maximum(0, np.abs(place - centre) * items - 0.5)
    path = _viterbi(settings.words * likely + prior, settings)
    background = (said + 0.5) / (said.sum() + 0.5 * terms)
    prior_words = max(1.0, settings.smoothing / 1000 * said.sum())
    for _ in range(_ROUNDS):
        item = path[counts.units]
        own = np.stack([counts.by_term(counts.times * (item == n)) for n in range(items)])
        own += _SEED * seeds
        model = (own + prior_words * background) / (own.sum(axis=1, keepdims=True) + prior_words)
        # a word said once in a meeting tells of no item
        ratio = np.where(often > 1, np.log(model / background), 0.0)
        path = _viterbi(counts.weighed(ratio, counts.times) + prior, settings)
    return path


def _smoothed(values: np.ndarray, width: int) -> np.ndarray:
    """Summed over a triangular window: an item's words are not said in every sentence."""
    shape = np.concatenate([np.arange(1, width + 1), np.arange(width - 1, 0, -1)]) / width
    columns = [
        np.convolve(column, shape)[width - 1 : width - 1 + len(values)] for column in values.T
    ]
    return np.stack(columns, axis=1)


def _viterbi(gain: np.ndarray, settings: AgendaSettings) -> np.ndarray:
    """The path of the highest sum, shape (units,), where the number of items stands for none."""
    units, items = gain.shape
    gain = np.concatenate([gain, np.full((units, 1), -settings.apart / 1000)], axis=1)
    number = np.arange(items)
    ahead = number[None, :] - number[:, None]
    cost = np.full((items + 1, items + 1), settings.leave / 1000)
    forward = (settings.change + settings.skip * (ahead - 1)) / 1000
    cost[:items, :items] = np.where(ahead > 0, forward, settings.back / 1000)
    np.fill_diagonal(cost, 0.0)
    best = gain[0].copy()
    best[:items] -= settings.skip / 1000 * number
    came = np.zeros((units, items + 1), dtype=np.int64)
    for place in range(1, units):
        options = best[:, None] - cost
        came[place] = options.argmax(axis=0)
        best = options.max(axis=0) + gain[place]
    path = np.empty(units, dtype=np.int64)
    path[-1] = best.argmax()
    for place in range(units - 1, 0, -1):
        path[place - 1] = came[place, path[place]]
    return path
