"""A recording's bytes: opened once, so that a name that comes to mean another file in between
changes nothing. A file that is itself written to in between is noticed by its size and time
(`Media.require_unchanged`): what was hashed would not be what was decoded.

Also whether bytes look like a recording at all, told by content and never by a file's name.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import ExitStack
from enum import Enum
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from lvm_meet.errors import InputError, unreadable
from lvm_meet.files import standard_input
from lvm_meet.speech.spool import open_temporary, write_fully

STDIN = "-"
STDIN_NAME = "<stdin>"
HEAD = 4096
"""bytes at the start that tell what a file is"""
NOT_A_RECORDING = "give an audio or video file, such as wav, mp3, m4a, ogg, mp4 or webm"
_CHUNK = 1 << 20
_MOST_COPIED = 16 << 30
"""bytes of a pipe: 12 hours of a video conference are less"""

# (bytes, where they stand) of files with sound; all of them are followed by bytes that no text has
_RECORDINGS = (
    (b"WAVE", 8),
    (b"AVI ", 8),
    (b"AIFF", 8),
    (b"AIFC", 8),
    (b"riff\x2e\x91\xcf\x11", 0),  # Wave64
    (b"fLaC", 0),
    (b"OggS\x00", 0),
    (b"ID3\x02", 0),
    (b"ID3\x03", 0),
    (b"ID3\x04", 0),
    (b"\x1a\x45\xdf\xa3", 0),  # Matroska, WebM
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", 0),  # Windows Media
    (b"moov", 4),
    (b"mdat", 4),
    (b"wide", 4),
    (b"free", 4),
    (b"skip", 4),
    (b"ftyp", 4),
    (b"FLV\x01", 0),
    (b"\x00\x00\x01\xba", 0),  # MPEG program stream
    (b"#!AMR", 0),
    (b"caff\x00", 0),
    (b".snd\x00\x00", 0),
    (b"wvpk", 0),
    (b"MAC \x96\x0f", 0),
    (b"TTA1", 0),
)
_IMAGES = tuple(b"ftyp" + brand for brand in (b"hei", b"hev", b"mif1", b"msf1", b"avi", b"crx"))
"""what images in the MP4 family open with, at byte 4 (HEIC, AVIF, Canon's raw)"""
_OTHERS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x01\x00",
    b"BM",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
    b"SQLite format 3",
    b"PAR1",
)
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")


class Look(Enum):
    """What the first bytes of a file say."""

    RECORDING = "recording"
    OTHER = "other"
    UNKNOWN = "unknown"
    """binary, and of no kind that is known here"""


def look(head: bytes) -> Look:
    """What a file is by its first bytes (HEAD of them are enough). No bytes are OTHER."""
    if not head or _is_text(head):
        return Look.OTHER
    if head.startswith(_IMAGES, 4) or head.startswith(b"WEBP", 8):
        return Look.OTHER
    known = any(head.startswith(magic, place) for magic, place in _RECORDINGS)
    if known or _is_mpeg_audio(head) or _is_transport_stream(head):
        return Look.RECORDING
    return Look.OTHER if head.startswith(_OTHERS) else Look.UNKNOWN


def _is_text(head: bytes) -> bool:
    """No byte that text never holds, or UTF-16 by its byte order mark."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return b"\0\0" not in head
    return all(byte >= 0x20 or byte in _TEXT_CONTROLS for byte in head)


def _is_mpeg_audio(head: bytes) -> bool:
    """The header of an MPEG audio frame (MP3; AAC with ADTS headers)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    if head[1] & 0xF6 == 0xF0:
        return (head[2] >> 2) & 0xF < 13  # ADTS: a sampling rate that exists
    version, layer = (head[1] >> 3) & 3, (head[1] >> 1) & 3
    bitrate, rate = head[2] >> 4, (head[2] >> 2) & 3
    # layer I (3) is not used for recordings, and is what UTF-16's byte order mark reads as
    return version != 1 and layer in (1, 2) and 0 < bitrate < 15 and rate != 3


def _is_transport_stream(head: bytes) -> bool:
    """MPEG-TS: packets of 188 bytes, each of which begins with a G."""
    return len(head) > 2 * 188 and all(head[place] == 0x47 for place in (0, 188, 376))


