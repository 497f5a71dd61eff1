"""A plan from a file: text, Markdown or an ICS invitation, whichever the content is."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lvm_meet.errors import InputError, unreadable
from lvm_meet.model import Plan
from lvm_meet.plans.items import day_in, items_in, without_remarks

if TYPE_CHECKING:
    from icalendar.cal import Component

_MOST_BYTES = 1_000_000
"""a larger file is a mistake: an agenda is a page"""
_MOST_ITEMS = 100
_MARKUP = re.compile(r"(?i)<(?:br|p|div|li|ul|ol|html)\b[^<>]*>")
_ITEM = re.compile(r"(?i)<li\b[^<>]*>\s*(?:<p\b[^<>]*>)?")
_BREAK = re.compile(r"(?i)<br\b[^<>]*>|</?(?:p|div|ul|ol|h[1-6]|tr)\b[^<>]*>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINES = "one item per line, such as: - Budget (15 min)"


def read_plan(path: str | Path) -> Plan:
    """Title, day and items of the meeting in `path`.

    An ICS file gives the first event's SUMMARY, DTSTART and the agenda in its DESCRIPTION; text
    and Markdown the list of items and the first day written as 2026-05-31. InputError where the
    file can't be read, is no such file, or holds no item.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable(str(path), error) from error
    if len(data) > _MOST_BYTES:
        raise InputError("is too long for an agenda", path=str(path), hint=_LINES)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        return _invitation(data, str(path))
    text = _decoded(data, str(path))
    return _checked(
        Plan(held=day_in(without_remarks(text)), items=items_in(text)), str(path), _LINES
    )


def _decoded(data: bytes, path: str) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not text in UTF-8 (byte {error.start})",
            path=path,
            hint="an agenda is a text, Markdown or ICS file; save it as UTF-8",
        ) from error
    if "\0" in text:
        raise InputError("is not a text file", path=path, hint=_LINES)
    return text


def _invitation(data: bytes, path: str) -> Plan:
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(data)
        event = next(iter(calendar.walk("VEVENT")), None)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise InputError(
            "is a broken calendar file", path=path, excerpt=str(error), hint="export it again"
        ) from error
    if event is None:
        raise InputError("holds no meeting", path=path, hint="export the meeting's invitation")
    text = _without_markup(str(event.get("DESCRIPTION", "")))
    plan = Plan(title=str(event.get("SUMMARY", "")), held=_day(event), items=items_in(text))
    return _checked(plan, path, f"its description has no list of items: {_LINES}")


def _without_markup(text: str) -> str:
    """The text of a description; some calendars write it as HTML."""
    if not _MARKUP.search(text):
        return text
    text = _TAG.sub("", _BREAK.sub("\n", _ITEM.sub("\n- ", " ".join(text.split()))))
    return "\n".join(line.strip() for line in html.unescape(text).splitlines())


def _day(event: Component) -> date | None:
    """The day of the event where it takes place; None where it has none, or a broken one."""
    start = getattr(event.get("DTSTART"), "dt", None)
    if isinstance(start, datetime):
        return start.date()
    return start if isinstance(start, date) else None


def _checked(plan: Plan, path: str, hint: str) -> Plan:
    if not plan.items:
        raise InputError("holds no agenda item", path=path, hint=hint)
    if len(plan.items) > _MOST_ITEMS:
        raise InputError(
            f"holds {len(plan.items)} items; {_MOST_ITEMS} are the most",
            path=path,
            hint="is it an agenda? " + _LINES,
        )
    return plan
