import hashlib
import io

import pytest

from lvm_meet.errors import InputError
from lvm_meet.model import Note, Segment
from lvm_meet.readers.document import Document, open_document
from lvm_meet.version import __version__


def test_identity_is_the_content_and_the_name_without_its_directory(tmp_path):
    path = tmp_path / "deep" / "talk.vtt"
    path.parent.mkdir()
    path.write_bytes(b"WEBVTT\r\n")
    source = open_document(path, max_bytes=100).source("vtt")
    assert (source.name, source.kind, source.size) == ("talk.vtt", "vtt", 8)
    assert source.sha256 == hashlib.sha256(b"WEBVTT\r\n").hexdigest()


def test_a_transcript_names_its_reader():
    document = Document.from_bytes("a.txt", b"caf\xe9\n")
    transcript = document.transcript("plain", [Segment("x")], language="fr")
    assert transcript.origin == f"lvm-meet {__version__} reader plain"
    assert (transcript.language, transcript.segments) == ("fr", (Segment("x"),))
    assert [note.code for note in transcript.notes] == ["encoding"]


def test_a_tolerance_of_decoder_and_reader_is_one_note():
    document = Document.from_bytes("a.vtt", "Zoë\nnaï".encode()[:-1])
    cut = Note("cut-off", "and again", 9)
    unseen = Note("invisible-characters", "x", count=2, remark=True)
    notes = document.transcript("vtt", [Segment("x")], notes=(cut, unseen, unseen)).notes
    assert [(note.code, note.line, note.count) for note in notes] == [
        ("last-line", 2, 1),
        ("cut-off", 2, 1),
        ("invisible-characters", None, 4),
    ]


def test_a_dash_is_standard_input():
    document = open_document("-", max_bytes=9, stdin=io.BytesIO(b"hello"))
    assert (document.name, document.text) == ("<stdin>", "hello")


def test_standard_input_of_the_process_is_used_by_default(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(b"piped")

    monkeypatch.setattr("sys.stdin", Stdin)
    assert open_document("-", max_bytes=9).text == "piped"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n \r\n", b"\xff\xfe", b"\0" * 50])
def test_an_empty_file_is_refused(tmp_path, data):
    path = tmp_path / "a.vtt"
    path.write_bytes(data)
    with pytest.raises(InputError, match="is empty") as caught:
        open_document(path, max_bytes=100)
    assert caught.value.path == str(path)
    assert caught.value.hint


def test_a_file_over_the_limit_is_refused_and_one_at_it_is_not(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    assert open_document(path, max_bytes=11).text == "x" * 11
    with pytest.raises(InputError, match="larger than 10 bytes"):
        open_document(path, max_bytes=10)
    with pytest.raises(InputError, match="larger than 10 bytes"):
        open_document("-", max_bytes=10, stdin=io.BytesIO(b"x" * 11))


@pytest.mark.parametrize("name", ["missing.vtt", ".", "nul\0byte", "x" * 5000])
def test_what_cannot_be_opened_is_an_input_error(tmp_path, name):
    with pytest.raises(InputError, match="can't be read"):
        open_document(tmp_path / name, max_bytes=10)


def test_errors_show_the_line():
    document = Document.from_bytes("a.txt", b"one\n  two  \nthree")
    error = document.error("is odd", line=2)
    assert str(error) == "a.txt:2: is odd [two]"
    assert document.error("is odd", line=99).excerpt == ""
    assert document.error("is odd").line is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\0\0\0\x20ftypisom\0", "an MP4 or QuickTime recording"),
        (b"\0\0\0\x20ftypheic\0", "a HEIC image"),
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", "a WAV recording"),
        (b"ID3\x03\0\0\0\0\0", "an MP3 recording"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x1f\x8b\x08\0", "a gzip file"),
        (b"a.vtt".ljust(257, b"\0") + b"ustar  \0" + b"Ada: hi\n" * 99, "a tar archive"),
        (bytes(range(256)), "a binary file"),
    ],
)
def test_binaries_are_known_by_their_first_bytes(data, kind):
    document = Document.from_bytes("x", data)
    assert document.text == ""
    assert document.binary.kind == kind


@pytest.mark.parametrize("text", ["BM: hello", "MZ: hi", "ID3 tags are odd", "GIF89a is a format"])
def test_a_text_is_not_taken_for_a_binary(text):
    document = Document.from_bytes("x", text.encode())
    assert document.binary is None
    assert document.text == text


def test_a_name_that_is_no_unicode_can_be_shown():
    assert Document.from_bytes("caf\udce9.txt", b"x").name.encode("utf-8")


def test_standard_input_that_is_closed(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="standard input is closed") as caught:
        open_document("-", max_bytes=9)
    assert caught.value.path == "<stdin>"
