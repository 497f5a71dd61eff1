"""The report as a Word document, to be read, forwarded and printed.

The same blocks as in Markdown, with headings that a navigation pane shows, tables whose header
comes again on every page, and the charts as pictures that say in words what they show.
"""

from __future__ import annotations

import docx

from lvm_meet.export.docx.layout import lay_out
from lvm_meet.export.docx.writer import write
from lvm_meet.export.word import describe, packed
from lvm_meet.model import Analysis
from lvm_meet.report.document import compose
from lvm_meet.report.document.blocks import Chart
from lvm_meet.report.document.pictures import pictures
from lvm_meet.report.facts import gather


def render(analysis: Analysis) -> bytes:
    """The document's bytes; same analysis and fonts, same bytes.

    Of an empty meeting there is a headline, notes and the guide. OutputError where a chart can't
    be drawn.
    """
    facts = gather(analysis)
    blocks = compose(facts, pictures=True)
    drawn = pictures(facts, [block.name for block in blocks if isinstance(block, Chart)])
    document = docx.Document()
    lay_out(document)
    write(document, blocks, pictures=drawn)
    describe(document, title=facts.title)
    return packed(document)
