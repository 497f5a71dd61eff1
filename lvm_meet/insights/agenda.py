"""An agenda held against the talk: what was covered, for how long, what was not reached."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvm_meet.insights.agenda_words import NO_ITEM, Words, align
from lvm_meet.insights.announced import Announced, announced_items
from lvm_meet.lexicon import Book
from lvm_meet.model import (
    Agenda,
    AgendaItem,
    AgendaOrigin,
    Plan,
    PlannedItem,
    Span,
    Topic,
    Utterance,
)
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import AgendaSettings


def follow_agenda(
    units: Sequence[Utterance],
    *,
    topics: Sequence[Topic],
    plan: Plan,
    book: Book,
    topic_book: Book,
    cleaner: Cleaner,
    settings: AgendaSettings,
) -> Agenda | None:
    """What became of the plan's items; without any, of those that were announced in the opening.

    Where nobody announced any either the agenda is only what was talked about: the topics. None
    for a meeting without talk. An item that shares no word with the talk is not reached.
    """
    if not units or not topics:
        return None
    words = Words.of(book, topic_book)
    said = [words.stems(unit.text) for unit in units]
    announced: Sequence[Announced] = ()
    items, origin = plan.items, AgendaOrigin.FILE
    if not items:
        announced = announced_items(
            units, said, book=book, words=words, cleaner=cleaner, settings=settings
        )
        items = tuple(PlannedItem(each.title) for each in announced)
        origin = AgendaOrigin.OPENING
    if not items:
        found = tuple(_item(PlannedItem(t.title), units, _places(units, t)) for t in topics)
        return Agenda(AgendaOrigin.TOPICS, found)
    # where it is announced is not where it is discussed
    silent = {place for each in announced for place in each.places}
    heard = [[] if place in silent else stems for place, stems in enumerate(said)]
    sought = [PlannedItem(each.sought) for each in announced] or items
    path = align(sought, heard, words=words, settings=settings)
    path[sorted(silent)] = NO_ITEM
    rows = []
    for number, item in enumerate(items):
        places = np.flatnonzero(path == number)
        if len(places) < settings.least_units:
            path[places] = NO_ITEM
            places = places[:0]
        spoken = tuple(units[place].id for place in announced[number].places) if announced else ()
        rows.append(_item(item, units, places.tolist(), spoken))
    return Agenda(origin, tuple(rows), _off(units, topics, path, settings))


def _item(
    item: PlannedItem,
    units: Sequence[Utterance],
    places: Sequence[int],
    announced: tuple[str, ...] = (),
) -> AgendaItem:
    return AgendaItem(
        title=item.title,
        planned_ms=item.planned_ms,
        owner=item.owner,
        utterances=tuple(units[place].id for place in places),
        spent_ms=_spent(units, places),
        spent_words=sum(units[place].words for place in places),
        announced=announced,
    )


def _spent(units: Sequence[Utterance], places: Sequence[int]) -> int | None:
    """Time from the first to the last unit of each run; None where the talk has no times."""
    spans = [units[place].span for place in places]
    if any(span is None for span in spans) or all(unit.span is None for unit in units):
        return None
    total, run, last = 0, None, -2
    for place, span in zip(places, spans, strict=True):
        assert span is not None
        if place == last + 1 and run is not None:
            run = run.cover(span)
        else:
            total += run.length_ms if run else 0
            run = Span(span.start_ms, span.end_ms)
        last = place
    return total + (run.length_ms if run else 0)


def _places(units: Sequence[Utterance], topic: Topic) -> list[int]:
    ids = set(topic.utterances)
    return [place for place, unit in enumerate(units) if unit.id in ids]


def _off(
    units: Sequence[Utterance],
    topics: Sequence[Topic],
    path: np.ndarray,
    settings: AgendaSettings,
) -> tuple[int, ...]:
    """Topics whose words mostly serve no item."""
    free = {unit.id: unit.words for unit, item in zip(units, path, strict=True) if item < 0}
    size = {unit.id: unit.words for unit in units}
    found = []
    for number, topic in enumerate(topics):
        whole = sum(size[id_] for id_ in topic.utterances)
        off = sum(free.get(id_, 0) for id_ in topic.utterances)
        if whole and 1000 * off >= settings.off * whole:
            found.append(number)
    return tuple(found)
