"""Page, styles and page numbers: how the whole document looks."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.2)
TEXT_WIDTH = Length(PAGE_WIDTH - 2 * MARGIN)
MAX_PICTURE = Cm(20)
"""height: with its heading, a page"""
INK, QUIET = RGBColor(0x1F, 0x24, 0x30), RGBColor(0x5C, 0x63, 0x70)
BODY, SMALL = Pt(10), Pt(8.5)
FONT = "Arial"
"""every system has it, or one of the same widths: lines and columns break alike everywhere"""
REMARK = "Remark"
_HEADINGS = (("Title", 22, 0, 4), ("Heading 1", 15, 18, 4), ("Heading 2", 12, 12, 2))
_SPACES = (
    ("Normal", 6),
    ("List Bullet", 3),
    ("List Bullet 2", 2),
    ("List Number", 3),
    ("Quote", 6),
)


def lay_out(document: Document) -> None:
    """A4 with styles and a footer, in a document that has nothing in it yet."""
    page = document.sections[0]
    page.page_width, page.page_height = PAGE_WIDTH, PAGE_HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    for name, after in _SPACES:
        style = _style(document, name)
        style.font.color.rgb = INK
        style.paragraph_format.space_after = Pt(after)
    normal = _style(document, "Normal")
    _font(normal)
    normal.font.size = BODY
    for name, size, before, after in _HEADINGS:
        style = _style(document, name)
        _font(style)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, INK
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
    remark = document.styles.add_style(REMARK, normal.type)
    remark.base_style = normal
    if isinstance(remark, ParagraphStyle):
        remark.font.size, remark.font.color.rgb = SMALL, QUIET
    _footer(document)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle), name
    return style


def _font(style: ParagraphStyle) -> None:
    """One font for all scripts: the template's theme would win over the name alone."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), FONT)


def _footer(document: Document) -> None:
    style = _style(document, "Footer")
    style.font.size, style.font.color.rgb = SMALL, QUIET
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that whoever shows the document works out."""
    run = paragraph.add_run()
    for part in (
        element("w:fldChar", {"w:fldCharType": "begin"}),
        element("w:instrText", text=instruction),
        element("w:fldChar", {"w:fldCharType": "separate"}),
        element("w:t", text="1"),
        element("w:fldChar", {"w:fldCharType": "end"}),
    ):
        run._element.append(part)


def element(
    name: str, attributes: dict[str, str] | None = None, *, text: str = ""
) -> BaseOxmlElement:
    """An element that python-docx has no method for."""
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    if text:
        made.text = text
    return made
