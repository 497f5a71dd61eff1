"""The balance of any slice of a meeting, and how sure one can be of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import numpy as np

from lvm_meet.model import LEADERSHIP, SIGNALS, Balance, Estimate, Label, Signal, Tally, Utterance
from lvm_meet.settings import StyleSettings

_Z = 1.959964
"""two-sided 95 % of the normal distribution"""


def label_of(utterance: Utterance, signal: Signal) -> Label:
    """The unit's label; a back-channel's is `none` whatever it was coded as."""
    return Label.NONE if utterance.backchannel else signal.label


def balance_of(coded: Iterable[tuple[Utterance, Signal]]) -> Balance:
    """Exact sums over some units; `Balance.zero()` for none.

    Back-channels count as talk. A unit without a time adds no talk time.
    """
    sums = {label: [0, 0, 0] for label in (None, *SIGNALS)}
    for utterance, signal in coded:
        label = label_of(utterance, signal)
        words = utterance.words
        talk_ms = utterance.span.length_ms if utterance.span else 0
        for key in (None, label) if label is not Label.NONE else (None,):
            counts = sums[key]
            counts[0] += 1
            counts[1] += words
            counts[2] += talk_ms
    return Balance(*(Tally(*counts) for counts in sums.values()))


def codes_of(utterances: Sequence[Utterance], signals: Sequence[Signal]) -> np.ndarray:
    """+1 for leadership, -1 for management, 0 for neither: int64, shape (n,)."""
    codes = np.zeros(len(utterances), dtype=np.int64)
    for index, (utterance, signal) in enumerate(zip(utterances, signals, strict=True)):
        label = label_of(utterance, signal)
        if label is not Label.NONE:
            codes[index] = 1 if label in LEADERSHIP else -1
    return codes


def permille(part: int, whole: int) -> int:
    """1000 * part / whole to the nearest integer, halves away from zero; `whole` is above 0."""
    size = (2000 * abs(part) + whole) // (2 * whole)
    return size if part >= 0 else -size


def block_length(units: int, *, settings: StyleSettings) -> int:
    """How many neighbours go together: `block`, less where that would leave too few blocks."""
    return max(1, min(settings.block, units // settings.min_units))


def estimate(codes: np.ndarray, *, settings: StyleSettings) -> Estimate | None:
    """The balance index with its 95 % interval; None below `min_units` coded units.

    `codes` as `codes_of` gives them, in the order of the talk, shape (n,). The interval covers
    two others: the percentile interval of a moving-block bootstrap (blocks of neighbouring
    units, round the end, because what is said next to each other is alike), and Wilson's for as
    many independent units, which alone still has a width where all units fall on one side.
    """
    coded = int(np.count_nonzero(codes))
    if coded < settings.min_units:
        return None
    difference = int(codes.sum())
    low, high = _wilson((coded + difference) // 2, coded)
    resampled = _resampled(codes, settings=settings)
    if len(resampled):
        cut = len(resampled) // 40  # 2.5 % on either side
        low = min(low, int(resampled[cut]))
        high = max(high, int(resampled[-1 - cut]))
    return Estimate(permille(difference, coded), low, high)


def _resampled(codes: np.ndarray, *, settings: StyleSettings) -> np.ndarray:
    """Sorted index values, permille, of the resamples in which anything was coded.

    The raw stream of the bit generator is used, not a `Generator`, whose stream may change
    between releases of numpy: same input, same interval.
    """
    count = len(codes)
    size = block_length(count, settings=settings)
    wrapped = np.concatenate((codes, codes[: size - 1]))
    differences = _window_sums(wrapped, size)
    totals = _window_sums(np.abs(wrapped), size)
    stream = np.random.PCG64(settings.seed)
    shape = (settings.bootstrap, -(-count // size))
    starts = (stream.random_raw(shape) % np.uint64(count)).astype(np.intp)
    difference, total = differences[starts].sum(axis=1), totals[starts].sum(axis=1)
    difference, total = difference[total > 0], total[total > 0]
    rounded = (2000 * np.abs(difference) + total) // (2 * total)
    values: np.ndarray = np.sort(np.sign(difference) * rounded)
    return values


def _window_sums(values: np.ndarray, size: int) -> np.ndarray:
    sums = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(values)))
    windows: np.ndarray = sums[size:] - sums[:-size]
    return windows


def _wilson(successes: int, count: int) -> tuple[int, int]:
    """Wilson's 95 % interval of the share, as permille of the index (2 * share - 1)."""
    share, spread = successes / count, _Z * _Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    low, high = 2 * (middle - half) - 1, 2 * (middle + half) - 1
    return max(-1000, round(1000 * low)), min(1000, round(1000 * high))
