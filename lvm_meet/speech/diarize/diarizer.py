"""The diarizer as a whole: hear, embed, cluster, assign, decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lvm_meet import resources
from lvm_meet.errors import InputError
from lvm_meet.ports import Progress
from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import segmentation
from lvm_meet.speech.diarize.assignment import alone, assign, locals_of, teaching
from lvm_meet.speech.diarize.clustering import find_voices
from lvm_meet.speech.diarize.embedding import Windows, embed, normalised
from lvm_meet.speech.diarize.models import DIMENSION, Models
from lvm_meet.speech.diarize.resegmentation import Presence, resegment
from lvm_meet.speech.diarize.segmentation import Segmentation
from lvm_meet.speech.diarize.turns import turns_of
from lvm_meet.speech.values import PER_MS, RATE, Diarization, Sound, VoiceTurn

_PURE = 0.8
"""part of a window in which a voice speaks alone, from which the window is an example of it"""


@dataclass(frozen=True, slots=True)
class OneVoice:
    """The voice of one person: a unit vector, float32, (192,), and how much speech taught it."""

    embedding: np.ndarray
    speech_ms: int


@dataclass(frozen=True, slots=True)
class Diarizer:
    """Tells voices apart. Safe to use from several threads; results don't depend on `threads`."""

    settings: DiarizeSettings
    models: Models

    @classmethod
    def build(
        cls, settings: DiarizeSettings, *, threads: int = 0, directory: Path | None = None
    ) -> Diarizer:
        """Open and check the networks: those in the package, or in `directory`.

        `threads` as in `Models.open`. MissingError where a file is missing or altered.
        """
        return cls(settings, Models.open(directory or resources.diarizer(), threads=threads))

    @property
    def model_id(self) -> str:
        """Name, version and hash of the networks; part of the provenance."""
        return self.models.model_id

    def diarize(self, sound: Sound, *, progress: Progress | None = None) -> Diarization:
        """Who speaks when in the whole of `sound`.

        Reads the sound piece by piece, twice. Time grows with its length; so does memory, by less
        than 100 MB an hour (365 MiB in all for one hour on two threads). No sound, silence and
        noise give no turns and no voices.
        """
        heard, windows = self._listen(sound, _Meter(progress, sound.samples // PER_MS))
        found = self._decide(heard, windows)
        if found is None:
            return Diarization((), np.zeros((0, DIMENSION), np.float32), 0, 0)
        presence, centroids = found
        turns = turns_of(presence, samples=sound.samples, settings=self.settings)
        order = list(dict.fromkeys(turn.voice for turn in turns))
        number = {voice: index for index, voice in enumerate(order)}
        at_once = presence.speaking.sum(axis=1)
        return Diarization(
            turns=tuple(VoiceTurn(number[t.voice], t.span, t.confidence) for t in turns),
            voices=centroids[presence.voices[order]],
            speech_ms=_ms(int((at_once > 0).sum())),
            overlap_ms=_ms(int((at_once > 1).sum())),
        )

    def voice(self, sound: Sound, *, progress: Progress | None = None) -> OneVoice:
        """The voice of the one person who speaks in `sound`, and for how long this person speaks.

        The mean over the windows in which the person speaks alone and nearly without a pause.
        InputError where there is less than `settings.enrol_ms` of speech, or where others speak
        for more than `settings.enrol_others` permille of it.
        """
        free = replace(self, settings=replace(self.settings, least=1, most=None))
        heard, windows = free._listen(sound, _Meter(progress, sound.samples // PER_MS))
        found = free._decide(heard, windows)
        spoken = found[0].speaking.sum(axis=0) if found else np.zeros(1)
        main = int(spoken.argmax())
        speech_ms = _ms(int(spoken[main]))
        if found is None or speech_ms < self.settings.enrol_ms:
            raise InputError(
                f"there are only {speech_ms / 1000:.1f} s of speech in it",
                hint=f"a voice needs at least {self.settings.enrol_ms / 1000:g} s; 20 s are better",
            )
        others = float(spoken.sum() - spoken[main])
        if others > self.settings.enrol_others / 1000 * float(spoken.sum()):
            raise InputError(
                "more than one person speaks in it",
                hint="cut out a piece in which only the one speaks",
            )
        vectors = windows.vectors[_purest(found[0].speaking, main, windows)]
        mean = np.asarray(normalised(vectors.mean(axis=0)), dtype=np.float32)
        return OneVoice(mean, speech_ms)

    def _listen(self, sound: Sound, meter: _Meter) -> tuple[Segmentation, Windows]:
        """Run both networks over the sound."""
        settings = self.settings
        heard = segmentation.segment(sound, self.models, settings, done=meter.first_half)
        windows = embed(sound, heard.count > 0, self.models, settings, done=meter.second_half)
        meter.finish()
        return heard, windows

    def _decide(self, heard: Segmentation, windows: Windows) -> tuple[Presence, np.ndarray] | None:
        """(who speaks in each frame, centroids of all voices); None where nobody does."""
        if not len(windows.starts) or not heard.count.any():
            return None
        people = locals_of(heard, windows)
        if not len(people):
            return None
        centroids = find_voices(
            windows.vectors[alone(heard, windows, self.settings)],
            people.vectors[teaching(people, self.settings)],
            self.settings,
        )
        assigned = assign(people, centroids)
        presence = resegment(heard, windows, people, assigned, centroids, self.settings)
        return presence, centroids


@dataclass(frozen=True, slots=True)
class _Meter:
    """Turns the two passes over the sound into one stage of progress."""

    progress: Progress | None
    total_ms: int

    def __post_init__(self) -> None:
        if self.progress is not None:
            self.progress.stage("diarize", self.total_ms)

    @property
    def first_half(self) -> Callable[[int], None]:
        return lambda samples: self._at(samples // PER_MS // 2)

    @property
    def second_half(self) -> Callable[[int], None]:
        return lambda samples: self._at((self.total_ms + samples // PER_MS) // 2)

    def finish(self) -> None:
        self._at(self.total_ms)

    def _at(self, done_ms: int) -> None:
        if self.progress is not None:
            self.progress.at(min(done_ms, self.total_ms))


def _ms(frames: int) -> int:
    return round(frames * segmentation.HOP * 1000 / RATE)


def _purest(speaking: np.ndarray, voice: int, windows: Windows) -> np.ndarray:
    """The windows in which `voice` speaks alone; the best one where it hardly ever does."""
    by_itself = speaking[:, voice] & (speaking.sum(axis=1) == 1)
    share = windows.share_of(by_itself)
    return np.flatnonzero(share >= min(_PURE, share.max()))
