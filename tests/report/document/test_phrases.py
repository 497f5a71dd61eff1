"""What stands beside a conclusion."""

import pytest

from lvm_meet.report.cites import Cite, Cited, Quote
from lvm_meet.report.document import phrases


def text_of(line):
    return "".join(run.text for run in line)


ONE, TWO = Cite(3, "1:13"), Cite(9, "word 1,204")


def test_places_can_be_told_apart():
    assert phrases.places((ONE, TWO)) == "1:13; word 1,204"
    assert phrases.places(()) == ""


@pytest.mark.parametrize(
    ("text", "cites", "expected"),
    [
        ("They swap it.", (ONE, TWO), "They swap it (1:13; word 1,204)."),
        ("Do they?", (ONE,), "Do they (1:13)?"),
        ("no stop", (ONE,), "no stop (1:13)"),
        ("They swap it.", (), "They swap it."),
        ("", (), ""),
    ],
)
def test_moments_stand_before_the_full_stop(text, cites, expected):
    assert text_of(phrases.sentence(Cited(text, cites))) == expected


def test_at_most_so_many_moments():
    assert text_of(phrases.sentence(Cited("So.", (ONE, TWO)), limit=1)) == "So (1:13)."


@pytest.mark.parametrize(("speaker", "expected"), [("Tom", " (Tom, 1:13)"), ("", " (1:13)")])
def test_a_quote_says_who_where_that_is_known(speaker, expected):
    assert text_of(phrases.quote(Quote("So.", speaker, ONE))) == f"“So.”{expected}"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Cited("Vision: 1 sentence", (ONE,)), "Vision: 1 sentence (1:13)"),
        (Cited("Vision: 2 sentences, first and last at", (ONE, TWO)),
         "Vision: 2 sentences, first and last at 1:13 and word 1,204"),
    ],
)  # fmt: skip
def test_first_and_last_go_on_in_the_sentence(entry, expected):
    assert phrases.extent(entry) == expected


def test_a_topic_is_named_as_one():
    assert phrases.topic(Cited("Budget", (ONE,))) == "topic: Budget, 1:13"
    assert phrases.topic(Cited("", ())) == ""
