"""A Word document to read and to hand on: a title, then a paragraph per turn, name in bold.

Holds what plain text holds: who says what, and when each paragraph begins, in whole seconds. The
paragraphs' text is that of `txt`, so that it comes back by the same rules.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.shared import Pt, RGBColor

from lvm_meet.codec.turns import one_line
from lvm_meet.export.transcripts.paragraphs import paragraphs
from lvm_meet.model import Transcript

_GREY = RGBColor(0x70, 0x70, 0x70)
_SMALL = Pt(9)
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""the earliest that a ZIP archive can say: same transcript, same bytes"""


def render(transcript: Transcript) -> bytes:
    """The document's bytes; without segments it has a title alone."""
    document = docx.Document()
    title = one_line(transcript.source.name) or "Transcript"
    document.add_heading(title, level=0)
    for line in paragraphs(transcript):
        paragraph = document.add_paragraph()
        if line.time:
            time = paragraph.add_run(line.time)
            time.font.color.rgb, time.font.size = _GREY, _SMALL
        if line.name:
            paragraph.add_run(line.name).bold = True
        paragraph.add_run(line.text)
    _describe(document, title)
    return _repacked(document)


def _describe(document: Document, title: str) -> None:
    properties = document.core_properties
    # the format allows 255 characters
    properties.title = title[:255]
    properties.author = properties.last_modified_by = "lvm-meet"
    properties.comments = ""
    properties.created = properties.modified = _MOMENT
    properties.revision = 1


def _repacked(document: Document) -> bytes:
    """The package once more, without the time at which it was made."""
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            # what the system is called stands in the entry, too: Unix, everywhere
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()
