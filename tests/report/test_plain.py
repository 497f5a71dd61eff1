import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.report.plain import clean, shorten, speaker_name


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("  two \t lines\r\nof\u2028text ", "two lines of text"),
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("\x1b]0;title\x07x", "\ufffd]0;title\ufffdx"),
        ("\x9b31m\x00", "\ufffd31m\ufffd"),
        ("\u202eevil\u202c", "evil"),
        ("half \ud83d of it", "half \ufffd of it"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("می\u200cخواهم", "می\u200cخواهم\u200e"),
        ("שרה (2)", "שרה (2)\u200e"),
        ("שרה\u200e", "שרה\u200e"),
        ("שרה said so", "שרה said so"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("[red]stays[/red]", "[red]stays[/red]"),
        ("", ""),
    ],
)
def test_clean(text, cleaned):
    assert clean(text) == cleaned


@given(st.text(st.characters(codec=None)))
def test_clean_is_one_harmless_line_and_does_nothing_twice(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not {unicodedata.category(sign) for sign in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert cleaned == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    cleaned.encode()


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("as it is", 8, "as it is"),
        ("cut at a space, please", 16, "cut at a space…"),
        ("Donaudampfschifffahrt", 10, "Donaudamp…"),
        ("a Donaudampfschifffahrt", 10, "a Donauda…"),
        ("", 5, ""),
        ("אני אשלח את הדוח עד יום חמישי", 16, "אני אשלח את…\u200e"),
    ],
)
def test_shorten(text, limit, short):
    assert shorten(text, limit) == short


@given(st.text(max_size=80), st.integers(2, 60))
def test_shorten_keeps_to_its_limit(text, limit):
    assert len(shorten(text, limit)) <= limit


def test_speaker_names_are_short_enough_for_a_line():
    assert speaker_name(None) == ""
    assert speaker_name("Ann\n\x1b[1m") == "Ann \ufffd[1m"
    assert len(speaker_name("very long name " * 20)) <= 40
