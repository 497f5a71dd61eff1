"""From what a format says to segments: empty pieces, missing ends, times that run backwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lvm_meet.model import Segment, Span
from lvm_meet.readers.captions import undouble, unroll
from lvm_meet.readers.clean import (
    clean,
    clean_name,
    find_invisible,
    has_words,
    is_broken,
    settle,
)
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import LONGEST_MS, Piece

_NOBODY = frozenset({"unknown", "unknown speaker", "unidentified speaker"})
"""what is written where a name belongs and nobody is known: no person of that name"""
_SLOW_MS = 1000
"""slowest sensible pace, per word: a turn without an end lasts no longer than its words need"""
_PACE_MS = 400
"""usual pace, per word (150 words a minute): how long the last turn is taken to last"""
_LONG_MS = 3_600_000
"""a cue longer than this must have its words"""
_ENDLESS_MS = 60_000
"""per word; a cue so long and so empty was never closed ("--> 99:59:59.999")"""


def assemble(
    pieces: Iterable[Piece], notes: Notes, *, settled: bool = False
) -> tuple[Segment, ...]:
    """Apply the tolerances that all formats share; no piece with words gives ().

    `settled` is for pieces that were assembled before: text and names are taken as they are, and
    nothing is searched for copies, so that what was read once reads the same again.
    """
    kept = _with_words(pieces, notes, settled=settled)
    if not settled:
        kept = undouble(kept, notes)
        kept = open_ends(kept, notes)
    kept = mend(infer_ends(kept, notes), notes, settled=settled)
    if not settled:
        kept = unroll(kept, notes)
    note_overlaps(kept, notes)
    return tuple(
        Segment(piece.text, piece.speaker, span_of(piece), piece.confidence, piece.words)
        for piece in kept
    )


def _with_words(pieces: Iterable[Piece], notes: Notes, *, settled: bool) -> list[Piece]:
    """The pieces that say something, with text and names on one line."""
    kept: list[Piece] = []
    for piece in pieces:
        name = piece.speaker or ""
        for part in (piece.text, name):
            # JSON and XML can spell what no text file holds
            if is_broken(part):
                notes.add("damaged-text", piece.line)
            if not settled and (unseen := find_invisible(part)[0]):
                notes.add("invisible-characters", piece.line, count=unseen)
        text = settle(piece.text) if settled else clean(piece.text)
        if text if settled else has_words(text):
            speaker = settle(name) or None if settled else _known(clean_name(name))
            kept.append(replace(piece, text=text, speaker=speaker))
        else:
            notes.add("empty-cue", piece.line)
    return kept


def _known(name: str | None) -> str | None:
    return None if name is None or name.casefold() in _NOBODY else name


def span_of(piece: Piece) -> Span | None:
    """The span of a mended piece; None unless both times are known."""
    if piece.start_ms is None or piece.end_ms is None:
        return None
    return Span(piece.start_ms, piece.end_ms)


def open_ends(pieces: Iterable[Piece], notes: Notes) -> list[Piece]:
    """Take away ends that can't be meant: those of cues that last for hours with hardly a word."""
    result: list[Piece] = []
    for piece in pieces:
        if piece.start_ms is not None and piece.end_ms is not None:
            length = piece.end_ms - piece.start_ms
            if length > max(_LONG_MS, _ENDLESS_MS * len(piece.text.split())):
                notes.add("endless-cue", piece.line)
                piece = replace(piece, end_ms=None)
        result.append(piece)
    return result


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


def mend(pieces: Iterable[Piece], notes: Notes, *, settled: bool = False) -> list[Piece]:
    """Spans that can be: none before 0 or past any meeting, none that ends before it starts.

    The order of the pieces is kept; `settled` says that it is meant as it is.
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
        if start < before and not settled:
            notes.add("backward-time", piece.line)
        before = start
        if (start, end) != (piece.start_ms, piece.end_ms):
            piece = replace(piece, start_ms=start, end_ms=end)
        result.append(piece)
    return result


def note_overlaps(pieces: Iterable[Piece], notes: Notes) -> None:
    """Note mended pieces that start while an earlier one lasts: people do talk at once."""
    before = latest = 0
    for piece in pieces:
        if piece.start_ms is None or piece.end_ms is None:
            continue
        if piece.start_ms < before:
            latest = 0  # out of order, and noted as that: what was above it says nothing any more
        elif piece.start_ms < latest:
            notes.add("overlap", piece.line)
        before, latest = piece.start_ms, max(latest, piece.end_ms)


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
