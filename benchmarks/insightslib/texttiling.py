"""TextTiling on word counts (Hearst 1997), with as many topics as it is told.

NLTK's own decides for itself how many there are, and on talk with short turns that is far too many.
This is the same method (blocks of pseudo-sentences, cosine of word counts, smoothed, depth of the
valleys), which then takes the deepest valleys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

import numpy as np

from lvm_meet.insights.phrases_words import base, stem
from lvm_meet.model import spoken_words

_SENTENCE = 20
"""words of a pseudo-sentence"""
_BLOCK = 10
"""pseudo-sentences of a block"""
_SMOOTH = 2
"""gaps on either side that a score is averaged over"""


def tiles(texts: Sequence[str], parts: int, *, stop: Container[str]) -> list[int]:
    """1 for each text at which a part begins, but the first; else 0; at most `parts` parts."""
    words: list[str] = []
    owners: list[int] = []
    for place, text in enumerate(texts):
        plain = [base(word) for word in spoken_words(text)]
        kept = [stem(word) for word in plain if word not in stop]
        words += kept
        owners += [place] * len(kept)
    found = [0] * len(texts)
    depths = _depths(_cosines(words))
    taken: list[int] = []
    for gap in sorted(range(len(depths)), key=lambda gap: (-depths[gap], gap)):
        if len(taken) + 1 >= parts or depths[gap] <= 0:
            break
        if all(abs(gap - other) >= _SMOOTH + 1 for other in taken):
            taken.append(gap)
            found[owners[(gap + 1) * _SENTENCE]] = 1
    return [0, *found[1:]]


def _cosines(words: Sequence[str]) -> np.ndarray:
    """Cosine of the word counts of the blocks at either side of each gap, smoothed."""
    sentences = [words[at : at + _SENTENCE] for at in range(0, len(words), _SENTENCE)]
    scores = []
    for gap in range(1, len(sentences)):
        size = min(_BLOCK, gap, len(sentences) - gap)
        one: Counter[str] = Counter(w for s in sentences[gap - size : gap] for w in s)
        other: Counter[str] = Counter(w for s in sentences[gap : gap + size] for w in s)
        both = sum(times * other[word] for word, times in one.items())
        lengths = sum(t * t for t in one.values()) * sum(t * t for t in other.values())
        scores.append(both / lengths**0.5)
    return np.array(
        [np.mean(scores[max(0, gap - _SMOOTH) : gap + _SMOOTH + 1]) for gap in range(len(scores))]
    )


def _depths(scores: np.ndarray) -> list[float]:
    """How deep each gap lies below the nearest peaks at either side."""
    depths = []
    for gap, score in enumerate(scores):
        left = right = score
        for value in scores[gap::-1]:
            if value < left:
                break
            left = value
        for value in scores[gap:]:
            if value < right:
                break
            right = value
        depths.append(float(left + right - 2 * score))
    return depths
