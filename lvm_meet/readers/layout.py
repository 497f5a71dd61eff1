"""How one text file is laid out: what its lines, taken together, turn out to be.

Each step takes the lines and gives them back with some settled: a time that is talk after all
becomes TALK, a name that stands on a line of its own becomes a HEAD.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lvm_meet.readers.clean import clean_name
from lvm_meet.readers.names import Cast, Proposal, cast, is_name, is_proper, most, propose
from lvm_meet.readers.stamps import Kind, Line, classify

_BARE_STAMPS = 0.5
"""a bare time opens a line of talk ("10:30 works for me") unless so many of the lines have one"""
_HEADS = 0.2
"""lines with name and time are headings where they recur or make up such a share"""
_LONE_NAMES = 0.8
"""names beside times are headings where such a share of the times has one"""
_INITIALS = 3
"""letters that stand for a speaker's picture at most"""
_PREFACE = 20
"""lines within which a tool's own heading ends, if it has one"""


@dataclass(frozen=True, slots=True)
class Layout:
    """The settled lines of a file and the names that open its lines of talk."""

    lines: tuple[Line, ...]
    cast: Cast

    @property
    def headed(self) -> bool:
        """True where turns begin with name and time, above their talk or on its first line."""
        return any(line.kind in (Kind.HEAD, Kind.TURN) for line in self.lines)

    @property
    def timed(self) -> bool:
        return any(line.start_ms is not None for line in self.lines)

    @property
    def named(self) -> bool:
        return self.headed or bool(self.cast.names)

    @property
    def daily(self) -> bool:
        """True where times are times of day."""
        return any(line.daily for line in self.lines)


def lay_out(texts: Iterable[str]) -> Layout:
    """Settle what each line is. No lines give a layout without any."""
    lines = classify(texts)
    for settle in (
        _settle_preface,
        _settle_doubles,
        _settle_turns,
        _settle_heads,
        _settle_stamps,
        _settle_names,
        _settle_initials,
    ):
        lines = settle(lines)
    if any(line.kind is Kind.HEAD for line in lines):
        return Layout(tuple(lines), Cast())
    return Layout(tuple(lines), _cast(lines))


def _cast(lines: Sequence[Line], *, only: Kind | None = None) -> Cast:
    """The names before colons: judged by all lines, or by those that open a paragraph.

    Turns may be parted by nothing or by blank lines; a title above the first name counts for
    neither. `only` is the one kind of line whose names count; the others are talk.
    """
    proposals: list[Proposal | None] = []
    openings: list[Proposal | None] = []
    opens = True
    for line in lines:
        if line.kind in (Kind.TALK, Kind.STAMP, Kind.TURN):
            found = _proposal(line) if only in (None, line.kind) else None
            proposals.append(found)
            if opens or line.top or line.kind is Kind.STAMP:
                openings.append(found)
        opens = line.kind not in (Kind.TALK, Kind.TURN)
    title = next((place for place, found in enumerate(proposals) if found), 0)
    named = sum(found is not None for found in proposals)
    body = proposals
    if named > 2 and title <= min(_PREFACE, 2 * named):
        body = proposals[title:]
    heads = openings if len(openings) > 1 and most(openings) and not most(body) else body
    return cast(proposals, heads=heads)


def _proposal(line: Line) -> Proposal | None:
    """The name that a line of talk may open with, behind its time or before it."""
    if line.kind is Kind.TURN and line.name:
        return Proposal(line.name, line.rest, is_proper(line.name))
    return propose(line.rest if line.kind is Kind.STAMP else line.text)


def _content(lines: Sequence[Line]) -> int:
    return sum(line.kind is not Kind.FURNITURE for line in lines)


def _talk(line: Line) -> Line:
    """`line` as talk; a name that stood beside its time is kept, for the reader to remark on."""
    found = _proposal(line) if line.kind in (Kind.STAMP, Kind.TURN) else None
    name = found.name if found and found.firm else None
    return Line(line.number, Kind.TALK, line.text, name=name, top=line.top)


def _furniture(line: Line) -> Line:
    return Line(line.number, Kind.FURNITURE, line.text, top=line.top)


def _settle_preface(lines: list[Line]) -> list[Line]:
    """Teams writes title, date and duration above "… started transcription"."""
    for place, line in enumerate(lines[:_PREFACE]):
        if line.kind is Kind.FURNITURE and line.text.endswith("started transcription"):
            return [_furniture(above) for above in lines[:place]] + lines[place:]
    return lines


def _settle_doubles(lines: list[Line]) -> list[Line]:
    """Teams' page shows a heading and says it once more: the two become one, at the first.

    It is either `Name`, time, `Name time`, or `Name time` twice.
    """
    result = list(lines)
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        if line.kind is not Kind.HEAD or above is None or above.start_ms != line.start_ms:
            continue
        first = place - 1 if above.kind is Kind.HEAD else place - 2
        if first < 0 or (lines[first].name or clean_name(lines[first].text)) != line.name:
            continue
        result[first] = replace(line, top=lines[first].top)
        for double in range(first + 1, place + 1):
            result[double] = _furniture(lines[double])
    return result


