import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.codec.turns import MARK, Said, one_line, read_line, write_line

HARD = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a \t b\r\nc ", "a b c"),
        (f"a{HARD}b\u2028c\x1fd", "a b c d"),
        ("be\x07ep \x00 \x1b[1m", "beep [1m"),
        ("half \ud800", "half \ufffd"),
        ("x\uffff\ufffe", "x"),
        (" \x00 ", ""),
        ("\u200bkept\u200f", "\u200bkept\u200f"),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "options", "line"),
    [
        ("hi", {"speaker": "Ada", "named": True, "time": "1:02"}, "[1:02] Ada: hi"),
        ("hi", {"speaker": "Ada", "named": True}, "Ada: hi"),
        ("hi", {"named": True, "time": "0:00"}, "[0:00] Unknown: hi"),
        ("hi", {"named": False, "time": "10:00:00"}, "[10:00:00] hi"),
        ("Note: hi", {"named": False}, f"Note:{HARD}hi"),
        ("Note: hi", {"named": True}, "Unknown: Note: hi"),
        ("hi", {"speaker": "R2: D2", "named": True}, f"R2:{HARD}D2: hi"),
        ("hi", {"speaker": "Unknown", "named": True}, f"Unknown{HARD}: hi"),
        ("[0:12] hi", {"named": False}, f"{HARD}[0:12] hi"),
        ("hi", {"speaker": "[0:12] X", "named": True}, f"{HARD}[0:12] X: hi"),
        ("[0:12] hi", {"named": False, "time": "0:00"}, "[0:00] [0:12] hi"),
        ("so:", {"named": False}, "so:"),
    ],
)
def test_lines_are_written_and_read(text, options, line):
    written = write_line(text, **options)
    assert str(written) == line + MARK
    assert f"{written.time}{written.name}{written.text}" == line + MARK
    assert read_line(line + MARK) == Said(text, options.get("speaker"), options.get("time"))


@pytest.mark.parametrize(
    "line", ["Ada: hi", "hi ", f"hi{HARD}", "", MARK, f"[0:12] {MARK}", f"Ada: {MARK}"]
)
def test_other_lines_are_not_ours(line):
    assert read_line(line) is None


tokens = st.sampled_from(["Note:", "a:", "[0:12]", ":", "Unknown", "Unknown:", "-->", "ß", "Ã"])
lines = (
    st.lists(tokens | st.text(st.characters(codec="utf-8"), max_size=6), min_size=1, max_size=6)
    .map(" ".join)
    .map(one_line)
    .filter(bool)
)


@given(lines, st.none() | lines, st.booleans(), st.sampled_from([None, "0:12", "100:59:59"]))
def test_every_line_comes_back(text, speaker, named, time):
    line = str(write_line(text, speaker=speaker, named=named or speaker is not None, time=time))
    assert read_line(line) == Said(text, speaker, time)
    # nothing that could be taken, byte by byte, for a character that was encoded twice
    places = [place for place, letter in enumerate(line) if letter == HARD and place]
    assert all(line[place - 1].isascii() for place in places)
