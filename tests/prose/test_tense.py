"""Verbs one step back in time."""

import pytest

from lvm_meet.prose.tense import Tense, pairs
from lvm_meet.prose.tokens import mended, sentences, written


@pytest.fixture(scope="module")
def tense(prose, cleaner):
    return Tense(prose, cleaner.grammar)


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("go", "went"), ("goes", "went"), ("use", "used"), ("carry", "carried"),
        ("plan", "planned"),
        ("stay", "stayed"), ("need", "needed"), ("look", "looked"), ("show", "showed"),
        ("is", "was"), ("oven", None),
    ],
)  # fmt: skip
def test_past_forms(tense, verb, past):
    assert tense.past(verb) == past


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("We need it.", "We needed it."),
        ("We also need it.", "We also needed it."),
        ("We will need it.", "We would need it."),
        ("It's cold because they don't heat it.", "It was cold because they didn't heat it."),
        ("We have to have it.", "We had to have it."),
        ("We should have it.", "We should have it."),
        ("It helps you decide.", "It helped you decide."),
        ("That'll do.", "That would do."),
        ("It's been cold.", "It had been cold."),
        ("The baker's oven works.", "The baker's oven works."),
        ("We meet in May.", "We met in May."),
        ("They sold it.", "They sold it."),
    ],
)
def test_a_clause_goes_one_step_back(tense, now, then):
    (sentence,) = sentences(mended(now))
    back = tense.back(sentence.words)
    assert back is not None
    assert written(back, sentence.mark) == then


def test_a_verb_that_is_not_known_is_not_guessed(tense):
    (sentence,) = sentences("We zorble it.")
    assert tense.back(sentence.words) is None


def test_pairs_without_a_sign_are_left_out(prose):
    assert ("go", "went") in pairs(prose, "pasts")
    assert pairs(prose, "fillers") == []
