"""A recording's container: opened without ever following a reference, its sound track, its claims.

PyAV opens playlists (HLS, concat scripts) as well, and would fetch what they name from the disk
or the network: nothing but the bytes at hand may be read here, so every other protocol is barred.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from fractions import Fraction
from io import FileIO
from itertools import islice
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from lvm_meet.errors import unreadable
from lvm_meet.model import Note, Source
from lvm_meet.speech.media import NOT_A_RECORDING, STDIN_NAME, Media
from lvm_meet.timecode import parse_clock

_BUFFER = 1 << 16
_TRIED_PACKETS = 20

# Containers whose duration is written down. The others' is an estimate from the bit rate.
_SURE_OF_LENGTH = frozenset(
    ("aiff", "ape", "au", "caf", "flac", "matroska", "mov", "tta", "w64", "wav", "wv")
)
_GAPLESS = frozenset(("flac", "ogg"))
_MATROSKA_END = re.compile(r"(\d+:\d\d:\d\d\.\d{1,9})\d*")
_US = Fraction(1, 1_000_000)

# RIFF's length field may be off by some bytes, or a placeholder (a recorder that never came back
# to fill it in; a pipe): only what lies between says how much there should be.
_RIFF_SLACK = 1024
_RIFF_PLACEHOLDER = 0x7FFF_0000
_LARGEST_PAGE = 27 + 255 + 255 * 255
"""bytes of an Ogg page at most"""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a container says about its sound: times in ms on the recording's clock.

    `duration_ms` is the container's, `sound_end_ms` where its sound ends; each is None where that
    isn't written down. `cut_off` is True where the file is shorter than it says itself, `gapless`
    where the format knows no pauses, so that a gap is sound that was lost.
    """

    duration_ms: int | None
    sound_end_ms: int | None
    cut_off: bool
    gapless: bool


def open_container(media: Media) -> InputContainer:
    """The container in `media`. InputError where there is none, or nothing that can be read."""
    file, options = _address(media)
    try:
        media.file.seek(0)
        return av.open(
            file,
            mode="r",
            metadata_errors="replace",
            container_options=options,
            buffer_size=_BUFFER,
        )
    except av.FFmpegError as error:
        if media.head[4:8] in (b"ftyp", b"mdat", b"wide", b"free"):
            raise media.error(
                "can't be read: its index is missing or damaged",
                hint="the recording or a copy of it was broken off; export or copy it again",
            ) from error
        raise media.error("can't be read as a recording", hint=NOT_A_RECORDING) from error
    except OSError as error:
        raise unreadable(media.name, error) from error


def _address(media: Media) -> tuple[FileIO | str, dict[str, str]]:
    """What FFmpeg shall open, and the options for it.

    It reads from the descriptor itself. Through a Python object it would work as well, but what
    Python raises in there (an interrupt, a seek to nowhere in a damaged file) can't be passed on
    and ends up on stderr. On Windows there is no other way: descriptors belong to one C runtime.
    """
    if os.name == "posix":
        return "fd:", {"fd": str(media.file.fileno()), "protocol_whitelist": "fd"}
    return media.file, {"protocol_whitelist": "none"}


def pick_track(container: InputContainer, media: Media) -> tuple[AudioStream, tuple[Note, ...]]:
    """The sound track that is read, and a note where there are several.

    Tracks marked as default come first, then those with more channels, then a higher bit rate.
    InputError where there is none that can be decoded.
    """
    tracks = list(container.streams.audio)
    if not tracks:
        raise media.error("has no sound: there is no audio track in it", hint=NOT_A_RECORDING)
    known = [track for track in tracks if track.codec_context is not None]
    if not known:
        raise media.error(
            "its sound can't be decoded: the coding is unknown or encrypted",
            hint="export the recording as m4a, mp3 or wav",
        )
    best = max(known, key=_worth)
    if len(tracks) == 1:
        return best, ()
    note = Note(
        "several-tracks",
        f"the recording has {len(tracks)} sound tracks; only number {tracks.index(best) + 1} "
        "was read",
        count=len(tracks),
    )
    return best, (note,)


