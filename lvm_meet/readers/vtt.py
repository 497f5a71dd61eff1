"""WebVTT: Teams' and Stream's voice tags, Zoom's `Name: text`, and captions of any tool."""

from __future__ import annotations

import re

from lvm_meet.model import Transcript
from lvm_meet.readers.cues import scan
from lvm_meet.readers.document import Document
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.ours import read_vtt
from lvm_meet.readers.pieces import assemble
from lvm_meet.readers.voices import attribute

_MAGIC = "WEBVTT"
_LANGUAGE = re.compile(
    r"(?:NOTE\s+)?language\s*:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2})\s*$", re.I
)
_HEADER_LINES = 20
_OUR_HEADER = 4
"""lines of ours that are no talk: the magic word, a blank one, and a comment of one or two"""


def sniff(document: Document) -> bool:
    """True where the first word is WEBVTT."""
    return document.text[:200].lstrip()[: len(_MAGIC)].upper() == _MAGIC


def read(document: Document) -> Transcript:
    """All cues with words. InputError comes from the caller where there are none."""
    notes = Notes()
    lines = document.lines()
    ours = read_vtt(lines)
    if ours is None:
        body = _body(lines, notes)
        cues = scan(((number, lines[number - 1]) for number in range(body, len(lines) + 1)), notes)
        segments = assemble(attribute(cues, notes), notes)
    else:
        segments = assemble(ours, notes, settled=True)
    header = lines[: _HEADER_LINES if ours is None else _OUR_HEADER]
    return document.transcript("vtt", segments, notes=notes.collect(), language=_language(header))


def _body(lines: list[str], notes: Notes) -> int:
    """The number of the first line after the header (the magic word and the lines under it)."""
    if not lines[0].startswith(_MAGIC):
        notes.add("header", 1)
    number = next((n for n, line in enumerate(lines, start=1) if line.strip()), 1)
    if lines[number - 1].lstrip()[: len(_MAGIC)].upper() != _MAGIC:
        return 1
    while number < len(lines) and lines[number].strip() and "-->" not in lines[number]:
        number += 1
    return number + 1


def _language(lines: list[str]) -> str | None:
    """The language that the header or a comment of Stream's declares."""
    return next(
        (found[1].lower() for line in lines if (found := _LANGUAGE.match(line.strip()))), None
    )
