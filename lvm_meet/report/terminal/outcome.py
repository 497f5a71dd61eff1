"""What the meeting came to, in a terminal: short lines with their moments beside them."""

from __future__ import annotations

from lvm_meet.prose.case import capital
from lvm_meet.report import insight_wording as wording
from lvm_meet.report.cites import Cite, Cited
from lvm_meet.report.conclusions import (
    ActionFacts,
    AgendaFacts,
    AgendaRow,
    Conclusions,
    DecisionFacts,
    PointFacts,
)
from lvm_meet.report.document import phrases
from lvm_meet.report.page import QUIET, STRONG, Item, Page

MAX_DECISIONS, MAX_ACTIONS, MAX_POINTS, MAX_TOPICS = 6, 10, 4, 10


def summary(page: Page, found: Conclusions) -> None:
    """The headline, and the sentences as running text; of each the first moment."""
    page.line(found.headline, STRONG)
    parts: list[tuple[str, str]] = []
    for each in found.summary:
        if parts:
            parts.append((" ", ""))
        words, where, stop = phrases.sentence(each, limit=1)
        parts += [(words.text, ""), (where.text, QUIET), (stop.text, "")]
    if parts:
        page.show(page.ink.join(*parts))
    else:
        page.line(wording.NO_SUMMARY, QUIET)
    page.line(found.summary_remark, QUIET)


def conclusions(page: Page, found: Conclusions) -> None:
    """Decisions, tasks, open questions and risks; what there is none of is said all the same."""
    page.heading(wording.DECISIONS)
    page.line("" if found.decisions else wording.NO_DECISIONS, QUIET)
    page.items(list(map(_decision, found.decisions)), limit=MAX_DECISIONS)
    page.heading(wording.ACTIONS)
    page.line("" if found.actions else wording.NO_ACTIONS, QUIET)
    page.items(list(map(_action, found.actions)), limit=MAX_ACTIONS)
    missing = []
    for title, points, nothing in (
        (wording.OPEN_QUESTIONS, found.questions, wording.NO_QUESTIONS),
        (wording.RISKS, found.risks, wording.NO_RISKS),
    ):
        if points:
            page.heading(title)
            page.items(list(map(_point, points)), limit=MAX_POINTS)
        else:
            missing.append(nothing)
    if missing:
        page.blank()
        page.line(" ".join(missing), QUIET)


def _first(cites: tuple[Cite, ...]) -> str:
    return cites[0].place if cites else ""


def _decision(decision: DecisionFacts) -> Item:
    about = phrases.about_decision(decision)
    parts = [f"{capital(about)}."] if about else []
    if decision.reason:
        parts.append(f"{wording.WHY}: {_told(decision.reason)}")
    parts += [f"{wording.NOT_TAKEN}: {_told(each)}" for each in decision.dropped]
    parts.append(decision.missing)
    details = " ".join(part for part in parts if part)
    return Item(_first(decision.cites), ((decision.text, STRONG),), details)


def _told(entry: Cited) -> str:
    return "".join(run.text for run in phrases.sentence(entry, limit=1)).removesuffix(".") + "."


def _action(action: ActionFacts) -> Item:
    """The owner first, as in minutes."""
    about = "".join(f" · {part}" for part in (wording.due_by(action.due), action.status) if part)
    owner = (action.owner, STRONG if action.assigned else QUIET)
    return Item(
        _first(action.cites),
        (owner, (": ", ""), (action.task, ""), (about, QUIET)),
    )


def _point(point: PointFacts) -> Item:
    kind = f"{point.kind}: " if point.kind else ""
    return Item(
        _first(point.cites),
        ((kind, STRONG), (point.text, ""), (phrases.beside(point.speaker), QUIET)),
    )


def topics(page: Page, found: Conclusions) -> None:
    """The topics with both intensities, and what became of the agenda."""
    page.heading(wording.TOPICS)
    rows = [
        (
            f"{each.number}. {each.title}",
            each.start.place,
            each.length,
            each.rates.leadership_text,
            each.rates.management_text,
        )
        for each in found.topics[:MAX_TOPICS]
    ]
    topic, length, leading, managing, _ = wording.TOPICS_HEADER
    page.table((topic, wording.FROM, length, leading, managing), rows)
    page.left_out(len(found.topics) - MAX_TOPICS)
    if found.agenda:
        _agenda(page, found.agenda)


def _agenda(page: Page, found: AgendaFacts) -> None:
    if not found.rows:
        return
    page.heading(wording.AGENDA)
    page.line(found.text, QUIET)
    page.items([_item(row) for row in found.rows], limit=MAX_TOPICS)
    if found.off:
        page.line(f"{wording.OFF_AGENDA} {'; '.join(each.text for each in found.off)}.")


def _item(row: AgendaRow) -> Item:
    times = wording.times(row.spent, row.planned)
    state = f"{row.state}{phrases.beside(times)}"
    return Item(row.start.place if row.start else "", ((f"{row.title}: ", ""), (state, QUIET)))
