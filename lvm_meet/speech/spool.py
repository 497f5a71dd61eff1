"""Decoded sound on disk: 16-bit samples in a file without a name, read back piece by piece.

The file is unlinked from the moment it exists (on systems that can), so neither an interrupt nor
a kill leaves anything behind, and it costs no memory however long the sound is.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
from dataclasses import dataclass
from io import FileIO

import numpy as np

from lvm_meet.errors import OutputError

FULL_SCALE = 32_768
"""what 1.0 is in 16-bit samples"""
RESERVE = 200_000_000
"""bytes that stay free in the temporary folder, for whoever else writes there"""
_SMALL = 10
"""a small disk (a temporary folder in memory) keeps only this part of itself free"""
_BYTES = 2
_TOO_MUCH = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def open_temporary() -> FileIO:
    """A nameless, unbuffered file in the temporary folder; OutputError where there can't be one.

    Unbuffered, so that a full disk shows where something is written and never when it is closed.
    """
    try:
        return tempfile.TemporaryFile(buffering=0, prefix="lvm-meet-")
    except OSError as error:
        raise storage_error(error) from error


def write_fully(file: FileIO, data: bytes | memoryview) -> None:
    """Write all of `data`; OutputError where the temporary folder doesn't take it, or would be
    left with less than the reserve.
    """
    view = memoryview(data)
    room = _room()
    if room is not None and view.nbytes > room:
        raise _too_small("the temporary folder is nearly full")
    try:
        while view:
            view = view[file.write(view) :]
    except OSError as error:
        raise storage_error(error) from error


def storage_error(error: OSError) -> OutputError:
    """What to tell the user about a temporary folder that can't be written."""
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError:
        folder = ""  # there is none at all: the reason says so
    if error.errno in _TOO_MUCH:
        message = "the temporary folder is full"
    else:
        reason = (error.strerror or str(error)).lower()
        message = f"the temporary folder cannot be written: {reason}"
    return _too_small(message, folder=folder)


def require_room(samples: int, channels: int) -> None:
    """OutputError where a spool of so many samples would not fit; said before any work is done."""
    size, room = samples * channels * _BYTES, _room()
    if room is not None and size > room:
        raise _too_small(
            f"the temporary folder has too little room: the sound takes {size // 1_000_000} MB, "
            f"and {max(0, room) // 1_000_000} MB can be had"
        )


def _room() -> int | None:
    """Bytes that may still be written; below 0 where the reserve is touched already.

    None where that can't be told: writing will show.
    """
    try:
        disk = shutil.disk_usage(tempfile.gettempdir())
    except OSError:
        return None
    return disk.free - min(RESERVE, disk.total // _SMALL) if disk.total else None


def _too_small(message: str, *, folder: str | None = None) -> OutputError:
    return OutputError(
        message,
        path=tempfile.gettempdir() if folder is None else folder,
        hint="free some space there, or set TMPDIR to a folder with more room (an hour of sound "
        "takes 115 MB per channel)",
    )


class Spool:
    """Samples of `channels` channels, interleaved, 16 bits each. Written by one, read by many."""

    __slots__ = ("_file", "_lock", "_written", "channels", "samples")

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.samples = 0
        """per channel, silence included"""
        self._written = 0
        self._file = open_temporary()
        self._lock = threading.Lock()

    def append(self, block: np.ndarray) -> None:
        """Add samples: int16, shape (n, channels). OutputError where the disk is full."""
        if not len(block):
            return
        write_fully(self._file, np.ascontiguousarray(block).data.cast("B"))
        self.samples += len(block)
        self._written = self.samples

    def skip(self, samples: int) -> None:
        """Add silence. On most file systems it takes no room."""
        try:
            self._file.seek(samples * self.channels * _BYTES, os.SEEK_CUR)
        except OSError as error:
            raise storage_error(error) from error
        self.samples += samples

    def seal(self) -> None:
        """Everything is there now: silence at the end becomes part of the file."""
        if self._written < self.samples:
            try:
                self._file.truncate(self.samples * self.channels * _BYTES)
            except OSError as error:
                raise storage_error(error) from error

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples [start, stop) as int16, shape (n, channels); what lies outside is left out.

        Any number of threads may read at once. ValueError after `close`.
        """
        start = min(max(0, start), self.samples)
        stop = min(max(start, stop), self.samples)
        width = self.channels * _BYTES
        data = self._bytes(start * width, (stop - start) * width)
        return np.frombuffer(data, dtype=np.int16).reshape(-1, self.channels)

    def _bytes(self, offset: int, count: int) -> bytes:
        parts = []
        while count > 0:
            part = self._some(offset, count)
            if not part:
                raise OSError(errno.EIO, "the temporary file is shorter than what was written")
            parts.append(part)
            offset += len(part)
            count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _some(self, offset: int, count: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), count, offset)
        with self._lock:
            self._file.seek(offset)
            return self._file.read(count) or b""

    def close(self) -> None:
        """Give the room back. May be called again."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Spooled:
    """One Sound made of some channels of a spool: their mean. `columns` is never empty."""

    spool: Spool
    columns: tuple[int, ...]

    @property
    def samples(self) -> int:
        return self.spool.samples

    def read(self, start: int, stop: int) -> np.ndarray:
        """Samples [start, stop), float32 in [-1, 1], shape (n,); shorter where the sound ends."""
        block = self.spool.read(start, stop)
        scale = np.float32(1 / (FULL_SCALE * len(self.columns)))
        total = block[:, self.columns[0]].astype(np.float32)
        for column in self.columns[1:]:
            total += block[:, column]
        return total * scale
