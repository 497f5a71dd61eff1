"""Tables of a Word document: thin lines, a header that comes again on every page, named columns."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import Table, _Cell, _Row

from lvm_meet.export.docx.layout import SMALL, TEXT_WIDTH, element
from lvm_meet.export.word import fit_for_xml
from lvm_meet.report.document.blocks import Grid

_LINE, _SHADE = "D9D7D1", "F1EFEA"
_SIDES = ("top", "bottom", "insideH")


def add_table(document: Document, grid: Grid) -> None:
    """Add the table, and a little room below it."""
    table = document.add_table(rows=1, cols=len(grid.header))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _name(table, grid.title)
    header = table.rows[0]
    for column, title in enumerate(grid.header):
        _fill(header.cells[column], title, words=column in grid.words, strong=True)
        _shade(header.cells[column])
    _mark(header, "w:tblHeader")
    for number, cells in enumerate(grid.rows):
        row = table.add_row()
        # a row that breaks over two pages is hard to follow
        _mark(row, "w:cantSplit")
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(cell, text, words=column in grid.words, strong=number in grid.strong)
    _widths(table, grid)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, text: str, *, words: bool, strong: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if not words:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(fit_for_xml(text))
    run.font.size = SMALL
    run.bold = True if strong else None


def _widths(table: Table, grid: Grid) -> None:
    shares = grid.shares or (1,) * len(grid.header)
    widths = [Length(TEXT_WIDTH * share // sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _name(table: Table, title: str) -> None:
    """Its lines, and its name for those who hear the document."""
    properties = table._tbl.tblPr
    lines = element("w:tblBorders")
    for side in _SIDES:
        lines.append(
            element(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": _LINE})
        )
    for each in (lines, element("w:tblCaption", {"w:val": fit_for_xml(title)})):
        properties.append(each)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(element(name))


def _shade(cell: _Cell) -> None:
    shade = element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": _SHADE})
    cell._tc.get_or_add_tcPr().append(shade)
