import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.readers.decoding import decode

UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
TALK = "Zoë: très bien\nJan: naïve café\n"


def codes(data):
    return [note.code for note in decode(data).notes]


def test_utf8_with_line_feeds_leaves_no_note():
    assert decode(TALK.encode()).text == TALK
    assert codes(TALK.encode()) == []


@pytest.mark.parametrize(
    ("encoding", "code", "said"),
    [
        ("utf-8-sig", "byte-order-mark", "as that says: UTF-8"),
        ("utf-16", "byte-order-mark", "as that says: UTF-16-LE"),
        ("utf-32", "byte-order-mark", "as that says: UTF-32-LE"),
        ("utf-16-le", "encoding", "UTF-16-LE, which was assumed"),
        ("utf-16-be", "encoding", "UTF-16-BE, which was assumed"),
        ("cp1252", "encoding", "Windows-1252, which was assumed"),
    ],
)
def test_other_encodings_are_named_and_only_guesses_are_doubtful(encoding, code, said):
    found = decode(TALK.encode(encoding))
    assert found.text == TALK
    (note,) = found.notes
    assert (note.code, note.remark) == (code, code == "byte-order-mark")
    assert note.message.endswith(said)


def test_a_few_controls_in_a_short_text_are_no_binary():
    data = "Ada: hel\0lo you there\nBen: so\x07 what now\n"
    assert decode(data.encode()).text == "Ada: hello you there\nBen: so what now\n"
    assert codes(data.encode()) == ["control-characters"]


@pytest.mark.parametrize("words", ["“It’s naïve…” – très bien", "Zoë", "Straße 12 €", "Łódź"])
def test_a_second_encoding_is_undone(words):
    text = f"Ada: hi\nBen: {words}\n"
    found = decode(text.encode().decode("cp1252", errors="replace").encode())
    if "\N{REPLACEMENT CHARACTER}" not in text.encode().decode("cp1252", errors="replace"):
        assert found.text == text
        assert [(note.code, note.line) for note in found.notes] == [("double-encoding", 2)]
    # some programs keep the bytes that Windows-1252 does not define
    kept = "".join(
        bytes([byte]).decode("cp1252" if byte not in UNDEFINED else "latin-1")
        for byte in text.encode()
    )
    assert decode(kept.encode()).text == text


@pytest.mark.parametrize("text", ["Ã was here, Â too\n", "Zoë said Ã©\n", "price: Â£5, ναι\n"])
def test_odd_letters_that_make_no_sense_as_bytes_stay(text):
    assert decode(text.encode()).text == text
    assert codes(text.encode()) == []


def test_the_note_on_a_code_page_has_the_line_of_the_first_odd_byte():
    assert decode(b"plain\nplain\ncaf\xe9 \n").notes[0].line == 3


def test_what_windows_has_no_character_for_is_latin1():
    found = decode(b"caf\xe9 \x81 " + b"and so on " * 50)
    assert "Latin-1" in found.notes[1].message
    assert found.text.startswith("café")


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        (b"a\nb\n", "a\nb\n", {}),
        (b"a\r\nb\r\n", "a\nb\n", {"line-ends": (1, 2, "CR LF")}),
        (b"a\rb\r", "a\nb\n", {"line-ends": (1, 2, "CR")}),
        (b"a\nb\r\nc\rd\n", "a\nb\nc\nd\n", {"line-ends": (2, 2, "CR LF and CR")}),
        (b"a\r\r\nb\r\r\n", "a\nb\n", {"doubled-line-ends": (1, 2, "one end")}),
        (b"a\nb", "a\nb", {"last-line": (2, 1, "no line end")}),
        (
            "a\u2028b\u2029".encode(),
            "a\nb\n",
            {"line-ends": (1, 2, "Unicode's own line separators")},
        ),
        ("a\u2028b\n".encode(), "a\u2028b\n", {}),
        ('{"text": "a\u2028b"}\n'.encode(), '{"text": "a\u2028b"}\n', {}),
    ],
)
def test_line_ends_become_one_kind_with_a_note(data, text, noted):
    found = decode(data)
    assert found.text == text
    assert {note.code: (note.line, note.count) for note in found.notes} == {
        code: (line, count) for code, (line, count, _) in noted.items()
    }
    for note in found.notes:
        assert note.message.endswith(noted[note.code][2])
        assert note.remark == (note.code != "doubled-line-ends")


def test_characters_that_show_nothing_are_left_out_with_a_remark():
    found = decode("a\n\u200eZoë\u200e\ufeff\n".encode())
    assert found.text == "a\nZoë\n"
    assert [(note.code, note.line, note.count, note.remark) for note in found.notes] == [
        ("invisible-characters", 2, 3, True)
    ]


@pytest.mark.parametrize(
    ("data", "text", "count"),
    [
        (b"\x1b[1;31mAda\x1b[0m: hi\n", "Ada: hi\n", 2),
        (b"\x1b]0;title\x07Ada: hi\n", "Ada: hi\n", 1),
        (b"A\0\0\0d\x01a: hi\n", "Ada: hi\n", 2),
        (b"\0" * 4096 + b"Ada: hi\n", "Ada: hi\n", 1),
        (b"\x1b[2mAda:\x1b[0m hi\n" * 50, "Ada: hi\n" * 50, 100),
    ],
    ids=["colours", "window title", "controls", "a hole", "a coloured log"],
)
def test_runs_of_controls_are_removed_and_counted(data, text, count):
    found = decode(b"ok\n" * 200 + data)
    assert found.text == "ok\n" * 200 + text
    (note,) = found.notes
    assert (note.code, note.line, note.count) == ("control-characters", 201, count)


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        (TALK.encode() + b"\0" * 40, TALK, ["cut-off"]),
        ((TALK + "é").encode()[:-1], TALK, ["cut-off"]),
        (TALK.encode("utf-16")[:-1], TALK[:-1], ["byte-order-mark", "last-line", "cut-off"]),
        (
            TALK.encode("utf-16") + b"\0\xd8",
            TALK + "\N{REPLACEMENT CHARACTER}",
            ["byte-order-mark", "last-line", "damaged-text"],
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
    assert codes(b"ask Jos\xe9") == ["last-line", "encoding"]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"abc\0def",
        b"\x01\x02\x03",
        b"\0\x01" * 9,
        b"hello\0 " * 50,
        b"caf\xe9 and so on \x07" * 9,
    ],
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
    text = text.encode("utf-8", errors="ignore").decode()
    found = decode(text.encode())
    if found is not None and {note.code for note in found.notes} <= {"last-line", "line-ends"}:
        expected = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\n" not in expected:
            expected = expected.translate(dict.fromkeys(map(ord, "\x85\u2028\u2029"), "\n"))
        assert found.text == expected or text.lstrip().startswith(("{", "["))
