import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.phrases_words import base, clauses, clauses_of, stem
from lvm_meet.model import Utterance


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the uh the remote , it's big .", [["the", "remote"], ["it's", "big"]]),
        ("[laughs] Well, A_B_C_ first {gap}", [["Well"], ["A_B_C", "first"]]),
        ("co-operate with the U.K on R&D", [["co-operate", "with", "the", "U.K", "on", "R&D"]]),
        ("Stop! Don’t.", [["Stop"], ["Don't"]]),
        (f"see {'k3y' * 20} then", [["see"], ["then"]]),
        (f"an {'a-' * 5000} address", [["an"], ["address"]]),
        ("... -- !", []),
        ("", []),
    ],
)
def test_a_text_falls_into_clauses_of_clean_words(text, found):
    assert clauses(text, {"uh", "um"}) == found


def test_a_backchannel_says_no_clause():
    book = lexicon.load().book("topics")
    units = [
        Utterance("u1", "A", "Mm-hm, okay.", None, (0,), backchannel=True),
        Utterance("u2", "A", "um the plan", None, (1,)),
    ]
    assert clauses_of(units, book=book) == [[], [["the", "plan"]]]


@pytest.mark.parametrize(
    "family",
    [
        ("button", "buttons"), ("battery", "batteries"), ("move", "moves", "moving", "moved"),
        ("plan", "plans", "planning", "planned"), ("box", "boxes"),
        ("match", "matches", "matching"),
    ],
)  # fmt: skip
def test_the_forms_of_a_word_have_one_stem(family):
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["ring", "bed", "bus", "gas", "this", "glass", "string", "red"])
def test_short_words_stay_whole(word):
    assert stem(word) in (word, word.rstrip("e"))


@given(st.text(max_size=80))
def test_whatever_is_said_clauses_hold_words_only(text):
    for clause in clauses(text, frozenset()):
        assert clause
        for word in clause:
            assert word[0].isalnum()
            assert base(word) == base(base(word))
            assert stem(base(word)) or not base(word)
