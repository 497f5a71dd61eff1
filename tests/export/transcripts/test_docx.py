import io
import zipfile

import docx

from lvm_meet.export.transcripts import render_transcript
from lvm_meet.export.transcripts.docx import render
from lvm_meet.model import Segment, Span


def opened(transcript):
    return docx.Document(io.BytesIO(render(transcript)))


def test_a_title_and_a_paragraph_per_turn(planning):
    document = opened(planning)
    title, *rest = document.paragraphs
    assert (title.text, title.style.name) == ("planning.ogg", "Title")
    assert [each.text for each in rest] == render_transcript("txt", planning).decode().rstrip(
        "\n"
    ).split("\n\n")


def test_names_are_bold_and_times_are_not(planning):
    time, name, text = opened(planning).paragraphs[1].runs
    assert (time.text, time.bold) == ("[0:12] ", None)
    assert (name.text, name.bold) == ("Hannah Osei: ", True)
    assert (text.text.strip(), text.bold) == ("Right, let's start with the shelves.", None)


def test_untimed_talk_of_nobody_is_its_text(make):
    assert [run.text.strip() for run in opened(make(Segment("so"))).paragraphs[1].runs] == ["so"]


def test_nothing_in_the_package_says_when_or_where_it_was_made(planning):
    data = render(planning)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(planning).core_properties
    assert properties.title == "planning.ogg"
    assert properties.author == properties.last_modified_by == "lvm-meet"
    assert (properties.created.year, properties.modified.year) == (1980, 1980)
    assert properties.comments == ""


def test_nasty_text_is_text(make):
    segment = Segment("<w:p/> & \x07\ud800 \ufffe", "]]>", Span(0, 1))
    assert opened(make(segment)).paragraphs[1].text.strip() == "[0:00] ]]>: <w:p/> & \ufffd"


def test_a_title_is_kept_within_what_the_format_allows(make):
    from dataclasses import replace

    from lvm_meet.model import Source

    transcript = replace(make(Segment("so")), source=Source("x" * 400 + ".ogg", "", "", 0))
    assert len(opened(transcript).core_properties.title) == 255
    unnamed = replace(transcript, source=Source("", "", "", 0))
    assert opened(unnamed).paragraphs[0].text == "Transcript"
