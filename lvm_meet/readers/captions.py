"""What captions do that talk does not: roll, repeat themselves, and say everything twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece

_TOUCH_MS = 100
"""cues closer than this touch"""
_WINDOW = 80
"""words of a cue that are looked at for a repeat"""
_REPEAT = 3
"""a repeat of so many words counts as rolling; of fewer only where it is the whole cue before"""
_FEW = 4
"""people do say "yeah" twice in a row: shorter copies must overlap in time to be copies"""
_ROLLING = 5, 0.3
"""a file rolls where at least so many cues, and such a share of those that touch, repeat"""
_DOUBLED = 8, 0.6
"""texts stand there twice where at least so many cues, and such a share of all, have two halves"""
_ALIKE = 0.6
"""share of words that the two halves of a doubled text have in common"""
_SLACK = 6
"""characters by which short halves may differ beyond that ("okay .,o_k .")"""
_COMMAS = 3
_WORD = re.compile(r"[^\W_]+")


# ---------------------------------------------------------------- everything twice


def undouble(pieces: Sequence[Piece], notes: Notes) -> list[Piece]:
    """Keep the first copy where most texts of the file are "A,B" with B nearly equal to A.

    Corpora write a second, normalised copy behind the words as they were said.
    """
    found = sum(_halves(piece.text) is not None for piece in pieces)
    least, share = _DOUBLED
    if found < max(least, share * len(pieces)):
        return list(pieces)
    result: list[Piece] = []
    for piece in pieces:
        # In such a file a lone comma parts two copies however different they are ("uh,mm").
        half = _halves(piece.text) or (
            piece.text.partition(",")[0] if piece.text.count(",") == 1 else None
        )
        if half and half.strip():
            notes.add("doubled-text", piece.line)
            piece = replace(piece, text=half.strip())
        result.append(piece)
    return result


def _halves(text: str) -> str | None:
    """The first of two nearly equal halves, cut at one of the commas nearest the middle."""
    middle = len(text) // 2
    places: list[int] = []
    left = right = middle
    while len(places) < _COMMAS:
        left = text.rfind(",", 0, left) if left > 0 else -1
        right = text.find(",", right)
        if left < 0 and right < 0:
            break
        if left >= 0:
            places.append(left)
        if right >= 0:
            places.append(right)
            right += 1
        else:
            right = len(text)
    for place in sorted(places, key=lambda place: abs(place - middle)):
        shorter, longer = sorted((place, len(text) - place - 1))
        if shorter >= _ALIKE * longer - _SLACK and _alike(text[:place], text[place + 1 :]):
            return text[:place]
    return None


def _alike(one: str, other: str) -> bool:
    words, others = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    longest = max(words.total(), others.total())
    if longest == 0:
        return one.strip() == other.strip() != ""
    return (words & others).total() >= _ALIKE * longest


# ---------------------------------------------------------------- rolling and repeated cues


def unroll(pieces: Sequence[Piece], notes: Notes) -> list[Piece]:
    """Remove what a cue repeats of the one before it (by the same speaker, touching in time).

    Exact copies are always joined with the cue they copy. Parts are only removed where the file
    as a whole rolls, as automatic captions do: each cue then shows the last line once more.
    """
    before = _predecessors(pieces)
    words = [piece.text.split() for piece in pieces]
    repeats = {place: _overlap(words[other], words[place]) for place, other in before.items()}
    rolling = sum(
        count >= min(_REPEAT, max(2, len(words[before[place]])))
        and words[place] != words[before[place]]
        for place, count in repeats.items()
    )
    least, share = _ROLLING
    rolls = rolling >= max(least, share * len(before))
    kept: list[Piece | None] = list(pieces)
    standing = list(range(len(pieces)))
    for place, other in before.items():
        piece, home = pieces[place], standing[other]
        copy = _is_copy(pieces[other], piece)
        if not copy and not (rolls and repeats[place] > 1):
            continue
        rest = [] if copy else words[place][repeats[place] :]
        notes.add("rolling-caption" if rolls else "duplicate-cue", piece.line)
        if rest:
            kept[place] = replace(piece, text=" ".join(rest))
            continue
        kept[place], standing[place] = None, home
        target = kept[home]
        if target is not None and target.end_ms is not None and piece.end_ms is not None:
            kept[home] = replace(target, end_ms=max(target.end_ms, piece.end_ms))
    return [piece for piece in kept if piece is not None]


def _predecessors(pieces: Sequence[Piece]) -> dict[int, int]:
    """For each piece the one before it by the same speaker, where the two touch in time."""
    last: dict[str | None, int] = {}
    result: dict[int, int] = {}
    for place, piece in enumerate(pieces):
        other = last.get(piece.speaker)
        last[piece.speaker] = place
        if other is None or piece.start_ms is None:
            continue
        end = pieces[other].end_ms
        start = pieces[other].start_ms
        if end is not None and start is not None and start <= piece.start_ms <= end + _TOUCH_MS:
            result[place] = other
    return result


def _is_copy(one: Piece, other: Piece) -> bool:
    if one.text.casefold() != other.text.casefold():
        return False
    if one.end_ms is None or other.start_ms is None:
        return False
    return len(one.text.split()) >= _FEW or other.start_ms < one.end_ms


def _overlap(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words at the end of `one` stand again at the start of `other`."""
    tail, head = one[-_WINDOW:], other[:_WINDOW]
    for length in range(min(len(tail), len(head)), 0, -1):
        if tail[-length] == head[0] and tail[-length:] == head[:length]:
            return length
    return 0
