"""From what a format says to segments: empty pieces, missing ends, times that run backwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lvm_meet.model import Segment, Span
from lvm_meet.readers.captions import undouble, unroll
from lvm_meet.readers.clean import clean, clean_name, has_words
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import LONGEST_MS, Piece

_SLOW_MS = 1000
"""slowest sensible pace, per word: a turn without an end lasts no longer than its words need"""
_PACE_MS = 400
"""usual pace, per word (150 words a minute): how long the last turn is taken to last"""


def assemble(pieces: Iterable[Piece], notes: Notes) -> tuple[Segment, ...]:
    """Apply the tolerances that all formats share; no piece with words gives ()."""
    kept: list[Piece] = []
    for piece in pieces:
        text = clean(piece.text)
        if has_words(text):
            kept.append(replace(piece, text=text, speaker=clean_name(piece.speaker)))
        else:
            notes.add("empty-cue", piece.line)
    kept = undouble(kept, notes)
    kept = infer_ends(kept, notes)
    kept = unroll(mend(kept, notes), notes)
    return tuple(
        Segment(piece.text, piece.speaker, span_of(piece), piece.confidence) for piece in kept
    )


def span_of(piece: Piece) -> Span | None:
    """The span of a mended piece; None unless both times are known."""
    if piece.start_ms is None or piece.end_ms is None:
        return None
    return Span(piece.start_ms, piece.end_ms)


def infer_ends(pieces: Sequence[Piece], notes: Notes) -> list[Piece]:
    """Give pieces that have only a start an end: the next start, or what their words need."""
    result = list(pieces)
    following: int | None = None
    inferred: list[int | None] = []
    for place in range(len(result) - 1, -1, -1):
        piece = result[place]
        if piece.start_ms is None:
            continue
        if piece.end_ms is None:
            words = len(piece.text.split())
            if following is None or following < piece.start_ms:
                length = words * _PACE_MS
            else:
                length = min(following - piece.start_ms, words * _SLOW_MS)
            result[place] = replace(piece, end_ms=piece.start_ms + length)
            inferred.append(piece.line)
        following = piece.start_ms
    if inferred:
        notes.add("inferred-end", inferred[-1], count=len(inferred))
    return result


def mend(pieces: Iterable[Piece], notes: Notes) -> list[Piece]:
    """Spans that can be: none before 0 or past any meeting, none that ends before it starts.

    The order of the pieces is kept.
    """
    result: list[Piece] = []
    before = 0
    for piece in pieces:
        start, end = piece.start_ms, piece.end_ms
        if start is None or end is None:
            result.append(piece)
            continue
        if max(start, end) > LONGEST_MS:
            notes.add("unreadable-time", piece.line)
            result.append(replace(piece, start_ms=None, end_ms=None))
            continue
        if start < 0:
            notes.add("negative-time", piece.line)
            start, end = 0, max(end, 0)
        if end < start:
            notes.add("backward-span", piece.line)
            end = start
        if start < before:
            notes.add("backward-time", piece.line)
        before = start
        if (start, end) != (piece.start_ms, piece.end_ms):
            piece = replace(piece, start_ms=start, end_ms=end)
        result.append(piece)
    return result


def share_out(voices: Sequence[tuple[str | None, str]], whole: Piece, notes: Notes) -> list[Piece]:
    """One piece per (speaker, text) of one cue; its time is divided by their words.

    Voices without words are dropped, unless the whole cue has none: then one empty piece is left.
    """
    spoken = [(speaker, text) for speaker, text in voices if has_words(text)]
    if len(spoken) < 2:
        speaker, text = spoken[0] if spoken else (None, "")
        return [replace(whole, speaker=speaker, text=text)]
    start, end = whole.start_ms, whole.end_ms
    if start is None or end is None or end < start:
        return [replace(whole, speaker=speaker, text=text) for speaker, text in spoken]
    notes.add("shared-cue", whole.line)
    total = sum(len(text.split()) for _, text in spoken)
    done, result = 0, []
    for speaker, text in spoken:
        first = start + (end - start) * done // total
        done += len(text.split())
        last = start + (end - start) * done // total
        result.append(replace(whole, speaker=speaker, text=text, start_ms=first, end_ms=last))
    return result


def rebase(pieces: Iterable[Piece], notes: Notes) -> list[Piece]:
    """Times of day to times since the first; a fall by more than half a day is midnight."""
    half_day, day = 43_200_000, 86_400_000
    result: list[Piece] = []
    base: int | None = None
    days = latest = 0
    for piece in pieces:
        start = piece.start_ms
        if start is None:
            result.append(piece)
            continue
        if base is None:
            base = latest = start
            notes.add("clock-time", piece.line)
        if start + days < latest - half_day:
            days += day
        latest = start + days
        end = piece.end_ms
        if end is not None:
            end += days + (day if end < start - half_day else 0) - base
        result.append(replace(piece, start_ms=latest - base, end_ms=end))
    return result
