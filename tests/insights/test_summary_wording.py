"""The fixed forms of a summary."""

import pytest

from lvm_meet import lexicon
from lvm_meet.insights.summary_wording import Wording, uncapital
from lvm_meet.model import Topic, Utterance

BOOK = lexicon.load().book("summary")
TEXTS = ["The oven is cold.", "Buttons sell.", "Our buttons sell.", "LCDs are dear.", "Rye sells."]
UNITS = [Utterance(f"u{n}", None, text, None, (n,)) for n, text in enumerate(TEXTS)]


@pytest.fixture
def wording():
    return Wording(UNITS, TEXTS, team=True, book=BOOK)


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists(wording, parts, text):
    assert wording.listed(parts) == text


@pytest.mark.parametrize(
    ("phrase", "named"),
    [("oven", "the oven"), ("button", "buttons"), ("LCD", "LCDs"), ("rye", "rye"), ("tea", "tea")],
)
def test_a_phrase_stands_as_the_talk_has_it(wording, phrase, named):
    assert wording.named(phrase) == named


def test_parts_of_words_are_no_mentions(wording):
    assert wording.mentions("but") == 0
    assert wording.mentions("button") == 2


def test_patterns_take_turns_and_braces_of_talk_do_no_harm(wording):
    texts = {wording.pattern("between", turn=turn, what="{x}") for turn in range(4)}
    assert len(texts) == 3
    assert all("{x}" in text for text in texts)


def test_a_name_that_looks_like_a_place_in_a_pattern_stays_as_it_is(wording):
    assert wording.task("{task} {who}", "send {who}") == "{task} {who} was to send {who}"


def test_citations_are_never_empty(wording):
    topic = Topic("Oven", ("oven",), ("u0", "u1"))
    assert wording.cited(topic, ["oven"]) == ["u0"]
    assert wording.cited(topic, ["tea"]) == ["u0"]


@pytest.mark.parametrize(
    ("text", "small"),
    [("Oven", "oven"), ("LCD screen", "LCD screen"), ("I say", "I say"), ("", "")],
)
def test_capitals(text, small):
    assert uncapital(text) == small
