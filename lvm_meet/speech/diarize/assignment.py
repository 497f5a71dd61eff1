"""From the people of single chunks to the voices of the whole sound.

Within a chunk the network keeps people apart, so each is one vector (the mean of the purest
windows) and no two of a chunk may become the same voice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import segmentation
from lvm_meet.speech.diarize.embedding import Windows, normalised
from lvm_meet.speech.diarize.models import DIMENSION
from lvm_meet.speech.diarize.segmentation import FRAMES, SLOTS, Segmentation
from lvm_meet.speech.values import RATE

_PURE_ENOUGH = 0.15
"""purity below which overlapped windows have to do, for want of better ones"""
_OVERLAPPED = 0.05
"""what a window counts at least then, however much others speak in it"""
_NEARLY_PUREST = 0.6
"""windows of this part of the best purity belong to the mean"""
_BRIEF = 0.5
"""seconds of speech in a chunk below which a person's vector teaches nothing"""


@dataclass(frozen=True, slots=True)
class Locals:
    """The people of all chunks, one row for each.

    `chunk`, `slot` (people,): where. `vectors` (people, 192): unit vectors. `purity` (people,):
    of the best window, 0 to 1; 0 for who speaks too briefly.
    """

    chunk: np.ndarray
    slot: np.ndarray
    vectors: np.ndarray
    purity: np.ndarray

    def __len__(self) -> int:
        return len(self.chunk)


def locals_of(heard: Segmentation, windows: Windows) -> Locals:
    """Everybody who speaks in a chunk and has a window there."""
    chunks, slots, vectors, purities = [], [], [], []
    for chunk in range(len(heard.starts)):
        near, first, last = _windows_in(heard, chunk, windows)
        if not len(near):
            continue
        spoken = np.vstack([np.zeros(SLOTS), np.cumsum(heard.active[chunk], axis=0)])
        share = (spoken[last] - spoken[first]) * segmentation.HOP / windows.length
        for slot in np.flatnonzero(spoken[-1]):
            weights = _weights(share[:, slot], share.sum(axis=1) - share[:, slot])
            if not weights.any():
                continue
            seconds = spoken[-1, slot] * segmentation.HOP / RATE
            chunks.append(chunk)
            slots.append(slot)
            vectors.append(weights @ windows.vectors[near])
            purities.append(weights.max() if seconds >= _BRIEF else 0.0)
    return Locals(
        chunk=np.array(chunks, dtype=np.int64),
        slot=np.array(slots, dtype=np.int64),
        vectors=normalised(np.array(vectors, dtype=np.float32).reshape(-1, DIMENSION)),
        purity=np.array(purities),
    )


def alone(heard: Segmentation, windows: Windows, settings: DiarizeSettings) -> np.ndarray:
    """The windows in which one person speaks, nearly without a pause: indices, (n,)."""
    single = windows.share_of(heard.count == 1) >= settings.alone / 1000
    return np.flatnonzero(single & (windows.share_of(heard.count > 1) <= settings.beside / 1000))


def teaching(people: Locals, settings: DiarizeSettings) -> np.ndarray:
    """The people whose vectors are pure enough to find voices by; all, where hardly any is."""
    pure = np.flatnonzero(people.purity >= settings.purity / 1000)
    return pure if len(pure) > 1 else np.arange(len(people))


def assign(people: Locals, voices: np.ndarray) -> np.ndarray:
    """The voice of each person, -1 for who is left without: shape (people,).

    Per chunk the assignment with the greatest sum of cosines in which no voice is given twice;
    only where a chunk has more people than there are voices does anybody go without.
    """
    found = np.full(len(people), -1, dtype=np.int64)
    cosines = people.vectors @ voices.T
    edges = np.flatnonzero(np.diff(people.chunk)) + 1
    for rows in np.split(np.arange(len(people)), edges):
        taken, voice = linear_sum_assignment(cosines[rows], maximize=True)
        found[rows[taken]] = voice
    return found


def _windows_in(
    heard: Segmentation, chunk: int, windows: Windows
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(windows that touch a chunk, their first and last (exclusive) frame within it)"""
    start = int(heard.starts[chunk]) * segmentation.HOP
    low = np.searchsorted(windows.starts, start - windows.length, "right")
    high = np.searchsorted(windows.starts, start + segmentation.CHUNK)
    near = np.arange(low, high)
    offsets = windows.starts[near] - start
    first = np.clip(offsets // segmentation.HOP, 0, FRAMES - 1)
    last = np.clip((offsets + windows.length) // segmentation.HOP, 1, FRAMES)
    return near, first, last


def _weights(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How much each window counts for a person, by the share of it in which each speaks."""
    weights = own * np.maximum(0, 1 - 2 * others)
    if weights.max() < _PURE_ENOUGH:
        weights = own * np.maximum(_OVERLAPPED, 1 - others)
    return np.asarray(weights * (weights >= _NEARLY_PUREST * weights.max()))
