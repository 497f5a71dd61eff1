"""A recording, decoded: any audio or video file that PyAV reads becomes samples at RATE on disk.

    with open_recording("meeting.m4a", settings=SpeechSettings()) as recording:
        sound = recording.mixed()
        first_second = sound.read(0, RATE)

Where a result may be cached, the bytes are opened first and decoded only if need be:

    with open_media("meeting.m4a") as media:
        source = identify(media)
        recording = open_recording(media, settings=SpeechSettings())
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np

from lvm_meet.errors import LvmError
from lvm_meet.model import Note, Source
from lvm_meet.ports import Progress
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.containers import can_be_heard, describe, open_container, pick_track
from lvm_meet.speech.decode import decode
from lvm_meet.speech.media import HEAD, STDIN, Look, Media, look, open_media
from lvm_meet.speech.spool import FULL_SCALE, Spool, Spooled
from lvm_meet.speech.values import PER_MS, Sound

__all__ = [
    "Recording",
    "identify",
    "identify_recording",
    "looks_like_recording",
    "open_media",
    "open_recording",
]


class Recording:
    """A decoded recording. Its samples lie in a temporary file until it is closed.

    `notes` say what was wrong with it. Sounds may be read by several threads at once, and not
    after `close`.
    """

    __slots__ = ("_spool", "notes", "source")

    def __init__(self, source: Source, spool: Spool, notes: tuple[Note, ...] = ()) -> None:
        self.source = source
        self.notes = notes
        self._spool = spool

    @property
    def samples(self) -> int:
        """How many there are per channel; at least 1."""
        return self._spool.samples

    @property
    def channels(self) -> int:
        """1 to 8."""
        return self._spool.channels

    @property
    def duration_ms(self) -> int:
        return self.samples // PER_MS

    def mixed(self, channels: tuple[int, ...] | None = None) -> Sound:
        """The mean of all channels, or of those that are named."""
        columns = tuple(range(self.channels)) if channels is None else channels
        return Spooled(self._spool, columns)

    def channel(self, number: int) -> Sound:
        """One channel; they are counted from 0."""
        return Spooled(self._spool, (number,))

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples [start, stop) of all channels: float32 in [-1, 1], shape (n, channels)."""
        return self._spool.read(start, stop) * np.float32(1 / FULL_SCALE)

    def close(self) -> None:
        """Give the room on the disk back. May be called again."""
        self._spool.close()

    def __enter__(self) -> Recording:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_recording(
    path: str | Path | Media,
    *,
    settings: SpeechSettings,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Recording:
    """Decode the recording `path`; "-" reads `stdin`, or the process's standard input.

    A Media that is open already is used as it is, and stays open. Only the sound is read of a
    video, and one track of several. InputError (exit code 3) where there is no sound that can be
    read, or more than `settings.max_hours`; OutputError where the temporary folder is full.
    Neither, nor an interrupt, leaves anything behind.
    """
    with ExitStack() as stack:
        if isinstance(path, Media):
            media = path
        else:
            media = stack.enter_context(open_media(path, stdin=stdin))
        container = stack.enter_context(open_container(media))
        track, notes = pick_track(container, media)
        source = describe(container, media)
        spool, more = decode(
            container, track, media, max_hours=settings.max_hours, progress=progress
        )
    return Recording(source, spool, notes + more)


def identify(media: Media) -> Source:
    """Who a recording is, without decoding it: what `open_recording` gives as its source."""
    with open_container(media) as container:
        pick_track(container, media)
        return describe(container, media)


def identify_recording(path: str | Path, *, stdin: BinaryIO | None = None) -> Source:
    """`identify` for a file; of standard input nothing is left to decode after it."""
    with open_media(path, stdin=stdin) as media:
        return identify(media)


def looks_like_recording(path: str | Path) -> bool:
    """Whether a file is a recording by its content; quick, and never an error.

    Usual containers are told by their first bytes, unknown binary files by whether any sound can
    be decoded. False for whatever can't be read, and for what can be read only once ("-", a
    pipe): ask `media.look` about bytes that were peeked at.
    """
    try:
        if str(path) == STDIN or not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            kind = look(file.read(HEAD))
        if kind is not Look.UNKNOWN:
            return kind is Look.RECORDING
        with open_media(path) as media, open_container(media) as container:
            return can_be_heard(container)
    except (LvmError, OSError, ValueError):
        return False
