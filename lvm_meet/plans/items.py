"""Agenda items in a text: which of its lines are items, and which belong to them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from lvm_meet.model import PlannedItem
from lvm_meet.plans.line import begins_with_time, item_of

_MINUTE = 60_000
_LONGEST = 500
"""characters of a line that are read: a longer one is no item, and takes long to look through"""
_BULLET = re.compile(r"(\s*)(?:[-*+•◦‣–·]|\(?\d{1,2}[.):]|[a-z]\))\s+(?:\[[ xX]\]\s*)?(.*)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_QUOTED = re.compile(r"(\s*)>[\s>]*(.*)")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_ANNOUNCES = re.compile(
    r"(?i)(?:the |our |meeting |proposed |draft |today's )*"
    r"(?:agenda\b.*|(?:topics?|tops?|items?|today|programme|program|schedule)(?: (?:for|of)\b.*)?)"
)
_ABOUT = re.compile(
    r"(?i)(?:date|time|when|where|location|room|place|attendees|participants|present|apologies|"
    r"invited|chair|facilitator|note ?taker|scribe|dial[ -]?in|link|meeting id|passcode|phone)"
    r"\s*:.*"
)
"""lines about the meeting; none of them is an item"""
_LETTER = re.compile(
    r"(?i)(?:hi|hello|dear|best|regards|kind regards|thanks|cheers)\b[^:]{0,30},(?: \w+)?"
    r"|.*\bhttps?://.*"
)
"""what a letter has around a list without bullets"""
_RULE = re.compile(r"[\s_~=:.*⎯-]{8,}")
"""below such a line stands what a calendar adds to an invitation"""
_WHEN = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ ,T]+\d{1,2}[:.]\d{2})?")
_NO_ITEM = (_ABOUT, _LETTER, _HEADING, _WHEN, re.compile(r".*:"))
_MARKS = re.compile(r"(?<!\\)(?:(\*\*|__|`|~~)|\[([^\]]+)\]\([^)]*\))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_HEADS = {
    **dict.fromkeys(("item", "topic", "title", "subject", "agenda", "agenda item"), "title"),
    **dict.fromkeys(("time", "duration", "minutes", "min", "length"), "time"),
    **dict.fromkeys(("owner", "who", "lead", "presenter"), "owner"),
}


def day_in(text: str) -> date | None:
    """The first day written as 2026-05-31 in a text; None where there is none."""
    for year, month, day in _DAY.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def without_remarks(text: str) -> str:
    """The text without quoted lines ("> …"), which are remarks; bullets in them are items."""
    return "\n".join(_unquoted(text.splitlines()))


def items_in(text: str) -> tuple[PlannedItem, ...]:
    """The items of an agenda text, in order; () where it holds none.

    Looked at is what stands below a line that says "Agenda", where there is one. Where lines are
    marked as a list (bullets, numbers, times of the day, a table), only these are items and what
    is indented below one becomes its details; else headings are, or else every line is. Quoted
    lines ("> …") are remarks. Times are planned lengths: "(10 min)", "1 h", "09:00-09:15", or the
    distance to the next item's start. An owner is "owner: Ada", "(Ada Berg)" or "- Ada Berg" at
    the end, where that is written like a name.
    """
    lines = [_plain(line[:_LONGEST]) for line in _unquoted(text.splitlines())]
    if table := _table(lines):
        return table
    below = _below_heading(lines)
    marked = _marked(below) or _marked(lines) or _headed(below) or _single(below)
    starts: list[int | None] = []
    items: list[PlannedItem] = []
    for line, details in marked:
        item, start = item_of(line)
        if item.title:
            title = _written(item.title)
            owner = None if item.owner is None else _written(item.owner)
            more = tuple(map(_written, details))
            items.append(replace(item, title=title, owner=owner, details=more))
            starts.append(start)
    return _with_lengths(items, starts)


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        quoted = _QUOTED.fullmatch(line)
        if quoted is None:
            yield line
        elif _BULLET.fullmatch(quoted[2]):
            yield quoted[1] + quoted[2]


def _plain(line: str) -> str:
    """Without Markdown's emphasis and link targets, and without signs that nobody sees."""
    line = _UNSEEN.sub("", line.expandtabs(4))
    if _RULE.fullmatch(line):
        return line
    return _MARKS.sub(lambda match: match[2] or "", line).rstrip()


