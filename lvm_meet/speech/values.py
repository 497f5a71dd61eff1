"""What the parts of this package hand to each other. Times inside sound are samples or integer ms.

`RATE` holds for everything here: sound is decoded to 16,000 samples a second once, at the door.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from lvm_meet.model import Span

RATE = 16_000
"""samples a second that every model here expects"""
PER_MS = RATE // 1000


class Sound(Protocol):
    """One channel of sound that is read piece by piece, so that hours of it need no memory."""

    @property
    def samples(self) -> int:
        """How many there are in all."""

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples [start, stop), float32 in [-1, 1], shape (n,); shorter where the sound ends."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Sound that is in memory already: float32 in [-1, 1], shape (samples,)."""

    data: np.ndarray

    @property
    def samples(self) -> int:
        return len(self.data)

    def read(self, start: int, stop: int) -> np.ndarray:
        return self.data[max(0, start) : max(0, stop)]


@dataclass(frozen=True, slots=True)
class Heard:
    """One word as the recogniser gave it.

    `text` keeps the blank before it where the language has one, so that a text is the plain
    concatenation of its words. `breaks` is True for the first word of a recogniser's segment.
    """

    text: str
    span: Span
    confidence: int
    """its probability, in permille"""
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class VoiceTurn:
    """A stretch in which one voice speaks. `voice` is a row of `Diarization.voices`.

    `confidence` is permille: how surely it is this voice and none of the others.
    """

    voice: int
    span: Span
    confidence: int


@dataclass(frozen=True, slots=True)
class Diarization:
    """Who spoke when. Voices are numbered in the order in which they are first heard.

    `turns` are sorted by start and may overlap; `voices` has a unit vector per voice, float32,
    shape (voices, 192), or (voices, voices) `without_prints`. Without speech there are no turns and
    no voices.
    """

    turns: tuple[VoiceTurn, ...]
    voices: np.ndarray
    speech_ms: int
    overlap_ms: int
    """time in which two or more speak at once"""

    def without_prints(self) -> Diarization:
        """The same, with vectors that tell how alike the voices are to each other, and no more.

        A voice's own vector is biometric data: whose it is can be found out by comparing. Vectors
        of shape (voices, voices) with the same cosines, which any rotation would do as well, are
        comparable to nothing outside of this meeting.
        """
        if not self.voices.size:
            return self
        cosines = self.voices.astype(np.float64) @ self.voices.T
        shares, directions = np.linalg.eigh(cosines)
        vectors = directions * np.sqrt(np.maximum(shares, 0))
        return replace(self, voices=vectors.astype(np.float32))
