"""The written report, as blocks that Markdown and Word lay out.

In the order in which people look: what it was about, how it was led, what it came to; then why,
person by person and signal by signal; what was guessed and how to read all this stands last.
"""

from __future__ import annotations

from collections.abc import Iterator

from lvm_meet.report import insight_wording, profile_wording, recording, wording
from lvm_meet.report.document import insights, people, phrases, style
from lvm_meet.report.document.blocks import (
    Block,
    Entry,
    Heading,
    Kind,
    Listing,
    Paragraph,
    Run,
)
from lvm_meet.report.facts import Facts

__all__ = ["compose"]


def compose(facts: Facts, *, pictures: bool) -> tuple[Block, ...]:
    """The whole report; `pictures` says whether the charts will be pictures or sketches.

    Of an empty meeting there is a headline, notes and the guide.
    """
    return (*_top(facts), *_came_to(facts, pictures=pictures), *_behind_it(facts), *_end(facts))


def _top(facts: Facts) -> Iterator[Block]:
    yield Heading(1, facts.title)
    yield Paragraph(phrases.quiet(" · ".join(facts.about)), Kind.REMARK)
    if facts.conclusions:
        yield from insights.summary(facts.conclusions)
        return
    first, *others = facts.headline
    more = (Run(f" {' '.join(others)}"),) if others else ()
    yield Paragraph((Run(first, strong=True), *more))
    if facts.course is not None:
        yield from phrases.remarks(insight_wording.NO_CONCLUSIONS)


def _came_to(facts: Facts, *, pictures: bool) -> Iterator[Block]:
    found, profile = facts.conclusions, facts.profile
    yield from style.balance(facts)
    if found:
        yield from insights.decisions(found)
        yield from insights.actions(found)
        for title, points, nothing in (
            (insight_wording.OPEN_QUESTIONS, found.questions, insight_wording.NO_QUESTIONS),
            (insight_wording.RISKS, found.risks, insight_wording.NO_RISKS),
        ):
            yield from insights.points(title, points, nothing)
        yield from insights.agenda(found.agenda)
        yield from insights.topics(found)
    if profile:
        yield from style.fit(profile)
    yield from style.timeline(facts, pictures=pictures)


def _behind_it(facts: Facts) -> Iterator[Block]:
    profile = facts.profile
    if facts.recording:
        yield from phrases.section(recording.TITLE, *facts.recording)
    if profile:
        yield from style.direction(profile.direction)
    yield from people.people(facts)
    if profile:
        yield from people.handing_over(profile.handing_over)
        named = profile_wording.ASPECTS, profile_wording.ASPECTS_TEXT
        yield from style.aspects("aspects", *named, profile.aspects)
        named = profile_wording.DUTIES, profile_wording.DUTIES_TEXT
        yield from style.aspects("duties", *named, profile.duties)
    yield from people.questions(facts)
    yield from style.contrasts(facts)
    yield from people.strongest(facts)


def _end(facts: Facts) -> Iterator[Block]:
    if facts.notes:
        yield Heading(2, wording.NOTES)
        yield Listing(tuple(Entry(phrases.plain(note)) for note in facts.notes))
    yield from phrases.section(wording.GUIDE, *facts.guide)
    yield from phrases.remarks(facts.made_by)
