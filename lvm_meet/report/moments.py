"""What was said, as evidence: questions, the poles of the contrasts, the strongest moments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lvm_meet.model import LEADERSHIP, SIGNALS, Analysis, Contrast, Label, Signal, Utterance
from lvm_meet.report import wording
from lvm_meet.report.places import Places, quote
from lvm_meet.report.plain import clean, shorten, speaker_name

MOMENTS = 3
"""moments shown of each signal: enough to check it, few enough to be read"""
QUESTION_QUOTE = EXEMPLAR_LENGTH = 120
"""characters: about two lines"""
MAX_CUES = 3
"""matched words shown; one or two usually decide"""


@dataclass(frozen=True, slots=True)
class Moment:
    """One quote: where, who (empty without a name), what, and why it was coded (or empty).

    `number` is that of the utterance, from 0.
    """

    place: str
    speaker: str
    quote: str
    because: str
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """The strongest moments of one signal, in the order of the meeting, or why there are none."""

    name: str
    meaning: str
    leads: bool
    moments: tuple[Moment, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Questions:
    """One kind of question: how many, and one of them."""

    name: str
    meaning: str
    number: int
    example: Moment | None


@dataclass(frozen=True, slots=True)
class Poles:
    """One contrast: its two poles and how many coded sentences stand near each."""

    leadership: str
    management: str
    leading: int
    managing: int


def groups(analysis: Analysis, places: Places) -> tuple[Group, ...]:
    """Per signal the highest scores, the same words only once."""
    by_label: dict[Label, list[Signal]] = {label: [] for label in SIGNALS}
    for signal in analysis.signals:
        if signal.label in by_label:
            by_label[signal.label].append(signal)
    return tuple(_group(label, found, places) for label, found in by_label.items())


def _group(label: Label, found: list[Signal], places: Places) -> Group:
    chosen: dict[str, Signal] = {}
    # sorted() is stable: of equal scores the earlier one comes first
    for signal in sorted(found, key=lambda signal: -signal.score(label)):
        chosen.setdefault(clean(places.utterances[signal.utterance].text).casefold(), signal)
        if len(chosen) == MOMENTS:
            break
    order = sorted(chosen.values(), key=lambda signal: places.order[signal.utterance])
    return Group(
        name=label.value.capitalize(),
        meaning=wording.SIGNAL_MEANING[label],
        leads=label in LEADERSHIP,
        moments=tuple(
            _moment(places.utterances[signal.utterance], places, because=_because(signal, places))
            for signal in order
        ),
        empty="" if order else wording.no_moment(label),
    )


def _moment(
    utterance: Utterance, places: Places, *, because: str = "", limit: int | None = None
) -> Moment:
    return Moment(
        place=places.short(utterance),
        speaker=speaker_name(utterance.speaker),
        quote=quote(utterance, limit=limit) if limit else quote(utterance),
        because=because,
        number=places.order[utterance.id],
    )


def _because(signal: Signal, places: Places) -> str:
    """The nearest exemplar of the signal's own label; else the matched words; else nothing."""
    for exemplar in signal.evidence.exemplars:
        if exemplar.label is signal.label:
            text = shorten(clean(exemplar.text), EXEMPLAR_LENGTH)
            return wording.because_near(text, exemplar.similarity)
    text = places.utterances[signal.utterance].text
    cues = [clean(text[cue.start : cue.end]) for cue in signal.evidence.cues]
    return wording.because_words(cues[:MAX_CUES]) if cues else ""


def questions(analysis: Analysis, places: Places) -> tuple[Questions, ...]:
    """The three kinds, the two that tell of style with their longest question as an example."""
    asked = analysis.style.questions
    kinds = (asked.what_why, asked.how_when, asked.other)
    if not any(kinds):
        return ()
    return tuple(
        Questions(name, meaning, len(ids), _example(ids, places) if kind < 2 else None)
        for kind, (ids, (name, meaning)) in enumerate(
            zip(kinds, wording.QUESTION_KINDS, strict=True)
        )
    )


def _example(ids: tuple[str, ...], places: Places) -> Moment | None:
    found = [places.utterances[id_] for id_ in ids]
    if not found:
        return None
    longest = max(found, key=lambda utterance: utterance.words)
    return _moment(longest, places, limit=QUESTION_QUOTE)


def poles(contrasts: tuple[Contrast, ...]) -> tuple[Poles, ...]:
    """The contrasts' names come from the lexicon as "people-process", leadership's pole first."""
    rows = []
    for contrast in contrasts:
        words = re.findall(r"\w+", clean(contrast.name).replace("_", " "))
        leadership, management = words if len(words) == 2 else (" ".join(words), "")
        rows.append(
            Poles(leadership, management, len(contrast.leadership), len(contrast.management))
        )
    return tuple(rows)
