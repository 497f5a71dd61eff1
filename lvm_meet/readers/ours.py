"""What this program wrote itself, read by the exact rules that it was written by.

Other people's files are read by shape and statistics, and what recurs, rolls or never ends is
mended. In our own files nothing has to be guessed, and a sentence that somebody said twice was
said twice. Each function gives None for any other file and for one of ours that somebody changed
beyond the rules; it is then read like anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvm_meet.codec.fields import COLUMNS
from lvm_meet.codec.turns import MARK, read_line
from lvm_meet.readers.clean import unescape
from lvm_meet.readers.cues import looks_timed
from lvm_meet.readers.document import Document
from lvm_meet.readers.piece import Piece
from lvm_meet.timecode import parse_clock

SIGNATURE = "NOTE lvm-meet transcript"
"""how the first comment of a WebVTT of ours begins"""
_MAGIC = "WEBVTT"
_CLOCK = r"\d{2,3}:\d\d:\d\d[.,]\d{3}"
_TIMING = re.compile(rf"({_CLOCK}) --> ({_CLOCK})")
_CONFIDENCE = re.compile(r"NOTE Confidence: ([01](?:\.\d{1,3})?)")
_VOICE = re.compile(r"<v ([^<>]+)>([^<>]+)</v>")
_COUNTER = re.compile(r"\d{1,9}")

_Block = list[tuple[int, str]]


def recognise(document: Document) -> str | None:
    """The reader of a text file of ours: "vtt", "srt", "csv" or "plain"."""
    text = document.text
    if text.startswith(f"{_MAGIC}\n\n{SIGNATURE}"):
        return "vtt"
    if text.startswith(f"{','.join(COLUMNS)}\n"):
        return "csv"
    if text.rstrip("\n").endswith(MARK):
        if read_srt(document.lines()) is not None:
            return "srt"
        if read_text(document.lines()) is not None:
            return "plain"
    return None


def read_vtt(lines: Sequence[str]) -> list[Piece] | None:
    """The cues of a WebVTT of ours; a voice tag names the speaker, without one nobody is known."""
    blocks = list(_blocks(lines))
    if len(blocks) < 2 or not blocks[1][0][1].startswith(SIGNATURE):
        return None
    pieces: list[Piece] = []
    confidence: int | None = None
    for block in blocks[2:]:
        (number, first), *payload = block
        if noted := _CONFIDENCE.fullmatch(first):
            confidence = round(float(noted[1]) * 1000)
            continue
        times = _times(first)
        said = " ".join(line for _, line in payload)
        voice = _VOICE.fullmatch(said)
        if times is None or not said or (voice is None and ("<" in said or ">" in said)):
            return None
        name, text = (voice[1], voice[2]) if voice else (None, said)
        pieces.append(
            Piece(
                unescape(text),
                speaker=unescape(name) if name else None,
                start_ms=times[0],
                end_ms=times[1],
                line=number,
                confidence=confidence,
            )
        )
        confidence = None
    return pieces


def read_srt(lines: Sequence[str]) -> list[Piece] | None:
    """The cues of an SRT of ours: each is a counter, a timing, and the line of a turn."""
    pieces: list[Piece] = []
    for block in _blocks(lines):
        if len(block) < 3 or not _COUNTER.fullmatch(block[0][1]):
            return None
        times = _times(block[1][1])
        said = read_line(" ".join(line for _, line in block[2:]))
        if times is None or said is None:
            return None
        pieces.append(Piece(said.text, said.speaker, *times, line=block[1][0]))
    return pieces or None


def read_text(lines: Sequence[str], *, title: bool = False) -> list[Piece] | None:
    """The turns of a text of ours, a paragraph each; `title` allows for one above the first."""
    blocks = list(_blocks(lines))
    if title and len(blocks) > 1 and not blocks[0][-1][1].endswith(MARK):
        blocks = blocks[1:]
    pieces: list[Piece] = []
    for block in blocks:
        said = read_line(" ".join(line for _, line in block))
        captions = len(block) > 1 and any(looks_timed(line) for _, line in block)
        if said is None or captions:
            return None
        start = None if said.time is None else parse_clock(said.time)
        pieces.append(Piece(said.text, said.speaker, start, line=block[0][0]))
    return pieces or None


def _times(line: str) -> tuple[int, int] | None:
    match = _TIMING.fullmatch(line)
    if match is None:
        return None
    start, end = parse_clock(match[1]), parse_clock(match[2])
    return (start, end) if start is not None and end is not None else None


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """The numbered lines between blank ones."""
    block: _Block = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block
