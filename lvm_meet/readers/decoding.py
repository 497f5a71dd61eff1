"""Bytes to text: the chain of guesses, from what a file declares to what is left to assume."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lvm_meet.model import Note
from lvm_meet.readers.clean import find_invisible, strip_invisible
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
_CONTROL_SHARE, _CONTROL_SHARE_GUESSED = 10, 200
"""one run of control characters in so many signs is still a text, more are a binary file; where
the encoding had to be guessed, far fewer are enough to show that it is none"""
_GUESSED = frozenset({"encoding", "damaged-text"})
# What steers a terminal (colours in a saved log, a window's title): its letters are no talk.
_STEERING = re.compile(
    r"\x1b(?:\[[0-?]{0,30}[ -/]{0,5}[@-~]|\][^\x07\x1b]{0,300}(?:\x07|\x1b\\))", re.ASCII
)
# All of C0 and C1 but tab, line ends and their kin.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_LINE_END = re.compile("\r\n?")
# Line ends of other worlds. They count only where there is no other: JSON has them inside strings.
_RARE_LINE_END = re.compile("[\x85\u2028\u2029]")
_JSON = ("{", "[")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
# "Ã©", "â€™": bytes of UTF-8 that somebody took for Windows-1252, and saved as UTF-8 once more
_TWICE = re.compile("[\u00c2-\u00f4][^\x00-\x7f]")
_TO_BYTES = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with line feeds alone between lines, and the notes on how it was found."""

    text: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """The text of `data`; None where the bytes are no text. No bytes give an empty text.

    A byte order mark decides; then UTF-16 by its NULs; then UTF-8; then Windows' code page 1252
    and at last Latin-1, which fit any bytes. Whatever is not plain UTF-8 with a line feed at the
    end of every line leaves a note.
    """
    notes = Notes()
    encoding, mark = _declared(data)
    if encoding is not None:
        notes.add("byte-order-mark", 1, detail=encoding.upper())
    else:
        encoding = _wide(data)
        if encoding is not None:
            notes.add("encoding", detail=f"read as {encoding.upper()}, which was assumed")
    if encoding is None or encoding == "utf-8":
        text = _narrow(data[len(mark) :], notes)
    else:
        text = _replacing(data[len(mark) :], encoding, notes)
    text = _settle_lines(_encoded_once(text, notes), notes)
    plain = _without_controls(text, notes)
    if plain is None:
        return None
    if plain.strip() and not plain.endswith("\n"):
        notes.add("last-line", plain.count("\n") + 1)
    unseen, first = find_invisible(plain)
    if unseen:
        notes.add("invisible-characters", plain.count("\n", 0, first) + 1, count=unseen)
    return Decoded(strip_invisible(plain), notes.collect())


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


def _encoded_once(text: str, notes: Notes) -> str:
    """Undo a second encoding, where all that is not ASCII makes sense as bytes of UTF-8."""
    first = None if text.isascii() else _TWICE.search(text)
    if first is None:
        return text
    try:
        once = text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
    notes.add("double-encoding", text.count("\n", 0, first.start()) + 1, count=_foreign(once))
    return once


def _foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _settle_lines(text: str, notes: Notes) -> str:
    """The text with a line feed, and nothing else, at every line end."""
    if "\r\r\n" in text:
        # what a program writes that ends lines for Windows twice
        notes.add("doubled-line-ends", 1, count=text.count("\r\r\n"))
        text = text.replace("\r\r\n", "\n")
    if "\r" in text:
        pairs = text.count("\r\n")
        detail = "CR LF" if pairs else "CR"
        if pairs and text.count("\r") > pairs:
            detail = "CR LF and CR"
        found = _LINE_END.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        text, count = _LINE_END.subn("\n", text)
        notes.add("line-ends", line, count=count, detail=detail)
    elif "\n" not in text and not text.lstrip().startswith(_JSON):
        text, count = _RARE_LINE_END.subn("\n", text)
        if count:
            notes.add("line-ends", 1, count=count, detail="Unicode's own line separators")
    return text


def _without_controls(text: str, notes: Notes) -> str | None:
    """The text without what no text holds; None where there is so much of it that it is none."""
    first = _CONTROL.search(text)
    if first is None:
        return text
    line = text.count("\n", 0, first.start()) + 1
    text, steering = _STEERING.subn("", text)
    plain, runs = _CONTROL.subn("", text)
    guessed = any(note.code in _GUESSED for note in notes.collect())
    if runs * (_CONTROL_SHARE_GUESSED if guessed else _CONTROL_SHARE) > len(plain):
        return None
    notes.add("control-characters", line, count=steering + runs)
    return plain
