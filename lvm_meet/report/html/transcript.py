"""The whole transcript: turns in parts, each sentence with its signal and a place to jump to.

Without scripts it can be read, searched by the browser and printed. What stands behind each code
(scores, examples, matched words) is data that a script shows where somebody points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lvm_meet.model import SIGNALS, Analysis, Cue, Signal, Utterance
from lvm_meet.report.facts import Facts
from lvm_meet.report.html.markup import NOTHING, Markup, el, foreign, join, text
from lvm_meet.report.html.parts import anchor
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten, speaker_name

PART = 60
"""utterances in one part: a browser lays out only the parts that are near the window"""
EXEMPLARS = 3
EXEMPLAR_LENGTH = 160
LETTERS = {label: label.value[0].upper() for label in SIGNALS}


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance with its number and its code."""

    number: int
    utterance: Utterance
    signal: Signal


@dataclass(frozen=True, slots=True)
class Part:
    """Up to `PART` utterances of one topic; `title` only on the first part of a topic."""

    title: str
    lines: tuple[Line, ...]


def transcript(analysis: Analysis, facts: Facts, places: Places) -> Markup:
    """All parts; one sentence where nobody spoke."""
    if not analysis.utterances:
        return el("p", "Nobody spoke.", attrs={"class": "none"})
    voices = {name: number for number, name in enumerate(names(analysis))}
    return join(_part(part, places, voices) for part in _parts(analysis, facts))


def names(analysis: Analysis) -> list[str]:
    """The speakers as they are shown, in the order in which they first speak; "" for no name."""
    return list(dict.fromkeys(speaker_name(each.speaker) for each in analysis.utterances))


def _parts(analysis: Analysis, facts: Facts) -> Iterator[Part]:
    lines = [
        Line(number, utterance, signal)
        for number, (utterance, signal) in enumerate(
            zip(analysis.utterances, analysis.signals, strict=True)
        )
    ]
    topics = facts.conclusions.topics if facts.conclusions else ()
    titles = {topic.start.number: f"{topic.number}. {topic.title}" for topic in topics}
    cuts = sorted({0, *titles, len(lines)})
    for begin, end in pairwise(cuts):
        for start in range(begin, end, PART):
            title = titles.get(start, "") if start == begin else ""
            yield Part(title, tuple(lines[start : min(start + PART, end)]))


def _part(part: Part, places: Places, voices: dict[str, int]) -> Markup:
    turns = [
        _turn(name, list(lines), places, voices)
        for name, lines in groupby(part.lines, lambda line: speaker_name(line.utterance.speaker))
    ]
    heading = el("h3", foreign(part.title)) if part.title else NOTHING
    return el("div", heading, *turns, attrs={"class": "part"})


def _turn(name: str, lines: Sequence[Line], places: Places, voices: dict[str, int]) -> Markup:
    """What one speaker says until another does; the time leads into the recording."""
    place = places.short(lines[0].utterance)
    first = anchor(lines[0].number)
    who = el(
        "p",
        el("b", foreign(name)) if name else NOTHING,
        " " if name else "",
        el("a", place, attrs={"class": "at", "href": f"#{first}"}),
        attrs={"class": "speaker"},
    )
    said = join(map(_sentence, lines), "\n")
    brief = all(line.utterance.backchannel for line in lines)
    kind = "turn brief" if brief else "turn"
    return el("div", who, said, attrs={"class": kind, "data-voice": str(voices[name])})


def _sentence(line: Line) -> Markup:
    """One utterance: a paragraph, so that it can be found, filtered, jumped to and printed."""
    label, span = line.signal.label, line.utterance.span
    coded = label in SIGNALS
    attrs = {
        "id": anchor(line.number),
        "class": f"u {label.value}" if coded else "u back" if line.utterance.backchannel else "u",
        "dir": "auto",
        "data-ms": None if span is None else str(span.start_ms),
    }
    if not coded:
        return el("p", clean(line.utterance.text), attrs=attrs)
    tag = el(
        "button",
        el("span", LETTERS[label], attrs={"aria-hidden": "true"}),
        el("span", f"{label.value}: why?", attrs={"class": "unseen"}),
        attrs={"type": "button", "class": f"badge {label.value}", "aria-expanded": "false"},
    )
    return el("p", tag, " ", _marked(line.utterance.text, line.signal.evidence.cues), attrs=attrs)


def _marked(said: str, cues: Sequence[Cue]) -> Markup:
    """The words with those marked that a cue phrase matched, where cleaning moved none of them."""
    if clean(said) != said:
        return text(clean(said))
    parts: list[str] = []
    end = 0
    for cue in sorted(cues, key=lambda cue: (cue.start, cue.end)):
        if cue.start >= end and cue.end <= len(said):
            parts += [said[end : cue.start], el("mark", said[cue.start : cue.end])]
            end = cue.end
    return join([*parts, said[end:]])


def evidence(analysis: Analysis) -> dict[str, object]:
    """Per number of a coded utterance: scores in percent, nearest examples, matched words.

    Examples are kept once and meant by their number, because many sentences are near the same.
    """
    examples: dict[tuple[str, str], int] = {}
    found: dict[str, list[object]] = {}
    for number, (utterance, signal) in enumerate(
        zip(analysis.utterances, analysis.signals, strict=True)
    ):
        if signal.label not in SIGNALS:
            continue
        near = []
        for exemplar in signal.evidence.exemplars[:EXEMPLARS]:
            key = exemplar.label.value, shorten(clean(exemplar.text), EXEMPLAR_LENGTH)
            near.append([examples.setdefault(key, len(examples)), exemplar.similarity])
        cues = [
            [cue.label.value, clean(utterance.text[cue.start : cue.end])]
            for cue in signal.evidence.cues
        ]
        found[str(number + 1)] = [signal.label.value, list(signal.scores), near, cues]
    return {"of": found, "examples": [list(key) for key in examples]}
