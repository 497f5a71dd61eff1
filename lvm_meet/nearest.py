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
