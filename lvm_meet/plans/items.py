"""Agenda items in a text: bullets, numbers, times and owners, as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lvm_meet.model import PlannedItem

_MINUTE = 60_000
_DAY_MINUTES = 24 * 60
_BULLET = re.compile(r"(\s*)(?:[-*+•◦‣–·]|\(?\d{1,2}[.):]|[a-z]\))\s+(?:\[[ xX]\]\s*)?(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_CLOCK = r"(\d{1,2})[:.h](\d{2})\s*(?:h|uhr|am|pm|a\.m\.|p\.m\.)?(?!\w)"
_RANGE = re.compile(rf"(?i)^[(\[]?{_CLOCK}\s*(?:[-–—]|to|until)\s*{_CLOCK}[)\]]?[\s:|,–—-]*")
_START = re.compile(rf"(?i)^[(\[]?{_CLOCK}[)\]]?[\s:|,–—-]+")
_LENGTH = re.compile(
    r"(?i)[\s,;:|–—-]*[(\[]?\s*(?:ca\.?|about|approx\.?|~|max\.?)?\s*"
    r"(?:(\d{1,2})\s*(?:h|hrs?|hours?)(?:\s*(\d{1,2})\s*(?:m|min|mins|minutes)?)?"
    r"|(\d{1,3})\s*(?:m|min|mins|min\.|minutes?|['′’]))\s*[)\]]?(?=$|[\s,;:|–—-])"
)
_TWO_IN_BRACKETS = re.compile(r"\(([^(),;]+)[,;]\s*([^(),;]+)\)")
_LABELLED = re.compile(
    r"(?i)[\s,;|–—-]*[(\[]?\b(?:owner|lead|led by|presenter|presented by|by|host)\s*:?\s+"
    r"([^\W\d_][^()\[\],;|:]{0,58}?)\s*[)\]]?\s*$"
)
_BESIDE = re.compile(
    r"(?:\s*[(\[](?P<in>[^()\[\]]{2,40})[)\]]|\s+[–—-]\s+(?P<after>[^–—|]{2,40})|\s*@(?P<at>\S+))\s*$"
)
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*)(?:\s+(?:[^\W\d_a-z][\w.'’-]*|van|von|de|der|da|bin)){0,3}"
)
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_ANNOUNCES = re.compile(
    r"(?i)^(?:the\s+)?(?:agenda|topics?|tops?|items?|today|programme|program|schedule)\b.*"
)
_MARKS = re.compile(r"(\*\*|__|`|~~)|\[([^\]]+)\]\([^)]*\)")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_HEADS = {
    **dict.fromkeys(("item", "topic", "title", "subject", "agenda"), "title"),
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


def items_in(text: str) -> tuple[PlannedItem, ...]:
    """The items of an agenda text, in order; () where it holds none.

    Where lines are marked as a list (bullets, numbers, times of the day, a table), only these are
    items and what is indented below one becomes its details; else the lines below a heading that
    says "Agenda", or else every line, is an item. Times are planned lengths: "(10 min)", "1 h",
    "09:00-09:15", or the distance to the next item's start. An owner is "Owner: Ada", "(Ada Berg)"
    or "- Ada Berg" at the end, where that is written like a name.
    """
    lines = [_plain(line) for line in text.splitlines()]
    if table := _table(lines):
        return table
    marked = _marked(lines)
    if not marked:
        marked = [(line.strip(), []) for line in _below_heading(lines) if line.strip()]
    starts: list[int | None] = []
    items: list[PlannedItem] = []
    for line, details in marked:
        item, start = _item(line)
        if item.title:
            items.append(replace(item, details=tuple(details)))
            starts.append(start)
    return _with_lengths(items, starts)


def _plain(line: str) -> str:
    """Without Markdown's emphasis and link targets."""
    return _MARKS.sub(lambda match: match[2] or "", line.expandtabs(4)).rstrip()


