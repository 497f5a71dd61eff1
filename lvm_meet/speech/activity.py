"""Where there is speech, and how a long recording is cut into blocks that are heard on their own.

The detector is Silero's, as faster-whisper brings it. It costs two thousandths of the time that
the sound takes, so the whole recording is looked at before anything is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lvm_meet.model import Span
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.values import PER_MS, RATE, Heard, Sound

if TYPE_CHECKING:
    from faster_whisper.vad import VadOptions

_PIECE = 600 * RATE
"""samples that the detector decides on at once"""
_AROUND = 2 * RATE
"""and what it hears before and after them, so that it is the same where one piece ends"""
_PAD_MS = 400
"""added on both sides, because a word's edges are quieter than its middle"""
_MARGIN_MS = 500
_LONG_WORD_MS = 1000
_CHUNK_MS = 30_000
"""what Whisper decodes at once"""
_STRETCH = 2
"""a block with its pauses is so many times as long as its speech may be, at most: what is hardly
ever spoken in would else be one block of hours, and a block is in memory as a whole"""
_CUT_MS = 15_000
"""how long before a block is full a moment is looked for at which it can be cut"""
_LEVEL_MS = 20
_QUIET_MS = 200
"""a cut inside of speech lies in the middle of the quietest stretch of this length"""


def find_speech(sound: Sound, *, settings: SpeechSettings) -> tuple[Span, ...]:
    """The stretches with speech, in order, apart from each other; none for silence."""
    from faster_whisper.vad import get_speech_timestamps

    options = detector_options(settings)
    found: list[Span] = []
    for start in range(0, sound.samples, _PIECE):
        first, stop = max(0, start - _AROUND), min(sound.samples, start + _PIECE)
        piece = sound.read(first, stop + _AROUND)
        if not np.any(piece):
            continue
        for row in get_speech_timestamps(piece, options):
            begin, end = max(start, first + row["start"]), min(stop, first + row["end"])
            if begin >= end:
                continue  # only around the piece
            span = Span(begin // PER_MS, end // PER_MS)
            if found and span.start_ms <= found[-1].end_ms:
                found[-1] = found[-1].cover(span)
            else:
                found.append(span)
    return tuple(found)


def detector_options(settings: SpeechSettings) -> VadOptions:
    """The settings as the detector takes them."""
    from faster_whisper.vad import VadOptions

    return VadOptions(
        threshold=settings.speech_from / 1000,
        neg_threshold=settings.speech_until / 1000,
        min_silence_duration_ms=settings.silence_ms,
        max_speech_duration_s=_CHUNK_MS / 1000,
        speech_pad_ms=_PAD_MS,
    )


def cut_blocks(
    spans: Sequence[Span], sound: Sound, *, settings: SpeechSettings
) -> tuple[Span, ...]:
    """Blocks of up to `settings.block_ms` of speech each, apart from each other; together they
    hold all of `spans`, which lie in `sound`, sorted and apart. No spans give no blocks.

    They are cut in pauses, and begin and end with a moment of the silence around them. Speech that
    has no pause for longer is cut where it is quietest.
    """
    full = settings.block_ms
    blocks: list[Span] = []
    speech = 0
    for piece in (piece for span in spans for piece in _pieces(span, sound, full)):
        speech += piece.length_ms
        if blocks and speech <= full and piece.end_ms - blocks[-1].start_ms <= _STRETCH * full:
            blocks[-1] = blocks[-1].cover(piece)
        else:
            blocks.append(piece)
            speech = piece.length_ms
    return tuple(_with_margins(blocks, sound.samples // PER_MS))


def _pieces(span: Span, sound: Sound, most: int) -> Iterator[Span]:
    """A stretch of speech in pieces of up to `most` ms."""
    start = span.start_ms
    while span.end_ms - start > most:
        cut = _quietest(sound, Span(start + most - _CUT_MS, start + most))
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end_ms)


def _quietest(sound: Sound, span: Span) -> int:
    """The moment of a stretch (whole seconds) around which it is quietest."""
    piece = sound.read(span.start_ms * PER_MS, span.end_ms * PER_MS)
    power = np.square(piece).reshape(-1, _LEVEL_MS * PER_MS).sum(axis=1)
    around = np.convolve(power, np.ones(_QUIET_MS // _LEVEL_MS), "valid")
    return span.start_ms + int(around.argmin()) * _LEVEL_MS + _QUIET_MS // 2


def _with_margins(blocks: Sequence[Span], length_ms: int) -> Iterator[Span]:
    """Whisper hears the first and last words better with a moment of silence beside them."""
    for place, block in enumerate(blocks):
        before = (block.start_ms - blocks[place - 1].end_ms) // 2 if place else block.start_ms
        after = (
            (blocks[place + 1].start_ms - block.end_ms) // 2
            if place + 1 < len(blocks)
            else length_ms - block.end_ms
        )
        yield Span(block.start_ms - min(_MARGIN_MS, before), block.end_ms + min(_MARGIN_MS, after))


def unheard(spans: Sequence[Span], words: Sequence[Heard], *, least_ms: int) -> tuple[Span, ...]:
    """The stretches of `spans` without a word's beginning for `least_ms` or longer, in order."""
    found: list[Span] = []
    # a word that is stretched over a silence holds it only for a moment
    held = sorted(
        (word.span.start_ms, min(word.span.end_ms, word.span.start_ms + _LONG_WORD_MS))
        for word in words
    )
    for span in spans:
        inside = [edge for edge in held if span.start_ms <= edge[0] < span.end_ms]
        free = span.start_ms
        for start, end in [*inside, (span.end_ms, span.end_ms)]:
            if start - free >= least_ms:
                found.append(Span(free, start))
            free = max(free, end)
    return tuple(found)


def total_ms(spans: Sequence[Span]) -> int:
    """The sum of their lengths."""
    return sum(span.length_ms for span in spans)


@dataclass(frozen=True, slots=True)
class Within:
    """A sound that is silent outside of `spans` (sorted, apart from each other)."""

    sound: Sound
    spans: tuple[Span, ...]

    @property
    def samples(self) -> int:
        return self.sound.samples

    def read(self, start: int, stop: int) -> np.ndarray:
        """See `Sound`."""
        piece = self.sound.read(start, stop)
        masked = np.zeros_like(piece)
        first = max(0, start)
        for span in self.spans:
            low = max(0, span.start_ms * PER_MS - first)
            high = span.end_ms * PER_MS - first
            if low >= len(piece):
                break
            if high > 0:
                masked[low:high] = piece[low:high]
        return masked
