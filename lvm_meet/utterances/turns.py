"""Segments to turns: what one speaker says in one go, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lvm_meet.model import Segment, Span


class Token(NamedTuple):
    """One whitespace-free word as it stands in the source, with the offset where it begins."""

    text: str
    segment: int
    start: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Neighbouring segments of one speaker. `tokens` is never empty.

    `pauses` runs beside `tokens`: the silence before a token that opens a segment, in ms, None
    where it isn't known, and 0 inside a segment.
    """

    speaker: str | None
    tokens: tuple[Token, ...]
    pauses: tuple[int | None, ...]

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)


def turns(segments: Sequence[Segment], *, join_gap_ms: int) -> Iterator[Turn]:
    """The turns of a meeting in file order; segments without a word are passed over.

    A segment joins the one before it where the speaker is the same (nobody joins nobody) and
    the time between them, if known, is at most `join_gap_ms`. Another speaker's words between
    them, be it "mm-hm", keep them apart.
    """
    tokens: list[Token] = []
    pauses: list[int | None] = []
    last: Segment | None = None
    for index, segment in enumerate(segments):
        found = _tokens(segment.text, index)
        if not found:
            continue
        pause: int | None = 0
        if last is not None:
            pause = _distance(last.span, segment.span)
            if last.speaker != segment.speaker or (pause or 0) > join_gap_ms:
                yield Turn(last.speaker, tuple(tokens), tuple(pauses))
                tokens, pauses, pause = [], [], 0
        tokens += found
        pauses += [pause, *[0] * (len(found) - 1)]
        last = segment
    if last is not None:
        yield Turn(last.speaker, tuple(tokens), tuple(pauses))


def _tokens(text: str, segment: int) -> list[Token]:
    tokens, offset = [], 0
    for word in text.split():
        offset = text.index(word, offset)
        tokens.append(Token(word, segment, offset))
        offset += len(word)
    return tokens


def _distance(first: Span | None, second: Span | None) -> int | None:
    """Time between two spans, in either order; 0 where they touch, None where one isn't known."""
    if first is None or second is None:
        return None
    return max(0, second.start_ms - first.end_ms, first.start_ms - second.end_ms)


def span_of(
    segments: Sequence[Segment], tokens: Sequence[Token], start: int, end: int
) -> Span | None:
    """When tokens[start:end] were said; None unless both their first and last segment have a time.

    Inside a segment the time is shared out by characters, and a piece lasts until the next one
    begins, so that the pieces of a segment tile its span. A piece that goes on beyond the timed
    words has no known length.
    """
    cover: Span | None = None
    first, last = tokens[start].segment, tokens[end - 1].segment
    if segments[first].span is None or segments[last].span is None:
        return None
    for index in range(first, last + 1):
        segment = segments[index]
        if segment.span is None or not segment.text.strip():
            continue
        begins, ends = segment.span.start_ms, segment.span.end_ms
        if index == first and start > 0 and tokens[start - 1].segment == index:
            begins = _moment(segment.span, tokens[start].start, len(segment.text))
        if index == last and end < len(tokens) and tokens[end].segment == index:
            ends = _moment(segment.span, tokens[end].start, len(segment.text))
        piece = Span(begins, ends)
        cover = piece if cover is None else cover.cover(piece)
    return cover


def _moment(span: Span, offset: int, length: int) -> int:
    return span.start_ms + span.length_ms * offset // length
