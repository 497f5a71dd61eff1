"""The sections about what the meeting came to: summary, decisions, tasks, agenda, topics."""

from __future__ import annotations

from collections.abc import Iterator

from lvm_meet.prose.case import capital
from lvm_meet.report import insight_wording as wording
from lvm_meet.report.conclusions import (
    AgendaFacts,
    Conclusions,
    DecisionFacts,
    PointFacts,
    TopicFacts,
)
from lvm_meet.report.document import phrases
from lvm_meet.report.document.blocks import (
    Block,
    Chart,
    Entry,
    Grid,
    Heading,
    Line,
    Listing,
    Paragraph,
    Run,
)
from lvm_meet.report.numbers import UNKNOWN


def summary(found: Conclusions) -> Iterator[Block]:
    """The headline and the sentences, each with its moments."""
    yield Heading(2, wording.SUMMARY)
    if found.headline:
        yield Paragraph((Run(found.headline, strong=True),))
    words: list[Run] = []
    for each in found.summary:
        words += (Run(" "),) if words else ()
        words += phrases.sentence(each)
    if words:
        yield Paragraph(tuple(words))
    else:
        yield from phrases.remarks(wording.NO_SUMMARY)
    yield from phrases.remarks(found.summary_remark)


def decisions(found: Conclusions) -> Iterator[Block]:
    """What was decided, with reason, alternatives and what nobody said."""
    yield Heading(2, wording.DECISIONS)
    if not found.decisions:
        yield from phrases.remarks(wording.NO_DECISIONS)
        return
    yield Listing(tuple(map(_decision, found.decisions)), ordered=True)


def _decision(decision: DecisionFacts) -> Entry:
    where = phrases.beside(phrases.places(decision.cites))
    details: list[Line] = []
    about = phrases.about_decision(decision)
    if about:
        details.append(phrases.plain(capital(about)))
    if decision.reason:
        details.append(phrases.cited(decision.reason, lead=wording.WHY))
    details += [phrases.cited(each, lead=wording.NOT_TAKEN) for each in decision.dropped]
    if decision.agreed:
        agreed = Run(f" {phrases.places(decision.agreed)}", quiet=True)
        details.append((Run(f"{wording.AGREED}:", strong=True), agreed))
    if decision.missing:
        details.append(phrases.quiet(decision.missing))
    return Entry((Run(decision.text, strong=True), Run(where, quiet=True)), tuple(details))


def actions(found: Conclusions) -> Iterator[Block]:
    """The table of tasks."""
    yield Heading(2, wording.ACTIONS)
    if not found.actions:
        yield from phrases.remarks(wording.NO_ACTIONS)
        return
    yield Grid(
        wording.ACTIONS,
        wording.ACTION_HEADER,
        tuple(
            (
                each.task,
                each.owner,
                each.due or UNKNOWN,
                each.status or UNKNOWN,
                each.came_up,
                phrases.places(each.cites),
            )
            for each in found.actions
        ),
        words=frozenset(range(len(wording.ACTION_HEADER))),
        shares=(29, 15, 15, 10, 18, 13),
    )
    yield from phrases.remarks(wording.ACTIONS_TEXT)


def points(title: str, found: tuple[PointFacts, ...], nothing: str) -> Iterator[Block]:
    """Open questions, or risks and blockers; `nothing` is said where there are none."""
    yield Heading(2, title)
    if found:
        yield Listing(tuple(Entry(phrases.point(each)) for each in found))
    else:
        yield from phrases.remarks(nothing)


def agenda(found: AgendaFacts | None) -> Iterator[Block]:
    """What was planned, what was talked about, and what was off the agenda."""
    if found is None:
        return
    yield from phrases.section(wording.AGENDA, found.text)
    if found.rows:
        planned = any(row.planned for row in found.rows)
        header = (
            "Item", "Owner", *(("Planned",) if planned else ()), "Spent", "What became of it"
        )  # fmt: skip
        owned = any(row.owner for row in found.rows)
        rows = tuple(
            (
                row.title,
                row.owner or UNKNOWN,
                *((row.planned or UNKNOWN,) if planned else ()),
                row.spent or UNKNOWN,
                phrases.became(row),
            )
            for row in found.rows
        )
        if not owned:
            header, rows = _without(1, header), tuple(_without(1, row) for row in rows)
        last = len(header) - 1
        yield Grid(
            wording.AGENDA,
            header,
            rows,
            words=frozenset({0, last, *((1,) if owned else ())}),
            shares=(34, *[14] * (last - 1), 66 - 14 * (last - 1)),
        )
    if found.off:
        yield from phrases.paragraphs(wording.OFF_AGENDA)
        yield Listing(tuple(Entry(phrases.cited(each)) for each in found.off))


def _without(column: int, cells: tuple[str, ...]) -> tuple[str, ...]:
    return cells[:column] + cells[column + 1 :]


def topics(found: Conclusions) -> Iterator[Block]:
    """The topics in their order, with the style of each."""
    yield from phrases.section(wording.TOPICS, wording.TOPICS_TEXT)
    yield Grid(
        wording.TOPICS,
        wording.TOPICS_HEADER,
        tuple(map(_topic, found.topics)),
        shares=(37, 14, 11, 13, 25),
    )
    yield Chart(
        "topics",
        "Leadership and management in each topic",
        "Coded sentences per 1,000 words of each topic; the table above has the numbers.",
    )


def _topic(topic: TopicFacts) -> tuple[str, ...]:
    return (
        f"{topic.number}. {topic.title} ({topic.start.place}){_more_phrases(topic)}",
        topic.length,
        topic.rates.leadership_text,
        topic.rates.management_text,
        topic.rates.index_text,
    )


def _more_phrases(topic: TopicFacts) -> str:
    """Its key phrases, without those that the title is made of."""
    title = topic.title.casefold()
    others = [phrase for phrase in topic.phrases if phrase.casefold() not in title]
    return f": {', '.join(others)}" if others else ""
