import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.lexicon import Book
from lvm_meet.prose.replies import Replies

REPLIES = Replies(lexicon.load().book("prose"))


@pytest.mark.parametrize(
    "text",
    [
        "Okay.",
        "okay",
        "Oh yeah , okay .",
        "Yeah sure, I can do that",
        "No problem.",
        "Sure, by when?",
        "Well, I think so too.",
        "That’s a good idea, let's do that",
        "I'll do that.",
    ],
)
def test_a_yes(text):
    assert REPLIES.agrees(text)
    assert not REPLIES.refuses(text)


@pytest.mark.parametrize(
    "text",
    ["No.", "No, I can't do that", "yeah no I can't", "Not yet", "Okay I can't though", "Um, no."],
)
def test_a_no(text):
    assert REPLIES.refuses(text)
    assert not REPLIES.agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mm-hm",
        "okay ?",
        "Yes?",
        "Okay, so next slide",
        "Yeah, but I think it's too dear",
        "Yes, if you want",
        "No, go ahead",
        "The blue one is right.",
    ],
)
def test_neither(text):
    assert not REPLIES.agrees(text)
    assert not REPLIES.refuses(text)


@given(st.text(max_size=80))
def test_nothing_is_both(text):
    assert not (REPLIES.agrees(text) and REPLIES.refuses(text))


def test_an_empty_book_knows_no_reply():
    replies = Replies(Book("prose"))
    assert not replies.agrees("yes")
    assert not replies.refuses("no")
