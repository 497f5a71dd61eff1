"""Frames as a decoder gives them, to samples at RATE in a spool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from lvm_meet.model import Note
from lvm_meet.ports import Progress
from lvm_meet.speech.spool import FULL_SCALE, Spool
from lvm_meet.speech.values import PER_MS, RATE
from lvm_meet.timecode import format_short

MOST_CHANNELS = 8
"""more are a microphone array or a mistake: no speakers are told apart by them"""


class Writer:
    """Resamples frames and appends them to a spool, which is made with the first of them.

    Frames of one form go through one resampler; a gap or another form begins a new one, so that
    neither smears into the other. A context manager: a spool that was not taken is closed.
    """

    __slots__ = (
        "_base",
        "_changed_at",
        "_channels",
        "_fed",
        "_form",
        "_no_number",
        "_no_number_at",
        "_progress",
        "_resampler",
        "_spool",
    )

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._spool: Spool | None = None
        self._resampler: AudioResampler | None = None
        self._form = ("", "", RATE)
        """sample format, layout and rate of the frames"""
        self._channels = 0
        """that the first frame had"""
        self._base = 0
        """samples in the spool when the present resampler began"""
        self._fed = 0
        """samples it was fed, at the frames' rate"""
        self._changed_at: int | None = None
        self._no_number = 0
        self._no_number_at = 0

    @property
    def samples(self) -> int:
        """How long the sound is so far, per channel, with what the resampler still holds back."""
        return self._base + self._fed * RATE // self._form[2]

    def add(self, frame: AudioFrame, *, silence: int = 0) -> None:
        """Append `silence` samples, then the frame.

        FFmpegError where a frame has a form that can't be converted; OutputError on a full disk.
        """
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        spool = self._spool
        if spool is None or silence or form != self._form:
            spool = self._begin(form, frame.layout.nb_channels, silence)
        resampler = self._resampler or AudioResampler(format="flt", rate=RATE, frame_size=RATE)
        self._resampler = None  # one that fails is of no use any more
        resampled = resampler.resample(frame)
        self._resampler = resampler
        self._fed += frame.samples
        self._store(spool, resampled)

    def _begin(self, form: tuple[str, str, int], channels: int, silence: int) -> Spool:
        """End what was before, add the silence, and make ready for frames of this form."""
        end = self.samples + silence
        self._flush()
        if self._spool is None:
            self._channels = channels
            self._spool = Spool(channels if channels <= MOST_CHANNELS else 1)
        elif channels != self._channels and self._changed_at is None:
            self._changed_at = end
        if end > self._spool.samples:
            self._spool.skip(end - self._spool.samples)
        self._base, self._fed, self._form = self._spool.samples, 0, form
        return self._spool

    def _flush(self) -> None:
        """Store what the resampler holds back; it takes no more frames then."""
        resampler, self._resampler = self._resampler, None
        if resampler is None or self._spool is None:
            return
        try:
            rest = resampler.resample(None)
        except av.FFmpegError:
            return  # too few samples of an absurd rate: there is no rest
        self._store(self._spool, rest)

    def _store(self, spool: Spool, frames: Sequence[AudioFrame]) -> None:
        for frame in frames:
            block = frame.to_ndarray().reshape(-1, frame.layout.nb_channels)
            block = self._finite(block, spool.samples)
            if block.shape[1] != spool.channels:
                block = np.repeat(block.mean(axis=1, keepdims=True), spool.channels, axis=1)
            scaled = np.rint(np.multiply(np.clip(block, -1, 1), FULL_SCALE))
            spool.append(np.minimum(scaled, FULL_SCALE - 1).astype(np.int16))
            if self._progress is not None:
                self._progress.at(spool.samples // PER_MS)

    def _finite(self, block: np.ndarray, position: int) -> np.ndarray:
        finite = np.isfinite(block)
        if finite.all():
            return block
        if not self._no_number:
            self._no_number_at = position + int(np.argmin(finite.all(axis=1)))
        self._no_number += int(block.size - np.count_nonzero(finite))
        return np.where(finite, block, np.float32(0))

    def finish(self) -> int:
        """No more frames come. Samples per channel in all; 0 where there never was a frame."""
        self._flush()
        if self._spool is None:
            return 0
        self._spool.seal()
        self._base, self._fed = self._spool.samples, 0
        return self._spool.samples

    def take(self) -> Spool:
        """The spool, which the caller closes from now on. Only after `finish` found samples."""
        spool, self._spool = self._spool, None
        if spool is None:
            raise ValueError("nothing was written")
        return spool

    def notes(self) -> Iterator[Note]:
        """What was odd about the samples."""
        if self._channels > MOST_CHANNELS:
            yield Note(
                "many-channels",
                f"the recording has {self._channels} channels; more than {MOST_CHANNELS} are "
                "mixed into one",
            )
        if self._changed_at is not None:
            yield Note(
                "changed-channels",
                "the number of channels changes at "
                f"{format_short(self._changed_at // PER_MS)}; from there on all are mixed",
            )
        if self._no_number:
            yield Note(
                "no-number",
                "samples that are no numbers count as silence; the first is at "
                f"{format_short(self._no_number_at // PER_MS)}",
                count=self._no_number,
            )

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._spool is not None:
            self._spool.close()
