"""Where a meeting's topics begin.

Each unit gets a log-odds that a topic begins there, a weighted sum of `topic_features`. The
boundaries are then those with the largest sum of log-odds above a price per boundary, no two
closer than a topic must be long: found exactly by dynamic programming, as in weighted interval
scheduling. A stretch that is too long to be one topic is divided all the same. The number of
topics follows from the price and the meeting; nobody sets it.

The weights are a logistic regression's on human topic boundaries; `benchmarks/insightslib` fits
and measures them, always on meetings of series that were not fitted on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np

from lvm_meet.insights.phrases_words import Clauses
from lvm_meet.insights.topic_features import features
from lvm_meet.lexicon import Book
from lvm_meet.model import Utterance
from lvm_meet.settings import TopicSettings


def find_starts(
    units: Sequence[Utterance],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    settings: TopicSettings,
    spoken: Sequence[Clauses] | None = None,
) -> tuple[int, ...]:
    """The index of each topic's first unit, in order; the first is 0. () for an empty meeting.

    `vectors`, `exemplars` and `spoken` as `topic_features.features` takes them.
    """
    if not units:
        return ()
    rows = features(
        units, vectors, book=book, exemplars=exemplars, settings=settings, spoken=spoken
    )
    return starts_of(units, rows @ weights(settings), settings=settings)


def weights(settings: TopicSettings) -> np.ndarray:
    """The weight of each feature, shape (7,), in the order of FEATURES."""
    return np.array(
        [
            settings.cohesion,
            settings.new,
            settings.shift,
            settings.like,
            settings.end,
            settings.marker,
            settings.edge,
        ]
    ) / np.float64(1000)


def starts_of(
    units: Sequence[Utterance], odds: np.ndarray, *, settings: TopicSettings
) -> tuple[int, ...]:
    """The first units of the topics for log-odds, shape (n,), that a topic begins at each unit."""
    if not units:
        return ()
    begins = [0, *accumulate(unit.words for unit in units)]
    total = begins[-1]
    share = total * settings.least_share // 1000
    least = min(max(share, settings.least_words), settings.most_words)
    places = [
        place
        for place in _candidates(units, settings=settings)
        if least <= begins[place] <= total - least
    ]
    gains = odds - settings.price / 1000
    worth = [place for place in places if gains[place] > 0]
    chosen = [0, *_best(worth, [begins[place] for place in worth], gains, least=least)]
    ends = [*chosen[1:], len(units)]
    for start, stop in zip(tuple(chosen), ends, strict=True):
        inside = [
            place
            for place in places
            if start < place < stop
            and least <= begins[place] - begins[start]
            and least <= begins[stop] - begins[place]
        ]
        chosen += _divided(start, stop, inside, begins, odds, settings=settings)
    return tuple(sorted(chosen))


def _divided(
    start: int,
    stop: int,
    places: Sequence[int],
    begins: Sequence[int],
    odds: np.ndarray,
    *,
    settings: TopicSettings,
) -> list[int]:
    """Where a topic that is too long to be one is divided all the same, at what speaks most for it.

    Not within a quarter of its length from its ends, for what is left there is short.
    """
    found: list[int] = []
    parts = [(start, stop)]
    while parts:
        low, high = parts.pop()
        length = begins[high] - begins[low]
        inside = [
            place
            for place in places
            if length // 4 <= begins[place] - begins[low] <= length - length // 4
        ]
        if length <= settings.longest_words or not inside:
            continue
        best = max(inside, key=lambda place: (odds[place], -place))
        found.append(best)
        parts += [(low, best), (best, high)]
    return found


def _candidates(units: Sequence[Utterance], *, settings: TopicSettings) -> list[int]:
    """Units at which a topic may begin: those that open a turn, and all inside a long turn.

    Talk without speakers is one long turn.
    """
    places, first = [], 0
    for place in range(1, len(units) + 1):
        if place < len(units) and units[place].speaker == units[first].speaker:
            continue
        said = sum(unit.words for unit in units[first:place])
        inside = range(first, place if said >= settings.long_turn_words else first + 1)
        places += [each for each in inside if each]
        first = place
    return places


def _best(
    places: Sequence[int], begins: Sequence[int], gains: np.ndarray, *, least: int
) -> list[int]:
    """The places with the largest sum of gains whose `begins` (in words) are `least` apart."""
    best = [0.0]
    taken: list[int | None] = []
    for number, place in enumerate(places):
        before = bisect_right(begins, begins[number] - least, hi=number)
        with_it = best[before] + float(gains[place])
        taken.append(before if with_it > best[-1] else None)
        best.append(max(best[-1], with_it))
    chosen, number = [], len(places)
    while number:
        before_it = taken[number - 1]
        if before_it is None:
            number -= 1
        else:
            chosen.append(places[number - 1])
            number = before_it
    return chosen[::-1]
