"""The blocks that WebVTT and SRT share: an id, a timing line, and the lines of the cue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lvm_meet.readers.notes import Notes
from lvm_meet.timecode import parse_time

# Arrows as they are found: "-->" by the book, "->" and dashes that an editor made of it, escaped.
_TIMING = re.compile(
    r"\s*(?P<start>-?\d[\d:., ]{0,20}?)\s*(?:-{1,2}>|[–—]>|--&gt;)"
    r"\s*(?P<end>-?\d[\d:., ]{0,20})(?P<settings>\D.*)?"
)
# YouTube's SBV has no arrow at all.
_COMMA_TIMING = re.compile(r"\s*(\d{1,2}:\d{2}:\d{2}\.\d{3}),(\d{1,2}:\d{2}:\d{2}\.\d{3})\s*")
# How the formats want it; {} is the mark before the milliseconds.
_FORMAL = (
    r"(?:\d{{2,}}:)?\d\d:\d\d{0}\d{{3}}[ \t]+-->[ \t]+(?:\d{{2,}}:)?\d\d:\d\d{0}\d{{3}}(?:\s.*)?"
)
_BY_THE_BOOK = {mark: re.compile(_FORMAL.format(re.escape(mark))) for mark in ".,"}
_LOOKS_TIMED = re.compile(r"\s*-?\d[\d:.,]{2,20}\s*-->")
# A timing that somebody or some tool broke: "00:xx --> 1", "NaN:NaN --> NaN:NaN". Nothing but
# the arrow and what was a clock on one of its sides, so that arrows in talk stay talk.
_CLOCKISH = r"-?(?:\d|[xX?*]|NaN)[\w?*.,;]{0,12}:[\w?*:.,;-]{0,20}"
_BROKEN = re.compile(
    rf"\s*(?:{_CLOCKISH}\s*(?:-{{1,2}}>|[–—]>|--&gt;)\s*[\w?*:.,;-]{{1,20}}"
    rf"|[\w?*:.,;-]{{0,20}}?\s*(?:-{{1,2}}>|[–—]>|--&gt;)\s*{_CLOCKISH})\s*"
)
# Video editors count frames (and drop some, which a ";" says); three digits are milliseconds.
_FRAMES = re.compile(r"(\d{1,3}:\d{1,2}:\d{1,2})[:;]\d{1,2}")
# What is left of an id, a timing or a tag where a file was cut off inside it; "<3" is a heart.
_GUID = re.compile(r"\s*[0-9a-fA-F-]{32,40}(?:/[\d-]{0,20})?\s*")
_CUT_GUID = re.compile(r"[0-9a-fA-F-]{1,40}(?:/[\d-]{0,20})?")
_CUT_TIMING = re.compile(r"-?\d[\d:.,]{0,20}(?:\s+-{0,2}>?\s*)?")
_CUT_TAG = re.compile(r"<(?:/?(?:[A-Za-z][^<>]{0,300})?|\d{1,2}:[\d:.]{0,12})$")
# Cue ids: a number, or as Teams has it a GUID with a number, with or without a dash and a part.
_ID = re.compile(r"\s*(?:\d{1,9}|[0-9a-fA-F-]{32,40}(?:/\d{1,9}(?:-\d{1,9})?)?)\s*")
# Blocks that are no talk. Their first line says so; they end at a blank line.
_COMMENT_BLOCKS = (
    ("comment", re.compile(r"NOTE(?:\s|$)")),
    ("style sheet", re.compile(r"STYLE\s*$")),
    ("region", re.compile(r"REGION\s*:?.{0,200}$")),
)
# Microsoft Stream says in a comment how sure it was of the cue that follows.
_CONFIDENCE = re.compile(
    r"NOTE\s+Confidence:\s*(0(?:\.\d{1,9})?|1(?:\.0{1,9})?)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue as it stands: `line` is that of its timing, `lines` its payload.

    Times are milliseconds, None where they could not be read; `confidence` is permille.
    """

    line: int
    start_ms: int | None
    end_ms: int | None
    lines: tuple[str, ...]
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    """A cue whose payload is still being read."""

    line: int
    start_ms: int | None
    end_ms: int | None
    confidence: int | None
    lines: list[str] = field(default_factory=list)

    def close(self) -> Cue:
        return Cue(self.line, self.start_ms, self.end_ms, tuple(self.lines), self.confidence)


