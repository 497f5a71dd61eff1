"""An analysis's conclusions as rows of one kind, and its aspects as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lvm_meet.model import Analysis, Aspect, Status, Thread


class Kind(StrEnum):
    """What a conclusion is."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    TOPIC = "topic"
    AGENDA = "agenda"
    DECISION = "decision"
    ACTION = "action"
    QUESTION = "question"
    RISK = "risk"
    DIRECTION = "direction"
    """a vision; `detail` says whether a step followed in the same meeting"""
    REPORT = "report"
    """talk that says how a task stands; `detail` is the question that it answers, if any"""


FOLLOWED, ORPHAN = "followed", "orphan"
"""what became of a direction in its own meeting"""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One conclusion. `refs` are ids of its meeting's utterances; () only for an agenda item that
    was not reached. `detail` is what its kind has beside: scope, kind of task, kind of risk.
    """

    kind: Kind
    text: str
    refs: tuple[str, ...]
    speaker: str | None = None
    owner: str | None = None
    due_text: str | None = None
    due_day: date | None = None
    status: Status | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class PoleCount:
    """How many units of one speaker count at either pole of an aspect, a duty or a contrast."""

    kind: str
    name: str
    speaker: str | None
    leadership: int
    management: int


def conclusions_of(analysis: Analysis) -> tuple[Conclusion, ...]:
    """All conclusions, each kind in the order of the talk; none for an empty meeting."""
    return tuple(
        each
        for part in (
            _summary(analysis),
            _course(analysis),
            _decisions(analysis),
            _actions(analysis),
            _open(analysis),
            _directions(analysis),
        )
        for each in part
    )


def _summary(analysis: Analysis) -> Iterator[Conclusion]:
    summary = analysis.insights.summary
    if summary is None:
        return
    refs = tuple(dict.fromkeys(ref for said in summary.sentences for ref in said.utterances))
    yield Conclusion(Kind.HEADLINE, summary.headline, refs)
    for said in summary.sentences:
        yield Conclusion(Kind.SUMMARY, said.text, said.utterances)


def _course(analysis: Analysis) -> Iterator[Conclusion]:
    for topic in analysis.insights.topics:
        yield Conclusion(Kind.TOPIC, topic.title, topic.utterances[:1])
    agenda = analysis.insights.agenda
    for item in agenda.items if agenda else ():
        yield Conclusion(
            Kind.AGENDA,
            item.title,
            item.utterances[:1],
            owner=item.owner,
            detail=agenda.origin.value if agenda else None,
        )


def _decisions(analysis: Analysis) -> Iterator[Conclusion]:
    for each in analysis.insights.decisions:
        yield Conclusion(
            Kind.DECISION,
            each.text,
            each.utterances,
            speaker=each.speaker,
            owner=each.owner,
            due_text=each.due.text if each.due else None,
            due_day=each.due.day if each.due else None,
            detail=each.scope.value if each.scope else None,
        )


def _actions(analysis: Analysis) -> Iterator[Conclusion]:
    for each in analysis.insights.actions:
        yield Conclusion(
            Kind.ACTION,
            each.task,
            each.utterances,
            speaker=each.speaker,
            owner=each.owner,
            due_text=each.due.text if each.due else None,
            due_day=each.due.day if each.due else None,
            status=each.status,
            detail=each.kind.value,
        )


def _open(analysis: Analysis) -> Iterator[Conclusion]:
    for asked in analysis.insights.questions:
        yield Conclusion(Kind.QUESTION, asked.text, asked.utterances, speaker=asked.speaker)
    for risk in analysis.insights.risks:
        yield Conclusion(
            Kind.RISK, risk.text, risk.utterances, speaker=risk.speaker, detail=risk.kind.value
        )


def _directions(analysis: Analysis) -> Iterator[Conclusion]:
    units = {unit.id: unit for unit in analysis.utterances}
    speech = analysis.transcript.speech
    named = speech is None or speech.named
    threads: tuple[Thread, ...] = analysis.profile.threads
    for thread in threads:
        unit = units[thread.vision]
        yield Conclusion(
            Kind.DIRECTION,
            unit.text,
            (thread.vision, *thread.steps),
            speaker=unit.speaker if named else None,
            detail=FOLLOWED if thread.steps else ORPHAN,
        )


def counts_of(analysis: Analysis, *, named: bool) -> tuple[PoleCount, ...]:
    """Per aspect, duty and contrast and speaker, how many units count at either pole.

    An aspect that was not observed has no row.
    """
    who = {unit.id: unit.speaker if named else None for unit in analysis.utterances}
    profile, style = analysis.profile, analysis.style
    contrasts = (Aspect(each.name, each.leadership, each.management) for each in style.contrasts)
    return (
        *_counts("aspect", profile.aspects, who),
        *_counts("duty", profile.duties, who),
        *_counts("contrast", contrasts, who),
    )


def _counts(
    kind: str, aspects: Iterable[Aspect], who: Mapping[str, str | None]
) -> Iterator[PoleCount]:
    for aspect in aspects:
        leading = Counter(who[ref] for ref in aspect.leadership)
        managing = Counter(who[ref] for ref in aspect.management)
        for speaker in dict.fromkeys((*leading, *managing)):
            yield PoleCount(kind, aspect.name, speaker, leading[speaker], managing[speaker])
