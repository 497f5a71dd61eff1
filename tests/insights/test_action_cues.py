import pytest

from lvm_meet import lexicon
from lvm_meet.insights.action_cues import ORDER, TaskCues
from lvm_meet.insights.owners import COMMITMENT, INSTRUCTION, NOBODY, OFFER, REQUEST
from lvm_meet.lexicon import Book

CUES = TaskCues(lexicon.load().book("actions"))


@pytest.mark.parametrize(
    ("text", "kind", "verb"),
    [
        ("So I'll also send it.", COMMITMENT, "send it."),
        ("I have to check the list.", OFFER, "check the list."),
        ("Could you please mail it?", REQUEST, "mail it?"),
        ("You're going to work on it.", INSTRUCTION, "work on it."),
        ("And we need to order paint.", NOBODY, "order paint."),
        ("Right. Send me the list.", ORDER, "Send me the list."),
    ],
)
def test_a_cue_and_its_verb(text, kind, verb):
    (found,) = CUES.find(text)
    assert (found.kind, text[found.verb :]) == (kind, verb)
    assert CUES.any(text)


@pytest.mark.parametrize(
    ("text", "strong", "known", "moving"),
    [
        ("I'll send it.", True, True, False),
        ("I'll build it.", False, True, False),
        ("I'll wiggle it.", False, False, False),
        ("I'll start with it.", False, True, True),
        ("I'll let you know.", True, True, False),
    ],
)
def test_what_a_verb_says(text, strong, known, moving):
    (found,) = CUES.find(text)
    assert (found.strong, found.known, found.moving) == (strong, known, moving)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing here.",
        "I'll not send it.",
        "Well, it's good.",
        "He said I'll send it.",
        "The list you can send.",
        "If it rains you'll check it.",
        "Send it, said the list.",
    ][:-1],
)
def test_no_cue(text):
    assert list(CUES.find(text)) == []


def test_ing_forms_are_turned_where_the_verb_is_known():
    assert CUES.infinitive("be preparing the list") == "prepare the list"
    assert CUES.infinitive("running it again") == "run it again"
    assert CUES.infinitive("bring it") == "bring it"
    assert CUES.infinitive("wiggling it") == "wiggling it"


def test_an_empty_book_finds_nothing():
    cues = TaskCues(Book("actions"))
    assert list(cues.find("I'll send it. Send me the list.")) == []
    assert not cues.any("I'll send it.")
    assert not cues.here("now")


def test_somebody_who_is_called_is_given_the_work():
    text = "For Ada, which is Bea you are going to check the list."
    assert list(CUES.find(text)) == []
    (found,) = CUES.find(text, called=lambda cue: True)
    assert (found.kind, found.given) == (INSTRUCTION, True)
    (called,) = CUES.find("Mia you're going to check the list.")
    assert not called.given


def test_a_move_that_is_handed_out():
    (found,) = CUES.find("You're going to find the prices.")
    assert (found.moving, found.handed) == (True, True)
    (found,) = CUES.find("You're going to say hello.")
    assert (found.moving, found.handed) == (True, False)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If he sends the list, I'll check it.", "If he sends the list"),
        ("Okay, once it is there, I'll check it.", "once it is there"),
        ("I'll check it if he sends the list.", None),
        ("The list is long, I'll check it.", None),
    ],
)
def test_what_a_promise_depends_on(text, condition):
    (found,) = CUES.find(text)
    assert (found.condition and text[slice(*found.condition)]) == condition
