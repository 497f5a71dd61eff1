"""QMSum-style JSON: `meeting_transcripts`, or a bare list, of {"speaker", "content"}; no times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvm_meet.model import Transcript
from lvm_meet.readers.document import Document
from lvm_meet.readers.jsons import Value, has_key, load, looks_like_json
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import assemble

_LIST = "meeting_transcripts"
# The corpora's marks for what is no word: {vocalsound}, {disfmarker}, {gap}.
_MARK = re.compile(r"\{[a-z]{2,20}\}")


def sniff(document: Document) -> bool:
    """True for JSON with the list's name, or with turns of speaker and content."""
    text = document.text
    return looks_like_json(text) and (has_key(text, _LIST) or has_key(text, "speaker", "content"))


def read(document: Document) -> Transcript:
    """All turns with words, without times. InputError for a wrong shape."""
    root = load(document)
    turns = root if isinstance(root.raw, list) else root.get(_LIST)
    notes = Notes(numbered=False)
    segments = assemble(_pieces(turns), notes)
    return document.transcript("qmsum", segments, notes=notes.collect())


def _pieces(turns: Value) -> Iterator[Piece]:
    for turn in turns.items():
        content = turn.get("content").text()
        text = _MARK.sub(" ", content)
        # A turn of nothing but a cough is in order here, and no defect of the file.
        if text.strip() or not content.strip():
            yield Piece(text, speaker=turn.get("speaker").name_or_none())
