"""Action items as to-dos of a calendar (RFC 5545, VTODO).

Calendars know an entry by its UID. It is made of what the item is (the meeting's content, the
task, its utterances), so that importing the same meeting again replaces entries instead of
doubling them. Owners are in the description: an ATTENDEE would need a mail address.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from lvm_meet.export.actions.quotes import named_actions, quote, said_in
from lvm_meet.model import Action, Analysis, Status

if TYPE_CHECKING:
    from icalendar import Todo

_NO_DATE = date(1970, 1, 1)
"""DTSTAMP is required and mustn't be the hour of the export, or no two files were the same"""


def render(analysis: Analysis) -> bytes:
    """The calendar file, lines ended by CR LF; without items one that holds no entry.

    DTSTAMP is the meeting's day at 0:00 UTC (of 1970-01-01 where that is not known). An item
    without a day has no DUE.
    """
    from icalendar import Calendar  # 0.1 s, and only who exports needs it

    calendar = Calendar()
    calendar.add("prodid", "-//lvm-meet//action items//EN")
    calendar.add("version", "2.0")
    for action in named_actions(analysis):
        calendar.add_component(_todo(action, analysis))
    content: bytes = calendar.to_ical()
    return content


def _todo(action: Action, analysis: Analysis) -> Todo:
    from icalendar import Todo

    todo = Todo()
    todo.add("uid", _uid(action, analysis))
    held = analysis.insights.held or _NO_DATE
    todo.add("dtstamp", datetime.combine(held, time(), UTC))
    todo.add("summary", _printable(action.task))
    if action.due and action.due.day:
        todo.add("due", action.due.day)
    todo.add("status", "COMPLETED" if action.status is Status.DONE else "NEEDS-ACTION")
    todo.add("categories", [action.kind.value])
    todo.add("description", _printable(_description(action, analysis)))
    return todo


def _description(action: Action, analysis: Analysis) -> str:
    facts = (
        ("Owner", action.owner),
        ("Due", action.due.text if action.due else None),
        ("Status", action.status.value if action.status else None),
        ("Said by", action.speaker),
        ("Meeting", analysis.title or analysis.transcript.source.name),
        ("Quote", quote(said_in(action, analysis))),
    )
    return "\n".join(f"{name}: {fact}" for name, fact in facts if fact)


def _uid(action: Action, analysis: Analysis) -> str:
    facts = (analysis.transcript.source.sha256, action.task, *action.utterances)
    return (
        hashlib.sha256("\0".join(facts).encode("utf-8", "replace")).hexdigest()[:32] + "@lvm-meet"
    )


def _printable(text: str) -> str:
    """Without what RFC 5545 allows in no text (control characters), and what UTF-8 can't hold."""
    kept = "".join(sign for sign in text if sign in "\n\t" or sign.isprintable() or sign == " ")
    return kept.encode("utf-8", "replace").decode()