def _marked(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """(item, details) of lines that are marked as a list: by bullets or numbers, else by times."""
    found: list[tuple[int, str, list[str]]] = []
    for line in lines:
        bullet = _BULLET.fullmatch(line)
        if bullet and bullet[2].strip():
            depth = len(bullet[1])
            if found and depth > found[0][0]:
                found[-1][2].append(bullet[2].strip())
            else:
                found.append((depth, bullet[2].strip(), []))
        elif _RANGE.match(line.strip()) or _START.match(line.strip()):
            found.append((0, line.strip(), []))
        elif found and line.startswith("  ") and line.strip():
            found[-1][2].append(line.strip())
    return [(text, details) for _, text, details in found]


def _below_heading(lines: Sequence[str]) -> list[str]:
    """Plain lines: those below the line that says Agenda, up to the next heading; else all."""
    for place, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        words = (heading[1] if heading else line.rstrip(":")).strip()
        if (heading or line.rstrip().endswith(":")) and _ANNOUNCES.fullmatch(words):
            rest = list(lines[place + 1 :])
            if any(_HEADING.fullmatch(each) for each in rest if each):
                subs = [m[1] for each in rest if (m := _HEADING.fullmatch(each))]
                return subs if not heading or _level(rest) > _level([line]) else _until(rest)
            return rest
    headings = [match[1] for line in lines if (match := _HEADING.fullmatch(line))]
    if len(headings) > 1 and all(not line or _HEADING.fullmatch(line) for line in lines):
        return headings[1:] if lines[0].startswith("# ") else headings
    return [line for line in lines if not _HEADING.fullmatch(line) and not line.endswith(":")]


def _level(lines: Sequence[str]) -> int:
    return next((len(line) - len(line.lstrip("#")) for line in lines if line.startswith("#")), 0)


def _until(lines: Sequence[str]) -> list[str]:
    end = next((n for n, line in enumerate(lines) if _HEADING.fullmatch(line)), len(lines))
    return list(lines[:end])


def _item(line: str) -> tuple[PlannedItem, int | None]:
    """One item, and the minute of the day that it starts at."""
    planned, start = None, None
    if match := _RANGE.match(line):
        start, end = _minute(match[1], match[2]), _minute(match[3], match[4])
        planned = (end - start) % _DAY_MINUTES * _MINUTE
        line = line[match.end() :]
    elif match := _START.match(line):
        start = _minute(match[1], match[2])
        line = line[match.end() :]
    line = _TWO_IN_BRACKETS.sub(r"(\1) (\2)", line)
    if match := next((each for each in _LENGTH.finditer(line) if _stands_apart(each)), None):
        hours, more, minutes = (int(part or 0) for part in match.groups())
        planned = (60 * hours + more + minutes) * _MINUTE
        line = f"{line[: match.start()]} {line[match.end() :]}".strip()
    owner = None
    if (match := _LABELLED.search(line)) and _NAME.fullmatch(match[1].strip()):
        owner = match[1].strip()
        line = line[: match.start()]
    elif match := _BESIDE.search(line):
        name = (match["in"] or match["after"] or match["at"] or "").strip()
        if _NAME.fullmatch(name) and line[: match.start()].strip():
            owner = name
            line = line[: match.start()]
    return PlannedItem(line.strip(" \t,;:|–—-"), planned or None, owner), start


def _stands_apart(length: re.Match[str]) -> bool:
    """Whether a length is no part of a title, as in "the 15 minute city"."""
    rest = length.string[length.end() :].strip()
    return not rest or rest[0] in "([–—-|@" or length[0].strip()[:1] in ("(", "[")


def _minute(hours: str, minutes: str) -> int:
    return (60 * int(hours) + int(minutes)) % _DAY_MINUTES


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
        items = []
        for row in lines[place + 1 :]:
            if "|" not in row:
                break
            cells = dict(zip(heads, _cells(row), strict=False))
            time = cells.get("time", "")
            item, _ = _item(f"{cells['title']} ({time} min)" if time.isdigit() else cells["title"])
            if time and not time.isdigit():
                item = replace(item, planned_ms=_item(f"x {time}")[0].planned_ms)
            if item.title:
                items.append(replace(item, owner=cells.get("owner") or item.owner))
        return tuple(items)
    return ()


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
