"""One line of an agenda: its title, planned length, owner and start, as people write them."""

from __future__ import annotations

import re

from lvm_meet.model import PlannedItem

_MINUTE = 60_000
_DAY = 24 * 60
_CLOCK = r"(?:[01]?\d|2[0-4])[:.h][0-5]\d\s*(?:h\b|uhr\b|[ap]\.?m\b\.?)?(?!\w)"
_RANGE = re.compile(rf"(?i)[(\[]?({_CLOCK})\s*(?:[-–—]|to|until)\s*({_CLOCK})[)\]]?[\s:|,–—-]*")
_START = re.compile(rf"(?i)[(\[]?({_CLOCK})[)\]]?[\s:|,–—-]+")
_TIME = re.compile(r"(\d+)\D(\d+)(.*)")
_LENGTH = re.compile(
    r"(?i)[\s,;:|–—-]*[(\[]?\s*(?:ca\.?|about|approx\.?|~|max\.?)?\s*"
    r"(?<![\d.,])(?:\d{1,3}\s*[-–]\s*)?"
    r"(?:(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)(?:\s*(\d{1,2})\s*(?:m|min|mins|minutes)?)?"
    r"|(\d{1,3})\s*(?:m|min|mins|min\.|minutes?|['′’]))\s*[)\]]?(?=$|[\s,;:|–—-])"
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]")
_OWNER = re.compile(r"(?i)[\s,;|–—-]*[(\[]?\bowner\s*:\s*([^()\[\],;|:]{1,60}?)\s*[)\]]?\s*$")
_LED = re.compile(
    r"(?i)[\s,;|–—-]*[(\[]?\b(?:owner|lead|led by|presenter|presented by|by|host)\s*:?\s+"
    r"([^\W\d_][^()\[\],;|:]{0,58}?)\s*[)\]]?\s*$"
)
_BESIDE = re.compile(
    r"(?:\s*[(\[](?P<in>[^()\[\]]{2,40})[)\]]|\s+[–—-]\s+(?P<after>[^–—|]{2,40}))\s*$"
)
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*)(?:\s+(?:[^\W\d_a-z][\w.'’-]*|van|von|de|der|da|bin)){0,3}"
)
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """all everyone everybody team tbd tbc tba fyi eod aob update updates review status report
        discussion decision info information draft demo launch plan planning overview intro
        introduction recap wrap summary next steps feedback presentation phase part round week day
        sprint version final optional new old question questions monday tuesday wednesday thursday
        friday saturday sunday january february march april may june july august september october
        november december""",
    )
)
"""what stands with a capital where a name could: no name is better than a wrong one"""


def item_of(line: str) -> tuple[PlannedItem, int | None]:
    """The item in a line without its bullet, and the minute of the day that it starts at.

    A length is "10 min", "1 h 30" or "10-15 min" (the longer) at the end, or two times of the day
    in front. An owner is what stands behind "owner:"; or behind "by", in brackets or behind a dash
    at the end, where that is written like a name. The title is "" where nothing else is there.
    """
    planned, start = None, None
    if match := _RANGE.match(line):
        start, planned = _between(match[1], match[2])
        line = line[match.end() :]
    elif match := _START.match(line):
        start = _minute(match[1])
        line = line[match.end() :]
    line = _IN_BRACKETS.sub(_length_apart, line)
    lengths = [each for each in _LENGTH.finditer(line) if _stands_apart(each)]
    if lengths:
        match = lengths[-1]
        planned = _length(match)
        line = f"{line[: match.start()]} {line[match.end() :]}".strip()
    line, owner = _without_owner(line)
    return PlannedItem(line.strip(" \t,;:|–—-"), planned or None, owner), start


def begins_with_time(line: str) -> bool:
    """Whether a line begins with a time of the day, which marks it as an item."""
    return bool(_RANGE.match(line) or _START.match(line))


def _without_owner(line: str) -> tuple[str, str | None]:
    if match := _OWNER.search(line):
        return line[: match.start()], match[1].strip() or None
    if (match := _LED.search(line)) and _is_name(match[1]):
        return line[: match.start()], match[1].strip()
    match = _BESIDE.search(line)
    if match and line[: match.start()].strip():
        name = (match["in"] or match["after"]).strip()
        if _is_name(name):
            return line[: match.start()], name
    return line, None


def _is_name(text: str) -> bool:
    words = text.lower().split()
    return bool(_NAME.fullmatch(text.strip())) and _NO_NAMES.isdisjoint(words)


def _length_apart(match: re.Match[str]) -> str:
    """Brackets around a length and more as two pairs: "(Ada, 10 min)" is "(Ada) (10 min)"."""
    parts = [part.strip() for part in re.split("[,;]", match[1] or match[2])]
    lengths = [part for part in parts if _LENGTH.fullmatch(part)]
    others = [part for part in parts if part and part not in lengths]
    if not lengths or not others:
        return match[0]
    return f"({', '.join(others)}) ({lengths[-1]})"


def _stands_apart(length: re.Match[str]) -> bool:
    """Whether a length is no part of a title, as in "the 15 minute city"."""
    rest = length.string[length.end() :].strip()
    return not rest or rest[0] in "([–—-|@" or length[0].strip()[:1] in ("(", "[")


def _length(match: re.Match[str]) -> int:
    hours, more, minutes = match.groups()
    whole = round(60 * float((hours or "0").replace(",", "."))) + int(more or 0)
    return (whole + int(minutes or 0)) * _MINUTE


def _minute(clock: str) -> int:
    """The minute of the day of "9:30", "9.30 Uhr" or "1:00 pm"."""
    found = _TIME.match(clock)
    assert found is not None
    hours, half = int(found[1]), found[3].strip().lower()[:1]
    if half in ("a", "p") and hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    return (60 * hours + int(found[2])) % _DAY


def _between(first: str, second: str) -> tuple[int, int]:
    """Start and length. "11:30-1:00" passes noon: nobody plans an item of more than half a day."""
    start, end = _minute(first), _minute(second)
    length = (end - start) % _DAY
    if end < start and length > _DAY // 2:
        length -= _DAY // 2
    if first.strip()[-1:].isdigit() and length > _DAY // 2:
        # "1:00-2:00 pm" says pm of both
        start, length = start + _DAY // 2, length - _DAY // 2
    return start, length * _MINUTE
