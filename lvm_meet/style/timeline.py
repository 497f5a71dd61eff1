"""The style over the course of the meeting: equal windows, empty ones included."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from lvm_meet.balance import balance_of
from lvm_meet.model import Signal, Span, Utterance, Window
from lvm_meet.settings import StyleSettings


def windows(
    utterances: Sequence[Utterance], signals: Sequence[Signal], *, settings: StyleSettings
) -> tuple[Window, ...]:
    """`settings.windows` equal windows of the meeting, each unit in that of its middle.

    Equal in time where most units have a time (one without goes with the unit before it), else
    in words, and then without spans. A meeting without talk has no windows.
    """
    if not utterances:
        return ()
    count = settings.windows
    edges, middles = _by_time(utterances, count)
    if not middles:
        middles = _by_words(utterances, count)
    inside: list[list[int]] = [[] for _ in range(count)]
    for index, window in enumerate(middles):
        inside[window].append(index)
    return tuple(
        Window(
            first=utterances[units[0]].id if units else None,
            last=utterances[units[-1]].id if units else None,
            span=Span(edges[number], edges[number + 1]) if edges else None,
            balance=balance_of((utterances[index], signals[index]) for index in units),
        )
        for number, units in enumerate(inside)
    )


def _by_time(utterances: Sequence[Utterance], count: int) -> tuple[list[int], list[int]]:
    """The count + 1 edges of the windows in ms, and each unit's window; ([], []) if untimed."""
    spans = [utterance.span for utterance in utterances if utterance.span]
    if 2 * len(spans) <= len(utterances):
        return [], []
    begin = min(span.start_ms for span in spans)
    length = max(span.end_ms for span in spans) - begin
    if length == 0:
        return [], []
    edges = [begin - (-length * number // count) for number in range(count + 1)]
    found, window = [], 0
    for utterance in utterances:
        if utterance.span:
            middle = (utterance.span.start_ms + utterance.span.end_ms) // 2 - begin
            window = min(count - 1, middle * count // length)
        found.append(window)
    return edges, found


def _by_words(utterances: Sequence[Utterance], count: int) -> list[int]:
    """Each unit's window, by where its middle word stands."""
    ends = list(accumulate(utterance.words for utterance in utterances))
    total = max(1, ends[-1])
    return [
        min(count - 1, (2 * end - utterance.words) * count // (2 * total))
        for end, utterance in zip(ends, utterances, strict=True)
    ]
