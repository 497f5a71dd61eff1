"""Packages are built by python-docx where a real one is wanted, by zipfile where a wrong one is."""

import io
import zipfile

import docx
import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def written(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def package(body, *, main="word/document.xml", **parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        for name, text in parts.items():
            file.writestr(name, text)
        file.writestr(main, body)
    return buffer.getvalue()


def body(inner):
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_teams_has_name_and_time_above_the_text_in_one_paragraph(rows, codes):
    data = written(
        "Sync-Meeting Transcript",
        "May 14, 2024, 9:00AM",
        "5m 14s",
        "Ada Cole started transcription",
        "Ada Cole   0:03\nHello all.",
        "Ben   0:05\nHi. We meet\nat 10:30",
        "Ada Cole   1:00:05\nRight.",
        "Ada Cole stopped transcription",
    )
    assert rows(data) == [
        ("Ada Cole", "Hello all.", 3000, 5000),
        ("Ben", "Hi. We meet at 10:30", 5000, 10_000),
        ("Ada Cole", "Right.", 3_605_000, 3_605_400),
    ]
    assert codes(data) == {"inferred-end": (None, 3)}


def test_first_teams_documents_have_a_range_and_a_name_above_the_text(rows):
    data = written(
        "0:0:0.0 --> 0:0:1.830", "Ada Cole", "Hello", "0:0:2.0 --> 0:0:5.30", "Ben", "Hi",
        "0:0:6.0 --> 0:0:7.0", "Ada Cole", "Yes",
    )  # fmt: skip
    assert [row[:3] for row in rows(data)] == [
        ("Ada Cole", "Hello", 0),
        ("Ben", "Hi", 2000),
        ("Ada Cole", "Yes", 6000),
    ]


def test_names_before_a_colon_and_prose(rows):
    assert [row[:2] for row in rows(written("Ada: hi", "Ben: yes", "Ada: so"))] == [
        ("Ada", "hi"),
        ("Ben", "yes"),
        ("Ada", "so"),
    ]
    assert [row[:2] for row in rows(written("We met.", "It was long."))] == [
        (None, "We met."),
        (None, "It was long."),
    ]


def test_the_words_are_those_that_word_shows(rows):
    inner = (
        "<w:p><w:r><w:t>Ada:</w:t><w:tab/><w:t>hi</w:t></w:r>"
        "<w:ins><w:r><w:t> new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> gone</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>"
        "<w:r><w:noBreakHyphen/><w:t>up</w:t></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{paragraph('Ben: cell')}</w:tc></w:tr></w:tbl>"
    )
    assert [row[:2] for row in rows(package(body(inner)))] == [
        ("Ada", "hi new link-up"),
        ("Ben", "cell"),
    ]


def test_direction_marks_around_names_are_a_remark(rows, codes, remarks):
    data = written("\u200eAda Cole\u200e: hi there", "Ben: yes", "Ada Cole: so")
    assert [row[0] for row in rows(data)] == ["Ada Cole", "Ben", "Ada Cole"]
    assert codes(data) == {}
    assert remarks(data) == {"invisible-characters": (None, 2)}


def test_the_main_part_is_where_the_relations_say(rows):
    relations = (
        '<Relationships><Relationship Type="x/officeDocument" Target="word/document2.xml"/>'
        "</Relationships>"
    )
    data = package(
        body(paragraph("Ada: hi")), main="word/document2.xml", **{"_rels/.rels": relations}
    )
    assert rows(data)[0][:2] == ("Ada", "hi")


def test_strict_and_utf16_xml_read_as_well(rows):
    text = body(paragraph("Ada: hi")).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert rows(package(text))[0][:2] == ("Ada", "hi")
    wide = text.replace('"1.0"?', '"1.0" encoding="utf-16"?').encode("utf-16")
    assert rows(package(wide))[0][:2] == ("Ada", "hi")


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body>{paragraph("&b;")}</w:body></w:document>'
)
OUTSIDE = LAUGHS.replace('<!ENTITY a "haha">', '<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (package(LAUGHS), "document type"),
        (package(OUTSIDE), "document type"),
        (package(LAUGHS.replace('"1.0"?', '"1.0" encoding="utf-16"?').encode("utf-16")), "type"),
        (package(body("x"), **{"_rels/.rels": LAUGHS}), "document type"),
        (package("<w:document"), "damaged XML in word/document.xml"),
        (package(body("<w:p>")), "damaged XML"),
        (package('<?xml version="1.0" encoding="nonsense"?><a/>'), "damaged XML"),
        (package('<?xml version="1.0" encoding="shift_jis"?><a/>'), "damaged XML|no talk"),
        (package(body("<w:p/>" * 9)), "holds no talk"),
        (package(body(paragraph("x")), main="word/other.xml"), "without a Word document"),
        (package(body(paragraph("x")), main="xl/workbook.xml"), "without a Word document"),
        (written("Ada: hi")[:-40], "damaged Word document"),
        (written("Ada: hi")[:2000], "damaged Word document"),
        (b"PK\x03\x04[Content_Types].xml word/", "damaged Word document"),
    ],
    ids=[
        "entities", "outside", "wide entities", "relations", "cut xml", "open tag", "encoding",
        "multi-byte", "empty", "no main part", "spreadsheet", "cut", "cut more", "not a zip",
    ],
)  # fmt: skip
def test_damaged_and_hostile_packages_are_input_errors(data, message, read_bytes):
    with pytest.raises(InputError, match=message):
        read_bytes(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read_bytes):
    data = package(body("<w:p>" + " " * 80_000_000 + "</w:p>"))
    assert len(data) < 200_000
    with pytest.raises(InputError, match="unpacks to more than") as caught:
        read_bytes(data)
    assert "zip bomb" in caught.value.hint


def test_a_locked_package_says_so(read_bytes):
    data = bytearray(written("Ada: hi"))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    with pytest.raises(InputError, match="can't be unpacked") as caught:
        read_bytes(bytes(data))
    assert "password" in caught.value.hint


def test_a_text_that_is_called_docx_is_no_word_document(read_bytes):
    with pytest.raises(InputError, match="is no Word document"):
        read_bytes("Ada: hi", input_format="docx")


def test_sniff():
    assert word.sniff(Document.from_bytes("x", written("hi")))
    assert not word.sniff(Document.from_bytes("x", b"PK\x03\x04 something else"))
