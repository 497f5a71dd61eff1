"""How near units are to the sentences that stand for something."""

from __future__ import annotations

import numpy as np


def nearest(vectors: np.ndarray, sentences: np.ndarray) -> np.ndarray:
    """Cosine of each unit with its nearest sentence, in permille: int64, shape (n,).

    Shapes (n, d) and (k, d), rows of length 1 or of zeros; -1000 where there is no sentence.
    """
    if not len(sentences) or not len(vectors):
        return np.full(len(vectors), -1000, dtype=np.int64)
    similarities: np.ndarray = (vectors @ sentences.T).max(axis=1)
    found: np.ndarray = np.rint(1000 * similarities).astype(np.int64)
    return found


def lead(vectors: np.ndarray, wanted: np.ndarray, others: np.ndarray, *, most: int) -> np.ndarray:
    """By how much each unit is nearer to the sentences `wanted` than to `others`, in permille.

    On either side the mean cosine of the `most` nearest sentences; shapes as `nearest`, int64 (n,).
    Zeros where there is no sentence on one of the sides.
    """
    if not len(vectors) or not len(wanted) or not len(others):
        return np.zeros(len(vectors), dtype=np.int64)
    near, far = (np.sort(vectors @ side.T, axis=1)[:, -most:] for side in (wanted, others))
    found: np.ndarray = np.rint(1000 * (near.mean(axis=1) - far.mean(axis=1))).astype(np.int64)
    return found
