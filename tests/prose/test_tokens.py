"""Sentences of words with marks, and back."""

import pytest

from lvm_meet.prose.tokens import BREAK, Word, mended, sentences, written


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It 's", "It's"),
        ("ca n't", "can't"),
        ("L_C_D_", "LCD"),
        ("belief - net", "belief-net"),
        ("caf\u00e9 \u2019s", "caf\u00e9's"),
    ],
)
def test_mending(text, plain):
    assert mended(text) == plain


def test_a_break_is_kept_as_one():
    for sign in ("--", "\u2014", "...", "{disfmarker}", "=="):
        (sentence,) = sentences(mended(f"we {sign} bake"))
        assert [word.mark for word in sentence.words] == [BREAK, ""]


def test_sentences_end_where_writers_end_them():
    found = list(sentences("Dr. Ada bakes. Who else? Nobody", {"dr"}))
    assert [(sentence.keys, sentence.mark) for sentence in found] == [
        (("dr.", "ada", "bakes"), "."),
        (("who", "else"), "?"),
        (("nobody",), ""),
    ]


def test_writing():
    assert written([Word.of("i", ","), Word.of("too")], "") == "I, too."
    assert written([Word.of("we"), Word.of("bake", BREAK)], ".") == "We bake –"
    assert written([], "?") == ""
    assert list(sentences("?! ...")) == []
