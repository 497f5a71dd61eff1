"""How well codes agree with a person's: the figures that a reader needs to trust a profile.

Precision, recall and F1 by scikit-learn, Cohen's kappa (Cohen 1960) from the confusion table; the
interval is a percentile bootstrap over units; calibration is the expected calibration error over
ten equal-width bins of the given label's probability (Naeini et al. 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from lvm_meet.model import LABELS, Label, Signal
from lvm_meet.signals.rows import Row

BINS = 10
RESAMPLES = 2000
SEED = 20


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: how many the annotator gave it, and how well they were found (0 to 1)."""

    label: Label
    support: int
    predicted: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement of predictions with labels. Intervals are (low, high) at 95 %.

    `confusion[i][j]`: units that the annotator labelled LABELS[i] and the classifier LABELS[j].
    `macro_f1` averages over the classes that occur in either; `kappa` is None where it is not
    defined (one class only).
    """

    units: int
    accuracy: float
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    kappa: float | None
    kappa_interval: tuple[float, float] | None
    calibration_error: float
    coded_by_annotator: float
    coded_by_classifier: float
    classes: tuple[ClassFigures, ...]
    confusion: tuple[tuple[int, ...], ...]


def figures(truth: Sequence[Label], guesses: Sequence[Label], scores: np.ndarray) -> Figures:
    """Figures for n labels, n guesses and scores (n, 5) that sum to 1 or 1000 per row; n >= 1."""
    gold = np.array([LABELS.index(label) for label in truth])
    odds = scores / scores.sum(axis=1, keepdims=True)
    guess = np.array([LABELS.index(label) for label in guesses])
    order = list(range(len(LABELS)))
    precision, recall, f1, support = precision_recall_fscore_support(
        gold, guess, labels=order, zero_division=0.0
    )
    confusion = confusion_matrix(gold, guess, labels=order)
    macros, kappas = _bootstrap(gold, guess)
    defined = np.count_nonzero(confusion.sum(axis=0) + confusion.sum(axis=1)) > 1
    none = LABELS.index(Label.NONE)
    return Figures(
        units=len(gold),
        accuracy=float((gold == guess).mean()),
        macro_f1=float(_macro_f1(confusion[None])[0]),
        macro_f1_interval=_interval(macros),
        kappa=float(_kappa(confusion[None])[0]) if defined else None,
        kappa_interval=_interval(kappas) if defined else None,
        calibration_error=calibration_error(gold, guess, odds),
        coded_by_annotator=float((gold != none).mean()),
        coded_by_classifier=float((guess != none).mean()),
        classes=tuple(
            ClassFigures(
                label,
                int(support[i]),
                int((guess == i).sum()),
                float(precision[i]),
                float(recall[i]),
                float(f1[i]),
            )
            for i, label in enumerate(LABELS)
        ),
        confusion=tuple(tuple(int(cell) for cell in row) for row in confusion),
    )


def figures_by_group(rows: Sequence[Row], signals: Sequence[Signal]) -> dict[str, Figures]:
    """Figures for "all" rows and, where there are several, for each group; rows need labels."""
    truth = [row.label or Label.NONE for row in rows]
    guesses = [signal.label for signal in signals]
    scores = np.array([signal.scores for signal in signals], dtype=float)
    results = {"all": figures(truth, guesses, scores)}
    groups = sorted({row.group for row in rows if row.group})
    for group in groups if len(groups) > 1 else []:
        mine = [index for index, row in enumerate(rows) if row.group == group]
        results[group] = figures(
            [truth[index] for index in mine], [guesses[index] for index in mine], scores[mine]
        )
    return results


def calibration_error(gold: np.ndarray, guess: np.ndarray, odds: np.ndarray) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over BINS, by bin size.

    The confidence is the probability of the label that was given.
    """
    confidence = odds[np.arange(len(guess)), guess]
    right = guess == gold
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == index).mean() * abs(confidence[bins == index].mean() - right[bins == index].mean())
        for index in np.unique(bins)
    ]
    return float(sum(gaps))


def _bootstrap(gold: np.ndarray, guess: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Macro-F1 and kappa of RESAMPLES draws with replacement."""
    size = len(LABELS)
    rng = np.random.default_rng(SEED)
    cells = np.bincount(gold * size + guess, minlength=size * size)
    draws = rng.multinomial(len(gold), cells / len(gold), size=RESAMPLES)
    tables = draws.reshape(RESAMPLES, size, size)
    return _macro_f1(tables), _kappa(tables)


def _macro_f1(tables: np.ndarray) -> np.ndarray:
    """Macro-F1 of confusion tables (m, 5, 5), over the classes that occur in each."""
    hit = np.einsum("mii->mi", tables)
    both = tables.sum(axis=1) + tables.sum(axis=2)
    f1 = np.divide(2.0 * hit, both, out=np.zeros(both.shape), where=both > 0)
    result: np.ndarray = f1.sum(axis=1) / (both > 0).sum(axis=1)
    return result


def _kappa(tables: np.ndarray) -> np.ndarray:
    total = tables.sum(axis=(1, 2))
    observed = np.einsum("mii->m", tables) / total
    expected = np.einsum("mi,mi->m", tables.sum(axis=1), tables.sum(axis=2)) / total**2
    result: np.ndarray = np.divide(
        observed - expected, 1 - expected, out=np.zeros(len(tables)), where=expected < 1
    )
    return result


def _interval(values: np.ndarray) -> tuple[float, float]:
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
