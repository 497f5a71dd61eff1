"""What recognisers invent is taken out, and what people say stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Span
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.guards import guard, sentences
from lvm_meet.speech.values import Heard

SETTINGS = SpeechSettings()
SURE, UNSURE = 900, 300


def heard(text, confidence=SURE, *, start=0):
    """Words of 300 ms each, the first of which begins a recogniser's segment."""
    return [
        Heard(
            f" {word}", Span(start + 300 * place, start + 300 * place + 250), confidence, not place
        )
        for place, word in enumerate(text.split())
    ]


def said(words):
    return "".join(word.text for word in words).strip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ""),
        ("No, no, no, that is wrong.", "No, no, no, that is wrong."),
        ("no " * 6, "no no no no no no"),
        ("no " * 7, "no no no no no no"),
        ("No. no, NO! " * 20 + "yes", "No. no, NO! No. no, NO! yes"),
        ("go on " * 4, "go on go on go on go on"),
        ("go on " * 40 + "then", "go on go on go on go on then"),
        ("so I said " * 5, "so I said so I said so I said"),
        ("we go there again " * 2 + "now", "we go there again we go there again now"),
        ("we go there again " * 3 + "now", "we go there again we go there again now"),
        # broken off in the middle of a round
        ("we go there again " * 9 + "we go", "we go there again we go there again we go"),
        # what is around a loop stays
        ("well " + "thank you " * 9 + "all", "well thank you thank you thank you thank you all"),
        # two loops
        ("a " * 9 + "b " * 9, "a a a a a a b b b b b b"),
        # a list is no loop
        ("one two three four five six one two three", "one two three four five six one two three"),
    ],
)
def test_loops_are_cut_to_what_people_say(text, left):
    words = heard(text)
    found = guard(words, settings=SETTINGS)
    assert said(found.words) == left
    assert found.repeated == len(words) - len(left.split())
    assert found.invented == 0


def test_after_a_cut_the_recogniser_begins_anew():
    words = heard("well " + "ha " * 10 + "yes indeed")
    found = guard(words, settings=SETTINGS).words
    assert [word.text.strip() for word in found if word.breaks] == ["well", "yes"]


@pytest.mark.parametrize(
    ("text", "confidence", "stays"),
    [
        ("Thanks for watching!", UNSURE, False),
        ("Thanks for watching!", SURE, True),
        ("THANK YOU FOR WATCHING.", UNSURE, False),
        ("you", UNSURE, False),
        ("you", 499, False),
        ("you", 500, True),
        ("Thank you.", UNSURE, True),
        ("Thanks for watching the children.", UNSURE, True),
        ("Is that you?", UNSURE, True),
        ("...", UNSURE, False),
        ("...", SURE, True),
    ],
)
def test_stock_phrases_go_where_they_are_improbable(text, confidence, stays):
    found = guard(heard(text, confidence), settings=SETTINGS)
    assert said(found.words) == (text if stays else "")
    assert found.invented == (0 if stays else len(text.split()))
    assert found.repeated == 0


@pytest.mark.parametrize(("confidence", "stays"), [(5, False), (99, False), (100, True)])
def test_guesses_go_whatever_they_say(confidence, stays):
    found = guard(heard("Okay, that's done.", confidence), settings=SETTINGS)
    assert said(found.words) == ("Okay, that's done." if stays else "")
    assert found.invented == (0 if stays else 3)


def test_only_the_invented_sentence_goes():
    words = [
        *heard("We are done."),
        *heard("Thanks for watching.", UNSURE, start=9000),
        *heard("See you on Monday.", start=30_000),
    ]
    found = guard(words, settings=SETTINGS)
    assert said(found.words) == "We are done. See you on Monday."
    assert found.invented == 3


def test_what_follows_an_invention_begins_anew():
    words = [*heard("Thanks for watching. and", UNSURE), *heard("go on.", start=9000)[1:]]
    found = guard(words, settings=SETTINGS).words
    assert said(found) == "and on."
    assert [word.breaks for word in found] == [True, False]


def test_sentences_end_with_marks_and_where_the_recogniser_begins_anew():
    words = [*heard('He said "stop!" Then we left'), *heard("and so on.")]
    assert [said(each) for each in sentences(words)] == [
        'He said "stop!"',
        "Then we left",
        "and so on.",
    ]
    assert sentences([]) == []


WORDS = st.lists(
    st.builds(
        lambda text, confidence, breaks: Heard(text, Span(0, 1), confidence, breaks),
        st.sampled_from([" no", " No,", " you", " the", " end.", " ...", " 。", "a"]),
        st.integers(0, 1000),
        st.booleans(),
    ),
    max_size=60,
)


@given(WORDS)
def test_words_are_only_left_out_and_counted(words):
    found = guard(words, settings=SETTINGS)
    rest = iter((word.text, word.span, word.confidence) for word in words)
    assert all((word.text, word.span, word.confidence) in rest for word in found.words)
    assert len(found.words) + found.invented + found.repeated == len(words)


@given(WORDS)
def test_nothing_runs_in_a_circle_afterwards(words):
    sure = [Heard(word.text, word.span, 1000, word.breaks) for word in words]
    once = guard(sure, settings=SETTINGS)
    plain = [word.text.strip(" ,.").lower() for word in once.words]
    for place in range(len(plain) - 12):
        row = plain[place : place + 13]
        assert len(set(row)) > 1 or not row[0].isalpha()
