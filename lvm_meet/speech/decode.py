"""A sound track, decoded to RATE and put on disk on its own clock, whatever is wrong with it.

What can't be decoded is left out and noted, never an error, as long as there is any sound at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard

from lvm_meet.errors import InputError
from lvm_meet.model import Note
from lvm_meet.ports import Progress
from lvm_meet.speech.containers import Claims, claims_of
from lvm_meet.speech.media import Media
from lvm_meet.speech.resample import MOST_CHANNELS, Writer
from lvm_meet.speech.spool import Spool, require_room
from lvm_meet.speech.timeline import Stamp, Timeline
from lvm_meet.speech.values import PER_MS, RATE
from lvm_meet.timecode import format_short

# Reading goes on after an error, since demuxers find their way back; so many in a row that
# nothing comes between are the end of what can be read.
_MOST_FAILURES = 50
# More is a broken header, and a filter for it would take seconds and much memory to make.
_HIGHEST_RATE = 3_000_000
# How much of the sound that a container claims may be missing: encoders pad, durations are rounded.
_MISSING_MS = 1000
# A broken last piece (an appended tag, half a frame) is no damage where everything is there.
_COMPLETE_MS = 200
# No coding of sound makes do with fewer bits per second: a header that claims so is damaged.
_LOWEST_BIT_RATE = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A decoded frame. `start` is its time on the container's clock, in samples at RATE; None
    where it has none. `lost` says that something right before it could not be read.
    """

    frame: AudioFrame
    start: int | None
    lost: bool


class Pieces:
    """The pieces of a track, in order, past everything that can't be read. To be iterated once."""

    __slots__ = ("_container", "_track", "cut", "lost", "lost_last")

    def __init__(self, container: InputContainer, track: AudioStream) -> None:
        self._container = container
        self._track = track
        self.lost = 0
        """packets that could not be read"""
        self.lost_last = 0
        """those of them that came after the last piece"""
        self.cut = False
        """whether the last packet was cut short"""

    def __iter__(self) -> Iterator[Piece]:
        for packet in self._packets():
            try:
                frames = packet.decode()
            except av.FFmpegError:
                self.lose()
                continue
            if packet.size:
                self.cut = packet.is_corrupt
            for frame in frames:
                if not isinstance(frame, AudioFrame) or not frame.samples:
                    continue
                if not 0 < frame.sample_rate <= _HIGHEST_RATE:
                    self.lose()
                    continue
                lost, self.lost_last = self.lost_last > 0, 0
                yield Piece(frame, _start(frame), lost)

    def _packets(self) -> Iterator[Packet[AudioStream]]:
        failures = 0
        while failures < _MOST_FAILURES:
            try:
                for packet in self._container.demux(self._track):
                    failures = 0
                    yield packet
            except (av.FFmpegError, OSError):
                failures += 1
                self.lose()
            except IndexError:
                return  # at the end PyAV stumbles over tracks that only appeared in the middle
            else:
                return

    def lose(self) -> None:
        """Count a packet that could not be read."""
        self.lost += 1
        self.lost_last += 1


