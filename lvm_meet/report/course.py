"""The single moments over the meeting: what a timeline chart shows and where a click leads."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import SIGNALS, Analysis, Label, Utterance
from lvm_meet.report.conclusions import topic_title
from lvm_meet.report.places import Places, quote
from lvm_meet.report.plain import speaker_name

QUOTE_LENGTH = 180
MINUTE = 60_000
HOURS_FROM = 180
"""minutes from which the axis counts hours"""


@dataclass(frozen=True, slots=True)
class Tick:
    """One coded sentence; `at` is minutes, hours or words from the start, as the axis counts."""

    at: float
    label: Label
    text: str
    speaker: str
    place: str
    number: int


@dataclass(frozen=True, slots=True)
class Band:
    """One topic, from where to where; `utterance` is the number of its first sentence."""

    start: float
    end: float
    number: int
    title: str
    utterance: int


@dataclass(frozen=True, slots=True)
class Course:
    """The whole timeline. `unit` is "minutes", "hours" or "words"; `shifts` are places on it."""

    unit: str
    start: float
    end: float
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    shifts: tuple[float, ...]


def moments_over_time(analysis: Analysis, places: Places) -> Course | None:
    """All coded sentences in the order of the talk; None without any."""
    unit, scale = _unit(places)

    def at(utterance: Utterance, *, end: bool = False) -> float:
        if unit == "words":
            return float(places.words[utterance.id] + (utterance.words if end else 0))
        span = utterance.span
        ms = 0 if span is None else span.end_ms if end else span.start_ms
        return round(ms / scale, 4)

    ticks = tuple(
        Tick(
            at=at(unit_),
            label=signal.label,
            text=quote(unit_, limit=QUOTE_LENGTH),
            speaker=speaker_name(unit_.speaker),
            place=places.short(unit_),
            number=number,
        )
        for number, (unit_, signal) in enumerate(
            zip(analysis.utterances, analysis.signals, strict=True)
        )
        if signal.label in SIGNALS
    )
    if not ticks:
        return None
    units = analysis.utterances
    last = max(at(each, end=True) for each in units)
    return Course(
        unit=unit,
        start=min(at(each) for each in units),
        end=max(last, ticks[-1].at),
        ticks=ticks,
        bands=_bands(analysis, places, [at(each) for each in units], last),
        shifts=tuple(at(places.utterances[each.utterance]) for each in analysis.style.changes),
    )


def _unit(places: Places) -> tuple[str, int]:
    """What the axis counts, and how many milliseconds one of it is."""
    if not places.timed or places.span is None:
        return "words", 1
    if places.span.end_ms > HOURS_FROM * MINUTE:
        return "hours", 60 * MINUTE
    return "minutes", MINUTE


def _bands(
    analysis: Analysis, places: Places, starts: list[float], last: float
) -> tuple[Band, ...]:
    """The topics; each lasts until the next begins."""
    topics = analysis.insights.topics
    if not topics:
        return ()
    first = [places.order[topic.utterances[0]] for topic in topics]
    ends = [*(starts[number] for number in first[1:]), last]
    return tuple(
        Band(starts[begin], end, number + 1, topic_title(topic), begin)
        for number, (topic, begin, end) in enumerate(zip(topics, first, ends, strict=True))
    )
