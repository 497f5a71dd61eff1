"""Who talked, and how, in a terminal; their questions, and a strong moment of each signal."""

from __future__ import annotations

from lvm_meet.report import profile_wording, wording
from lvm_meet.report.facts import Facts
from lvm_meet.report.moments import Group, Moment
from lvm_meet.report.page import QUIET, STRONG, Item, Page
from lvm_meet.report.person_facts import PersonFacts
from lvm_meet.report.profile_facts import HandingFacts
from lvm_meet.report.terminal.style import side

MAX_ROWS, MAX_PEOPLE, MAX_RUNS = 6, 4, 2


def people(page: Page, facts: Facts) -> None:
    """Both tables, what became of proposals, and how work was handed over."""
    found, profile = facts.people, facts.profile
    if found.silent:
        page.heading(wording.TALK)
        page.line(found.silent)
    for title, table in ((wording.TALK, found.talk), (wording.SPEAKERS, found.style)):
        if table:
            page.heading(title)
            page.table(table.header, table.rows[:MAX_ROWS])
            page.left_out(len(table.rows) - MAX_ROWS)
    for remark in found.remarks:
        page.line(remark, QUIET)
    if profile:
        _answers(page, profile.people)
        _handing_over(page, profile.handing_over)


def _answers(page: Page, people: tuple[PersonFacts, ...]) -> None:
    """What became of people's proposals, and how they answered requests."""
    for title, told in (
        (profile_wording.PROPOSALS, [(each.name, each.proposals) for each in people]),
        (profile_wording.ANSWERS, [(each.name, each.answers) for each in people]),
    ):
        known = [f"{name} ({text})" for name, text in told if text]
        if known:
            more = [wording.others(len(known) - MAX_PEOPLE)] if len(known) > MAX_PEOPLE else []
            page.line(f"{title}: {'; '.join([*known[:MAX_PEOPLE], *more])}.")


def _handing_over(page: Page, found: HandingFacts | None) -> None:
    if found is None:
        return
    counts = ", ".join(f"{what.lower()} {number:,}" for what, _, number, _ in found.rows)
    page.line(f"{profile_wording.HANDING_OVER}: {counts}.")
    page.items(
        [
            Item(each.cites[0].place if each.cites else "", ((each.text, ""),))
            for each in found.runs
        ],
        limit=MAX_RUNS,
    )


def questions(page: Page, facts: Facts) -> None:
    """How many questions there are of each form; below the tables about people, if there are."""
    if not facts.questions_text:
        return
    if not (facts.people.talk or facts.people.silent):
        page.heading(wording.QUESTIONS)
    rows = [f"{row.name}: {row.number:,}" for row in facts.questions]
    page.line(" ".join([facts.questions_text, *([f"{'; '.join(rows)}."] if rows else [])]))


def strongest(page: Page, facts: Facts) -> None:
    """One strong moment of each signal, with what it is near to."""
    if not facts.moments:
        return
    page.heading(wording.MOMENTS)
    page.items([_moment(group, each) for group in facts.moments for each in group.moments[:1]])
    page.line(" ".join(group.empty for group in facts.moments if group.empty), QUIET)


def _moment(group: Group, moment: Moment) -> Item:
    who = f", {moment.speaker}: " if moment.speaker else ": "
    style = f"{STRONG} {side(group.leads)}"
    words = (group.name, style), (who, STRONG), (wording.quoted(moment.quote), "")
    return Item(moment.place, words, moment.because)
