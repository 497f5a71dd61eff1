"""SubRip, and timed captions of that shape in general (a WebVTT that lost its header)."""

from __future__ import annotations

from lvm_meet.model import Transcript
from lvm_meet.readers.cues import looks_timed, scan
from lvm_meet.readers.document import Document
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.ours import read_srt
from lvm_meet.readers.pieces import assemble
from lvm_meet.readers.voices import attribute

_LOOK = 8
"""lines that may stand above the first timing: an id, or a title that somebody added"""
_HEAD = 4000


def sniff(document: Document) -> bool:
    """True where a timing line ("00:00:01,000 --> …") stands near the top."""
    lines = [line for line in document.text[:_HEAD].split("\n") if line.strip()]
    return any(map(looks_timed, lines[:_LOOK]))


def read(document: Document) -> Transcript:
    """All cues with words. InputError comes from the caller where there are none."""
    notes = Notes()
    ours = read_srt(document.lines())
    if ours is None:
        cues = scan(enumerate(document.lines(), start=1), notes, mark=",")
        segments = assemble(attribute(cues, notes), notes)
    else:
        segments = assemble(ours, notes, settled=True)
    return document.transcript("srt", segments, notes=notes.collect())
