"""Collects the tolerances that a reader applied: one note per code, with count and first line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lvm_meet.model import Note

# Every tolerance of every reader, in the order in which a transcript lists them.
# The message names the real-world defect; a detail may follow it.

# Remarks about the source's form. Nothing was guessed and nothing mended, what was read is
# certain: strict reading allows them.
REMARKS: tuple[tuple[str, str], ...] = (
    ("byte-order-mark", "the file begins with a byte order mark and was read as that says"),
    ("line-ends", "lines do not end with a line feed alone"),
    ("last-line", "the last line has no line end"),
    (
        "invisible-characters",
        "characters that show nothing (direction marks, zero-width spaces) were left out",
    ),
    ("timing-form", "timing lines that are not written as the format wants it"),
    ("overlap", "cues that start before an earlier one has ended; their times were kept"),
)
# Guesses and repairs. Each can be wrong: strict reading turns the first of them into an error.
REPAIRS: tuple[tuple[str, str], ...] = (
    ("encoding", "the bytes are not UTF-8"),
    ("double-encoding", "the text was encoded twice (“Ã©” for “é”); that was undone"),
    ("damaged-text", "bytes that are no text were replaced"),
    ("control-characters", "control characters were removed"),
    ("doubled-line-ends", "lines end with two carriage returns and a line feed; read as one end"),
    ("cut-off", "the file ends in the middle of something"),
    ("reader-unavailable", "a reader that was asked to look at the file could not be loaded"),
    ("header", "the file's header is missing or not where it should be"),
    ("preamble", "text before the first turn was taken for a title and left out"),
    ("missing-blank", "cues that no blank line parts"),
    ("stray-text", "text outside a cue was added to the cue above it"),
    ("short-row", "rows with too few fields were left out"),
    ("extra-fields", "rows with more fields than the header; the last ones were joined"),
    ("quotes", "quotation marks do not pair; they were read as text"),
    ("units", "times have no unit and read sensibly only as milliseconds"),
    ("frames", "times that count frames; they were cut to whole seconds"),
    ("unreadable-time", "times that can't be read; the words are kept without a time"),
    ("negative-time", "times before the start were set to 0"),
    ("backward-span", "cues that end before they start; the end was set to the start"),
    ("backward-time", "cues that start before the one above them; their order was kept"),
    ("clock-time", "times are times of day; they were counted from the first"),
    ("endless-cue", "cues that last for hours with hardly a word; their end was taken as unknown"),
    (
        "inferred-end",
        "turns without an end; each was taken to last until the next, or as its words",
    ),
    ("doubled-text", "every text stands there twice; the first copy was kept"),
    ("rolling-caption", "captions that repeat the end of the one above; the repeats were removed"),
    ("duplicate-cue", "cues that repeat the one above were joined with it"),
    ("shared-cue", "cues of several voices; their time was shared out by words"),
    ("continued-speaker", "cues without a name were given the last speaker's"),
    ("unsure-name", 'lines that look like "Name: text" with a name that occurs once; read as talk'),
    ("empty-cue", "cues or turns without words were left out"),
)
TOLERANCES = REMARKS + REPAIRS
_MESSAGES = dict(TOLERANCES)
_ORDER = {code: place for place, (code, _) in enumerate(TOLERANCES)}
_ONCE = frozenset({"cut-off"})
"""a file ends but once, however many signs there are that it was cut off"""
_REMARKS = frozenset(code for code, _ in REMARKS)


class Notes:
    """A growing collection of tolerances; `collect` gives them in a stable order.

    `numbered` False is for formats that have no lines: whatever line is given is then dropped.
    """

    def __init__(self, *, numbered: bool = True) -> None:
        self._numbered = numbered
        self._found: dict[str, tuple[int | None, int, str]] = {}

    def add(self, code: str, line: int | None = None, *, count: int = 1, detail: str = "") -> None:
        """Note `count` more cases of `code` (a code of TOLERANCES); the first one's line stays."""
        if not self._numbered:
            line = None
        if code not in _ORDER:
            raise KeyError(code)
        first, before, said = self._found.get(code, (line, 0, detail))
        if before and code in _ONCE:
            return
        self._found[code] = (first, before + count, said)

    def collect(self) -> tuple[Note, ...]:
        """All notes, in the order of TOLERANCES; none give ()."""
        return tuple(
            Note(
                code,
                f"{_MESSAGES[code]}: {detail}" if detail else _MESSAGES[code],
                line,
                count,
                remark=code in _REMARKS,
            )
            for code, (line, count, detail) in sorted(
                self._found.items(), key=lambda item: _ORDER[item[0]]
            )
        )


def merge(notes: Iterable[Note]) -> tuple[Note, ...]:
    """One note per code: the first of each, with the counts of all of them."""
    found: dict[str, Note] = {}
    for note in notes:
        first = found.get(note.code)
        if first is None:
            found[note.code] = note
        elif note.code not in _ONCE:
            found[note.code] = replace(first, count=first.count + note.count)
    return tuple(found.values())
