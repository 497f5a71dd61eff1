import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.readers.decoding import decode

TALK = "Zoë: très bien\nJan: naïve café\n"


def codes(data):
    return [note.code for note in decode(data).notes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_and_its_mark_are_no_guess(encoding):
    assert decode(TALK.encode(encoding)).text == TALK
    assert codes(TALK.encode(encoding)) == []


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-16", "UTF-16-LE"),
        ("utf-32", "UTF-32-LE"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("cp1252", "Windows-1252, which was assumed"),
    ],
)
def test_other_encodings_are_named(encoding, said):
    found = decode(TALK.encode(encoding))
    assert found.text == TALK
    assert [note.code for note in found.notes] == ["encoding"]
    assert found.notes[0].message.endswith(said)


def test_the_note_on_a_code_page_has_the_line_of_the_first_odd_byte():
    assert decode(b"plain\nplain\ncaf\xe9 \n").notes[0].line == 3


def test_what_windows_has_no_character_for_is_latin1():
    found = decode(b"caf\xe9 \x81 " + b"and so on " * 50)
    assert "Latin-1" in found.notes[0].message
    assert found.text.startswith("café")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_become_one_kind_without_a_note(ending):
    data = TALK.replace("\n", ending).encode()
    assert decode(data).text == TALK
    assert codes(data) == []


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        (TALK.encode() + b"\0" * 40, TALK, ["cut-off"]),
        ((TALK + "é").encode()[:-1], TALK, ["cut-off"]),
        (TALK.encode("utf-16")[:-1], TALK[:-1], ["encoding", "cut-off"]),
        (
            TALK.encode("utf-16") + b"\0\xd8",
            TALK + "\N{REPLACEMENT CHARACTER}",
            ["encoding", "damaged-text"],
        ),
        (
            (TALK * 3).encode() + b"\xff\n",
            TALK * 3 + "\N{REPLACEMENT CHARACTER}\n",
            ["damaged-text"],
        ),
        (b"x" * 500 + b"\x07\n", "x" * 500 + "\n", ["control-characters"]),
    ],
)
def test_damage_is_mended_and_noted(data, text, noted):
    assert decode(data).text == text
    assert codes(data) == noted


def test_a_last_latin1_letter_is_not_taken_for_a_cut():
    assert decode(b"ask Jos\xe9").text == "ask José"
    assert codes(b"ask Jos\xe9") == ["encoding"]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"abc\0def", b"\x01\x02\x03", b"\0\x01" * 9]
)
def test_binaries_are_no_text(data):
    assert decode(data) is None


def test_nothing_is_an_empty_text():
    assert decode(b"").text == ""


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_carriage_returns_or_nothing(data):
    found = decode(data)
    if found is not None:
        assert "\r" not in found.text
        found.text.encode("utf-8", errors="surrogatepass")


@given(st.text(max_size=200))
def test_any_utf8_text_survives(text):
    found = decode(text.encode("utf-8", errors="ignore"))
    if found is not None and not found.notes:
        expected = text.encode("utf-8", errors="ignore").decode()
        assert found.text == expected.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
