"""A turn as a line of text, `[0:12] Name: what was said`, that is read back exactly.

People and programs read such lines well, but nothing in them tells "Note: remember" from
"Jane: remember", and a turn without a name looks like more of the one above it. So the lines that
this program writes carry marks that nobody sees:

- a turn ends with a blank and a no-break space. Where every turn of a file does, the file is ours
  and is read by the rules below; where somebody's editor took the marks away, it is read like
  anybody's, by shape and statistics;
- the first colon with an ordinary blank behind it ends the name. Where a name contains one, or
  nobody has a name and a text contains one, a no-break space stands behind it instead;
- any other no-break space is there to break something up that would be taken for markup.

Text is one line here, with single blanks, so that no no-break space is its own. Where some turns
have a name, the others are labelled "Unknown": people and programs would read a bare one as the
last speaker's. The blank before the mark is there so that no byte before a no-break space can be
taken, with it, for a character that was encoded twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NOBODY = "Unknown"
"""the label of a speaker without a name, where others have one"""
MARK = " \N{NO-BREAK SPACE}"
_HARD = "\N{NO-BREAK SPACE}"
# No text file and no XML holds these; what UTF-8 can't encode is shown as damaged.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STAMP = re.compile(r"\[(\d{1,3}(?::\d{2}){1,2})\] ")


def one_line(text: str) -> str:
    """`text` with single blanks between its words and no control characters; "" for nothing."""
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return " ".join(_CONTROL.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A turn's line in its three parts, which follow each other without anything in between.

    `time` is "[0:12] " or "", `name` is "Jane: " or "", `text` ends with the mark.
    """

    time: str
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.time}{self.name}{self.text}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says. `time` is "0:12" or "1:00:12", None where it has none."""

    text: str
    speaker: str | None = None
    time: str | None = None


def write_line(
    text: str, *, speaker: str | None = None, named: bool, time: str | None = None
) -> Line:
    """The line of one turn; `time` is as `timecode.format_short` has it.

    `named` says whether anybody in the file has a name. `text` must not be empty.
    """
    text = one_line(text)
    name = ""
    if named:
        name = f"{_spelled(speaker)}: "
    else:
        text = text.replace(": ", f":{_HARD}")
    if time is None and _STAMP.match(name or text):
        if name:
            name = f"{_HARD}{name}"
        else:
            text = f"{_HARD}{text}"
    return Line("" if time is None else f"[{time}] ", name, f"{text}{MARK}")


def _spelled(speaker: str | None) -> str:
    name = one_line(speaker or "")
    if not name:
        return NOBODY
    if name == NOBODY:
        # somebody who is called that
        return f"{name}{_HARD}"
    return name.replace(": ", f":{_HARD}")


def read_line(line: str) -> Said | None:
    """What `write_line` made a line of; None for a line without the mark, or without text."""
    if not line.endswith(MARK):
        return None
    line = line.removesuffix(MARK)
    stamp = _STAMP.match(line)
    if stamp:
        line = line[stamp.end() :]
    name, colon, text = line.partition(": ")
    speaker = None
    if not colon:
        text = line
    elif name != NOBODY:
        speaker = _plain(name)
    text = _plain(text)
    return Said(text, speaker, stamp[1] if stamp else None) if text and speaker != "" else None


def _plain(text: str) -> str:
    return text.replace(f":{_HARD}", ": ").replace(_HARD, "")
