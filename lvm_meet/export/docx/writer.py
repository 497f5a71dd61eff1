"""Blocks as paragraphs, lists and pictures of a Word document; `tables` has the tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from docx.document import Document
from docx.shared import Length
from docx.text.paragraph import Paragraph as WordParagraph

from lvm_meet.export.docx.layout import MAX_PICTURE, QUIET, REMARK, TEXT_WIDTH
from lvm_meet.export.docx.tables import add_table
from lvm_meet.export.word import fit_for_xml
from lvm_meet.report.document.blocks import (
    Block,
    Chart,
    Grid,
    Heading,
    Kind,
    Line,
    Listing,
    Paragraph,
)

_HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
_KINDS = {Kind.BODY: "Normal", Kind.REMARK: REMARK, Kind.QUOTE: "Quote"}


def write(document: Document, blocks: Iterable[Block], *, pictures: Mapping[str, bytes]) -> None:
    """Add all blocks; charts without a picture are left out."""
    shown = [each for each in blocks if not isinstance(each, Chart) or each.name in pictures]
    for block, following in zip(shown, (*shown[1:], None), strict=True):
        match block:
            case Heading(level, text):
                document.add_paragraph(fit_for_xml(text), style=_HEADINGS[level])
            case Paragraph(line, kind):
                paragraph = document.add_paragraph(style=_KINDS[kind])
                _fill(paragraph, line)
                # what is said about a table or a picture stands on its page
                paragraph.paragraph_format.keep_with_next = isinstance(following, Chart | Grid)
            case Listing():
                _listing(document, block)
            case Grid():
                add_table(document, block)
            case Chart(name):
                _picture(document, block, pictures[name])


def _fill(paragraph: WordParagraph, line: Line) -> None:
    for part in line:
        run = paragraph.add_run(fit_for_xml(part.text))
        if part.strong:
            run.bold = True
        if part.quiet:
            run.font.color.rgb = QUIET


def _listing(document: Document, listing: Listing) -> None:
    """Only one list of a report is numbered, so that no numbering has to begin again."""
    style = "List Number" if listing.ordered else "List Bullet"
    for entry in listing.entries:
        paragraph = document.add_paragraph(style=style)
        _fill(paragraph, entry.line)
        for detail in entry.details:
            _fill(document.add_paragraph(style="List Bullet 2"), detail)


def _picture(document: Document, chart: Chart, picture: bytes) -> None:
    """As wide as the text, with its title and its text alternative."""
    shape = document.add_picture(io.BytesIO(picture), width=TEXT_WIDTH)
    if shape.height > MAX_PICTURE:
        shape.width = Length(round(shape.width * MAX_PICTURE / shape.height))
        shape.height = MAX_PICTURE
    properties = shape._inline.docPr
    properties.set("name", chart.name)
    properties.set("title", fit_for_xml(chart.title))
    properties.set("descr", fit_for_xml(chart.spoken))
