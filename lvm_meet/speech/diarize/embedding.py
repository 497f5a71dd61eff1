"""What voice is heard: one vector per window of a second and a half, wherever there is speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import fbank, segmentation
from lvm_meet.speech.diarize.models import DIMENSION, Models
from lvm_meet.speech.values import PER_MS, Sound

_BATCH = 2
"""windows in one run of the network"""
_PIECE = 16
"""windows whose sound is read at once"""
_SHORTEST = 20
"""frames of log-mel (0.2 s) below which a sound has no window at all"""


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of the sound that hold speech.

    `starts` (windows,): their first sample, ascending. `length`: samples, the same for all.
    `vectors` (windows, 192): unit vectors, float32.
    """

    starts: np.ndarray
    length: int
    vectors: np.ndarray

    def frames(self) -> tuple[np.ndarray, np.ndarray]:
        """First and last (exclusive) frame of the segmentation that each window covers."""
        return self.starts // segmentation.HOP, (self.starts + self.length) // segmentation.HOP

    def share_of(self, frames: np.ndarray) -> np.ndarray:
        """In which part of each window `frames` (frames,), bool, are True: (windows,), 0 to 1."""
        total = np.concatenate([[0], np.cumsum(frames)])
        first, last = (np.minimum(edge, len(frames)) for edge in self.frames())
        return np.asarray((total[last] - total[first]) * segmentation.HOP / self.length)


def embed(
    sound: Sound,
    speech: np.ndarray,
    models: Models,
    settings: DiarizeSettings,
    *,
    done: Callable[[int], None],
) -> Windows:
    """Vectors of the windows that hold speech (more than `settings.window_speech` permille).

    `speech` tells for every frame of the segmentation whether anybody speaks, bool, (frames,). A
    sound shorter than `settings.window_ms` is one window; one below 0.2 s has none. `done` is told
    how many samples are behind us.
    """
    frames = min(fbank.frames_in(settings.window_ms * PER_MS), fbank.frames_in(sound.samples))
    if frames < _SHORTEST:
        return _nothing(0)
    length = (frames - 1) * fbank.HOP + fbank.FRAME
    last = (sound.samples - length) // fbank.HOP * fbank.HOP
    starts = np.union1d(np.arange(0, last + 1, settings.hop_ms * PER_MS), [last])
    share = Windows(starts, length, _nothing(length).vectors).share_of(speech)
    starts = starts[share > settings.window_speech / 1000]

    def work(piece: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        offsets, samples = piece
        features = fbank.log_mel(samples)
        batches = []
        for first in range(0, len(offsets), _BATCH):
            cut = [features[a : a + frames] for a in offsets[first : first + _BATCH] // fbank.HOP]
            batches.append(models.embed(np.stack([one - one.mean(axis=0) for one in cut])))
        return np.concatenate(batches)

    vectors = np.empty((len(starts), DIMENSION), dtype=np.float32)
    first = 0
    for found in models.side_by_side(work, _pieces(sound, starts, length)):
        vectors[first : first + len(found)] = found
        first += len(found)
        done(int(starts[first - 1]) + length)
    return Windows(starts, length, normalised(vectors))


def normalised(vectors: np.ndarray) -> np.ndarray:
    """The vectors at length 1 along the last axis; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9))


def _nothing(length: int) -> Windows:
    return Windows(np.zeros(0, np.int64), length, np.zeros((0, DIMENSION), np.float32))


def _pieces(
    sound: Sound, starts: np.ndarray, length: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(where windows start in the piece, its samples), cut also where windows lie far apart."""
    far = np.flatnonzero(np.diff(starts) > length) + 1
    for near in np.split(starts, far):
        for first in range(0, len(near), _PIECE):
            piece = near[first : first + _PIECE]
            yield piece - piece[0], sound.read(int(piece[0]), int(piece[-1]) + length)
