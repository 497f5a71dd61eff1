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


FORMAL = ("standup.vtt", "standup-zoom.vtt", "standup.srt", "standup.txt", "standup.csv")


@pytest.mark.parametrize("name", FORMAL)
def test_strict_reads_what_is_in_order(name, samples):
    assert readers.read(samples / name, settings=ReadSettings(strict=True)).segments


# what happens to a sound file on its way -> the remarks that it then gets
FORMS = {
    "utf-8 with mark": (lambda text: text.encode("utf-8-sig"), {"byte-order-mark"}),
    "utf-16 with mark": (lambda text: text.encode("utf-16"), {"byte-order-mark"}),
    "Windows": (
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        {"byte-order-mark", "line-ends"},
    ),
    "Windows, UTF-16": (
        lambda text: text.replace("\n", "\r\n").encode("utf-16"),
        {"byte-order-mark", "line-ends"},
    ),
    "old Macintosh": (lambda text: text.replace("\n", "\r").encode(), {"line-ends"}),
    "no last line end": (lambda text: text.rstrip("\n").encode(), {"last-line"}),
    "direction marks": (
        lambda text: text.replace("Priya", "\u200ePriya").encode(),
        {"invisible-characters"},
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FORMAL)
def test_strict_allows_other_forms_and_they_are_said(name, form, samples, read_bytes):
    change, remarks = FORMS[form]
    text = (samples / name).read_text("utf-8")  # with line feeds alone, as Python reads it
    found = read_bytes(change(text), strict=True)
    assert found.segments == readers.read(samples / name).segments
    assert all(note.remark for note in found.notes)
    assert {note.code for note in found.notes} - {"overlap"} == remarks


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.encode("cp1252"), "encoding"),
        (lambda text: text.encode("utf-16-le"), "encoding"),
        (lambda text: text.encode().decode("cp1252").encode(), "double-encoding"),
        (lambda text: text.replace("\n", "\r\r\n").encode(), "doubled-line-ends"),
        (lambda text: text.encode() + b"\0" * 512, "cut-off"),
        (lambda text: text.replace("Priya", "\x1b[1mPriya\x1b[0m").encode(), "control-characters"),
        (lambda text: text.encode()[:3000] + b"\0" * 512 + text.encode()[3000:], "control-char"),
    ],
)
def test_damage_is_mended_and_strict_refuses_it(change, code, samples, read_bytes):
    data = change((samples / "standup.vtt").read_text("utf-8"))
    assert read_bytes(data).segments == readers.read(samples / "standup.vtt").segments
    with pytest.raises(InputError) as caught:
        read_bytes(data, strict=True)
    assert code in caught.value.hint


def test_strict_does_not_name_remarks(read_bytes):
    with pytest.raises(InputError) as caught:
        read_bytes("\ufeff" + TEXT.replace("\n", "\r\n"), strict=True)
    assert "(all of them: backward-span, backward-time)" in caught.value.hint


def test_a_file_over_64_megabytes_is_a_mistake(read_bytes):
    assert ReadSettings().max_bytes == 64 * 1024 * 1024
    with pytest.raises(InputError, match="larger than 67108864 bytes"):
        read_bytes(b"Ada: hi\n" * (8 * 1024 * 1024 + 1))


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
    assert [note.code for note in notes] == ["byte-order-mark", "backward-span", "backward-time"]
