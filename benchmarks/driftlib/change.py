"""What has become of a meeting's profile: one analysis beside another of the same meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from benchmarks.damage import Damaged
from lvm_meet.model import LABELS, LEADERSHIP, Analysis, Estimate, Label, SpeakerStyle

SIDES = ("leadership", "management")
CLASSES = (*SIDES, "vision", "inspiration", "execution", "control")


@dataclass(frozen=True, slots=True)
class Change:
    """One meeting before and after.

    `rates` has for each of CLASSES the coded units per 1,000 words before and after, shape (6, 2).
    `labels` counts the units that are no back-channels by label before (rows) and after (columns),
    in the order of LABELS, shape (5, 5); a unit of which no word is left counts as `none`, and in
    `lost`. Sums and counts, so that several meetings add up.
    """

    wer: float
    errors: tuple[int, int, int]
    rates: np.ndarray
    index: tuple[Estimate | None, Estimate | None]
    labels: np.ndarray
    lost: int
    coded_lost: int
    speakers: tuple[tuple[SpeakerStyle, SpeakerStyle | None], ...]


def compared(before: Analysis, after: Analysis, *, damaged: Damaged) -> Change:
    """The change from `before` to `after`, which is the analysis of `damaged`."""
    labels, lost, coded_lost = _label_changes(before, after, damaged.origins)
    styles = {style.speaker: style for style in after.style.speakers}
    return Change(
        wer=damaged.wer,
        errors=damaged.errors,
        rates=np.array([[_rate(a, name) for a in (before, after)] for name in CLASSES]),
        index=(before.style.index, after.style.index),
        labels=labels,
        lost=lost,
        coded_lost=coded_lost,
        speakers=tuple((s, styles.get(s.speaker)) for s in before.style.speakers),
    )


def verdict(estimate: Estimate | None) -> str:
    """What a report says: "lead", "manage", "no clear lean", or "too little"."""
    if estimate is None:
        return "too little"
    if estimate.low > 0:
        return "lead"
    return "manage" if estimate.high < 0 else "no clear lean"


def pairs(change: Change, *, clear: bool) -> tuple[int, int]:
    """(pairs of speakers whose order by index turned round, pairs).

    Speakers with an index before and after; ties before are left out. `clear` takes only pairs
    whose intervals before do not overlap. Ties after count as turned round.
    """
    wrong = total = 0
    known = [
        (old.index, new.index) for old, new in change.speakers if old.index and new and new.index
    ]
    for (first, first_after), (second, second_after) in combinations(known, 2):
        apart = first.low > second.high or second.low > first.high
        if first.value == second.value or (clear and not apart):
            continue
        order = np.sign(first.value - second.value)
        wrong += int(np.sign(first_after.value - second_after.value) != order)
        total += 1
    return wrong, total


def _rate(analysis: Analysis, name: str) -> float:
    balance = analysis.style.balance
    return balance.rate(getattr(balance, name)) or 0.0


def _label_changes(
    before: Analysis, after: Analysis, origins: Sequence[int | None]
) -> tuple[np.ndarray, int, int]:
    """(labels before and after, units lost, coded units lost).

    A unit before answers to the unit after that holds most of its words.
    """
    old = [index for index, unit in enumerate(before.utterances) for _ in range(unit.words)]
    new = [index for index, unit in enumerate(after.utterances) for _ in range(unit.words)]
    held: list[Counter[int]] = [Counter() for _ in before.utterances]
    for origin, index in zip(origins, new, strict=True):
        if origin is not None:
            held[old[origin]][index] += 1
    labels, lost, coded_lost = np.zeros((len(LABELS), len(LABELS)), dtype=np.int64), 0, 0
    for unit, signal, holders in zip(before.utterances, before.signals, held, strict=True):
        if unit.backchannel:
            continue
        found = Label.NONE
        if holders:
            found = _label(after, holders.most_common(1)[0][0])
        else:
            lost += 1
            coded_lost += signal.label is not Label.NONE
        labels[LABELS.index(signal.label), LABELS.index(found)] += 1
    return labels, lost, coded_lost


def _label(analysis: Analysis, index: int) -> Label:
    return Label.NONE if analysis.utterances[index].backchannel else analysis.signals[index].label


def side_of(labels: np.ndarray) -> np.ndarray:
    """The matrix of labels as one of leadership, management and none, shape (3, 3)."""
    side = np.array([0 if label in LEADERSHIP else 1 for label in LABELS[:-1]] + [2])
    result = np.zeros((3, 3), dtype=labels.dtype)
    np.add.at(result, (side[:, None], side[None, :]), labels)
    return result
