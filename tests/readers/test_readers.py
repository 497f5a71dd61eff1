"""The front door: `lvm_meet.readers.read`."""

import pytest

from lvm_meet import readers
from lvm_meet.errors import InputError
from lvm_meet.settings import ReadSettings

TEXT = "WEBVTT\n\n00:02.000 --> 00:01.000\n<v Ada>hi\n\n00:00.500 --> 00:01.500\n<v Ben>so\n"


def test_a_path_may_be_a_string_or_a_path(tmp_path):
    path = tmp_path / "a.vtt"
    path.write_text(TEXT, encoding="utf-8")
    assert readers.read(path) == readers.read(str(path))
    assert readers.read(path).source.name == "a.vtt"


def test_the_name_of_a_file_says_nothing(tmp_path):
    path = tmp_path / "a.docx"
    path.write_text(TEXT, encoding="utf-8")
    assert readers.read(path).source.kind == "vtt"


def test_same_bytes_same_identity_from_a_file_or_a_pipe(tmp_path, read_bytes):
    path = tmp_path / "a.vtt"
    path.write_bytes(TEXT.encode())
    piped, filed = read_bytes(TEXT), readers.read(path)
    assert piped.source.sha256 == filed.source.sha256
    assert piped.segments == filed.segments
    assert piped.source.name == "<stdin>"


def test_strict_turns_the_first_note_into_an_error(read_bytes):
    assert len(read_bytes(TEXT).notes) == 2
    with pytest.raises(InputError, match="end before they start") as caught:
        read_bytes(TEXT, strict=True)
    assert caught.value.line == 3
    assert caught.value.excerpt == "00:02.000 --> 00:01.000"
    assert "backward-span, backward-time" in caught.value.hint


def test_strict_reads_what_is_in_order(samples):
    settings = ReadSettings(strict=True)
    for name in ("standup.vtt", "standup-zoom.vtt", "standup.srt", "standup.txt", "standup.csv"):
        assert readers.read(samples / name, settings=settings).segments


@pytest.mark.parametrize(
    "text",
    ["WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "…", '{"segments": []}', "start,text\n"],
)
def test_a_transcript_without_words_holds_no_talk(text, read_bytes):
    with pytest.raises(InputError, match="holds no talk") as caught:
        read_bytes(text)
    assert caught.value.line == 1


def test_the_size_has_a_limit(read_bytes):
    with pytest.raises(InputError, match="larger than 20 bytes"):
        read_bytes(TEXT, max_bytes=20)


def test_notes_are_in_a_stable_order_with_those_of_the_decoder_first(read_bytes):
    notes = read_bytes(TEXT.encode("utf-16")).notes
    assert [note.code for note in notes] == ["encoding", "backward-span", "backward-time"]