class Media:
    """One recording's bytes, seekable. Closed by whoever opened it.

    `name` is what the user gave, `size` is in bytes, `head` are the first HEAD of them. InputError
    where those can't be read.
    """

    __slots__ = ("_digest", "_opened", "file", "head", "name", "size")

    def __init__(self, name: str, file: FileIO) -> None:
        self.name = name
        self.file = file
        self._digest = ""
        try:
            self._opened = _state(file)
            self.size = self._opened[0]
            file.seek(0)
            self.head = file.read(HEAD) or b""
        except OSError as error:
            raise unreadable(name, error) from error

    def sha256(self) -> str:
        """Hash (hex) of all bytes; read through once, whatever their number."""
        if not self._digest:
            try:
                # a container that is open on this file goes on reading where it stands
                place = self.file.tell()
                self.file.seek(0)
                self._digest = hashlib.file_digest(self.file, "sha256").hexdigest()
                self.file.seek(place)
            except OSError as error:
                raise unreadable(self.name, error) from error
        return self._digest

    def tail(self, count: int) -> bytes:
        """The last `count` bytes; fewer where there are no more."""
        try:
            place = self.file.tell()
            self.file.seek(max(0, self.size - count))
            data = self.file.read(count) or b""
            self.file.seek(place)
        except OSError as error:
            raise unreadable(self.name, error) from error
        return data

    def require_unchanged(self) -> None:
        """InputError where the file was written to since it was opened."""
        try:
            now = _state(self.file)
        except OSError as error:
            raise unreadable(self.name, error) from error
        if now != self._opened:
            raise self.error(
                "changed while it was read",
                hint="wait until it is complete: it is still being recorded, copied or downloaded",
            )

    def error(self, message: str, *, hint: str = "") -> InputError:
        """An InputError about this recording."""
        return InputError(message, path=self.name, hint=hint)

    def close(self) -> None:
        self.file.close()

    def __enter__(self) -> Media:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_media(path: str | Path, *, stdin: BinaryIO | None = None) -> Media:
    """Open the recording `path`; "-" is standard input (`stdin`, or that of the process).

    What can't be sought in (a pipe, standard input) is first copied to a temporary file.
    InputError where it can't be read, is empty, or is plainly something else (a text, a PDF, a
    device) or endless; OutputError where the copy doesn't fit.
    """
    if str(path) == STDIN:
        return _checked(_copied(standard_input(stdin, name=STDIN_NAME), STDIN_NAME))
    name = str(path)
    with ExitStack() as stack:
        try:
            file = stack.enter_context(FileIO(path))
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
        except (OSError, ValueError) as error:
            # ValueError: a name with a NUL in it
            raise unreadable(name, error) from error
        if not regular:
            return _checked(_copied(file, name))
        media = _checked(Media(name, file))
        stack.pop_all()
    return media


def _copied(stream: BinaryIO | FileIO, name: str) -> Media:
    """A Media of what `stream` gives, in a temporary file."""
    with ExitStack() as stack:
        file = stack.enter_context(open_temporary())
        part = head = _part(stream, name)
        if head and _is_device(stream):
            raise InputError("is a device, which has no end", path=name, hint=NOT_A_RECORDING)
        while part and len(head) < HEAD:  # a pipe may give a byte at a time
            part = _part(stream, name)
            head += part
        if head and look(head[:HEAD]) is Look.OTHER:
            raise _not_a_recording(name)  # before an endless pipe fills the disk
        part, copied = head, 0
        while part:
            copied += len(part)
            if copied > _MOST_COPIED:
                raise InputError(
                    f"is larger than {_MOST_COPIED >> 30} GiB",
                    path=name,
                    hint="save it as a file first, and give that",
                )
            write_fully(file, part)
            part = _part(stream, name)
        media = Media(name, file)
        stack.pop_all()
    return media


def _is_device(stream: BinaryIO | FileIO) -> bool:
    """Whether bytes come from a disk or a device such as /dev/zero, and not from a pipe."""
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False  # no file of the system's at all
    return stat.S_ISCHR(mode) or stat.S_ISBLK(mode)


def _state(file: FileIO) -> tuple[int, int]:
    """Size in bytes and time of the last change in ns: other ones after a change."""
    facts = os.fstat(file.fileno())
    return facts.st_size, facts.st_mtime_ns


def _part(stream: BinaryIO | FileIO, name: str) -> bytes:
    try:
        return stream.read(_CHUNK) or b""
    except OSError as error:
        raise unreadable(name, error) from error


def _checked(media: Media) -> Media:
    """The media, where it may be a recording by its first bytes; else closed, and InputError."""
    try:
        kind = look(media.head)
        if media.size == 0:
            raise media.error("is empty", hint=NOT_A_RECORDING)
        if kind is Look.OTHER:
            raise _not_a_recording(media.name)
    except InputError:
        media.close()
        raise
    return media


def _not_a_recording(name: str) -> InputError:
    return InputError("is not a recording", path=name, hint=NOT_A_RECORDING)
