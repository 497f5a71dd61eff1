"""How loud each channel is over time, and how alike channels are; measured in one pass.

Levels are decibels below full scale, of the sound after a pre-emphasis: speech counts more than
hum, rumble and a constant offset, which are loud and say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lvm_meet.speech.values import PER_MS, RATE, Sound

FRAME_MS = 20
FRAME = FRAME_MS * PER_MS
FLOOR_DB = -100.0
"""the level of digital silence; 16 bits don't go below it"""
_EMPHASIS = 0.95
_BLOCK = 30 * RATE
"""samples that are read at once; a whole number of frames"""

# Sound reaches two microphones of one room, or comes back over one connection's own delay, a few
# milliseconds apart: 20 ms are 7 m.
_LAG = 20 * PER_MS
_STRETCH = 1 << 16
_STRETCHES = 120
"""stretches of 4 s that correlations are taken from, evenly spread: hours cost no more"""


class Many(Protocol):
    """Several channels of sound that are read together, such as a Recording."""

    @property
    def samples(self) -> int: ...

    @property
    def channels(self) -> int: ...

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples [start, stop) of all channels: float32, shape (n, channels)."""


@dataclass(frozen=True, slots=True)
class Together:
    """Single sounds as the channels of one; where one ends earlier, it is silent."""

    sounds: Sequence[Sound]

    @property
    def samples(self) -> int:
        return max((sound.samples for sound in self.sounds), default=0)

    @property
    def channels(self) -> int:
        return len(self.sounds)

    def read(self, start: int, stop: int) -> np.ndarray:
        stop = min(stop, self.samples)
        block = np.zeros((max(0, stop - start), self.channels), dtype=np.float32)
        for column, sound in enumerate(self.sounds):
            piece = sound.read(start, stop)
            block[: len(piece), column] = piece
        return block


def levels(many: Many) -> np.ndarray:
    """Level of every frame of every channel in dB: float32, shape (frames, channels).

    The last frame may be shorter than FRAME. Without samples there are no frames.
    """
    parts = [_decibels(block) for block in _emphasised(many)]
    return np.concatenate(parts) if parts else np.zeros((0, many.channels), dtype=np.float32)


def _decibels(block: np.ndarray) -> np.ndarray:
    starts = np.arange(0, len(block), FRAME)
    lengths = np.diff(np.append(starts, len(block)))
    power = np.add.reduceat(np.square(block), starts, axis=0) / lengths[:, None]
    return (10 * np.log10(power + 10 ** (FLOOR_DB / 10))).astype(np.float32)


def _emphasised(many: Many) -> Iterator[np.ndarray]:
    """Blocks of the sound, as long as _BLOCK but for the last, after the pre-emphasis."""
    before = np.zeros((1, many.channels), dtype=np.float32)
    for start in range(0, many.samples, _BLOCK):
        block = many.read(start, start + _BLOCK)
        whole = np.concatenate([before, block])
        yield whole[1:] - np.float32(_EMPHASIS) * whole[:-1]
        before = block[-1:]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike channels are: correlations from -1 to 1, shape (channels, channels).

    `same_time` is what adding two channels does to them (below 0 they cancel each other),
    `best` the largest magnitude at any lag of up to 20 ms. A silent channel is like none.
    """

    same_time: np.ndarray
    best: np.ndarray


def likeness(many: Many) -> Likeness:
    """Correlate all channels with each other over the recording."""
    count = many.channels
    cross = np.zeros((count, count, _STRETCH // 2 + 1), dtype=np.complex128)
    last = max(0, many.samples - _STRETCH)
    steps = min(_STRETCHES, -(-many.samples // _STRETCH))
    for start in np.linspace(0, last, steps).astype(int) if steps else ():
        block = many.read(int(start), int(start) + _STRETCH).astype(np.float64)
        block[1:] -= _EMPHASIS * block[:-1]
        block -= block.mean(axis=0)
        spectra = np.fft.rfft(block, n=_STRETCH, axis=0).T
        cross += spectra[:, None] * spectra[None].conj()
    lags = np.fft.irfft(cross, n=_STRETCH, axis=2)
    energy = np.sqrt(np.maximum(np.einsum("iik->ik", lags)[:, 0], 1e-9))
    scaled = lags / (energy[:, None] * energy[None])[:, :, None]
    near = np.concatenate([scaled[:, :, : _LAG + 1], scaled[:, :, -_LAG:]], axis=2)
    return Likeness(same_time=scaled[:, :, 0], best=np.abs(near).max(axis=2))


def valley(values: np.ndarray) -> float:
    """What best parts values into two heaps: Otsu's threshold, to a whole number.

    There must be a value. Where all are the same, it is below them.
    """
    low, high = int(np.floor(values.min())), int(np.ceil(values.max())) + 1
    counts, edges = np.histogram(values, bins=high - low, range=(low, high))
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * centres)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = sums[:-1] / below - (sums[-1] - sums[:-1]) / above
    between = np.where((below > 0) & (above > 0), below * above * gap**2, -1.0)
    return float(edges[1 + int(np.argmax(between))]) if len(between) else float(low)