def _settle_turns(lines: list[Line]) -> list[Line]:
    """`Name (0:05): text` opens a turn where such lines are the rule, or where the name recurs.

    "Kitchen (12:30): free" is talk among lines of another layout. A heading whose talk stands
    below it is a turn as well where there are no more of them than of lines with both.
    """
    turns = sum(line.kind is Kind.TURN for line in lines)
    if not turns:
        return lines
    counts = Counter(found.name for line in lines if (found := _proposal(line)))
    heads = Counter(line.name for line in lines if line.kind is Kind.HEAD)
    known = {name for name in _cast(lines).names if counts[name] > 1}
    known |= _cast(lines, only=Kind.TURN).names
    mixed = heads.total() <= turns
    if not mixed:
        known |= {name for name in heads if name}
    result: list[Line] = []
    for line in lines:
        if line.kind is Kind.TURN and line.name not in known:
            line = _talk(line)
        elif mixed and line.kind is Kind.HEAD and line.text[-1] == ":" and line.name in known:
            line = replace(line, kind=Kind.TURN)
        result.append(line)
    return result


def _settle_heads(lines: list[Line]) -> list[Line]:
    """`Name  0:05` is a heading where the name recurs, or where such lines make up a good share.

    If blank lines stand above nearly all of them, one must stand above a name that is new.
    """
    counts = Counter(line.name for line in lines if line.kind is Kind.HEAD)
    if not counts:
        return lines
    often = counts.total() >= _HEADS * _content(lines)
    tops = sum(line.top for line in lines if line.kind is Kind.HEAD)
    parted = tops >= _LONE_NAMES * counts.total()
    return [
        line
        if line.kind is not Kind.HEAD
        or counts[line.name] > 1
        or (often and (line.top or not parted))
        else _talk(line)
        for line in lines
    ]


def _settle_stamps(lines: list[Line]) -> list[Line]:
    """Bare times are talk where few lines have one; `0:05 - Name` above talk is a heading.

    Behind a few of the times may stand a name that opens turns: `0:05 Name: text` is no talk.
    """
    named = _headings(lines)
    if named:
        return [
            replace(line, kind=Kind.HEAD, name=clean_name(line.title))
            if line.number in named
            else line
            for line in lines
        ]
    bare = [line.kind is Kind.STAMP and not line.marked for line in lines]
    if sum(bare) > 1 and sum(bare) >= _BARE_STAMPS * _content(lines):
        return lines
    known = Cast()
    if any(bare) and not any(line.kind is Kind.HEAD for line in lines):
        pairs = zip(lines, bare, strict=True)
        known = _cast([_unsettled(line) if is_bare else line for line, is_bare in pairs])
    return [
        _talk(line) if is_bare and known.split(line.rest)[0] is None else line
        for line, is_bare in zip(lines, bare, strict=True)
    ]


def _unsettled(line: Line) -> Line:
    """A bare time and its name as a TURN: unlike a STAMP, that need not open anything."""
    found = propose(line.rest)
    return replace(line, kind=Kind.TURN, name=found.name if found else "")


def _headings(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the stamped lines that hold only a name, where nearly all of them do."""
    stamps = sum(line.kind is Kind.STAMP for line in lines)
    found = [
        line
        for line, below in pairwise(lines)
        if line.kind is Kind.STAMP and below.kind is Kind.TALK and _is_heading(line.title)
    ]
    recurs = len({line.title for line in found}) < len(found)
    if not recurs or len(found) < _LONE_NAMES * stamps:
        return frozenset()
    return frozenset(line.number for line in found)


def _is_heading(text: str) -> bool:
    return is_name(text) and is_proper(text)


def _settle_names(lines: list[Line]) -> list[Line]:
    """A name on a line of its own, directly above or below that of a time, is a heading."""
    clocks = [place for place, line in enumerate(lines) if line.kind is Kind.CLOCK]
    if len(clocks) < 2:
        return lines
    for step in (-1, 1):
        pairs = [
            (clock, clock + step)
            for clock in clocks
            if _is_name_line(lines, clock + step) and _is_talk(lines, max(clock, clock + step) + 1)
        ]
        names = {lines[name].text for _, name in pairs}
        if len(pairs) >= _LONE_NAMES * len(clocks) and len(names) < len(pairs):
            return _merge(lines, pairs)
    return lines


def _settle_initials(lines: list[Line]) -> list[Line]:
    """Initials above headings are no talk: Teams shows them where a speaker has no picture.

    Nearly all headings must have them; a copy often begins below the first.
    """
    heads = [place for place, line in enumerate(lines) if line.kind is Kind.HEAD]
    found = [
        place - 1
        for place in heads
        if _is_talk(lines, place - 1) and _is_initials(lines[place - 1].text, lines[place].name)
    ]
    if len(found) < _LONE_NAMES * (len(heads) - 1):
        return lines
    result = list(lines)
    for place in found:
        result[place] = _furniture(lines[place])
    return result


def _is_initials(text: str, name: str | None) -> bool:
    letters = {word[0].upper() for word in (name or "").split()}
    return len(text) <= _INITIALS and set(text) <= letters


def _is_name_line(lines: Sequence[Line], place: int) -> bool:
    return _is_talk(lines, place) and _is_heading(lines[place].text)


def _is_talk(lines: Sequence[Line], place: int) -> bool:
    return 0 <= place < len(lines) and lines[place].kind is Kind.TALK


def _merge(lines: Sequence[Line], pairs: Sequence[tuple[int, int]]) -> list[Line]:
    """Turn each (time, name) into one heading, at the place of the name."""
    result = list(lines)
    for clock, name in pairs:
        result[name] = replace(lines[clock], kind=Kind.HEAD, name=clean_name(lines[name].text))
        result[clock] = _furniture(lines[clock])
    return result
