"""A source as it was opened: its bytes, its decoded text, its identity, and errors that name it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lvm_meet.errors import InputError, unreadable
from lvm_meet.files import standard_input
from lvm_meet.model import Note, Segment, Source, Transcript
from lvm_meet.readers.decoding import decode
from lvm_meet.readers.magic import BINARY, Magic, identify
from lvm_meet.readers.notes import merge
from lvm_meet.version import __version__

STDIN = "-"
STDIN_NAME = "<stdin>"
_NOTHING = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\f\v"
"""what an empty file may still hold: byte order marks and white space"""


@dataclass(frozen=True, slots=True)
class Document:
    """One source in memory.

    `name` is what the user gave, `text` the decoded text with line feeds alone between
    lines ("" where the bytes are no text), `notes` what was odd about the bytes.
    """

    name: str
    data: bytes
    text: str
    notes: tuple[Note, ...] = ()

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> Document:
        """Decode `data`. Never fails: what is no text keeps an empty `text`."""
        name = name.encode("utf-8", errors="replace").decode("utf-8")
        decoded = None if identify(data, sure=True) else decode(data)
        odd = decoded and any(note.code == "control-characters" for note in decoded.notes)
        if decoded is None or (odd and identify(data, sure=False)):
            # "RIFF" may open a text, but not one with control characters in it
            return cls(name, data, "")
        return cls(name, data, decoded.text, decoded.notes)

    @property
    def binary(self) -> Magic | None:
        """What the bytes are where they are no text; None for a text."""
        if self.text or not self.data:
            return None
        return identify(self.data, sure=False) or BINARY

    def lines(self) -> list[str]:
        """The lines of the text, without their line feeds; line 1 is at index 0."""
        return self.text.split("\n")

    def source(self, kind: str) -> Source:
        """Who this is: the content's hash, and the file's own name without its directory."""
        name = self.name if self.name == STDIN_NAME else Path(self.name).name
        return Source(name, kind, hashlib.sha256(self.data).hexdigest(), len(self.data))

    def transcript(
        self,
        kind: str,
        segments: Iterable[Segment],
        *,
        notes: tuple[Note, ...] = (),
        language: str | None = None,
    ) -> Transcript:
        """What the reader of format `kind` made of this document; its own notes come first."""
        return Transcript(
            source=self.source(kind),
            segments=tuple(segments),
            language=language,
            origin=f"lvm-meet {__version__} reader {kind}",
            notes=merge(self.notes + notes),
        )

    def error(
        self,
        message: str,
        *,
        line: int | None = None,
        excerpt: str | None = None,
        hint: str = "",
    ) -> InputError:
        """An InputError about this document; the excerpt is the line's text unless given."""
        if excerpt is None:
            lines = self.lines() if line is not None else []
            excerpt = lines[line - 1].strip() if line is not None and line <= len(lines) else ""
        return InputError(message, path=self.name, line=line, excerpt=excerpt, hint=hint)


def open_document(path: str | Path, *, max_bytes: int, stdin: BinaryIO | None = None) -> Document:
    """Read the whole of `path`; "-" is standard input (`stdin`, or that of the process).

    InputError where it can't be read, is empty, or is larger than `max_bytes`.
    """
    if str(path) == STDIN:
        name = STDIN_NAME
        data = standard_input(stdin, name=name).read(max_bytes + 1)
    else:
        name = str(path)
        try:
            with Path(path).open("rb") as file:
                data = file.read(max_bytes + 1)
        except (OSError, ValueError) as error:
            # ValueError: a name with a NUL in it
            raise unreadable(name, error) from error
    if not data.strip(_NOTHING):
        raise InputError("is empty", path=name, hint="give a recording or a transcript")
    if len(data) > max_bytes:
        raise InputError(
            f"is larger than {max_bytes} bytes",
            path=name,
            hint="12 hours of talk are about 1 MB of plain text: is this a transcript?",
        )
    return Document.from_bytes(name, data)
