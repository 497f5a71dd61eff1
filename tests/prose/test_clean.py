"""Spoken text made fit to be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.lexicon import Book
from lvm_meet.prose.clean import Cleaner

CLEANER = Cleaner(lexicon.load().book("prose"))

SPOKEN = [
    ("So, um, well I mean we need a bigger oven.", "We need a bigger oven."),
    ("we need , uh , a bigger oven .", "We need a bigger oven."),
    ("the the oven is is cold", "The oven is cold."),
    ("We should we should we should ask the baker.", "We should ask the baker."),
    ("th the oven", "The oven."),
    ("It 's cold , you know ?", "It's cold."),
    ("We do n't have it , right ?", "We don't have it."),
    ("Do you have it , you know ?", "Do you have it?"),
    ("i think i'm late", "I think I'm late."),
    ("The oven [laughter] is {vocalsound} cold.", "The oven is cold."),
    ("An L_C_D_ screen .", "An LCD screen."),
    ("We want {disfmarker} we want bread.", "We want bread."),
    ("The red {disfmarker} the blue oven is cold.", "The blue oven is cold."),
    ("We need flour, sugar and so on.", "We need flour, sugar."),
    ("Okay.", ""),
    ("Um, yeah, well, you know.", ""),
    ("", ""),
    ("?!", ""),
    ("No, we can't.", "No, we can't."),
    ("No.", "No."),
    ("So far we have sold ten.", "So far we have sold ten."),
    ("Well done, all of you.", "Well done, all of you."),
    ("Right now we bake at night.", "Right now we bake at night."),
    ("Now we bake at night.", "We bake at night."),
    ("The code is five five two.", "The code is five five two."),
    ("He had had enough.", "He had had enough."),
    ("We meet at 8:30 a.m. on Friday.", "We meet at 8:30 a.m. on Friday."),
    ("Mr. Chair, we agree.", "Mr. Chair, we agree."),
    ("It costs 3.5 or 12,000 euros.", "It costs 3.5 or 12,000 euros."),
    ("What is it ? It is cold .", "What is it? It is cold."),
    ("a state - of - the - art oven", "A state-of-the-art oven."),
    ("I we need it but", "I we need it."),
    ("We bake at", "We bake at."),
    ("We bake at --", "We bake at –"),
    ("\u201cWe\u2019re done\u201d", "We're done."),
]


@pytest.mark.parametrize(("spoken", "written"), SPOKEN)
def test_what_is_only_heard_goes(spoken, written):
    assert CLEANER.clean(spoken) == written


@pytest.mark.parametrize(("spoken", "_"), SPOKEN)
def test_cleaning_twice_changes_nothing(spoken, _):
    once = CLEANER.clean(spoken)
    assert CLEANER.clean(once) == once


PIECES = st.lists(
    st.sampled_from(
        [
            "so",
            "um",
            "well",
            "i",
            "we",
            "the",
            "oven",
            "is",
            "cold",
            ",",
            ".",
            "?",
            "{disfmarker}",
            "--",
            "you know",
            "right",
            "and",
            "but",
            "a",
            "th",
            "we should",
            "don't",
            "I",
            "Mr.",
            "a.m.",
            "- ",
            "'s",
            "no",
            "(laughs)",
            "that",
            "\u2026",
        ]
    ),
    max_size=25,
).map(" ".join)


ASIDE = re.compile(r"\([^()]*\)")


@settings(max_examples=200, deadline=None)
@given(st.one_of(PIECES, st.text(max_size=60)))
def test_any_text_gives_its_own_words_and_settles(text):
    cleaned = CLEANER.clean(text)
    assert CLEANER.clean(cleaned) == cleaned
    assert CLEANER.fragment(cleaned) in (True, False)
    # "so (laughs) 's" is "so's": what stands on both sides of an aside may belong together
    known = [re.sub(r"[\W_]", "", each).lower() for each in (text, ASIDE.sub("", text))]
    for word in cleaned.lower().split():
        assert any(re.sub(r"[\W_]", "", word) in letters for letters in known)


@pytest.mark.parametrize(
    "whole",
    [
        "We need a bigger oven.",
        "Let me show it to everybody.",
        "Send the bill to Ada.",
        "What is it for?",
        "Is there any flour left?",
        "The oven we talked about is the one that they want to work with.",
        "Kids love the red ones.",
        "Mr. Chair, we agree.",
        "That makes work.",
        "If we wait, the price rises.",
    ],
)
def test_a_whole_sentence_is_no_fragment(whole):
    assert not CLEANER.fragment(whole)


@pytest.mark.parametrize(
    "piece",
    [
        "",
        "The oven.",
        "Some kind of a ring.",
        "We want to put the.",
        "Because of the flour.",
        "We bake at –",
        "If we bake at night.",
        "Which is cold.",
        "Was looking at it.",
        "That we need.",
        "We agree. And the.",
        "To get it done.",
    ],
)
def test_a_piece_of_a_sentence_is_a_fragment(piece):
    assert CLEANER.fragment(piece)


def test_without_words_only_marks_are_mended():
    bare = Cleaner(Book("prose"))
    assert bare.clean("so um it 's cold") == "So um it's cold."


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("we move it to May.", "We move it to May."),
        ("it should be done in May", "It should be done in May."),
        ("I asked Will about it", "I asked Will about it."),
        ("uh - detected uh - differences", "Detected differences."),
        ("the cross - language tests", "The cross-language tests."),
    ],
)
def test_months_names_and_hyphens_are_not_breaks(text, cleaned):
    assert CLEANER.clean(text) == cleaned
