"""A Word document to read and to hand on: a title, then a paragraph per turn, name in bold.

Holds what plain text holds: who says what, and when each paragraph begins, in whole seconds. The
paragraphs' text is that of `txt`, so that it comes back by the same rules.
"""

from __future__ import annotations

import docx
from docx.shared import Pt, RGBColor

from lvm_meet.codec.turns import one_line
from lvm_meet.export.transcripts.paragraphs import paragraphs
from lvm_meet.export.word import describe, packed
from lvm_meet.model import Transcript

_GREY = RGBColor(0x70, 0x70, 0x70)
_SMALL = Pt(9)


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
    describe(document, title=title)
    return packed(document)
