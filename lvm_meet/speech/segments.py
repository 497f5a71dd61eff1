"""Words in order, each with its speaker, become segments: one voice, one stretch of talk."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.model import Segment, Span, Word
from lvm_meet.settings import AttributionSettings
from lvm_meet.speech.values import Heard

_MARKS = (".", "?", "!", "…", "。", "？", "！", "؟", "।")
_CLOSING = "\"'”’»)]}"


def ends_sentence(text: str) -> bool:
    """Whether a word carries the mark of a sentence's end: "done.", "right?”"."""
    return text.rstrip().rstrip(_CLOSING).endswith(_MARKS)


def pause_ms(before: Span, after: Span) -> int:
    """Silence between two words, in milliseconds; 0 where they touch or overlap."""
    return max(0, after.start_ms - before.end_ms)


def assemble(
    heard: Sequence[Heard], speakers: Sequence[str | None], *, settings: AttributionSettings
) -> tuple[Segment, ...]:
    """Join words into segments; `speakers` runs in parallel, None is nobody that is known.

    A segment ends where the speaker changes, at a pause of `segment_pause_ms`, and, once it lasts
    `segment_ms`, with a sentence or where the recogniser began anew. Its text is what was heard,
    without the blanks at its ends; its confidence is the mean of its words'. No words give ().
    """
    segments: list[Segment] = []
    first = 0
    for place in range(1, len(heard) + 1):
        if place == len(heard) or _parts(heard, speakers, first, place, settings):
            segments.append(_segment(heard[first:place], speakers[first]))
            first = place
    return tuple(segments)


def _parts(
    heard: Sequence[Heard],
    speakers: Sequence[str | None],
    first: int,
    place: int,
    settings: AttributionSettings,
) -> bool:
    """Whether the segment that opened with word `first` ends before word `place`."""
    before, after = heard[place - 1], heard[place]
    if speakers[place] != speakers[first]:
        return True
    if pause_ms(before.span, after.span) >= settings.segment_pause_ms:
        return True
    if before.span.end_ms - heard[first].span.start_ms < settings.segment_ms:
        return False
    return after.breaks or ends_sentence(before.text)


def _segment(heard: Sequence[Heard], speaker: str | None) -> Segment:
    span = heard[0].span
    for each in heard[1:]:
        span = span.cover(each.span)
    return Segment(
        text="".join(each.text for each in heard).strip(),
        speaker=speaker,
        span=span,
        confidence=mean_permille([each.confidence for each in heard]),
        words=tuple(Word(each.text.strip(), each.span, each.confidence) for each in heard),
    )


def mean_permille(values: Sequence[int]) -> int | None:
    """The mean as an integer, halves rounded up; None of nothing."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None
