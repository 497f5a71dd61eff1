"""The next agenda as an event of a calendar (RFC 5545, VEVENT): an invitation to be sent on.

Its UID is made of the meetings that it was drafted from and of its day, so that importing it again
replaces the event instead of doubling it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from lvm_meet.errors import SettingsError
from lvm_meet.export.agendas.lines import numbered
from lvm_meet.report.upcoming import IF_TIME, NextFacts

_NO_DATE = date(1970, 1, 1)
"""DTSTAMP is required and mustn't be the hour of the export, or no two files were the same"""
_SHORTEST = 15
"""minutes of an event with nothing planned in it: one of no length is shown nowhere"""


def render(facts: NextFacts) -> bytes:
    """The calendar file, lines ended by CR LF. SettingsError without a day: an event has one.

    With a start it begins at that hour wherever the calendar is and lasts as long as what is
    planned; without one it is an event of the whole day. DTSTAMP is the last meeting's day.
    """
    from icalendar import Calendar, Event  # 0.1 s, and only who exports needs it

    if facts.day is None:
        raise SettingsError("an event needs a day", hint="--date YYYY-MM-DD")
    event = Event()
    event.add("uid", f"{facts.identity}-{facts.day:%Y%m%d}@lvm-meet")
    event.add("dtstamp", datetime.combine(facts.last or _NO_DATE, time(), UTC))
    if facts.start is None:
        event.add("dtstart", facts.day)
    else:
        begin = datetime.combine(facts.day, facts.start)
        event.add("dtstart", begin)
        event.add("dtend", begin + timedelta(minutes=facts.minutes or _SHORTEST))
    event.add("summary", _printable(facts.title))
    event.add("description", "\n".join(_lines(facts)))
    calendar = Calendar()
    calendar.add("prodid", "-//lvm-meet//next agenda//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _lines(facts: NextFacts) -> Iterator[str]:
    about = (*facts.about, facts.nothing) if facts.nothing else facts.about
    yield from (f"> {_printable(line)}" for line in about)
    if facts.rows:
        yield ""
        yield from numbered(facts.rows, escape=_printable)
    if facts.spare:
        yield from ("", f"{IF_TIME}:", "")
        yield from numbered(facts.spare, first=len(facts.rows) + 1, escape=_printable)


def _printable(text: str) -> str:
    """Without what RFC 5545 allows in no text (control characters), and what UTF-8 can't hold."""
    kept = "".join(sign for sign in text if sign.isprintable() or sign == " ")
    return kept.encode("utf-8", "replace").decode()
