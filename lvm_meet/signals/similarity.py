"""Exemplar similarity as a classifier.

A unit is compared with every exemplar. Per class, the similarities are pooled to
`log(mean(exp(sharpness * cosine))) / sharpness`, a soft maximum: close exemplars count, far ones
hardly, and the number of exemplars does not matter. A calibrated scale and one offset per class
turn the five pooled similarities into probabilities (vector scaling: Guo et al. 2017, "On
Calibration of Modern Neural Networks"). A unit is coded when the four signals together reach a
fitted share of the probability, with the most probable of them; else it is none. Nothing else
decides: a changed exemplar changes the result.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lvm_meet.errors import MissingError
from lvm_meet.model import LABELS, Label

CALIBRATION = "classifier.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """`sharpness` of the pooling; `scale` and `offsets` (in the order of LABELS) of the softmax.

    `coded_from` is the probability of "some signal", in permille, from which a unit is coded. Below
    500 it makes up for doubt: where a model is unsure, "none" is most often the safest single
    guess, and a meeting would look emptier than it was.
    `fitted` says whether they were fitted for this encoder: without that the scores order the
    classes, but are not probabilities to rely on.
    """

    sharpness: float = 16.0
    scale: float = 16.0
    offsets: tuple[float, ...] = (0.0,) * len(LABELS)
    coded_from: int = 500
    fitted: bool = False

    @classmethod
    def load(cls, directory: Path) -> Calibration:
        """From `classifier.json` beside the encoder; an unfitted one where there is none."""
        path = directory / CALIBRATION
        if not path.is_file():
            return cls()
        try:
            facts = json.loads(path.read_text("utf-8"))
            offsets = tuple(float(facts["offsets"][label.value]) for label in LABELS)
            return cls(
                float(facts["sharpness"]),
                float(facts["scale"]),
                offsets,
                int(facts["coded_from"]),
                fitted=True,
            )
        except (ValueError, KeyError, TypeError) as error:
            raise MissingError(f"{path} is not a calibration: {error}") from error


@dataclass(frozen=True, slots=True)
class Bank:
    """The exemplars' vectors, shape (k, d), and each one's label as an index into LABELS."""

    vectors: np.ndarray
    labels: np.ndarray

    @classmethod
    def of(cls, labels: Sequence[Label], vectors: np.ndarray) -> Bank:
        return cls(vectors, np.array([LABELS.index(label) for label in labels], dtype=np.int64))

    def cosines(self, vectors: np.ndarray) -> np.ndarray:
        """Cosine of each of n units with each of k exemplars, shape (n, k)."""
        result: np.ndarray = vectors @ self.vectors.T
        return result

    def pooled(self, cosines: np.ndarray, *, sharpness: float) -> np.ndarray:
        """Soft maximum per class, shape (n, 5); a class without exemplars gets -1."""
        result = np.full((len(cosines), len(LABELS)), -1.0, dtype=np.float32)
        for index in range(len(LABELS)):
            mine = cosines[:, self.labels == index]
            if mine.shape[1]:
                top = mine.max(axis=1, keepdims=True)
                spread = np.exp(sharpness * (mine - top)).mean(axis=1)
                result[:, index] = top[:, 0] + np.log(spread) / sharpness
        return result


def probabilities(pooled: np.ndarray, calibration: Calibration) -> np.ndarray:
    """Softmax over the calibrated similarities, shape (n, 5), rows sum to 1."""
    logits = calibration.scale * pooled + np.array(calibration.offsets, dtype=np.float32)
    logits -= logits.max(axis=1, keepdims=True)
    odds = np.exp(logits)
    result: np.ndarray = odds / odds.sum(axis=1, keepdims=True)
    return result


def decide(scores: np.ndarray, *, coded_from: int) -> np.ndarray:
    """Index into LABELS for each row of scores in permille, shape (n, 5) to (n,)."""
    none = LABELS.index(Label.NONE)
    signal = np.delete(scores, none, axis=1).argmax(axis=1)
    result: np.ndarray = np.where(scores[:, none] <= 1000 - coded_from, signal, none)
    return result


def permille(rows: np.ndarray) -> np.ndarray:
    """Rows of probabilities as integers that sum to exactly 1000 (largest remainder)."""
    exact = rows * 1000.0
    floor = np.floor(exact).astype(np.int64)
    missing = 1000 - floor.sum(axis=1)
    order = np.argsort(floor - exact, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    result: np.ndarray = floor + (rank < missing[:, None])
    return result
