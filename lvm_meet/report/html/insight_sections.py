"""The sections about what the meeting came to: summary, decisions, tasks, agenda, topics."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from lvm_meet.codec.fields import guard
from lvm_meet.report import charts
from lvm_meet.report import insight_wording as wording
from lvm_meet.report.conclusions import (
    ActionFacts,
    AgendaFacts,
    AgendaRow,
    Conclusions,
    DecisionFacts,
    PointFacts,
    TopicFacts,
)
from lvm_meet.report.html.markup import NOTHING, Markup, el, foreign, items, join, paragraphs, table
from lvm_meet.report.html.parts import absent, anchor, cited, figure, link, links, nothing, section
from lvm_meet.report.numbers import UNKNOWN

ACTION_COLUMNS = ("task", "owner", "due", "due_day", "status", "how it came up", "where")


def summary(found: Conclusions) -> Markup:
    """The headline and the sentences; each leads to its moments."""
    sentences = join((cited(each, kind="sentence") for each in found.summary), " ")
    return section(
        "summary",
        wording.SUMMARY,
        el("p", foreign(found.headline), attrs={"class": "headline"})
        if found.headline
        else NOTHING,
        el("p", sentences, attrs={"class": "prose"}) if sentences else nothing(wording.NO_SUMMARY),
        paragraphs(found.summary_remark, kind="remark"),
    )


def decisions(found: Conclusions) -> Markup:
    """A card per decision."""
    cards = items([_decision(each) for each in found.decisions], kind="cards")
    if not cards:
        return absent("decisions", wording.DECISIONS, wording.NO_DECISIONS)
    return section("decisions", wording.DECISIONS, cards)


def _decision(decision: DecisionFacts) -> Markup:
    about = [
        decision.scope,
        join(["said by ", foreign(decision.speaker)]) if decision.speaker else "",
        join(["owner: ", foreign(decision.owner)]) if decision.owner else "",
        join(["due ", foreign(decision.due)]) if decision.due else "",
    ]
    lines = []
    if decision.reason:
        lines.append(join([el("b", "Why:"), " ", cited(decision.reason)]))
    lines += [join([el("b", "Not taken:"), " ", cited(each)]) for each in decision.dropped]
    if decision.agreed:
        lines.append(join([el("b", "Agreed:"), " ", links(decision.agreed)]))
    return join(
        [
            el("p", foreign(decision.text), " ", links(decision.cites), attrs={"class": "main"}),
            el("p", join(about, " · "), attrs={"class": "about"}) if any(about) else NOTHING,
            paragraphs(*lines, kind="detail"),
            paragraphs(decision.missing, kind="remark"),
        ]
    )


def actions(found: Conclusions) -> Markup:
    """The table of tasks, with buttons that copy or save it as CSV."""
    if not found.actions:
        return absent("actions", wording.ACTIONS, wording.NO_ACTIONS)
    rows = [_action(each) for each in found.actions]
    buttons = el(
        "p",
        el("button", "Copy as CSV", attrs={"type": "button", "data-csv": "copy"}),
        " ",
        el("button", "Save as CSV", attrs={"type": "button", "data-csv": "save"}),
        " ",
        el("span", attrs={"class": "said", "role": "status"}),
        attrs={"class": "controls", "hidden": True},
    )
    header = ("Task", "Owner", "Due", "Status", "Where")
    return section(
        "actions",
        wording.ACTIONS,
        paragraphs(wording.ACTIONS_TEXT, kind="lead"),
        table(header, rows, caption=wording.ACTIONS, kind="cards-when-narrow", words=range(5)),
        buttons,
    )


def _action(action: ActionFacts) -> Sequence[str]:
    owner = foreign(action.owner)
    return (
        join([foreign(action.task), el("span", action.came_up, attrs={"class": "about"})]),
        owner if action.assigned else el("span", action.owner, attrs={"class": "none"}),
        foreign(action.due) if action.due else UNKNOWN,
        action.status or UNKNOWN,
        links(action.cites),
    )


def actions_csv(found: Conclusions) -> str:
    """The tasks as CSV, CR LF between rows; no cell can be taken for a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(ACTION_COLUMNS)
    for each in found.actions:
        owner = each.owner if each.assigned else ""
        where = "; ".join(cite.place for cite in each.cites)
        cells = (each.task, owner, each.due, each.due_day, each.status, each.came_up, where)
        writer.writerow(map(guard, cells))
    return written.getvalue()


