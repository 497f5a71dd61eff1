"""The lines of plain transcripts: which of them are times, which are names with a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from lvm_meet.readers.clean import clean_name
from lvm_meet.readers.names import is_name, is_proper
from lvm_meet.timecode import parse_clock

_CLOCK = r"\d{1,3}(?::\d{2}){1,2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
# Teams' first DOCX had times such as 0:0:5.320; only a range makes such a thing a time.
_LOOSE = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"
_ARROW = r"\s*(?:-->|->|[-–—])\s*"
_RANGE = re.compile(
    rf"(?P<open>[\[(]?)(?P<start>{_LOOSE}){_ARROW}(?P<end>{_LOOSE})[\])]?(?P<rest>(?:[\s:|].*)?)$"
)
_STAMP = re.compile(rf"(?P<open>[\[(]?)(?P<start>{_CLOCK})[\])]?(?P<rest>(?:\s*[-–—|:]?\s+.*|:)?)$")
_NAME_AND_TIME = (
    rf"(?P<name>\S.{{0,78}}?)(?:[\s,|·–—-]{{1,12}}|(?<=[\])])|(?=[\[(]))"
    rf"[\[(]?(?P<start>{_CLOCK})(?:{_ARROW}(?P<end>{_CLOCK}))?[\])]?"
)
# "Ada Cole  0:05", "Ada Cole (0:05):", "[Ada Cole] 10:02:33", "**Ada Cole** | 0:05 - 0:09"
_HEAD = re.compile(rf"{_NAME_AND_TIME}\s?:?$")
# The same with the talk behind it: "Ada Cole (0:05): hi", "Ada Cole 0:05: hi", "**Ada [0:05]:** hi"
_TURN = re.compile(
    rf"{_NAME_AND_TIME}[*_]{{0,2}}\s?(?::(?:[*_]{{1,2}}|\s)|\uff1a)\s*(?P<rest>\S.*)$"
)
# "At 10:30: lunch" says when, not who
_WHEN = frozenset(
    {"about", "after", "around", "at", "before", "by", "from", "since", "till", "until"}
)
# "1 hour 2 minutes 3 seconds", as text copied from Teams has it; seconds alone only as a line of
# their own. Teams' page says it twice, for the eye and for screen readers: "5 seconds0:05".
_SPOKEN = re.compile(
    r"(?P<name>\S.{0,78}?\s{1,12})??(?:(?P<hours>\d{1,2}) hours? )?"
    r"(?:(?P<minutes>\d{1,2}) minutes? )?(?P<seconds>\d{1,2}) seconds?(?:\d{1,2}(?::\d{2}){1,2})?$"
)
_LONGEST_HEAD = 120
_YEAR = re.compile(r"\d{4}")
_NOON = re.compile(r"([AaPp])\.?[Mm]\b\.?$")
_HOUR = 3_600_000

# What tools write around the talk: (whose, pattern).
FURNITURE = (
    ("Otter's last line", re.compile(r"transcribed by https?://otter\.ai\b", re.I)),
    ("Teams", re.compile(r".{1,80} (?:started|stopped) transcription$")),
    (
        "Google Meet",
        re.compile(r"(?:meeting|transcription) ended after \d{1,2}:\d{2}:\d{2}\b", re.I),
    ),
    ("Google Meet", re.compile(r"this editable transcript was computer generated\b", re.I)),
    ("Google Meet", re.compile(r"people can also change the text after it was created", re.I)),
    ("a rule", re.compile(r"[-=_*~#]{3,}$")),
)


class Kind(Enum):
    """What a line is by its shape; whether that counts is for the file to decide."""

    FURNITURE = "furniture"
    CLOCK = "clock"
    STAMP = "stamp"
    HEAD = "head"
    TURN = "turn"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text (1-based `number`). Times are milliseconds.

    `rest` is what stands behind a STAMP's time or a TURN's colon; `name` is a HEAD's or a TURN's,
    and that which stands beside a time that a file has settled to be TALK. `marked` says that a
    time stands in brackets or is a range, so that it can't be talk; `daily` that it is a time of
    day; `top` that a blank line stands above it, or nothing.
    """

    number: int
    kind: Kind
    text: str = ""
    rest: str = ""
    name: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    marked: bool = False
    daily: bool = False
    top: bool = False

    @property
    def title(self) -> str:
        """What stands behind a STAMP's time, as a heading: "0:05 - Ada:" says "Ada"."""
        return self.rest.rstrip(" \t-–—|:")


