"""What a word can do in a sentence."""

import pytest


@pytest.mark.parametrize(
    ("text", "smooth"),
    [
        ("the team needed more flour", True),
        ("the it was cold", False),
        ("they we needed flour", False),
        ("a lot of was cold", False),
        ("it was is cold", False),
        ("more comp complex", False),
        ("they would give they would read", False),
        ("flour and flour", False),
        ("one thousand two hundred", True),
    ],
)
def test_a_sentence_that_went_wrong_is_seen(cleaner, text, smooth):
    assert cleaner.grammar.smooth(text.split()) is smooth


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("the oven was red because it sold", True),
        ("red because it sold", False),
        ("they knew what to do", True),
        ("they would have been late", True),
    ],
)
def test_each_clause_wants_a_verb(cleaner, text, complete):
    assert cleaner.grammar.complete(text.split()) is complete


def test_words_and_their_kinds(cleaner):
    grammar = cleaner.grammar
    assert grammar.is_number("five") and grammar.is_number("3.5") and not grammar.is_number("oven")
    assert grammar.is_word("oven") and grammar.is_word("we") and not grammar.is_word("th")
    assert grammar.is_subject("it's") and not grammar.is_subject("oven")
    assert grammar.denies(["we", "can't"]) and not grammar.denies(["we", "can"])
    assert grammar.base("goes") == "go" and grammar.base("oven") is None
    assert grammar.is_past("went") and grammar.is_past("used") and not grammar.is_past("go")
    assert grammar.asks(["what's", "that"]) and grammar.asks(["do", "we"])
    assert not grammar.asks([]) and grammar.open_end([]) and not grammar.whole([])
