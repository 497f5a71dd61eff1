"""What was decided, as a statement."""

import pytest

from lvm_meet import lexicon as lexicons
from lvm_meet.insights.decision_cues import Cues, chosen, content, overlap, trimmed
from lvm_meet.insights.decision_words import clause_around, depends, quoted, shortened, wording
from lvm_meet.lexicon import Book, Group

BOOK = lexicons.load().book("decisions")


@pytest.mark.parametrize(
    ("text", "said", "reason", "instead"),
    [
        ("Okay so we go with rubber then?", "We go with rubber", "", ""),
        ("shall we take the train", "We take the train", "", ""),
        ("let's use tin rather than steel", "We use tin rather than steel", "", "Steel"),
        ("we stay because the rent is low", "We stay", "The rent is low", ""),
        ("we stay, since it's quiet here", "We stay", "It's quiet here", ""),
        ("it's fine because we decided to stay", "We decided to stay", "", ""),
        ("", "", "", ""),
    ],
)
def test_statement_takes_words_apart(text, said, reason, instead):
    statement = wording(BOOK).statement(text, most=30)
    assert (statement.text, statement.reason, statement.instead) == (said, reason, instead)


def test_shortened_keeps_the_clause_with_the_cue():
    finder = Cues(Book("b", (Group("x", phrases=("we use",)),)), ("x",))
    text = "it was a long day, it rained a lot, we use tin, and then some more of it"
    assert shortened(text, most=3, finder=finder) == "we use tin"
    assert shortened(text, most=8, finder=finder) == "it rained a lot, we use tin"
    assert shortened(text, most=50) == text
    assert shortened(text, most=2, finder=finder) == ""


def test_clauses_quotes_and_dependence():
    text = 'well, the chip that we use, he said "we go" then'
    assert clause_around(text, 6, 10) == "the chip that we use,"
    assert depends(text, text.index("we use"), wording(BOOK))
    assert not depends(text, 0, wording(BOOK))
    assert quoted(text, text.index("we go"))
    assert not quoted(text, text.index("then"))


def test_cues_want_their_apostrophe_where_it_makes_another_word():
    book = Book("b", (Group("x", phrases=("we're going",)), Group("lookalikes", words=("were",))))
    finder = Cues(book, ("x",))
    assert finder.any("so we’re going now")
    assert not finder.any("they were going now")
    assert finder.find("we're going, we're going")["x"][1].start == 13


def test_small_parts():
    assert trimmed(
        "okay, so yes we stay then.", openings=("okay", "so", "yes"), tails=("then",)
    ) == ("we stay")
    assert content("the two buttons", frozenset({"the"})) == {"two", "button"}
    assert overlap(frozenset("ab"), frozenset("bcd")) == 500
    assert overlap(frozenset(), frozenset("b")) == 0
    assert chosen([5, 9, 9, 1], least=5, most=2) == [1, 2]
