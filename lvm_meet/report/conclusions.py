"""What the report says of a meeting's conclusions: chosen once, laid out by several renderers.

Foreign text in here is cleaned and of bounded length; what is left to a renderer is only layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Action, Agenda, AgendaOrigin, Analysis, Decision, Due, PartStyle, Topic
from lvm_meet.report import insight_wording as wording
from lvm_meet.report import numbers
from lvm_meet.report.cites import Cite, Cited, cite, cited, cites
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten, speaker_name
from lvm_meet.report.wording import estimate

TITLE_LENGTH, TEXT_LENGTH, DUE_LENGTH = 90, 320, 60
"""characters of a topic's title, a conclusion and a date as it was said"""
SUMMARY_CITES = 2
"""moments behind a sentence of the summary: more of them would break up the text"""
PHRASES = 4
"""key phrases shown of a topic"""


@dataclass(frozen=True, slots=True)
class Rates:
    """Both intensities of a part per 1,000 words; None with too little talk. Texts beside them."""

    leadership: float | None
    management: float | None
    leadership_text: str
    management_text: str
    index_text: str


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """One topic; `number` counts from 1, `length` is its time, or its words without times."""

    number: int
    title: str
    phrases: tuple[str, ...]
    start: Cite
    length: str
    rates: Rates


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One decision; empty strings are what is not known or was not said."""

    text: str
    scope: str
    speaker: str
    owner: str
    due: str
    reason: Cited | None
    dropped: tuple[Cited, ...]
    agreed: tuple[Cite, ...]
    missing: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One task; `due_day` is the ISO date, "" where the day is not known."""

    task: str
    owner: str
    assigned: bool
    due: str
    due_day: str
    status: str
    came_up: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class PointFacts:
    """An open question, a risk or a blocker (`kind` names the latter two)."""

    text: str
    kind: str
    speaker: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item of the agenda and what became of it; `style` is None where it was not reached."""

    title: str
    owner: str
    planned: str
    spent: str
    reached: bool
    state: str
    style: Rates | None
    start: Cite | None


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """The agenda; `off` are topics that serve no item of it."""

    text: str
    rows: tuple[AgendaRow, ...]
    off: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What the meeting came to. Empty tuples have their sentence in `insight_wording`."""

    headline: str
    summary: tuple[Cited, ...]
    summary_remark: str
    topics: tuple[TopicFacts, ...]
    agenda: AgendaFacts | None
    decisions: tuple[DecisionFacts, ...]
    actions: tuple[ActionFacts, ...]
    questions: tuple[PointFacts, ...]
    risks: tuple[PointFacts, ...]


def conclusions(analysis: Analysis, places: Places) -> Conclusions | None:
    """The conclusions; None where there is no talk, or an earlier version drew none.

    Topics cover a meeting, so talk without topics was analysed before there were conclusions.
    """
    found = analysis.insights
    if not analysis.utterances or not found.topics:
        return None
    summary = found.summary
    return Conclusions(
        headline=shorten(clean(summary.headline), TEXT_LENGTH) if summary else "",
        summary=tuple(
            cited(each, places, limit=2 * TEXT_LENGTH, most=SUMMARY_CITES)
            for each in (summary.sentences if summary else ())
        ),
        summary_remark=wording.rewritten(speaker_name(summary.writer), summary.dropped)
        if summary
        else "",
        topics=_topics(analysis, places),
        agenda=_agenda(found.agenda, analysis, places),
        decisions=tuple(_decision(each, places) for each in found.decisions),
        actions=tuple(_action(each, places) for each in found.actions),
        questions=tuple(
            PointFacts(
                _text(each.text), "", speaker_name(each.speaker), cites(each.utterances, places)
            )
            for each in found.questions
        ),
        risks=tuple(
            PointFacts(
                _text(each.text),
                wording.RISK[each.kind],
                speaker_name(each.speaker),
                cites(each.utterances, places),
            )
            for each in found.risks
        ),
    )


def topic_title(topic: Topic) -> str:
    """A topic's title, fit to stand in a line."""
    return shorten(clean(topic.title), TITLE_LENGTH)


def _text(text: str) -> str:
    return shorten(clean(text), TEXT_LENGTH)


