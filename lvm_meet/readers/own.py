"""The project's own JSON: `segments` of `text` with optional `speaker`, `start_ms`, `end_ms`,
`confidence`. A saved analysis ("schema": "lvm-meet/…") holds such a list and reads as well: its
segments come back as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvm_meet.model import Transcript
from lvm_meet.readers.document import Document
from lvm_meet.readers.jsons import Value, has_key, load, looks_like_json
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import assemble

_SCHEMA = re.compile(r'"schema"\s*:\s*"lvm-meet/')
_FOREIGN = ("start", "end", "timestamp", "words")
"""keys of the Whisper family, whose list has the same name but other times"""


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
    root = load(document)
    segments = root.get("segments").items()
    marked = str(root.get("schema").raw).startswith("lvm-meet/")
    notes = Notes(numbered=False)
    return document.transcript(
        "json",
        assemble(
            _pieces(segments, factor=1000 if marked else _factor(segments)), notes, settled=marked
        ),
        notes=notes.collect(),
        language=root.get("language").text_or_none(),
    )


def _factor(segments: list[Value]) -> int:
    """What makes a `confidence` permille: 1 where it is that, 1000 for a share of 1.

    A file that is not marked has shares if one of them is a broken number or none passes 1.
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
