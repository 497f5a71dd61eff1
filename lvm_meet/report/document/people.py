"""The sections about people and their words: who led, what was handed over, asked and said."""

from __future__ import annotations

from collections.abc import Iterator

from lvm_meet.report import profile_wording as style_wording
from lvm_meet.report import wording
from lvm_meet.report.cites import Cite, Quote
from lvm_meet.report.document import phrases
from lvm_meet.report.document.blocks import (
    Block,
    Chart,
    Entry,
    Grid,
    Heading,
    Line,
    Listing,
    Run,
)
from lvm_meet.report.facts import Facts
from lvm_meet.report.moments import Group, Moment, Questions
from lvm_meet.report.numbers import UNKNOWN
from lvm_meet.report.people import People, Table
from lvm_meet.report.person_facts import PersonFacts
from lvm_meet.report.profile_facts import HandingFacts, ProfileFacts


def people(facts: Facts) -> Iterator[Block]:
    """Who talked, and in which style, in the order of talk time."""
    found, profile = facts.people, facts.profile
    if found.silent:
        yield Heading(2, style_wording.LEADING)
        yield from phrases.remarks(found.silent)
        return
    if found.talk is None:
        return
    yield from phrases.section(style_wording.LEADING, style_wording.LEADING_TEXT)
    if profile and any(each.rates.leadership is not None for each in profile.people):
        yield Chart(
            "people",
            "Leadership and management of each speaker",
            "Coded sentences per 1,000 words of each speaker's own talk; the table below has the "
            "numbers.",
        )
    yield from _styles(found, profile)
    yield Heading(3, wording.TALK)
    yield _grid(wording.TALK, found.talk)
    yield from phrases.remarks(*found.remarks)


def _styles(found: People, profile: ProfileFacts | None) -> Iterator[Block]:
    """With role, proposals and answers where the profile has them, else the plain table."""
    if profile is None or not profile.people:
        if found.style:
            yield Heading(3, wording.SPEAKERS)
            yield _grid(wording.SPEAKERS, found.style)
        return
    proposals = any(each.proposals for each in profile.people)
    answers = any(each.answers for each in profile.people)
    header = (
        *style_wording.PERSON_HEADER,
        *((style_wording.PROPOSALS,) if proposals else ()),
        *((style_wording.ANSWERS,) if answers else ()),
    )
    yield Grid(
        style_wording.ROWS_OF_SPEAKERS,
        header,
        tuple(_person(each, proposals=proposals, answers=answers) for each in profile.people),
        words=frozenset({0, 4, 5}) & frozenset(range(len(header))),
        shares=(22, 11, 13, 18, 18, 18)[: len(header)],
    )


def _person(person: PersonFacts, *, proposals: bool, answers: bool) -> tuple[str, ...]:
    return (
        f"{person.name}{phrases.beside(person.role)}",
        person.rates.leadership_text,
        person.rates.management_text,
        person.rates.index_text,
        *((person.proposals or UNKNOWN,) if proposals else ()),
        *((person.answers or UNKNOWN,) if answers else ()),
    )


def _grid(title: str, table: Table) -> Grid:
    header = tuple(name.replace("\n", " ") for name in table.header)
    others = 70 // (len(header) - 1)
    return Grid(title, header, table.rows, shares=(30, *[others] * (len(header) - 1)))


def handing_over(found: HandingFacts | None) -> Iterator[Block]:
    """Outcome, method or a check; and checks that came in a row, as moments."""
    if found is None:
        return
    yield Heading(2, style_wording.HANDING_OVER)
    given = [
        Entry(_counted(what, meaning, number), tuple(map(phrases.quote, quotes)))
        for what, meaning, number, quotes in found.rows
    ]
    yield Listing((*given, *(Entry(phrases.cited(each)) for each in found.runs)))


def _counted(what: str, meaning: str, number: int) -> Line:
    return Run(f"{what}: {number:,}", strong=True), Run(phrases.beside(meaning), quiet=True)


def questions(facts: Facts) -> Iterator[Block]:
    """Questions by their form."""
    if not facts.questions_text:
        return
    yield from phrases.section(wording.QUESTIONS, facts.questions_text)
    if facts.questions:
        yield Listing(tuple(map(_question, facts.questions)))


def _question(row: Questions) -> Entry:
    details = (phrases.quote(_said(row.example)),) if row.example else ()
    return Entry(_counted(row.name, row.meaning, row.number), details)


def _said(moment: Moment) -> Quote:
    return Quote(moment.quote, moment.speaker, Cite(moment.number, moment.place))


def strongest(facts: Facts) -> Iterator[Block]:
    """The strongest moments of every signal, with what each is near to."""
    if not facts.moments:
        return
    yield Heading(2, wording.MOMENTS)
    for group in facts.moments:
        yield from _group(group)


def _group(group: Group) -> Iterator[Block]:
    yield Heading(3, f"{group.name} {group.meaning}")
    yield from phrases.remarks(group.empty)
    if group.moments:
        yield Listing(
            tuple(
                Entry(
                    phrases.quote(_said(moment)),
                    (phrases.quiet(moment.because),) if moment.because else (),
                )
                for moment in group.moments
            )
        )
