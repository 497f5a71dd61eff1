import pytest

from lvm_meet.lexicon import Book, Group
from lvm_meet.profile.phrases import Heard, mended, spoken

BOOK = Book(
    "leading",
    (
        Group("proposal", phrases=("let's", "we could", "how * it be"), words=("yes",)),
        Group("no_proposal", phrases=("let's see", "if we could")),
        Group("lead_ins", words=("so", "um", ".")),
    ),
)


def heard(talk, words):
    units, _, _ = talk(f"Ann: {words}")
    return Heard(units, book=BOOK, sections=("proposal", "no_proposal", "proposal.words"))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("Let's paint it.", 0),
        ("lets paint it", 0),
        ("LET’S paint it", 0),
        ("So let 's paint it .", 1),
        ("We, um, we could paint it.", 2),
        ("Let's see.", None),
        ("I wonder if we could.", None),
        ("Let's see, let's paint it.", 2),
        ("We. Could it rain?", None),
        ("How would it be in blue?", 0),
        ("How. It be.", None),
        ("How", None),
        ("", None),
    ],
)
def test_phrases_are_found_in_any_spelling_and_hidden_by_longer_ones(talk, words, at):
    assert heard(talk, words or "...").at(0, "proposal", "no_proposal") == at


@pytest.mark.parametrize(
    ("words", "opens"),
    [("So, um, we could go.", True), ("I think we could go.", False), ("No.", False)],
)
def test_lead_ins_may_stand_before_an_opening(talk, words, opens):
    assert heard(talk, words).opens(0, "proposal") is opens


def test_words_of_a_section_are_searched_under_their_own_name(talk):
    found = heard(talk, "yes we could")
    assert found.at(0, "proposal.words") == 0
    assert found.at(0, "proposal") == 1
    assert not found.within(0, "no_proposal")


def test_a_section_that_the_book_lacks_finds_nothing(talk):
    units, _, _ = talk("Ann: We could go.")
    assert Heard(units, book=BOOK, sections=("nothing",)).at(0, "nothing") is None


def test_contractions_are_put_together():
    assert mended("That 's what I 'll do , she isn 't") == "That's what I'll do , she isn't"
    assert list(spoken("Well-known, isn't it? Yes!")) == [
        "well",
        "known",
        "isnt",
        "it",
        ".",
        "yes",
        ".",
    ]
