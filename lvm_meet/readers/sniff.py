"""Picks the reader of a document by its content, never by its name."""

from __future__ import annotations

from typing import cast

from lvm_meet.errors import InputError, MissingError, SettingsError
from lvm_meet.ports import Reader
from lvm_meet.readers.document import Document
from lvm_meet.readers.jsons import load, looks_like_json
from lvm_meet.readers.magic import identify_text
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.ours import recognise
from lvm_meet.registry import Registry

READERS = Registry(
    kind="input format",
    group="lvm_meet.readers",
    table=(
        ("vtt", "lvm_meet.readers.vtt"),
        ("srt", "lvm_meet.readers.srt"),
        ("plain", "lvm_meet.readers.plain"),
        ("whisper", "lvm_meet.readers.whisper"),
        ("csv", "lvm_meet.readers.table"),
        ("tsv", "lvm_meet.readers.table"),
        ("docx", "lvm_meet.readers.word"),
        ("qmsum", "lvm_meet.readers.qmsum"),
        ("json", "lvm_meet.readers.own"),
    ),
)

# Asked in this order; the first that knows the content reads it. Those whose shape is unmistakable
# come first, and plain text, which nearly everything resembles, last.
ORDER = ("docx", "vtt", "json", "qmsum", "whisper", "srt", "csv", "plain")
_BINARY_FORMATS = frozenset({"docx"})
_WANTED = (
    "give a recording (any usual audio or video), or a transcript: vtt, srt, txt, docx, json, csv "
    "or tsv"
)


def load_reader(name: str) -> Reader:
    """The reader called `name`; SettingsError where there is none or it is no reader."""
    found = READERS.load(name)
    if not (callable(getattr(found, "sniff", None)) and callable(getattr(found, "read", None))):
        raise SettingsError(f"the input format {name!r} is no reader: it needs sniff() and read()")
    return cast(Reader, found)


def named(document: Document, name: str) -> Reader:
    """The reader that the user asked for; InputError where the bytes can't be that format."""
    reader = load_reader(name)
    if document.binary and name in dict(READERS.table) and name not in _BINARY_FORMATS:
        raise refusal(document)
    return reader


def pick(document: Document, notes: Notes) -> Reader:
    """The first reader that knows the content: the package's own, then plug-ins, then plain text.

    What this program wrote itself it knows by its marks. A plug-in that can't be loaded is passed
    over with a note. InputError where nobody knows it.
    """
    ours = recognise(document)
    if ours is not None:
        return load_reader(ours)
    for name in ORDER:
        reader = load_reader(name)
        if (name == "plain" and _foreign(document)) or not reader.sniff(document):
            continue
        return reader
    for name in READERS.names():
        if name in dict(READERS.table):
            continue
        try:
            reader = load_reader(name)
        except (MissingError, SettingsError) as error:
            notes.add("reader-unavailable", detail=f"{name}: {error}")
            continue
        if reader.sniff(document):
            return reader
    if _foreign(document):
        raise refusal(document)
    return load_reader("plain")


def _foreign(document: Document) -> bool:
    """True for what is certainly no talk written down: bytes, markup, data."""
    text = document.text
    return bool(document.binary or identify_text(text) or looks_like_json(text))


def refusal(document: Document) -> InputError:
    """The error for a document that no reader knows: what it is, and what to do with it."""
    magic = document.binary
    if magic is not None:
        excerpt = document.data[:16].decode("latin-1")
        hint = magic.hint or _WANTED
        return document.error(f"is {magic.kind}, no transcript", excerpt=excerpt, hint=hint)
    markup = identify_text(document.text)
    if markup is not None:
        return document.error(f"is {markup.kind}, no transcript", line=1, hint=markup.hint)
    # Broken JSON says where it breaks; sound JSON lacks what a transcript has.
    load(document)
    return document.error(
        "is JSON, but no transcript that is known",
        line=1,
        hint='wanted: "segments" (Whisper or own), or "meeting_transcripts" (QMSum)',
    )