def classify(lines: Iterable[str]) -> list[Line]:
    """The kind of each line that is not blank, by its shape alone."""
    result: list[Line] = []
    top = True
    for number, line in enumerate(lines, start=1):
        text = _clocked(line.strip())
        if text:
            result.append(_classify(number, text, top))
        top = not text
    return result


def _clocked(text: str) -> str:
    """The line with a time in words at its end turned into a clock time; others as they are."""
    if len(text) > _LONGEST_HEAD or "second" not in text:
        return text
    match = _SPOKEN.match(text)
    if match is None or (match["name"] and match["minutes"] is None):
        return text
    hours, minutes, seconds = (int(match[key] or 0) for key in ("hours", "minutes", "seconds"))
    clock = f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
    return f"{match['name'] or ''}{clock}"


def _classify(number: int, text: str, top: bool) -> Line:
    if any(pattern.match(text) for _, pattern in FURNITURE):
        return Line(number, Kind.FURNITURE, text, top=top)
    if text[0].isdigit() or text[0] in "[(":
        stamp = _stamp(number, text, top)
        if stamp is not None:
            return stamp
    if len(text) <= _LONGEST_HEAD and (text[-1].isdigit() or text[-1] in ")]:.mM"):
        head = _head(number, text, top)
        if head is not None:
            return head
    if _may_be_turn(text):
        turn = _turn(number, text, top)
        if turn is not None:
            return turn
    return Line(number, Kind.TALK, text, top=top)


def _stamp(number: int, text: str, top: bool) -> Line | None:
    match = _RANGE.match(text)
    end = _ms(match["end"]) if match else None
    if end is None:
        match = _STAMP.match(text)
    if match is None:
        return None
    start = _ms(match["start"])
    if start is None:
        return None
    return Line(
        number,
        Kind.STAMP if (rest := match["rest"].lstrip(" \t-–—|:")) else Kind.CLOCK,
        text,
        rest,
        start_ms=start,
        end_ms=end,
        marked=bool(match["open"]) or end is not None,
        daily=_NOON.search(match["start"]) is not None,
        top=top,
    )


def _head(number: int, text: str, top: bool) -> Line | None:
    match = _HEAD.match(text)
    line = _named(number, text, top, match) if match else None
    return line if line is not None and line.name is not None and is_proper(line.name) else None


def _may_be_turn(text: str) -> bool:
    """True where the first colon stands inside a time: no name holds one, and this is quick."""
    place = text.find(":", 0, _LONGEST_HEAD)
    return place > 1 and text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit()


def _turn(number: int, text: str, top: bool) -> Line | None:
    match = _TURN.match(text)
    line = _named(number, text, top, match) if match else None
    if match is None or line is None or (line.name or "").casefold() in _WHEN:
        return None
    return replace(line, kind=Kind.TURN, rest=match["rest"].strip())


def _named(number: int, text: str, top: bool, match: re.Match[str]) -> Line | None:
    """The HEAD that `match` says, whether its name is proper or not; None without name or time."""
    raw = match["name"].lstrip("->»•* \t").strip("*_ \t")
    name = clean_name(raw.strip("[]<>*_: \t"))
    start = _ms(match["start"])
    if name is None or start is None or name[0].isdigit() or _YEAR.search(name):
        return None
    if not is_name(name):
        return None
    # Zoom's saved captions: the name in brackets, then the time of day
    daily = _NOON.search(match["start"]) is not None or (
        raw.startswith("[") and match["start"].count(":") == 2
    )
    return Line(
        number,
        Kind.HEAD,
        text,
        name=name,
        start_ms=start,
        end_ms=_ms(match["end"]) if match["end"] else None,
        daily=daily,
        top=top,
    )


def _ms(text: str) -> int | None:
    """Milliseconds of a clock time; "1:05 PM" is a time of day."""
    noon = _NOON.search(text)
    if noon is None:
        return parse_clock(text)
    text = text[: noon.start()].strip()
    ms = parse_clock(text if text.count(":") == 2 else f"{text}:00")
    if ms is None or not _HOUR <= ms < 13 * _HOUR:
        return None
    return ms % (12 * _HOUR) + (12 * _HOUR if noon[1] in "pP" else 0)