def _worth(track: AudioStream) -> tuple[bool, int, int]:
    default = bool(track.disposition & Disposition.default)
    return default, track.channels, track.bit_rate or 0


def describe(container: InputContainer, media: Media) -> Source:
    """Who the recording is: hash of its bytes, its own name without the directory, its kind."""
    name = media.name.encode("utf-8", errors="replace").decode("utf-8")
    if name != STDIN_NAME:
        name = Path(name).name
    return Source(name, _kind(container, media.head), media.sha256(), media.size)


def _kind(container: InputContainer, head: bytes) -> str:
    """Short name of the container, such as "wav", "mp4" or "webm"."""
    names = container.format.name.split(",")
    if "matroska" in names:
        return "webm" if b"webm" in head[:64] else "mkv"
    if "mp4" in names:
        brand = head[8:12].strip(b"\0 ").lower() if head[4:8] == b"ftyp" else b"qt"
        return {b"qt": "mov", b"m4a": "m4a", b"m4b": "m4a"}.get(brand, "mp4")
    if "asf" in names:
        return "wmv" if container.streams.video else "wma"
    return {"mpegts": "ts", "mpeg": "mpg"}.get(names[0], names[0])


def claims_of(container: InputContainer, track: AudioStream, media: Media) -> Claims:
    """What the container says about the length of its sound."""
    names = set(container.format.name.split(","))
    # MP3 files say how many frames they have in the header that also gives the encoder's delay
    sure = bool(names & _SURE_OF_LENGTH) or ("mp3" in names and bool(track.start_time))
    begin = max(0, container.start_time or 0) * _US
    # Matroska says when it ends, not how long it takes
    before = begin if "matroska" in names else Fraction(0)
    whole = None if container.duration is None else container.duration * _US - before
    end = _sound_end(track)
    if end is None and len(container.streams) == 1:
        end = whole + begin if whole is not None else None
    return Claims(
        duration_ms=_ms(whole) if sure else None,
        sound_end_ms=_ms(None if end is None else end - begin) if sure else None,
        cut_off=_cut_off(media),
        gapless=bool(names & _GAPLESS),
    )


def _sound_end(track: AudioStream) -> Fraction | None:
    """When the track ends on the container's clock, in seconds; None where only the whole is known:
    with a video beside it, that may be longer than the sound.
    """
    if track.duration and track.time_base:
        return (track.duration + max(0, track.start_time or 0)) * track.time_base
    match = _MATROSKA_END.fullmatch(track.metadata.get("DURATION", ""))
    end = parse_clock(match[1]) if match else None
    return None if end is None else Fraction(end, 1000)


def _ms(seconds: Fraction | None) -> int | None:
    return round(seconds * 1000) if seconds is not None and seconds > 0 else None


def _cut_off(media: Media) -> bool:
    """Whether a file is shorter than it says itself, for the formats that say it in one place."""
    head = media.head
    if head.startswith(b"OggS"):
        return _ends_in_page(media.tail(_LARGEST_PAGE))
    if head.startswith((b"RIFF", b"FORM")):
        said = int.from_bytes(head[4:8], "little" if head.startswith(b"RIFF") else "big")
        return said < _RIFF_PLACEHOLDER and said > media.size + _RIFF_SLACK
    if head.startswith(b"riff\x2e\x91\xcf\x11"):  # Wave64
        return int.from_bytes(head[16:24], "little") > media.size + _RIFF_SLACK
    return False


def _ends_in_page(tail: bytes) -> bool:
    """Whether the last page of an Ogg file is longer than what is left of the file."""
    start = tail.rfind(b"OggS\x00")
    if start < 0:
        return True
    page = tail[start:]
    if len(page) < 27:
        return True
    segments = page[26]
    return len(page) < 27 + segments + sum(page[27 : 27 + segments])


def can_be_heard(container: InputContainer) -> bool:
    """Whether there is a sound track of which at least one frame can be decoded."""
    for track in container.streams.audio:
        if track.codec_context is None:
            continue
        try:
            for packet in islice(container.demux(track), _TRIED_PACKETS):
                if packet.decode():
                    return True
        except (av.FFmpegError, OSError):
            continue
    return False
