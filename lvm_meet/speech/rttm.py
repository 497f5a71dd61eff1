"""Who spoke when, from an RTTM file: of another diarizer, or corrected by hand.

Each line has ten fields parted by blanks: type, recording, channel, start and length in seconds,
two that say nothing here, the speaker, a confidence, one more. "%20" in a name is a blank, as this
program writes it; only SPEAKER lines count.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from lvm_meet.codec.fields import unspell_name
from lvm_meet.errors import InputError
from lvm_meet.files import read_at_most
from lvm_meet.model import Span, Turn

_FIELDS = 8
"""up to the speaker; many tools leave out what follows"""
_CONFIDENCE = 8
_SECONDS = re.compile(r"(?:\d{1,9}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][-+]?\d{1,2})?")
_NOTHING = "<NA>"
# Types that speak of something else than who speaks, and comments.
_OTHERS = frozenset(
    {
        "A/P", "CB", "EDIT", "FILLER", "IP", "LEXEME", "NO-RT-METADATA", "NOSCORE", "NON-LEX",
        "NON-SPEECH", "NO_RT_METADATA", "SEGMENT", "SPKR-INFO", "SU",
    }
)  # fmt: skip
_LONGEST_MS = 1000 * 3_600_000
_MAX_BYTES = 64 << 20
"""a million turns"""


def read_rttm(path: str | Path, *, recording: str | None = None) -> tuple[Turn, ...]:
    """The turns in the file `path`, in the order of their start; else as `parse_rttm`."""
    try:
        text = read_at_most(path, _MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is no UTF-8 text", path=str(path), hint="is this RTTM?") from error
    return parse_rttm(text, path=str(path), recording=recording)


def parse_rttm(text: str, *, path: str = "", recording: str | None = None) -> tuple[Turn, ...]:
    """The turns in the text of an RTTM file; `path` names it in errors. Without any, ().

    `recording` takes those of one recording out of a file about several; without it the file must
    be about one. InputError, with the line, for that, for a line that is none of RTTM's, and for
    a time that can't be read.
    """
    turns: list[Turn] = []
    only = recording
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.split()
        if not fields or fields[0].startswith(";;") or fields[0] in _OTHERS:
            continue
        if fields[0] != "SPEAKER" or len(fields) < _FIELDS:
            raise _refusal(
                "is no line of RTTM",
                path,
                number,
                line,
                hint="wanted: SPEAKER recording 1 start length <NA> <NA> name <NA> <NA>",
            )
        if only is None:
            only = fields[1]
        elif only != fields[1] and recording is None:
            raise _refusal(
                f"is about a second recording, {fields[1]!r}",
                path,
                number,
                line,
                hint="keep the lines of one recording in a file of their own",
            )
        if only != fields[1]:
            continue
        turns.append(_turn(fields, path, number, line))
    return tuple(sorted(turns, key=lambda turn: turn.span.start_ms))


def _turn(fields: list[str], path: str, number: int, line: str) -> Turn:
    times = []
    for name, field in (("start", fields[3]), ("length", fields[4])):
        if not _SECONDS.fullmatch(field) or Decimal(field) * 1000 > _LONGEST_MS:
            raise _refusal(f"has no {name} in seconds: {field!r}", path, number, line)
        times.append(Decimal(field) * 1000)
    start, length = times
    speaker = unspell_name(fields[7])
    if fields[7] == _NOTHING or not speaker.strip():
        raise _refusal("names no speaker", path, number, line)
    return Turn(speaker, Span(round(start), round(start + length)), _confidence(fields))


def _confidence(fields: list[str]) -> int | None:
    """Permille, where the line has a share of 1; some tools write other scores."""
    field = fields[_CONFIDENCE] if len(fields) > _CONFIDENCE else _NOTHING
    if not _SECONDS.fullmatch(field) or Decimal(field) > 1:
        return None
    return round(Decimal(field) * 1000)


def _refusal(message: str, path: str, number: int, line: str, *, hint: str = "") -> InputError:
    return InputError(message, path=path, line=number, excerpt=line.strip(), hint=hint)