def decode(
    container: InputContainer,
    track: AudioStream,
    media: Media,
    *,
    max_hours: int,
    progress: Progress | None = None,
) -> tuple[Spool, tuple[Note, ...]]:
    """Decode `track` into a spool that the caller closes; notes say what was wrong with it.

    InputError where there is no sound or more than `max_hours` (what is decoded counts, not what a
    damaged header claims), and where the file changed meanwhile; OutputError on a full disk, before
    decoding where that can be known.
    """
    claims = claims_of(container, track, media)
    timeline = Timeline(limit=max_hours * 3600 * RATE)
    _require_room(claims, track, media, limit=timeline.limit)
    if progress is not None:
        progress.stage("decode", claims.sound_end_ms or claims.duration_ms or 0)
    for stream in container.streams:
        if stream.index != track.index:
            stream.discard = Discard.all  # most of a video is then never read
    pieces = Pieces(container, track)
    with Writer(progress) as writer:
        first_lost = None
        for stamp, piece in _stamped(pieces, (container.start_time or 0) * RATE // av.time_base):
            silence = timeline.place(stamp, position=writer.samples, lost=piece.lost)
            if piece.lost and first_lost is None:
                first_lost = writer.samples
            try:
                writer.add(piece.frame, silence=silence)
            except av.FFmpegError:
                pieces.lose()  # a form that can't be converted
            if writer.samples > timeline.limit:
                raise _too_long(media, max_hours)
        media.require_unchanged()
        if not writer.finish():
            raise media.error(
                "no sound could be read from it", hint="it is damaged, or there is no sound in it"
            )
        notes = (
            *_end(pieces, claims, writer.samples, timeline),
            *_losses(pieces, first_lost),
            *writer.notes(),
            *_clock(timeline, gapless=claims.gapless),
        )
        return writer.take(), notes


def _require_room(claims: Claims, track: AudioStream, media: Media, *, limit: int) -> None:
    """OutputError where the sound will not fit on the disk; nothing where its length isn't sure."""
    claimed = claims.sound_end_ms or claims.duration_ms
    if claimed is None or claims.cut_off or media.size * 8000 < claimed * _LOWEST_BIT_RATE:
        return
    channels = track.channels if track.channels <= MOST_CHANNELS else 1
    require_room(min(claimed * PER_MS, limit), channels)


def _too_long(media: Media, max_hours: int) -> InputError:
    return media.error(
        f"is longer than {max_hours} hours", hint="cut it into parts and give them one by one"
    )


def _stamped(pieces: Iterable[Piece], begin: int) -> Iterator[tuple[Stamp, Piece]]:
    """Each piece with its time on the recording's clock, which players count from `begin` on.

    An encoder's run-up that the decoder has cut off leaves a beginning below zero without any
    sound there: zero is then the container's own.
    """
    zero = None
    for piece, following in _with_next(pieces):
        if zero is None:
            first = begin if piece.start is None else piece.start
            zero = begin if 0 < begin <= first else min(0, first)
        after = None if following is None else following.start
        stamp = Stamp(
            start=None if piece.start is None else piece.start - zero,
            following=None if after is None else after - zero,
            last=following is None,
        )
        yield stamp, piece


def _start(frame: AudioFrame) -> int | None:
    if frame.pts is None or not frame.time_base:
        return None
    return frame.pts * frame.time_base.numerator * RATE // frame.time_base.denominator


def _with_next(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Piece | None]]:
    """Each piece with the one after it; the last with None."""
    before = None
    for piece in pieces:
        if before is not None:
            yield before, piece
        before = piece
    if before is not None:
        yield before, None


def _end(pieces: Pieces, claims: Claims, samples: int, timeline: Timeline) -> Iterator[Note]:
    """What to say where the end of the recording is missing."""
    end_ms = samples // PER_MS
    # a clock that could not be believed can't tell how much is missing either
    claimed = None if timeline.distrusted else claims.sound_end_ms
    short = claimed is not None and end_ms < claimed - _MISSING_MS
    complete = claimed is not None and end_ms >= claimed - _COMPLETE_MS
    broken = pieces.lost_last > 0 or pieces.cut
    if claims.cut_off or short or (broken and not complete):
        of = f" of {format_short(claimed)}" if short and claimed is not None else ""
        yield Note(
            "damaged-recording",
            "the recording is damaged or was broken off; it could be read up to "
            f"{format_short(end_ms)}{of}",
        )


def _losses(pieces: Pieces, first: int | None) -> Iterator[Note]:
    if first is not None:
        yield Note(
            "damaged-sound",
            "pieces of the sound are damaged and were left out; the first is at "
            f"{format_short(first // PER_MS)}",
            count=pieces.lost - pieces.lost_last,
        )


def _clock(timeline: Timeline, *, gapless: bool) -> Iterator[Note]:
    silence = format_short(timeline.silence // PER_MS)
    if timeline.gaps and gapless:
        yield Note(
            "lost-sound",
            f"pieces of the sound are missing; silence stands in their place, {silence} in all",
            count=timeline.gaps,
        )
    elif timeline.gaps:
        yield Note(
            "gaps",
            f"the recording has gaps, as when it was paused; they are silence, {silence} in all",
            count=timeline.gaps,
            remark=True,
        )
    if timeline.distrusted:
        yield Note(
            "broken-clock",
            "times in the recording jump in ways that can't be; they were left out of account from "
            f"{format_short(timeline.first_distrusted // PER_MS)} on, and later times may be off",
            count=timeline.distrusted,
        )
