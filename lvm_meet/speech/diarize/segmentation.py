"""How many speak at each moment, and which of them are one person, within chunks of ten seconds.

The network hears a chunk and says for every frame (16.9 ms) which of up to three people speak, at
most two at once. Chunks overlap, so every frame is heard many times, each time with another
surrounding, and its probabilities are averaged. Who is who from one chunk to the next is not
decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.models import Models
from lvm_meet.speech.values import PER_MS, RATE, Sound

CHUNK = 10 * RATE
"""samples that the network hears at once"""
HOP = 270
"""samples from one frame to the next"""
FIELD = 991
"""samples that one frame looks at"""
FRAMES = 589
"""frames of a chunk"""
SLOTS = 3
"""people in a chunk, at most"""

_CLASSES = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], dtype=np.uint8
)
"""what the network chooses from: nobody, one of three, two of three"""
_PAIRS = 4
"""the first class in which two speak"""
_BATCH = 2
"""chunks in one run of the network; more are no faster on a CPU"""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What the network heard.

    `active` (chunks, 589, 3), uint8: whether each person of a chunk speaks in each of its frames.
    `starts` (chunks,): the frame of the whole sound with which each chunk begins. `count`
    (frames,), int8: how many speak at once, by all chunks that cover a frame.
    """

    active: np.ndarray
    starts: np.ndarray
    count: np.ndarray

    @property
    def frames(self) -> int:
        return len(self.count)

    def within(self, chunk: int) -> slice:
        """The frames of the sound that a chunk covers."""
        start = int(self.starts[chunk])
        return slice(start, min(start + FRAMES, self.frames))


def segment(
    sound: Sound, models: Models, settings: DiarizeSettings, *, done: Callable[[int], None]
) -> Segmentation:
    """Hear the whole sound in chunks of 10 s, the last filled up with silence.

    `done` is told how many samples are behind us. Memory: a few chunks of sound, and per hour
    about 15 MB of result.
    """
    step = settings.step_ms * PER_MS
    chunks = 1 + max(0, -(-(sound.samples - CHUNK) // step))
    frames = sound.samples // HOP + 2
    starts = np.round(np.arange(chunks) * step / HOP).astype(np.int64)
    active = np.empty((chunks, FRAMES, SLOTS), dtype=np.uint8)
    # summed over the chunks: probability of at least one and of two speakers, and their number
    sums = np.zeros((frames, 3), dtype=np.float32)
    first = 0
    for found in models.side_by_side(models.segment, _batches(sound, chunks=chunks, step=step)):
        for chunk in found:
            active[first] = _CLASSES[chunk.argmax(axis=-1)]
            place = sums[starts[first] : starts[first] + FRAMES]
            place += _speaking(chunk)[: len(place)]
            first += 1
        done(min(sound.samples, (first - 1) * step + CHUNK))
    some, two = (sums[:, :2] / np.maximum(sums[:, 2:], 1)).T
    speech = some > settings.speech_from / 1000
    overlap = speech & (two > settings.overlap_from / 1000)
    return Segmentation(active, starts, speech.astype(np.int8) + overlap)


def _batches(sound: Sound, *, chunks: int, step: int) -> Iterator[np.ndarray]:
    """Chunks, a few at a time, float32, shape (chunks of the batch, samples)."""
    for first in range(0, chunks, _BATCH):
        size = min(_BATCH, chunks - first)
        samples = sound.read(first * step, (first + size - 1) * step + CHUNK)
        batch = np.zeros((size, CHUNK), dtype=np.float32)
        for row in range(size):
            piece = samples[row * step : row * step + CHUNK]
            batch[row, : len(piece)] = piece
        yield batch


def _speaking(chunk: np.ndarray) -> np.ndarray:
    """Of log-probabilities (frames, 7): those of some and of two speakers, and 1, (frames, 3)."""
    probabilities = np.exp(chunk)
    some = 1 - probabilities[:, 0]
    two = probabilities[:, _PAIRS:].sum(axis=1)
    return np.stack([some, two, np.ones_like(some)], axis=1)
