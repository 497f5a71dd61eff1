"""What all Word documents of ours share."""

import io
import zipfile

import docx
import pytest

from lvm_meet.export.word import describe, fit_for_xml, packed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, ünïcode \N{GRINNING FACE}", "plain, ünïcode \N{GRINNING FACE}"),
        ("a\x00b\x1bc\ud800d\ufffee", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("", ""),
    ],
)
def test_only_signs_that_xml_can_hold(text, expected):
    assert fit_for_xml(text) == expected


def test_a_package_says_nothing_of_when_and_where():
    document = docx.Document()
    describe(document, title="x\ufffe" + "y" * 400)
    data = packed(document)
    assert packed(document) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {3}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title.startswith("x\ufffdy")
    assert len(properties.title) == 255
    assert properties.author == properties.last_modified_by == "lvm-meet"
    assert (properties.created.year, properties.comments) == (1980, "")