def _written(text: str) -> str:
    """Text as Markdown shows it: an escaped sign is that sign."""
    return html.unescape(_ESCAPED.sub(r"\1", text))


def _marked(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """(item, details) of lines that are marked as a list: by bullets or numbers, else by times."""
    found: list[tuple[int, str, list[str]]] = []
    for line in lines:
        bullet = _BULLET.fullmatch(line)
        text = bullet[2].strip() if bullet else line.strip()
        if _ABOUT.fullmatch(text):
            continue
        if bullet and text:
            depth = len(bullet[1])
            if found and depth > found[0][0]:
                found[-1][2].append(text)
            else:
                found.append((depth, text, []))
        elif begins_with_time(text):
            found.append((0, text, []))
        elif found and line.startswith("  ") and text:
            found[-1][2].append(text)
    return [(text, details) for _, text, details in found]


def _below_heading(lines: Sequence[str]) -> list[str]:
    """The lines below the one that says Agenda, up to the next heading of its level; else all.

    A document's title ("# Agenda") has all other headings below it.
    """
    for place, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        label = not heading and line.rstrip().endswith(":")
        words = heading[2] if heading else line.strip()
        if (heading or label) and _ANNOUNCES.fullmatch(words.rstrip(": ")):
            rest = list(lines[place + 1 :])
            if not heading:
                return rest
            return rest[: _end_of_section(rest, level=len(heading[1]))]
    return list(lines)


def _end_of_section(lines: Sequence[str], *, level: int) -> int:
    for place, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        if heading and len(heading[1]) <= level:
            return place
    return len(lines)


def _headed(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Headings as items, with the lines below them; [] unless there are several of one level."""
    found = [match for line in lines if (match := _HEADING.fullmatch(line))]
    levels = [len(match[1]) for match in found]
    level = next((each for each in levels if levels.count(each) > 1), 0)
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading and len(heading[1]) <= level:
            if len(heading[1]) == level and heading[2]:
                items.append((heading[2], []))
        elif items and line.strip():
            items[-1][1].append(heading[2] if heading else line.strip())
    return items


def _single(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Every line as an item, but those of a letter, and what a calendar adds below a rule."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        text = line.strip()
        if len(text) >= 8 and _RULE.fullmatch(text):
            break
        if text and not any(pattern.fullmatch(text) for pattern in _NO_ITEM):
            found.append((text, []))
    return found


def _with_lengths(
    items: Sequence[PlannedItem], starts: Sequence[int | None]
) -> tuple[PlannedItem, ...]:
    """Where only starts are given, an item lasts until the next one starts."""
    found = []
    for place, item in enumerate(items):
        here = starts[place]
        after = starts[place + 1] if place + 1 < len(starts) else None
        if item.planned_ms is None and here is not None and after is not None and after > here:
            item = replace(item, planned_ms=(after - here) * _MINUTE)
        found.append(item)
    return tuple(found)


def _table(lines: Sequence[str]) -> tuple[PlannedItem, ...]:
    """The items of a Markdown table whose header names a column of items; () where none does."""
    for place, line in enumerate(lines[1:], start=1):
        if "-" not in line or "|" not in line or not _TABLE_RULE.fullmatch(line.strip()):
            continue
        heads = [_HEADS.get(cell.lower(), "") for cell in _cells(lines[place - 1])]
        if "title" not in heads:
            continue
        items, starts = [], []
        for row in lines[place + 1 :]:
            if "|" not in row:
                break
            cells = dict(zip(heads, _cells(row), strict=False))
            item, _ = item_of(cells.get("title", ""))
            if item.title:
                planned, start = _time_of(cells.get("time", ""))
                owner = cells.get("owner") or item.owner
                planned = planned or item.planned_ms
                title = _written(item.title)
                items.append(replace(item, title=title, planned_ms=planned, owner=owner))
                starts.append(start)
        return _with_lengths(items, starts)
    return ()


def _time_of(cell: str) -> tuple[int | None, int | None]:
    """(planned ms, start) of a table's cell: "10", "1 h", "9:00-9:15" or "9:00"."""
    if cell.isdecimal():
        return int(cell) * _MINUTE or None, None
    clock, start = item_of(f"{cell} x")
    return clock.planned_ms or item_of(f"x {cell}")[0].planned_ms, start


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
