"""The sections about people and their words: who led, what was handed over, asked and said best."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.report import profile_wording, wording
from lvm_meet.report.cites import Cite
from lvm_meet.report.facts import Facts
from lvm_meet.report.html.markup import NOTHING, Markup, el, foreign, items, join, paragraphs, table
from lvm_meet.report.html.parts import badge, cited, figure, link, nothing, quote, section
from lvm_meet.report.moments import Group, Questions
from lvm_meet.report.people import People, Table
from lvm_meet.report.person_facts import PersonFacts
from lvm_meet.report.profile_facts import HandingFacts, ProfileFacts


def people(facts: Facts) -> Markup:
    """Who talked, and in which style, in the order of talk time."""
    found, profile = facts.people, facts.profile
    if found.silent:
        return section("people", profile_wording.LEADING, nothing(found.silent))
    if found.talk is None:
        return NOTHING
    chart = NOTHING
    known = [
        each for each in (profile.people if profile else ()) if each.rates.leadership is not None
    ]
    if known:
        chart = figure(
            "people",
            "Leadership and management of each speaker",
            alternative="Coded sentences per 1,000 words of each speaker's own talk; the table "
            "below has the numbers.",
        )
    return section(
        "people",
        profile_wording.LEADING,
        paragraphs(profile_wording.LEADING_TEXT, kind="lead"),
        chart,
        _style_table(found, profile),
        _people_table(wording.TALK, found.talk),
        paragraphs(*found.remarks, kind="remark"),
    )


def _style_table(found: People, profile: ProfileFacts | None) -> Markup:
    """With role, proposals and answers where the profile has them, else the plain table."""
    if profile is None or not profile.people:
        return _people_table(wording.SPEAKERS, found.style) if found.style else NOTHING
    header = ["Speaker", "Leading", "Managing", "Balance index (95% interval)"]
    proposals = any(each.proposals for each in profile.people)
    answers = any(each.answers for each in profile.people)
    header += [*(["Proposals"] if proposals else []), *(["Answers to requests"] if answers else [])]
    rows = [_person(each, proposals=proposals, answers=answers) for each in profile.people]
    return table(
        header,
        rows,
        caption=f"{wording.SPEAKERS}, per 1,000 words of their own talk",
        kind="cards-when-narrow",
        words=(0, 4, 5),
    )


def _person(person: PersonFacts, *, proposals: bool, answers: bool) -> Sequence[str]:
    role = el("span", foreign(person.role), attrs={"class": "about"}) if person.role else NOTHING
    return (
        join([foreign(person.name), role]),
        person.rates.leadership_text,
        person.rates.management_text,
        person.rates.index_text,
        *([person.proposals or "–"] if proposals else []),
        *([person.answers or "–"] if answers else []),
    )


def _people_table(caption: str, found: Table) -> Markup:
    rows = [(foreign(name), *cells) for name, *cells in found.rows]
    return table(found.header, rows, caption=caption, kind="cards-when-narrow")


def handing_over(found: HandingFacts | None) -> Markup:
    """Outcome, method or a check; and checks that came in a row, as moments."""
    if found is None:
        return NOTHING
    rows = [
        join(
            [
                el("b", f"{what}: {number:,}"),
                f" ({meaning})",
                join(el("p", quote(each), attrs={"class": "detail"}) for each in quotes),
            ]
        )
        for what, meaning, number, quotes in found.rows
    ]
    return section(
        "handing-over",
        profile_wording.HANDING_OVER,
        items(rows, kind="points"),
        items([cited(each) for each in found.runs], kind="points"),
    )


def questions(facts: Facts) -> Markup:
    """Questions by their form."""
    if not facts.questions_text:
        return NOTHING
    return section(
        "questions",
        wording.QUESTIONS,
        paragraphs(facts.questions_text),
        items([_question(row) for row in facts.questions], kind="points"),
    )


def _question(row: Questions) -> Markup:
    meaning = f" ({row.meaning})" if row.meaning else ""
    example = NOTHING
    if row.example:
        found = row.example
        example = el(
            "p",
            el("q", found.quote, attrs={"dir": "auto"}),
            " ",
            _who(found.speaker, found.place, found.number),
            attrs={"class": "detail"},
        )
    return join([f"{row.name}{meaning}: {row.number:,}", example])


def strongest(facts: Facts) -> Markup:
    """The strongest moments of every signal, with what each is near to."""
    if not facts.moments:
        return NOTHING
    return section("moments", wording.MOMENTS, join(map(_group, facts.moments)))


def _group(group: Group) -> Markup:
    rows = [
        join(
            [
                el("q", moment.quote, attrs={"dir": "auto"}),
                " ",
                _who(moment.speaker, moment.place, moment.number),
                el("p", moment.because, attrs={"class": "about", "dir": "auto"}),
            ]
        )
        for moment in group.moments
    ]
    title = el("h3", badge(group.name.lower()), f" {group.name} ", el("small", group.meaning))
    return join([title, items(rows, kind="points") or nothing(group.empty)])


def _who(speaker: str, place: str, number: int) -> Markup:
    name = join([foreign(speaker), ", "]) if speaker else NOTHING
    return el("span", name, link(Cite(number, place)), attrs={"class": "who"})
