"""The project's own JSON: `segments` of `text` with optional `speaker`, `start_ms`, `end_ms`,
`confidence`.

A file with "schema": "lvm-meet/…" was written by this program: a transcript, or an analysis,
which holds the transcript that it was made of. Its segments come back as they are, with the times
of their words and with what is known of the recording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lvm_meet.codec import TRANSCRIPT_SCHEMA, TRANSCRIPT_VERSION
from lvm_meet.codec.decode_transcript import check_version, note_of, segment_of, speech_of
from lvm_meet.codec.node import Node
from lvm_meet.model import Segment, Transcript
from lvm_meet.readers.document import Document
from lvm_meet.readers.jsons import Value, has_key, load, looks_like_json
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import assemble

_SCHEMA = re.compile(r'"schema"\s*:\s*"lvm-meet/')
_FOREIGN = ("start", "end", "timestamp", "words")
"""keys of the Whisper family, whose list has the same name but other times"""
_NOTHING = dict.fromkeys(("speaker", "start_ms", "end_ms", "confidence"))
"""what a segment may leave out where somebody else wrote the file"""


def sniff(document: Document) -> bool:
    """True for a marked file, and for `segments` with integer times or with none at all."""
    text = document.text
    if not looks_like_json(text):
        return False
    if _SCHEMA.search(text):
        return True
    if not has_key(text, "segments"):
        return False
    return has_key(text, "start_ms") or not any(has_key(text, key) for key in _FOREIGN)


def read(document: Document) -> Transcript:
    """All segments with words. InputError for a wrong shape."""
    document = _as_written(document)
    root = load(document)
    if str(root.get("schema").raw).startswith("lvm-meet/"):
        return _read_marked(document, Node(root.raw, document.name))
    notes = Notes(numbered=False)
    segments = root.get("segments").items()
    return document.transcript(
        "json",
        assemble(_pieces(segments, factor=_factor(segments)), notes),
        notes=notes.collect(),
        language=root.get("language").text_or_none(),
    )


# ---------------------------------------------------------------- what this program wrote


def _as_written(document: Document) -> Document:
    """A marked file decoded as what it is, UTF-8, whatever else its bytes might look like.

    Text that was said to be encoded twice, or characters that show nothing, are then kept; so
    are remarks about the file, but not the repairs that are no longer made.
    """
    try:
        text = document.data.decode("utf-8")
    except UnicodeDecodeError:
        return document
    if not _SCHEMA.search(text) or not looks_like_json(text):
        return document
    notes = tuple(
        note for note in document.notes if note.remark and note.code != "invisible-characters"
    )
    return replace(document, text=text, notes=notes)


def _read_marked(document: Document, root: Node) -> Transcript:
    """The transcript in a file with a schema; a transcript's own notes and origin stay with it.

    `source` is the file that was read: it says where these words come from now.
    """
    if root.has("schema_version"):
        check_version(root["schema_version"], newest=TRANSCRIPT_VERSION)
    notes = Notes(numbered=False)
    segments = assemble(map(_piece, _segments(root)), notes, settled=True)
    language = root["language"].maybe(Node.text) if root.has("language") else None
    transcript = replace(
        document.transcript("json", segments, notes=notes.collect(), language=language),
        speech=speech_of(root),
    )
    if root["schema"].value != TRANSCRIPT_SCHEMA:
        return transcript
    said = root["notes"].each(note_of) if root.has("notes") else ()
    return replace(
        transcript,
        origin=root["origin"].text() if root.has("origin") else transcript.origin,
        notes=said + tuple(note for note in transcript.notes if not note.remark),
    )


def _segments(root: Node) -> tuple[Segment, ...]:
    node = root["segments"]
    filled = [
        {**_NOTHING, **item.value} if isinstance(item.value, dict) else item.value
        for item in node.items()
    ]
    return Node(filled, "segments", root).each(segment_of)


def _piece(segment: Segment) -> Piece:
    span = segment.span
    return Piece(
        segment.text,
        speaker=segment.speaker,
        start_ms=span.start_ms if span else None,
        end_ms=span.end_ms if span else None,
        confidence=segment.confidence,
        words=segment.words,
    )


# ---------------------------------------------------------------- what anybody may write


def _factor(segments: list[Value]) -> int:
    """What makes a `confidence` permille: 1 where it is that, 1000 for a share of 1.

    It is a share if one of them is a broken number or none passes 1.
    """
    found = [
        segment.get("confidence").number() for segment in segments if segment.has("confidence")
    ]
    shares = any(isinstance(number, float) for number in found) or max(found, default=0) <= 1
    return 1000 if shares else 1


def _pieces(segments: list[Value], *, factor: int) -> Iterator[Piece]:
    for segment in segments:
        confidence = None
        if segment.has("confidence"):
            confidence = round(segment.get("confidence").number() * factor)
            if not 0 <= confidence <= 1000:
                segment.get("confidence").refuse("between 0 and 1, or 0 and 1000")
        yield Piece(
            segment.get("text").text(),
            speaker=segment.get("speaker").text_or_none(),
            start_ms=segment.get("start_ms").ms_or_none(),
            end_ms=segment.get("end_ms").ms_or_none(),
            confidence=confidence,
        )
