"""Readers: one file per transcript format, picked by content (`sniff`), lenient and loud about it.

Every tolerance that a reader applies is a Note of the Transcript. A format is a module (or an
object) with `sniff(document)` and `read(document)`; others add theirs by an entry point in the
group "lvm_meet.readers".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from lvm_meet.errors import InputError
from lvm_meet.model import Transcript
from lvm_meet.readers.document import Document, open_document
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.sniff import READERS, named, pick
from lvm_meet.settings import ReadSettings

__all__ = ["READERS", "Document", "read", "read_document", "refuse_doubts"]

_DEFAULT = ReadSettings()


def read(
    path: str | Path,
    *,
    settings: ReadSettings = _DEFAULT,
    stdin: BinaryIO | None = None,
) -> Transcript:
    """The transcript in the file `path`; "-" reads `stdin`, or the process's standard input.

    The format is found by content, or is `settings.input_format` (a name of READERS). InputError
    with file, line and excerpt for what can't be read as a transcript or holds no talk; with
    `settings.strict` also for whatever had to be guessed or mended, which are all notes but the
    remarks. SettingsError for a format that does not exist.
    """
    document = open_document(path, max_bytes=settings.max_bytes, stdin=stdin)
    return read_document(document, settings=settings)


def read_document(document: Document, *, settings: ReadSettings = _DEFAULT) -> Transcript:
    """`read` for a document that is already in memory."""
    notes = Notes()
    if settings.input_format is None:
        reader = pick(document, notes)
    else:
        reader = named(document, settings.input_format)
    transcript = reader.read(document)
    if not transcript.segments:
        raise document.error(
            f"holds no talk: read as {transcript.source.kind}, nothing is left",
            line=None if document.binary else 1,
            hint="name its format if this is a transcript (--input-format)",
        )
    transcript = replace(transcript, notes=notes.collect() + transcript.notes)
    if settings.strict:
        refuse_doubts(transcript, path=document.name, lines=document.lines())
    return transcript


def refuse_doubts(transcript: Transcript, *, path: str, lines: Sequence[str] = ()) -> None:
    """Strict reading: the first of the guesses and repairs as an InputError; the hint names all."""
    doubts = [note for note in transcript.notes if not note.remark]
    if not doubts:
        return
    first = doubts[0]
    excerpt = lines[first.line - 1].strip() if first.line and first.line <= len(lines) else ""
    codes = ", ".join(note.code for note in doubts)
    raise InputError(
        first.message,
        path=path,
        line=first.line,
        excerpt=excerpt,
        hint=f"without strict reading this is a note (all of them: {codes})",
    )
