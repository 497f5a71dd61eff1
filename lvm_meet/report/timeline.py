"""How leadership and management run through the meeting, as columns and as shifts."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Analysis, Utterance, Window
from lvm_meet.report import wording
from lvm_meet.report.places import Places, quote
from lvm_meet.timecode import format_short

MIN_WINDOWS = 2
"""a single window has no course"""
SHIFT_QUOTE = 90
"""characters of the sentence that begins a shift: with the words about it, about two lines"""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Rates per window (None: nobody spoke), labels of start, middle and end, and the shifts.

    `shifts` are fractions of the meeting, 0 to 1, parallel to `shift_texts` and `shift_numbers`
    (the number of the utterance that begins the shift, from 0).
    """

    leadership: tuple[float | None, ...]
    management: tuple[float | None, ...]
    top: float
    labels: tuple[str, str, str]
    text: str
    shifts: tuple[float, ...]
    shift_texts: tuple[str, ...]
    shift_numbers: tuple[int, ...]


def course(analysis: Analysis, places: Places) -> Timeline | None:
    """The timeline; None where there is too little talk for one, or no signal in it."""
    windows, least = analysis.style.windows, analysis.style.minimum
    if len(windows) < MIN_WINDOWS or places.total < least.words:
        return None
    leadership = tuple(window.balance.rate(window.balance.leadership) for window in windows)
    management = tuple(window.balance.rate(window.balance.management) for window in windows)
    top = max((rate for rate in (*leadership, *management) if rate is not None), default=0.0)
    if not top:
        return None
    sizes = [window.balance.talk.words for window in windows]
    enough = all(words >= least.words for words in sizes if words)
    changes = [(change, places.utterances[change.utterance]) for change in analysis.style.changes]
    return Timeline(
        leadership=leadership,
        management=management,
        top=top,
        labels=_labels(windows, places),
        text=wording.timeline(len(windows), top if enough else None),
        shifts=tuple(_fraction(windows, places, utterance) for _, utterance in changes),
        shift_texts=tuple(
            wording.shift(
                places.phrase(utterance),
                before=change.before,
                after=change.after,
                quote=quote(utterance, limit=SHIFT_QUOTE),
            )
            for change, utterance in changes
        ),
        shift_numbers=tuple(places.order[utterance.id] for _, utterance in changes),
    )


def _fraction(windows: tuple[Window, ...], places: Places, utterance: Utterance) -> float:
    """How far into the windows an utterance begins, 0 to 1: by time where they have times."""
    first, last = windows[0].span, windows[-1].span
    if first is not None and last is not None and utterance.span is not None:
        whole = last.end_ms - first.start_ms
        return (utterance.span.start_ms - first.start_ms) / whole if whole else 0.0
    return places.words[utterance.id] / places.total


def _labels(windows: tuple[Window, ...], places: Places) -> tuple[str, str, str]:
    first, last = windows[0].span, windows[-1].span
    if first is not None and last is not None:
        start, end = first.start_ms, last.end_ms
        return format_short(start), format_short((start + end) // 2), format_short(end)
    return wording.word(1), wording.word(places.total // 2), wording.word(places.total)
