"""Two lists of the same talk's words, written down independently, laid side by side.

Phrases that occur once in either list are anchors; the longest chain of anchors that stands in the
same order in both is kept, and what lies between two anchors is looked at in the same way, down to
single words. That takes seconds for hours of talk, and finds next to nothing in two texts that have
nothing to do with each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

_PHRASES = (3, 2, 1)
"""words of an anchor, the surest first"""
_NEAR = {3: 1 << 40, 2: 400, 1: 40}
"""words on either side up to which an anchor of so many words is no coincidence"""
_DRIFT_MS = 30_000
"""how far two times of one word may be from the usual offset; captions are timed by whole cues"""
_TIMED = 5
"""anchors with times that it takes to say what the offset is"""


@dataclass(frozen=True, slots=True)
class Token:
    """One word in the form in which it is compared; `at_ms` is roughly when it is said."""

    text: str
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """`pairs` of indexes, rising in both. `offset_ms`: left's clock less right's, if known."""

    pairs: tuple[tuple[int, int], ...]
    offset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Range:
    """A part of both lists: left[left:left_end] beside right[right:right_end]."""

    left: int
    left_end: int
    right: int
    right_end: int


def align(left: Sequence[Token], right: Sequence[Token]) -> Alignment:
    """Which word of `left` is which of `right`. Words of one stand unaligned where the other has
    others, or none. Clocks may differ by a constant: times only rule out what is far from it.
    """
    whole = _Range(0, len(left), 0, len(right))
    offset = _offset(left, right, _candidates(left, right, whole, _PHRASES[0]))
    pairs: list[tuple[int, int]] = []
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        found = _within(left, right, part, offset)
        pairs += found
        if found:
            waiting += _between(part, found)
    return Alignment(tuple(sorted(pairs)), offset)


def _within(
    left: Sequence[Token], right: Sequence[Token], part: _Range, offset: int | None
) -> list[tuple[int, int]]:
    """The pairs in a part, by the longest phrases that give any; [] where none do."""
    longest = max(part.left_end - part.left, part.right_end - part.right)
    for size in _PHRASES:
        if longest > _NEAR[size]:
            return []
        found = _candidates(left, right, part, size)
        found = [pair for pair in found if _in_time(left, right, pair, offset)]
        chain = _longest_chain(found)
        if chain:
            return _spread(chain, size)
    return []


def _between(part: _Range, pairs: Sequence[tuple[int, int]]) -> list[_Range]:
    """What of a part lies before, between and after its pairs."""
    starts = [(part.left, part.right), *((i + 1, j + 1) for i, j in pairs)]
    ends = [*pairs, (part.left_end, part.right_end)]
    return [
        _Range(i, i_end, j, j_end)
        for (i, j), (i_end, j_end) in zip(starts, ends, strict=True)
        if i < i_end and j < j_end
    ]


def _candidates(
    left: Sequence[Token], right: Sequence[Token], part: _Range, size: int
) -> list[tuple[int, int]]:
    """Where the phrases of `size` words begin that occur once in either side of the part."""
    ours = _once(left, part.left, part.left_end, size)
    theirs = _once(right, part.right, part.right_end, size)
    return sorted((place, theirs[phrase]) for phrase, place in ours.items() if phrase in theirs)


def _once(tokens: Sequence[Token], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Phrase -> where it begins, for the phrases that occur once."""
    places: dict[tuple[str, ...], int] = {}
    texts = [token.text for token in tokens[start:end]]
    for place, phrase in enumerate(zip(*(texts[shift:] for shift in range(size)), strict=False)):
        places[phrase] = -1 if phrase in places else start + place
    return {phrase: place for phrase, place in places.items() if place >= 0}


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain that rises on both sides, of pairs that are sorted by the left."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        length = bisect_left(tops, right)
        before.append(ends[length - 1] if length else -1)
        if length == len(tops):
            tops.append(right)
            ends.append(index)
        else:
            tops[length] = right
            ends[length] = index
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _spread(chain: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """From the begin of each phrase to all of its words; of two that overlap the first counts."""
    pairs: list[tuple[int, int]] = []
    last = (-1, -1)
    for left, right in chain:
        for shift in range(size):
            if left + shift > last[0] and right + shift > last[1]:
                last = (left + shift, right + shift)
                pairs.append(last)
    return pairs


def _offset(
    left: Sequence[Token], right: Sequence[Token], pairs: Sequence[tuple[int, int]]
) -> int | None:
    """Left's clock less right's, where most anchors agree on one; None where too few have times.

    The fullest window counts, not the middle of all: what is no real anchor lies anywhere.
    """
    differences = sorted(
        ours - theirs
        for i, j in pairs
        if (ours := left[i].at_ms) is not None and (theirs := right[j].at_ms) is not None
    )
    if len(differences) < _TIMED:
        return None
    best, first = (0, 0, 0), 0
    for last, difference in enumerate(differences):
        while difference - differences[first] > _DRIFT_MS:
            first += 1
        best = max(best, (last + 1 - first, first, last + 1))
    return median_low(differences[best[1] : best[2]])


def _in_time(
    left: Sequence[Token], right: Sequence[Token], pair: tuple[int, int], offset: int | None
) -> bool:
    ours, theirs = left[pair[0]].at_ms, right[pair[1]].at_ms
    if offset is None or ours is None or theirs is None:
        return True
    return abs(ours - theirs - offset) <= _DRIFT_MS
