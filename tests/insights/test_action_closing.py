import pytest

from lvm_meet import lexicon
from lvm_meet.insights.action_closing import closing
from lvm_meet.model import Utterance

BOOK = lexicon.load().book("actions")


def units(*texts):
    return tuple(
        Utterance(f"u{place}", "Ada", text, None, (place,), text == "Mm-hm.")
        for place, text in enumerate(texts)
    )


@pytest.mark.parametrize(("near", "expected"), [(0, "--x---"), (1, "-xx-x-"), (2, "xxx-xx")])
def test_what_lies_close_to_talk_of_the_next_meeting(near, expected):
    talk = units("One.", "Two.", "For the next meeting, then.", "Mm-hm.", "Four.", "Five.")
    found = closing(talk, book=BOOK, near=near)
    assert "".join("x" if each else "-" for each in found) == expected


def test_an_empty_meeting_and_one_that_hands_out_nothing():
    assert closing((), book=BOOK, near=3) == ()
    assert closing(units("One.", "Two."), book=BOOK, near=3) == (False, False)
