"""What a draft of the next agenda says: its lines and its sentences, laid out by `export.agendas`.

Foreign text in here is cleaned and of bounded length, as in a report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import PurePath

from lvm_meet.model import Analysis, NextAgenda, NextItem, NextKind, NextReason
from lvm_meet.report import insight_wording, numbers
from lvm_meet.report.conclusions import DUE_LENGTH, TITLE_LENGTH
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten, speaker_name
from lvm_meet.report.profile_wording import MODE
from lvm_meet.report.wording import quoted

ITEM_LENGTH = 160
"""characters of an item"""
SHOWN = 4
"""meetings that are named as what the draft was made of; of more only the number is said"""
IF_TIME = "If there is time"
NO_TITLE = "Next meeting"
NOTHING = (
    "Nothing is open: no task, no question, no item of an agenda and no direction without a step, "
    "as far as was recognised."
)
UNANSWERED = "Nobody answered it."
_WHY = {
    NextReason.BLOCKED: "something is in the way of it",
    NextReason.DUE: "it has a date, {due}",
    NextReason.UNASSIGNED: "nobody has taken it yet",
    NextReason.NO_PURPOSE: "nobody said what it is for",
    NextReason.TAKEN_ON: "it was taken on unasked, so ask what is needed rather than how far it is",
    NextReason.ASKED_FOR: "it was handed out, so see whether it is done",
    NextReason.LEFT_AGAIN: "{times} meetings did not reach it, so ask first whether it matters",
    NextReason.OUT_OF_TIME: "the meeting did not reach it, so give it a fixed time",
    NextReason.ASKS_WHY: "it asks what or why, and nobody answered it",
    NextReason.ASKS_HOW: "it asks how, when or who, and nobody answered it",
    NextReason.NO_STEP: "no step follows from it yet, so agree on the first, and on who takes it",
}


@dataclass(frozen=True, slots=True)
class NextRow:
    """One item: what is written in its line, and the remarks below it."""

    title: str
    minutes: int
    owner: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextFacts:
    """The whole draft. Without rows `nothing` says that nothing is open; else it is "".

    `identity` is the same for the same meetings (hex); `last` is the day of the last one that is
    known, `minutes` the length of the rows.
    """

    title: str
    day: date | None
    start: time | None
    minutes: int
    about: tuple[str, ...]
    rows: tuple[NextRow, ...]
    spare: tuple[NextRow, ...]
    nothing: str
    identity: str
    last: date | None


def next_facts(
    agenda: NextAgenda,
    analyses: Sequence[Analysis],
    *,
    day: date | None = None,
    start: time | None = None,
) -> NextFacts:
    """The draft in words. `analyses` are those that `agenda` was made of, at least one."""
    places = [Places(analysis) for analysis in analyses]
    days = [each.insights.held for each in analyses if each.insights.held is not None]
    titles = [title for each in analyses if (title := clean(each.title))]
    sources = "\0".join(sorted({each.transcript.source.sha256 for each in analyses}))
    items = agenda.items + agenda.spare
    return NextFacts(
        title=shorten(titles[-1], TITLE_LENGTH) if titles else NO_TITLE,
        day=day,
        start=start,
        minutes=agenda.minutes,
        about=_about(agenda, analyses),
        rows=tuple(_row(item, analyses, places) for item in agenda.items),
        spare=tuple(_row(item, analyses, places) for item in agenda.spare),
        nothing="" if items else NOTHING,
        identity=hashlib.sha256(sources.encode("utf-8", "replace")).hexdigest()[:32],
        last=max(days, default=None),
    )


def _about(agenda: NextAgenda, analyses: Sequence[Analysis]) -> tuple[str, ...]:
    named = [_name(each) for each in analyses]
    made = f"Drafted from {numbers.count(len(named), 'meeting')}."
    if len(named) <= SHOWN:
        made = f"Drafted from {'; '.join(named)}."
    lines = [made]
    if agenda.items:
        lines.append(
            f"{numbers.count(agenda.minutes, 'minute')} are planned; change what you like."
        )
    if agenda.left:
        more = numbers.count(agenda.left, "more direction has", "more directions have")
        lines.append(f"{more} no step: see the report.")
    return tuple(lines)


def _name(analysis: Analysis) -> str:
    """What a meeting is called, with its day: "Alarm kick-off, 20 November 2026"."""
    title = clean(analysis.title) or clean(PurePath(analysis.transcript.source.name).stem)
    held = analysis.insights.held
    name = shorten(title, TITLE_LENGTH) or "a meeting"
    return f"{name}, {insight_wording.held(held)}" if held else name


def _row(item: NextItem, analyses: Sequence[Analysis], places: Sequence[Places]) -> NextRow:
    title = shorten(clean(item.title), ITEM_LENGTH).rstrip(" .")
    if item.kind is NextKind.DIRECTION:
        title = f"Steps towards {quoted(title)}"
    where = places[item.meeting]
    moment = ""
    if item.utterances:
        moment = f", {where.phrase(where.utterances[item.utterances[0]])}"
    source = f"From {_name(analyses[item.meeting])}{moment}"
    if item.times > 1:
        source += f"; it came up in {item.times:,} meetings"
    return NextRow(title, item.minutes, speaker_name(item.owner), (_calls_for(item), f"{source}."))


def _calls_for(item: NextItem) -> str:
    """What the item calls for and why; where it is neither, why it stands there."""
    if item.mode is None:
        return UNANSWERED
    due = item.due
    text = _WHY[item.reason].format(
        due=insight_wording.due(shorten(clean(due.text), DUE_LENGTH), due.day) if due else "",
        times=f"{item.times:,}",
    )
    return f"Calls for {MODE[item.mode]}: {text}."
