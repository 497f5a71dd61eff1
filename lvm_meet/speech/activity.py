"""Where there is speech, and how a long recording is cut into blocks that are heard on their own.

The detector is Silero's, as faster-whisper brings it. It costs two thousandths of the time that
the sound takes, so the whole recording is looked at before anything is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lvm_meet.model import Span
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.values import PER_MS, RATE, Heard, Sound

_PIECE = 600 * RATE
"""samples that the detector looks at together; its memory lasts for a fraction of a second"""
_PAD_MS = 400
"""added on both sides, because a word's edges are quieter than its middle"""
_MARGIN_MS = 500
_LONG_WORD_MS = 1000
_CHUNK_MS = 30_000
"""what Whisper decodes at once"""


def find_speech(sound: Sound, *, settings: SpeechSettings) -> tuple[Span, ...]:
    """The stretches with speech, in order, apart from each other; none for silence."""
    from faster_whisper.vad import get_speech_timestamps

    options = detector_options(settings)
    found: list[Span] = []
    for start in range(0, sound.samples, _PIECE):
        piece = sound.read(start, start + _PIECE)
        if not piece.size or not np.any(piece):
            continue
        for row in get_speech_timestamps(piece, options):
            span = Span((start + row["start"]) // PER_MS, (start + row["end"]) // PER_MS)
            if found and span.start_ms <= found[-1].end_ms:
                found[-1] = found[-1].cover(span)
            else:
                found.append(span)
    return tuple(found)


def detector_options(settings: SpeechSettings):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """The detector's own options object, which only exists where faster-whisper is imported."""
    from faster_whisper.vad import VadOptions

    return VadOptions(
        threshold=settings.speech_from / 1000,
        neg_threshold=settings.speech_until / 1000,
        min_silence_duration_ms=settings.silence_ms,
        max_speech_duration_s=_CHUNK_MS / 1000,
        speech_pad_ms=_PAD_MS,
    )


def cut_blocks(
    spans: Sequence[Span], *, length_ms: int, settings: SpeechSettings
) -> tuple[Span, ...]:
    """Blocks that hold about one batch of speech each, cut in pauses; together all of `spans`.

    They begin and end with a moment of the silence around them, as far as there is any within
    `length_ms`. Speech without any pause is cut where the block is full: nothing is lost, but a
    word may be.
    """
    full = settings.batch * _CHUNK_MS
    pieces = [piece for span in spans for piece in _halves(span, full)]
    if not pieces:
        return ()
    blocks, speech = [pieces[0]], pieces[0].length_ms
    for one, other in pairwise(pieces):
        # A new block begins where this one would overflow, or where a long silence makes reading
        # on pointless.
        if speech + other.length_ms > full or other.start_ms - one.end_ms > full:
            blocks.append(other)
            speech = other.length_ms
        else:
            blocks[-1] = blocks[-1].cover(other)
            speech += other.length_ms
    return tuple(_with_margins(blocks, length_ms))


def _with_margins(blocks: Sequence[Span], length_ms: int) -> Iterator[Span]:
    """Whisper hears the first and last words better with a moment of silence beside them."""
    for place, block in enumerate(blocks):
        before = blocks[place - 1].end_ms if place else -block.start_ms
        after = blocks[place + 1].start_ms if place + 1 < len(blocks) else 2 * length_ms
        start = block.start_ms - min(_MARGIN_MS, (block.start_ms - before) // 2)
        end = block.end_ms + min(_MARGIN_MS, max(0, after - block.end_ms) // 2)
        yield Span(start, max(block.end_ms, min(length_ms, end)))


def _halves(span: Span, most: int) -> list[Span]:
    count = -(-span.length_ms // most) or 1
    edges = [span.start_ms + span.length_ms * place // count for place in range(count + 1)]
    return [Span(start, end) for start, end in pairwise(edges)]


def unheard(spans: Sequence[Span], words: Sequence[Heard], *, least_ms: int) -> tuple[Span, ...]:
    """The stretches of `spans` without a word's beginning for `least_ms` or longer, in order."""
    found: list[Span] = []
    starts = sorted(word.span.start_ms for word in words)
    ends = {word.span.start_ms: word.span.end_ms for word in words}
    for span in spans:
        inside = [start for start in starts if span.start_ms <= start < span.end_ms]
        # a word that is stretched over a silence holds it only for a moment
        edges = [(start, min(ends[start], start + _LONG_WORD_MS)) for start in inside]
        free = span.start_ms
        for start, end in [*edges, (span.end_ms, span.end_ms)]:
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