def questions(found: Conclusions) -> Markup:
    """Questions without an answer."""
    listed = items([_point(each) for each in found.questions], kind="points")
    if not listed:
        return absent("open-questions", wording.OPEN_QUESTIONS, wording.NO_QUESTIONS)
    return section("open-questions", wording.OPEN_QUESTIONS, listed)


def risks(found: Conclusions) -> Markup:
    """Risks and what is in the way."""
    listed = items([_point(each) for each in found.risks], kind="points")
    if not listed:
        return absent("risks", wording.RISKS, wording.NO_RISKS)
    return section("risks", wording.RISKS, listed)


def _point(point: PointFacts) -> Markup:
    kind = el("b", f"{point.kind}: ") if point.kind else NOTHING
    who = join([" ", el("span", foreign(point.speaker), attrs={"class": "who"})])
    return join(
        [kind, foreign(point.text), who if point.speaker else NOTHING, " ", links(point.cites)]
    )


def agenda(found: AgendaFacts | None) -> Markup:
    """What was planned, what was talked about, and what was off the agenda."""
    if found is None:
        return NOTHING
    if not found.rows:
        return absent("agenda", wording.AGENDA, found.text)
    planned = any(row.planned for row in found.rows)
    header = ("Item", *(["Planned"] if planned else []), "Spent", "What became of it")
    last = len(header) - 1
    off = join(
        [
            el("p", "Talked about, but on no agenda:", attrs={"class": "detail"}),
            items([cited(each) for each in found.off], kind="points"),
        ]
    )
    return section(
        "agenda",
        wording.AGENDA,
        paragraphs(found.text, kind="lead"),
        table(
            header,
            [_agenda_row(row, planned=planned) for row in found.rows],
            caption=wording.AGENDA,
            kind="cards-when-narrow",
            words=(0, last),
        ),
        off if found.off else NOTHING,
    )


def _agenda_row(row: AgendaRow, *, planned: bool) -> Sequence[str]:
    owner = el("span", foreign(row.owner), attrs={"class": "about"}) if row.owner else NOTHING
    state = el("span", row.state, attrs={"class": "yes" if row.reached else "no"})
    start = join([" ", link(row.start)]) if row.start else NOTHING
    style = NOTHING
    if row.style and row.style.leadership is not None:
        text = f"leading {row.style.leadership_text}, managing {row.style.management_text}"
        style = el("span", f"{text} per 1,000 words", attrs={"class": "about"})
    return (
        join([foreign(row.title), owner]),
        *([row.planned or UNKNOWN] if planned else []),
        row.spent or UNKNOWN,
        join([state, start, style]),
    )


def topics(found: Conclusions) -> Markup:
    """The topics in their order, with the style of each."""
    header = ("Topic", "Length", "Leading", "Managing", "Balance index (95% interval)")
    rows = [_topic(each) for each in found.topics]
    chart = NOTHING
    if any(each.rates.leadership is not None for each in found.topics):
        chart = figure(
            "topics",
            "Leadership and management in each topic",
            alternative="Coded sentences per 1,000 words; the table above has the numbers.",
        )
    return section(
        "topics",
        wording.TOPICS,
        table(
            header, rows, caption="Topics with their style, per 1,000 words",
            kind="cards-when-narrow",
        ),
        chart,
    )  # fmt: skip


def _topic(topic: TopicFacts) -> Sequence[str]:
    phrases = el("span", foreign(", ".join(topic.phrases)), attrs={"class": "about"})
    href = f"#{anchor(topic.start.number)}"
    title = el("a", f"{topic.number}. ", foreign(topic.title), attrs={"href": href})
    return (
        join([title, phrases if topic.phrases else NOTHING]),
        topic.length,
        topic.rates.leadership_text,
        topic.rates.management_text,
        topic.rates.index_text,
    )


def topic_rows(found: Conclusions) -> list[charts.PairRow]:
    """What the chart of the topics shows; a bar leads to where the topic begins."""
    return [
        charts.PairRow(
            f"{each.number}. {each.title}",
            each.rates.leadership,
            each.rates.management,
            each.start.number,
        )
        for each in found.topics
    ]