class _Scanner:
    """Reads line by line. `waiting` holds lines since the last blank one that may be an id."""

    def __init__(self, notes: Notes, mark: str) -> None:
        self.notes = notes
        self.formal = _BY_THE_BOOK[mark]
        self.done: list[_Open] = []
        self.waiting: list[tuple[int, str]] = []
        self.inside = False
        self.skipping = False
        self.guids = False
        self.confidence: int | None = None

    def feed(self, number: int, line: str) -> None:
        if not line.strip():
            if line and self.inside and not self.done[-1].lines:
                # YouTube's first line of a cue is a lone space; only an empty line ends a cue
                return
            self.flush()
            self.inside = self.skipping = False
        elif (timing := _timing(line)) is not None:
            self.begin(number, line, timing)
        elif self.skipping:
            pass
        elif self.inside:
            self.done[-1].lines.append(line)
        elif not self.waiting and self.is_comment(line):
            self.skipping = True
        else:
            self.waiting.append((number, line))

    def begin(self, number: int, line: str, timing: tuple[int | None, int | None]) -> None:
        """A timing line opens a cue; the line above it is the cue's id."""
        if self.inside:
            lines = self.done[-1].lines
            if lines and _ID.fullmatch(lines[-1]):
                lines.pop()
            self.notes.add("missing-blank", number)
        elif self.waiting:
            self.guids = _GUID.fullmatch(self.waiting.pop()[1]) is not None
            self.flush()
        start, end = timing
        if start is None or end is None:
            self.notes.add("unreadable-time", number)
            start = end = None
        elif count_frames(line):
            self.notes.add("frames", number)
        elif not self.formal.fullmatch(line) and ">" in line:
            self.notes.add("timing-form", number)
        self.done.append(_Open(number, start, end, self.confidence))
        self.confidence = None
        self.inside, self.skipping = True, False

    def finish(self, number: int, line: str) -> None:
        """The end, after the last line: it is blank, unless the file stops without a line feed."""
        if line.strip() and not self.skipping:
            self.trim(number)
        self.flush()

    def trim(self, number: int) -> None:
        """Leave out what the end of the file made a fragment of: an id, a timing, a tag."""
        if not self.inside:
            if self.waiting and self.is_cut_head(self.waiting[-1][1]):
                self.waiting.pop()
                if self.waiting and _ID.fullmatch(self.waiting[-1][1]):
                    self.waiting.pop()
                self.notes.add("cut-off", number, detail="before the words of a cue")
        elif not self.done[-1].lines:
            self.done.pop()
            self.notes.add("cut-off", number, detail="before the words of a cue")
        else:
            lines = self.done[-1].lines
            cut = _CUT_TAG.search(lines[-1])
            if cut:
                lines[-1] = lines[-1][: cut.start()]
                self.notes.add("cut-off", number, detail="inside a tag")

    def is_cut_head(self, line: str) -> bool:
        """True for a piece of a timing, or of an id where the file's ids are GUIDs (Teams)."""
        line = line.strip()
        guid = self.guids and _CUT_GUID.fullmatch(line) is not None
        return guid or _CUT_TIMING.fullmatch(line) is not None

    def is_comment(self, line: str) -> bool:
        found = _CONFIDENCE.match(line)
        if found:
            self.confidence = round(float(found[1]) * 1000)
        return any(pattern.match(line) for _, pattern in _COMMENT_BLOCKS)

    def flush(self) -> None:
        """Lines that no timing followed: talk behind a stray blank line, or a title."""
        for number, line in self.waiting:
            if _ID.fullmatch(line):
                self.notes.add("empty-cue", number)
            elif self.done:
                self.done[-1].lines.append(line)
                self.notes.add("stray-text", number)
            else:
                self.notes.add("preamble", number)
        self.waiting.clear()


def scan(lines: Iterable[tuple[int, str]], notes: Notes, *, mark: str = ".") -> list[Cue]:
    """The cues in numbered `lines`, in their order; no timing line gives [].

    `mark` is what the format sets before milliseconds, "." or ",". Comments, style sheets and
    regions are skipped, as the formats want it; whatever else departs from them is read and noted.
    """
    scanner = _Scanner(notes, mark)
    number, line = 0, ""
    for number, line in lines:
        scanner.feed(number, line)
    scanner.finish(number, line)
    return [cue.close() for cue in scanner.done]


def looks_timed(line: str) -> bool:
    """True for a line that is the timing of a cue, by its shape."""
    timing = _timing(line)
    return timing is not None and None not in timing


def _timing(line: str) -> tuple[int | None, int | None] | None:
    """(start, end) of a timing line, each None where unreadable; None for any other line."""
    if ">" not in line and "&gt;" not in line:
        comma = _COMMA_TIMING.fullmatch(line)
        return (read_clock(comma[1]), read_clock(comma[2])) if comma else None
    match = _TIMING.fullmatch(line)
    if match is not None:
        times = read_clock(match["start"]), read_clock(match["end"])
        if times != (None, None) or _LOOKS_TIMED.match(line):
            return times
    return (None, None) if _BROKEN.fullmatch(line) else None


def count_frames(text: str) -> bool:
    """True where a time in `text` ends with a number of frames, as "00:00:01:12" does."""
    return any(_FRAMES.fullmatch(part) for part in text.split())


def read_clock(text: str) -> int | None:
    """Milliseconds of a time as it is found in files: "00: 00: 01,5", "-0:01.0", "00:00:01:500".

    Frames ("00:00:01:12") are left out, because nothing says how many make a second.
    """
    text = text.replace(" ", "")
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("-").rstrip(".,:")
    frames = _FRAMES.fullmatch(text)
    if frames is not None:
        text = frames[1]
    if text.count(":") == 3:
        text = ".".join(text.rsplit(":", 1))
    ms = parse_time(text)
    return None if ms is None else sign * ms
