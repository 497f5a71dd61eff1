"""The report as a Word document, read back with python-docx."""

import io
import runpy
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lvm_meet.export.docx import render
from lvm_meet.export.docx.layout import MAX_PICTURE, TEXT_WIDTH, lay_out
from lvm_meet.export.docx.writer import write
from lvm_meet.report import insight_wording, wording
from lvm_meet.report.document import compose
from lvm_meet.report.document.blocks import (
    Chart,
    Entry,
    Grid,
    Heading,
    Kind,
    Listing,
    Paragraph,
    Run,
)
from lvm_meet.report.document.pictures import pictures
from lvm_meet.report.facts import gather

CONCLUDE = runpy.run_path(str(Path(__file__).parents[2] / "made_conclusions.py"))["conclude"]


def opened(data):
    return docx.Document(io.BytesIO(data))


def written(*blocks, drawn=None):
    document = docx.Document()
    lay_out(document)
    write(document, blocks, pictures=drawn or {})
    return document


@pytest.fixture(scope="module")
def data(analyses):
    return render(CONCLUDE(analyses["kickoff"]))


def test_headings_make_the_outline(analyses, data):
    document = opened(data)
    titles = [each.text for each in document.paragraphs if each.style.name == "Title"]
    assert titles == ["Alarm kick-off"]
    sections = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    blocks = compose(gather(CONCLUDE(analyses["kickoff"])), pictures=True)
    assert sections == [
        block.text for block in blocks if isinstance(block, Heading) and block.level == 2
    ]


def test_tasks_are_a_table_whose_header_comes_again(data):
    tables = {table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): table
              for table in opened(data).tables}  # fmt: skip
    table = tables[insight_wording.ACTIONS]
    assert tuple(cell.text for cell in table.rows[0].cells) == insight_wording.ACTION_HEADER
    assert [row.cells[1].text for row in table.rows[1:]] == ["Tom", "Dr. Noor Haddad", "unassigned"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
    assert wording.BALANCE in tables


def test_every_picture_says_what_it_shows(data):
    shapes = opened(data).inline_shapes
    assert len(shapes) == 7
    for shape in shapes:
        assert shape.width <= TEXT_WIDTH
        assert shape.height <= MAX_PICTURE
        properties = shape._inline.docPr
        assert properties.get("descr").startswith(properties.get("title"))
    assert len({shape._inline.docPr.get("id") for shape in shapes}) == 7


def test_pages_are_numbered_by_whoever_shows_them(data):
    footer = opened(data).sections[0].footer
    xml = footer._element.xml
    assert footer.paragraphs[0].text == "Page 1 of 1"
    assert xml.count("<w:instrText") == 2
    assert "PAGE" in xml
    assert "NUMPAGES" in xml


def test_same_analysis_same_bytes_and_nobody_s_name(analyses, data):
    assert render(CONCLUDE(analyses["kickoff"])) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(data).core_properties
    assert (properties.author, properties.title) == ("lvm-meet", "Alarm kick-off")


@pytest.mark.parametrize(
    "name", ["empty", "no signal", "one unit", "nameless", "right to left", "doubtful recording"]
)
def test_every_meeting_gives_a_document(analyses, name):
    analysis = analyses[name]
    document = opened(render(CONCLUDE(analysis) if analysis.utterances else analysis))
    seen = "\n".join(each.text for each in document.paragraphs)
    assert gather(analysis).headline[0] in seen
    assert wording.GUIDE in seen


def test_without_evidence_there_is_no_picture(analyses):
    assert len(opened(render(analyses["empty"])).inline_shapes) == 0


def test_nasty_text_is_text(analyses):
    nasty = "<w:p/> & ]]> \ufffe {MERGEFIELD x}"
    document = opened(render(CONCLUDE(analyses["hostile"], words=nasty)))
    assert "<w:p/> & ]]> \ufffd {MERGEFIELD x}" in "\n".join(
        each.text for each in document.paragraphs
    )


signs = st.text(st.characters(), max_size=20)


@given(signs, signs)
@hypothesis_settings(max_examples=25)
def test_any_text_can_be_written(first, second):
    line = (Run(first, strong=True), Run(second, quiet=True))
    document = written(
        Heading(2, first),
        Paragraph(line, Kind.QUOTE),
        Listing((Entry(line, (line,)),)),
        Grid(first, (first, second), ((second, first),)),
    )
    assert len(document.tables) == 1


def test_strong_is_bold_and_quiet_is_grey():
    document = written(Paragraph((Run("Why:", strong=True), Run(" x"), Run(" (1:13)", quiet=True))))
    strong, words, quiet = document.paragraphs[0].runs
    assert (strong.bold, words.bold, quiet.bold) == (True, None, None)
    assert quiet.font.color.rgb != words.font.color.rgb


def test_numbers_stand_to_the_right_and_sums_are_bold():
    grid = Grid("t", ("a", "b"), (("x", "1"), ("y", "2")), strong=frozenset({1}), shares=(3, 1))
    table = written(grid).tables[0]
    (first,), (second,) = (cell.paragraphs for cell in table.rows[1].cells)
    assert (first.alignment, second.alignment) == (None, 2)
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows] == [True, None, True]
    assert table.rows[1].cells[0].width > 2 * table.rows[1].cells[1].width


def test_a_chart_without_a_picture_is_left_out_and_words_keep_with_theirs(analyses):
    chart, lead = Chart("balance", "Balance", "even"), Paragraph((Run("See:"),))
    assert len(written(lead, chart).paragraphs) == 1
    drawn = pictures(gather(CONCLUDE(analyses["kickoff"])), ["balance"])
    document = written(lead, chart, drawn=drawn)
    assert document.paragraphs[0].paragraph_format.keep_with_next
    assert len(document.inline_shapes) == 1


def test_a_high_picture_fits_its_page(analyses):
    facts = gather(CONCLUDE(analyses["kickoff"]))
    people = facts.profile.people[:2] * 6
    names = tuple(replace(each, name=f"{each.name} {n}") for n, each in enumerate(people))
    drawn = pictures(replace(facts, profile=replace(facts.profile, people=names)), ["people"])
    shape = written(Chart("people", "People", "many"), drawn=drawn).inline_shapes[0]
    assert shape.height <= MAX_PICTURE
