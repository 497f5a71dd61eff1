"""Bytes to text: the chain of guesses, from what a file declares to what is left to assume."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from lvm_meet.model import Note
from lvm_meet.readers.notes import Notes

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROL_SHARE = 200
"""one control character in so many is still a text; more of them are a binary file"""
_LAYOUT = "\t\n\v\f\r"
_CONTROLS = {
    code: None
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in _LAYOUT and code != 0x85
}
_REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line feeds alone between lines, and the notes on how it was found."""

    text: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """The text of `data`; None where the bytes are no text. No bytes give an empty text.

    A byte order mark decides; then UTF-16 by its NULs; then UTF-8; then Windows' code page 1252
    and at last Latin-1, which fit any bytes. Every guess leaves a note that names it; a UTF-8
    mark, CRLF and a missing last line feed are no guesses and leave none.
    """
    notes = Notes()
    encoding, mark = _declared(data)
    if encoding is None:
        encoding = _wide(data)
    if encoding is None or encoding == "utf-8":
        text = _narrow(data[len(mark) :], notes)
    else:
        notes.add("encoding", detail=f"read as {encoding.upper()}")
        text = _replacing(data[len(mark) :], encoding, notes)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    plain = text.translate(_CONTROLS)
    removed = len(text) - len(plain)
    if removed * _CONTROL_SHARE > len(text):
        return None
    if removed:
        notes.add("control-characters", count=removed)
    return Decoded(plain, notes.collect())


def _declared(data: bytes) -> tuple[str | None, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, mark
    return None, b""


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts every other byte is then NUL, or nearly."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2], sample[1::2]
    if len(odd) < 2:
        return None
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) * 2 > len(zeros) and others.count(0) * 20 < len(others):
            return encoding
    return None


def _narrow(data: bytes, notes: Notes) -> str:
    """UTF-8 where it is that, whole or nearly; else the Western single-byte code pages."""
    whole = data.rstrip(b"\0")
    if len(whole) < len(data):
        notes.add("cut-off", detail="its end is a block of NULs, as after a crash")
    try:
        return whole.decode("utf-8")
    except UnicodeDecodeError as error:
        place, cut = error.start, error.reason == "unexpected end of data"
    if cut:
        # A copy that stopped inside a character; one lone byte after plain ASCII is Latin-1.
        text = whole[:place].decode("utf-8")
        if not text.isascii() or len(whole) - place > 1:
            notes.add("cut-off", text.count("\n") + 1, detail="inside a character")
            return text
    line = whole.count(b"\n", 0, place) + 1
    text = whole.decode("utf-8", errors="replace")
    bad = text.count(_REPLACED)
    if len(text) - len(text.encode("ascii", errors="ignore")) - bad > bad:
        notes.add("damaged-text", line, count=bad)
        return text
    try:
        text, name = whole.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, name = whole.decode("latin-1"), "Latin-1"
    notes.add("encoding", line, detail=f"read as {name}, which was assumed")
    return text


def _replacing(data: bytes, encoding: str, notes: Notes) -> str:
    unit = 4 if encoding.startswith("utf-32") else 2
    rest = len(data) % unit
    if rest:
        data = data[:-rest]
        notes.add("cut-off", detail="inside a character")
    text = data.decode(encoding, errors="replace")
    bad = text.count(_REPLACED) - data.count(_REPLACED.encode(encoding))
    if bad > 0:
        notes.add("damaged-text", count=bad)
    return text