def _topics(analysis: Analysis, places: Places) -> tuple[TopicFacts, ...]:
    styles = analysis.profile.topics
    return tuple(
        TopicFacts(
            number=number + 1,
            title=topic_title(topic),
            phrases=tuple(shorten(clean(each), TITLE_LENGTH) for each in topic.phrases[:PHRASES]),
            start=cite(topic.utterances[0], places),
            length=_length(topic, places),
            rates=_rates(styles[number] if number < len(styles) else None, analysis),
        )
        for number, topic in enumerate(analysis.insights.topics)
    )


def _length(topic: Topic, places: Places) -> str:
    """From its first word to its last: pauses are part of a topic."""
    units = [places.utterances[id_] for id_ in topic.utterances]
    if places.timed:
        start, end = units[0].span, units[-1].span
        if start is not None and end is not None:
            return numbers.duration(max(0, end.end_ms - start.start_ms))
    return numbers.count(sum(unit.words for unit in units), "word")


def _rates(style: PartStyle | None, analysis: Analysis) -> Rates:
    least = analysis.style.minimum
    if style is None:
        return Rates(None, None, numbers.UNKNOWN, numbers.UNKNOWN, numbers.UNKNOWN)
    own = style.balance
    enough = own.talk.words >= least.words
    leading = own.rate(own.leadership) if enough else None
    managing = own.rate(own.management) if enough else None
    return Rates(
        leading, managing, numbers.rate(leading), numbers.rate(managing), estimate(style.index)
    )


def _agenda(agenda: Agenda | None, analysis: Analysis, places: Places) -> AgendaFacts | None:
    if agenda is None or not agenda.items:
        return None
    if agenda.origin is AgendaOrigin.TOPICS:
        # it would be the list of topics once more
        return AgendaFacts(wording.ORIGIN[agenda.origin], (), ())
    styles, topics = analysis.profile.items, analysis.insights.topics
    rows = []
    for number, item in enumerate(agenda.items):
        style = styles[number] if number < len(styles) else None
        planned, spent = item.planned_ms, item.spent_ms
        words = numbers.count(item.spent_words, "word")
        rows.append(
            AgendaRow(
                title=shorten(clean(item.title), TITLE_LENGTH),
                owner=speaker_name(item.owner),
                planned="" if planned is None else numbers.duration(planned),
                spent=""
                if not item.reached
                else (words if spent is None else numbers.duration(spent)),
                reached=item.reached,
                state=wording.DISCUSSED if item.reached else wording.NOT_REACHED,
                style=_rates(style, analysis) if item.reached and style else None,
                start=cite(item.utterances[0], places) if item.reached else None,
            )
        )
    off = [topics[number] for number in agenda.off if number < len(topics)]
    return AgendaFacts(
        text=wording.ORIGIN[agenda.origin],
        rows=tuple(rows),
        off=tuple(Cited(topic_title(each), cites(each.utterances[:1], places)) for each in off),
    )


def _due(due: Due | None) -> str:
    if due is None:
        return ""
    return wording.due(shorten(clean(due.text), DUE_LENGTH), due.day)


def _decision(decision: Decision, places: Places) -> DecisionFacts:
    return DecisionFacts(
        text=_text(decision.text),
        scope=wording.SCOPE[decision.scope] if decision.scope else "",
        speaker=speaker_name(decision.speaker),
        owner=speaker_name(decision.owner),
        due=_due(decision.due),
        reason=cited(decision.reason, places, limit=TEXT_LENGTH) if decision.reason else None,
        dropped=tuple(cited(each, places, limit=TEXT_LENGTH) for each in decision.dropped),
        agreed=cites(decision.agreed, places),
        missing=wording.missing(decision.missing),
        cites=cites(decision.utterances, places),
    )


def _action(action: Action, places: Places) -> ActionFacts:
    owner = speaker_name(action.owner)
    day = action.due.day if action.due else None
    return ActionFacts(
        task=_text(action.task),
        owner=owner or wording.UNASSIGNED,
        assigned=bool(owner),
        due=_due(action.due),
        due_day=day.isoformat() if day else "",
        status=wording.STATUS[action.status] if action.status else "",
        came_up=wording.came_up(
            action.kind, speaker_name(action.speaker), accepted=bool(action.accepted)
        ),
        cites=cites(action.utterances, places),
    )
