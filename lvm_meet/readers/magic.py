"""What a file is by its first bytes, where that is something that holds no transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Magic:
    """One kind of file: `prefix` stands at `offset`. `hint` says what to do with such a file.

    `sure` is False where the prefix may open a text as well ("BM: hello"): it then counts only
    if the bytes are no text.
    """

    kind: str
    prefix: bytes
    offset: int = 0
    hint: str = ""
    sure: bool = True


_RECORDING = "a recording is heard, not read: give it as FILE, without --input-format"
_PACKED = "unpack it first"
_SAVE_AS = "save it as text or DOCX first"

ZIP = Magic("a ZIP archive without a Word document", b"PK\x03\x04", hint=_PACKED)

MAGICS = (
    Magic("a PNG image", b"\x89PNG\r\n\x1a\n"),
    Magic("a JPEG image", b"\xff\xd8\xff"),
    Magic("a GIF image", b"GIF8", sure=False),
    Magic("a WebP image", b"WEBP", offset=8, sure=False),
    Magic("a TIFF image", b"II*\x00"),
    Magic("a TIFF image", b"MM\x00*"),
    Magic("a HEIC image", b"ftyphei", offset=4),
    Magic("a HEIC image", b"ftypmif1", offset=4),
    Magic("an icon", b"\x00\x00\x01\x00"),
    Magic("a BMP image", b"BM", sure=False),
    Magic("a PDF", b"%PDF-", hint=_SAVE_AS),
    Magic("an old Office document (doc, xls or ppt)", b"\xd0\xcf\x11\xe0", hint=_SAVE_AS),
    Magic("an MP4 or QuickTime recording", b"ftyp", offset=4, hint=_RECORDING),
    Magic("a WAV recording", b"WAVE", offset=8, hint=_RECORDING, sure=False),
    Magic("an AVI recording", b"AVI ", offset=8, hint=_RECORDING, sure=False),
    Magic("an AIFF recording", b"AIFF", offset=8, hint=_RECORDING, sure=False),
    Magic("an MP3 recording", b"ID3", hint=_RECORDING, sure=False),
    Magic("an MP3 recording", b"\xff\xfb", hint=_RECORDING),
    Magic("an MP3 recording", b"\xff\xf3", hint=_RECORDING),
    Magic("an MP3 recording", b"\xff\xf2", hint=_RECORDING),
    Magic("an AAC recording", b"\xff\xf1", hint=_RECORDING),
    Magic("an AAC recording", b"\xff\xf9", hint=_RECORDING),
    Magic("a FLAC recording", b"fLaC", hint=_RECORDING, sure=False),
    Magic("an Ogg recording", b"OggS", hint=_RECORDING, sure=False),
    Magic("a Matroska or WebM recording", b"\x1a\x45\xdf\xa3", hint=_RECORDING),
    Magic("a Windows Media recording", b"\x30\x26\xb2\x75", hint=_RECORDING),
    Magic("an MPEG recording", b"\x00\x00\x01\xba", hint=_RECORDING),
    Magic("an AMR recording", b"#!AMR", hint=_RECORDING),
    Magic("a CAF recording", b"caff", hint=_RECORDING, sure=False),
    Magic("a gzip file", b"\x1f\x8b", hint=_PACKED),
    Magic("a bzip2 file", b"BZh", hint=_PACKED, sure=False),
    Magic("an xz file", b"\xfd7zXZ\x00", hint=_PACKED),
    Magic("a Zstandard file", b"\x28\xb5\x2f\xfd", hint=_PACKED),
    Magic("a 7-Zip archive", b"7z\xbc\xaf\x27\x1c", hint=_PACKED),
    Magic("a RAR archive", b"Rar!\x1a", hint=_PACKED),
    Magic("a tar archive", b"ustar", offset=257, hint=_PACKED),
    ZIP,
    Magic("an empty ZIP archive", b"PK\x05\x06"),
    Magic("a program", b"\x7fELF"),
    Magic("a program", b"MZ", sure=False),
    Magic("an SQLite database", b"SQLite format 3\x00"),
    Magic("a Parquet file", b"PAR1", sure=False),
)

BINARY = Magic("a binary file", b"")


@dataclass(frozen=True, slots=True)
class TextMagic:
    """Text that is no talk by itself: markup and data that no reader here knows."""

    kind: str
    pattern: re.Pattern[str]
    hint: str


TEXT_MAGICS = (
    TextMagic("a web page", re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.I), _SAVE_AS),
    TextMagic("an XML file", re.compile(r"\s*<\?xml\b"), "save it as vtt, srt or text first"),
    TextMagic("an RTF document", re.compile(r"\s*\{\\rtf"), _SAVE_AS),
    TextMagic(
        "an RTTM file (who speaks when, without words)",
        re.compile(
            r"(?:\s*(?:;;|SPKR-INFO\b).*\n)*"
            r"\s*SPEAKER[ \t]+\S+(?:[ \t]+\S+)?[ \t]+\d+\.?\d*[ \t]+\d+\.?\d*[ \t]+<NA>[ \t]+<NA>"
        ),
        "give it with --turns, beside its recording",
    ),
)


def identify(data: bytes, *, sure: bool) -> Magic | None:
    """The first kind whose bytes are there; with `sure`, only kinds that can't be a text."""
    for magic in MAGICS:
        if (magic.sure or not sure) and data.startswith(magic.prefix, magic.offset):
            return magic
    return None


def identify_text(text: str) -> TextMagic | None:
    """The kind of markup that `text` opens with, if any."""
    head = text[:1000]
    return next((magic for magic in TEXT_MAGICS if magic.pattern.match(head)), None)
