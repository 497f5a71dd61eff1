"""What a series of meetings leaves for the next one: its agenda, drafted from what is open.

Left are tasks that nobody reported as done, questions without an answer, items of an agenda that
were not reached, and directions without a step. Whether an item calls for leading or for managing
follows from why it is open: a block, a near day or work that nobody has calls for managing, as
does a direction without a step; a purpose that nobody said, and work that somebody took on by
themselves, calls for leading.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lvm_meet.insights.agenda_words import Words
from lvm_meet.insights.left_open import Meeting, Open, add
from lvm_meet.model import (
    Analysis,
    Mode,
    NextAgenda,
    NextItem,
    NextKind,
    NextReason,
    Status,
)
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import DraftSettings

MODES = {
    NextReason.BLOCKED: Mode.MANAGEMENT,
    NextReason.DUE: Mode.MANAGEMENT,
    NextReason.UNASSIGNED: Mode.MANAGEMENT,
    NextReason.NO_PURPOSE: Mode.LEADERSHIP,
    NextReason.TAKEN_ON: Mode.LEADERSHIP,
    NextReason.ASKED_FOR: Mode.MANAGEMENT,
    NextReason.LEFT_AGAIN: Mode.LEADERSHIP,
    NextReason.OUT_OF_TIME: Mode.MANAGEMENT,
    NextReason.ASKS_WHY: Mode.LEADERSHIP,
    NextReason.ASKS_HOW: Mode.MANAGEMENT,
    NextReason.OPEN: None,
    NextReason.NO_STEP: Mode.MANAGEMENT,
}
"""what each reason calls for: the situations that call for either, and the links that miss"""

_FIRST = (
    NextReason.BLOCKED,
    NextReason.DUE,
    NextReason.LEFT_AGAIN,
    NextReason.OUT_OF_TIME,
    NextReason.ASKS_WHY,
    NextReason.ASKS_HOW,
    NextReason.OPEN,
    NextReason.UNASSIGNED,
    NextReason.NO_STEP,
    NextReason.NO_PURPOSE,
    NextReason.ASKED_FOR,
    NextReason.TAKEN_ON,
)
"""which items get the time, where it is too short for all"""
_ORDER = tuple(NextKind)
"""the order in which they stand on the agenda"""
_MINUTE = 60_000


def plan_next(
    analyses: Sequence[Analysis],
    *,
    words: Words,
    cleaner: Cleaner,
    settings: DraftSettings,
    on: date | None = None,
) -> NextAgenda:
    """The draft of the agenda that follows `analyses`, the meetings of one series.

    They are gone through by their days where all are known, else as they are given. What several
    of them leave stands once, with the latest mention; what a later one reports as done, or talked
    about as an item of its agenda, is not open any more (a task that was only talked about is).
    `on` is the day of the next meeting: a task is due there if its day is not after it; without
    one every task with a day is. Empty without anything open.
    """
    found: list[Open] = []
    for number in _in_order(analyses):
        meeting = Meeting(analyses[number], number, words, cleaner, settings)
        found = [each for each in found if not meeting.settles(each)]
        for each in meeting.leaves():
            add(found, each, settings)
    taken, left = _without_most_directions(found, settings)
    items = [_item(each, on, settings) for each in taken]
    return _fitted(items, left, settings)


def _in_order(analyses: Sequence[Analysis]) -> list[int]:
    days = [analysis.insights.held for analysis in analyses]
    known = [day for day in days if day is not None]
    numbers = list(range(len(analyses)))
    return sorted(numbers, key=lambda number: known[number]) if len(known) == len(days) else numbers


def _without_most_directions(
    found: Sequence[Open], settings: DraftSettings
) -> tuple[list[Open], int]:
    """All but directions, and the clearest of these; how many directions that leaves out."""
    directions = [each for each in found if each.kind is NextKind.DIRECTION]
    fit = sorted((each for each in directions if each.title), key=lambda each: -each.clear)
    taken = fit[: settings.directions]
    others = [each for each in found if each.kind is not NextKind.DIRECTION]
    return others + taken, len(directions) - len(taken)


def _item(open_: Open, on: date | None, settings: DraftSettings) -> NextItem:
    reason = _reason(open_, on)
    return NextItem(
        kind=open_.kind,
        title=open_.title,
        owner=open_.owner,
        due=open_.due,
        status=open_.status,
        mode=MODES[reason],
        reason=reason,
        meeting=open_.meeting,
        utterances=open_.utterances,
        minutes=_minutes(open_, reason, settings),
        times=open_.times,
    )


def _reason(open_: Open, on: date | None) -> NextReason:
    if open_.kind is NextKind.NOT_REACHED and open_.times > 1:
        return NextReason.LEFT_AGAIN
    if open_.kind is not NextKind.ACTION:
        return open_.reason
    if open_.status is Status.BLOCKED:
        return NextReason.BLOCKED
    day = open_.due.day if open_.due else None
    if day is not None and (on is None or day <= on):
        return NextReason.DUE
    return NextReason.UNASSIGNED if open_.nobody else open_.reason


def _minutes(open_: Open, reason: NextReason, settings: DraftSettings) -> int:
    if open_.planned is not None:
        return min(settings.meeting, max(1, round(open_.planned / _MINUTE)))
    if open_.kind is NextKind.ACTION:
        special = {NextReason.BLOCKED: settings.blocked, NextReason.UNASSIGNED: settings.unassigned}
        return special.get(reason, settings.task)
    return {
        NextKind.NOT_REACHED: settings.item,
        NextKind.QUESTION: settings.question,
        NextKind.DIRECTION: settings.direction,
    }[open_.kind]


def _fitted(items: Sequence[NextItem], left: int, settings: DraftSettings) -> NextAgenda:
    """The items that matter most get the time; what there is stands in the order of an agenda."""

    def urgent(place: int) -> tuple[int, date, int]:
        item = items[place]
        day = item.due.day if item.due else None
        return _FIRST.index(item.reason), day or date.max, place

    first = sorted(range(len(items)), key=urgent)
    taken, used = set(), 0
    for place in first:
        if used + items[place].minutes <= settings.meeting:
            taken.add(place)
            used += items[place].minutes
    shown = sorted(first, key=lambda place: _ORDER.index(items[place].kind))
    return NextAgenda(
        items=tuple(items[place] for place in shown if place in taken),
        spare=tuple(items[place] for place in shown if place not in taken),
        left=left,
    )
