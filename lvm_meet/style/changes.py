"""Where the style of a meeting shifts: few change points, each tested.

Circular binary segmentation (Olshen, Venkatraman, Lucito & Wigler 2004) on the sequence of coded
units, +1 for leadership and -1 for management: of all stretches with at least `min_units` coded
units, take the one whose share of leadership differs most from that of all the rest (the largest
chi-square of the two-by-two table), keep its ends as change points if a meeting without a change
hardly ever has one as large, and go on within the parts. A stretch may lie in the middle, so that
a meeting that opens and closes alike is seen through too.

"A meeting without a change" is the same sequence with blocks of neighbouring units shuffled: what
is said next to each other is alike, and a plain shuffle would take every such cluster for a
change. Blocks have the cube root of the sequence's length, the usual rate for dependent data
(Hall, Horowitz & Jing 1995), at most `block`, but in long meetings so much that there are no more
than 60.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lvm_meet.balance import permille
from lvm_meet.model import ChangePoint, Utterance
from lvm_meet.settings import StyleSettings

_BLOCKS = 60
"""blocks of one sequence at most: bounds the number of stretches that are looked at"""
_SHUFFLES = 2000
"""shuffled sequences behind one test"""
_ROWS = 250
"""shuffled sequences that are held at a time: bounds memory"""
_TIE = 1e-9


def change_points(
    utterances: Sequence[Utterance], codes: np.ndarray, *, settings: StyleSettings
) -> tuple[ChangePoint, ...]:
    """The change points in the order of the talk; () where none is sure or little is coded.

    `codes` as `balance.codes_of` gives them, shape (n,). A change is reported at the first
    coded unit after it, with the index (permille) of the stretches on either side, which reach
    to the neighbouring changes.
    """
    places = np.flatnonzero(codes)
    signs = codes[places]
    cuts = sorted(_segmented(signs, settings=settings))
    edges = [0, *cuts, len(signs)]
    points = []
    for number, cut in enumerate(cuts, start=1):
        before, after = signs[edges[number - 1] : cut], signs[cut : edges[number + 1]]
        unit = utterances[int(places[cut])]
        points.append(
            ChangePoint(
                utterance=unit.id,
                at_ms=unit.span.start_ms if unit.span else None,
                before=permille(int(before.sum()), len(before)),
                after=permille(int(after.sum()), len(after)),
            )
        )
    return tuple(points)


def _segmented(signs: np.ndarray, *, settings: StyleSettings) -> list[int]:
    """Positions of the cuts, in no order. Each cut leaves parts that are looked at in turn."""
    cuts = []
    parts = [(0, len(signs))]
    while parts:
        start, end = parts.pop()
        found = [start + cut for cut in _tested_cuts(signs[start:end], settings=settings)]
        if found:
            cuts += found
            parts += pairwise((start, *found, end))
    return cuts


def _tested_cuts(signs: np.ndarray, *, settings: StyleSettings) -> list[int]:
    """The one or two cuts of +1/-1 values, shape (n,), around the most different stretch.

    [] where it is not sure enough.
    """
    count, least = len(signs), settings.min_units
    if count < 2 * least or abs(int(signs.sum())) == count:
        return []
    size = max(min(settings.block, round(count ** (1 / 3))), -(-count // _BLOCKS))
    edges = np.append(np.arange(0, count - size + 1, size), count)
    sums, lengths = np.add.reduceat(signs, edges[:-1]), np.diff(edges)
    first, last = np.triu_indices(len(edges), k=1)
    observed = _contrast(sums[None, :], lengths[None, :], first, last, least)[0]
    best = int(observed.argmax())
    if observed[best] <= 0:
        return []
    stream = np.random.PCG64(settings.seed)
    larger = 0
    for _ in range(_SHUFFLES // _ROWS):
        order = stream.random_raw((_ROWS, len(sums))).argsort(axis=1, kind="stable")
        shuffled = _contrast(sums[order], lengths[order], first, last, least).max(axis=1)
        larger += int(np.count_nonzero(shuffled >= observed[best] - _TIE))
    if (1 + larger) * 1000 > settings.change_level * (1 + _SHUFFLES):
        return []
    cuts = [int(edges[place]) for place in (first[best], last[best]) if 0 < edges[place] < count]
    return _settled(signs, cuts, reach=size, least=least)


def _contrast(
    sums: np.ndarray, lengths: np.ndarray, first: np.ndarray, last: np.ndarray, least: int
) -> np.ndarray:
    """Chi-square, up to a constant, of the stretches from block `first` to before `last`.

    `sums` and `lengths` of the blocks, shape (rows, blocks); the result has shape
    (rows, len(first)). It is 0 where a part (the stretch, or what is left on a side of it and is
    not nothing) would have fewer than `least` values.
    """
    zero = np.zeros((len(sums), 1), dtype=np.int64)
    totals = np.concatenate((zero, np.cumsum(sums, axis=1)), axis=1)
    counts = np.concatenate((zero, np.cumsum(lengths, axis=1)), axis=1)
    total, count = totals[:, -1:], counts[:, -1:]
    before, until = counts[:, first], counts[:, last]
    inside = until - before
    after = count - until
    allowed = (inside >= least) & (inside < count)
    allowed &= ((before == 0) | (before >= least)) & ((after == 0) | (after >= least))
    gap = ((totals[:, last] - totals[:, first]) * count - inside * total).astype(np.float64)
    return np.where(allowed, gap * gap / np.maximum(inside * (count - inside), 1), 0.0)


def _settled(signs: np.ndarray, cuts: list[int], *, reach: int, least: int) -> list[int]:
    """The cuts moved from the edge of a block to the best place within `reach` of it."""
    edges = [0, *cuts, len(signs)]
    for number in range(1, len(edges) - 1):
        low, cut, high = edges[number - 1 : number + 2]
        left = np.cumsum(signs[low:high])
        places = np.arange(max(low + least, cut - reach), min(high - least, cut + reach) + 1)
        inside = places - low
        gap = (left[inside - 1] * (high - low) - inside * left[-1]).astype(np.float64)
        edges[number] = int(places[(gap * gap / (inside * (high - places))).argmax()])
    return edges[1:-1]
