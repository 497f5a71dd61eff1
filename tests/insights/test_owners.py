import pytest

from lvm_meet import lexicon
from lvm_meet.insights.action_names import known_names
from lvm_meet.insights.owners import Owners, find_owner
from lvm_meet.model import Utterance
from lvm_meet.prose.replies import Replies

LEXICON = lexicon.load()
BOOK, REPLIES = LEXICON.book("actions"), Replies(LEXICON.book("prose"))
OTHERS = (("Bob Lee", "So that's it."), ("Ada King", "Right then."), ("Dan Hill", "The end."))


def units(*turns):
    return tuple(
        Utterance(f"u{place}", who, text, None, (place,), LEXICON.words.is_backchannel(text))
        for place, (who, text) in enumerate((*turns, *OTHERS))
    )


def owner(*turns):
    return find_owner(units(*turns), 0, book=BOOK, replies=REPLIES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'll send it", "Ada King"),
        ("I'll write it and I'll send it to Bob", "Ada King"),
        ("The thing that Bob wrote, I'll check it.", "Ada King"),
        ("Bob, can you do it?", "Bob Lee"),
        ("Can you do it, Bob?", "Bob Lee"),
        ("So Bob can you do it", "Bob Lee"),
        ("Could you, Dan, look into it?", "Dan Hill"),
        ("Bob will do it.", "Bob Lee"),
        ("Bob's going to do it.", "Bob Lee"),
        ("Bob Lee is going to do it.", "Bob Lee"),
        ("bob will do it", "Bob Lee"),
        ("Bob and I will do it.", None),
        ("Bob and Dan will do it.", None),
        ("We'll do it, Bob.", None),
        ("Well, that was it.", None),
        ("You two can do it", None),
        ("Somebody should ask Bob", None),
        ("Will you send it?", None),
        ("Mia will do it.", None),
        ("That's Bob's report.", None),
        ("", None),
    ],
)
def test_from_the_words_alone(text, expected):
    assert owner(("Ada King", text)) == expected


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([("Bob Lee", "Sure.")], "Bob Lee"),
        ([("Bob Lee", "Mm-hm."), ("Dan Hill", "Okay.")], "Dan Hill"),
        ([("Ada King", "Please."), ("Dan Hill", "Yes, I can.")], "Dan Hill"),
        ([("Bob Lee", "Sure."), ("Dan Hill", "Yes, I can.")], None),
        ([("Bob Lee", "But why?"), ("Dan Hill", "Yes, I can.")], None),
        ([("Bob Lee", "No, I can't.")], None),
        ([(None, "Sure.")], None),
        ([], None),
    ],
)
def test_whoever_alone_takes_a_request_on(replies, expected):
    assert owner(("Ada King", "Can you do it?"), *replies) == expected


def test_what_is_only_said_wants_more_than_a_yes():
    assert owner(("Ada King", "You will check it."), ("Bob Lee", "Okay.")) is None
    assert (
        owner(("Ada King", "You will check it."), ("Bob Lee", "Sure, I'll do that.")) == "Bob Lee"
    )


def test_a_call_to_somebody_else_is_not_answered_by_whoever_speaks_next():
    assert owner(("Ada King", "Mia, can you do it?"), ("Bob Lee", "Yes.")) is None
    assert owner(("Ada King", "Okay, can you do it?"), ("Bob Lee", "Yes.")) == "Bob Lee"


def test_without_speakers_nobody_owns_anything():
    nameless = tuple(
        Utterance(f"u{place}", None, text, None, (place,))
        for place, text in enumerate(["I'll send it", "Can you do it?", "Yes."])
    )
    found = Owners(nameless, book=BOOK, replies=REPLIES)
    assert [found.find(place) for place in range(3)] == [None] * 3


def test_of_two_people_the_other_is_meant():
    pair = (
        Utterance("u0", "Ada", "Could you look into the prices?", None, (0,)),
        Utterance("u1", "Bob", "The green one is dear.", None, (1,)),
    )
    assert Owners(pair, book=BOOK, replies=REPLIES).find(0) == "Bob"


def test_names_that_can_mean_only_one():
    names = known_names(
        ["Ada King", "Bob King", "Marketing", "Project Manager", "Will Orr", "Speaker 1"],
        not_names=["marketing", "project", "manager", "will", "speaker"],
        role_nouns=["expert"],
    )
    assert names == {
        "ada king": "Ada King",
        "ada": "Ada King",
        "bob king": "Bob King",
        "bob": "Bob King",
        "marketing expert": "Marketing",
        "project manager": "Project Manager",
        "project manager expert": "Project Manager",
        "project expert": "Project Manager",
        "manager expert": "Project Manager",
        "will orr": "Will Orr",
        "orr": "Will Orr",
        "speaker 1": "Speaker 1",
        "speaker 1 expert": "Speaker 1",
    }
