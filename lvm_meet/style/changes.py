"""Where the style of a meeting shifts: few change points, each tested.

Binary segmentation on the sequence of coded units, +1 for leadership and -1 for management: of
all places that leave `min_units` coded units on either side, take the one where the two shares
differ most (the largest chi-square of the two-by-two table, a maximally selected statistic:
Miller & Siegmund 1982), keep it if a meeting without a change hardly ever has one as large, and
go on within both parts. "A meeting without a change" is the same sequence with blocks of
neighbouring units shuffled: what is said next to each other is alike, and a plain shuffle would
take every such cluster for a change. Blocks have the cube root of the sequence's length, the usual
rate for dependent data (Hall, Horowitz & Jing 1995), and at most `block`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvm_meet.model import ChangePoint, Utterance
from lvm_meet.settings import StyleSettings
from lvm_meet.style.balance import permille

_SHUFFLES = 2000
"""shuffled sequences behind one test"""
_CELLS = 500_000
"""cells of shuffled sequences that are held at a time: bounds memory on a 12-hour meeting"""
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
    """Positions of the cuts, in no order. Each cut leaves two parts to be looked at."""
    cuts = []
    parts = [(0, len(signs))]
    while parts:
        start, end = parts.pop()
        cut = _tested_cut(signs[start:end], settings=settings)
        if cut is not None:
            cuts.append(start + cut)
            parts += [(start, start + cut), (start + cut, end)]
    return cuts


def _tested_cut(signs: np.ndarray, *, settings: StyleSettings) -> int | None:
    """The best cut of +1/-1 values, shape (n,), if it is sure enough; None otherwise."""
    count = len(signs)
    if count < 2 * settings.min_units or abs(int(signs.sum())) == count:
        return None
    observed = _contrast(signs[None, :], np.ones((1, count), dtype=np.int64), settings.min_units)
    cut = int(observed[0].argmax())
    best = float(observed[0, cut])
    size = min(settings.block, round(count ** (1 / 3)))
    blocks = -(-count // size)
    padded = np.zeros(blocks * size, dtype=np.int64)
    padded[:count] = signs
    table = padded.reshape(blocks, size)
    present = (np.arange(blocks * size) < count).astype(np.int64).reshape(blocks, size)
    stream = np.random.PCG64(settings.seed)
    larger, rows = 0, max(1, _CELLS // (blocks * size))
    for first in range(0, _SHUFFLES, rows):
        shape = (min(rows, _SHUFFLES - first), blocks)
        order = stream.random_raw(shape).argsort(axis=1, kind="stable")
        shuffled = _contrast(
            table[order].reshape(shape[0], -1),
            present[order].reshape(shape[0], -1),
            settings.min_units,
        )
        larger += int(np.count_nonzero(shuffled.max(axis=1) >= best - _TIE))
    level = (1 + larger) * 1000 / (1 + _SHUFFLES)
    return cut + 1 if level <= settings.change_level else None


def _contrast(signs: np.ndarray, present: np.ndarray, smallest: int) -> np.ndarray:
    """Chi-square, up to a constant, of cutting after each column; shape (rows, columns).

    `signs` are +1, -1 or, where nothing is `present` (1 or 0), 0. It is 0 where a cut would
    leave fewer than `smallest` values on a side.
    """
    left, seen = np.cumsum(signs, axis=1), np.cumsum(present, axis=1)
    total, count = left[:, -1:], seen[:, -1:]
    both = seen * (count - seen)
    allowed = (seen >= smallest) & (count - seen >= smallest)
    gap = (left * count - seen * total).astype(np.float64)
    return np.where(allowed, gap * gap / np.maximum(both, 1), 0.0)
