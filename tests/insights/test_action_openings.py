import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.insights.action_openings import Openings

PHRASES = ("look", "look into", "e-mail", "n't", "let you know", "go")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Look into it", 0, 9),
        ("look in", 0, 4),
        ("looks", 0, None),
        ("look's", 0, None),
        ("let, you  know", 0, 14),
        ("to e-mail it", 3, 9),
        ("", 0, None),
        ("go", 5, None),
    ],
)
def test_the_longest_phrase_wins(text, start, end):
    assert Openings(PHRASES).match(text, start) == end


def test_no_phrases():
    assert Openings(()).match("look") is None


@given(st.lists(st.sampled_from([*PHRASES, ",", " ", "x", "’", "LOOK"]), max_size=6).map(" ".join))
def test_the_same_as_a_regular_expression(text):
    ordered = sorted(PHRASES, key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(r"[\s,]+".join(map(re.escape, phrase.split())) for phrase in ordered)
    found = re.compile(rf"(?:{either})(?![\w'’])", re.IGNORECASE).match(text)
    assert Openings(PHRASES).match(text) == (found.end() if found else None)
