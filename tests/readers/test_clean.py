import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.readers.clean import (
    clean,
    clean_name,
    find_invisible,
    has_words,
    is_broken,
    strip_invisible,
    unescape,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\n words\t", "two words"),
        ("a\u00a0b", "a b"),
        ("\u200e\ufeffJane\u200b", "Jane"),
        ("half \ud800 pair", "half \N{REPLACEMENT CHARACTER} pair"),
        ("", ""),
    ],
)
def test_clean(text, expected):
    assert clean(text) == expected


@given(st.text(st.characters()))
def test_clean_text_can_be_written_and_stays_clean(text):
    done = clean(text)
    done.encode("utf-8")
    assert clean(done) == done
    assert done == " ".join(done.split())


@pytest.mark.parametrize(
    ("text", "found", "stripped"),
    [
        ("plain", (0, 0), "plain"),
        ("Zoë", (0, 0), "Zoë"),
        ("a\u200eb\ufeff", (2, 1), "ab"),
        ("می\u200cخواهم", (0, 0), "می\u200cخواهم"),
        ("👩\u200d💻", (0, 0), "👩\u200d💻"),
        ("", (0, 0), ""),
    ],
)
def test_characters_that_show_nothing(text, found, stripped):
    assert find_invisible(text) == found
    assert strip_invisible(text) == stripped


@pytest.mark.parametrize(
    ("text", "broken"), [("a", False), ("\ud83d", True), ("😀", False), ("", False)]
)
def test_half_a_surrogate_pair_is_broken(text, broken):
    assert is_broken(text) is broken


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Ada  Cole ", "Ada Cole"),
        ("Cole &amp; Sons", "Cole & Sons"),
        ("O&#39;Neil", "O'Neil"),
        ("", None),
        ("  ", None),
        ("&nbsp;", None),
        (None, None),
    ],
)
def test_names(name, expected):
    assert clean_name(name) == expected


@given(st.text(st.sampled_from("&#xamplt;g 19")))
def test_unescape_never_fails_and_leaves_text_without_references(text):
    assert unescape(text.replace("&", "")) == text.replace("&", "")
    assert isinstance(unescape(text), str)


def test_unescape_is_not_stopped_by_a_number_that_html_refuses():
    digits = "&#" + "9" * 5000 + ";"
    with pytest.raises(ValueError, match="digits"):
        html.unescape(digits)
    assert unescape(digits) == digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", True),
        ("…", False),
        ("好", True),
        ("7", True),
        ("@@ ==", False),
        ("", False),
        ("👍", False),
    ],
)
def test_has_words(text, expected):
    assert has_words(text) is expected
