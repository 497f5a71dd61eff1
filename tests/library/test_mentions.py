import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.library.mentions import Mentions, parts_of

TALK = ["Good morning everybody.", "I will do that.", "We mark the date.", "It may rain."]
NAMES = {"Anna Berg": "P1", "Will Marsh": "P2", "Dr. Noor Haddad": "P3", "Tom": "P4", "Mark": "P5"}


def hide(text: str, names=NAMES, talk=TALK, **more) -> str:
    return Mentions.build(names, texts=[*talk, text], **more).hide(text)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Anna Berg said so.", "P1 said so."),
        ("Anna, can you look?", "P1, can you look?"),
        ("I gave it to Berg and Noor.", "I gave it to P1 and P3."),
        ("ANNA knows", "P1 knows"),
        ("That is Anna's.", "That is P1's."),
        ("Anna Anna, wait", "P1, wait"),
        ("Will you do it?", "Will you do it?"),  # a word that the talk has without a capital
        ("Will, can you do it?", "P2, can you do it?"),
        ("So I asked Will about it.", "So I asked P2 about it."),
        ("Mark it in the calendar.", "Mark it in the calendar."),
        ("Then Mark left.", "Then P5 left."),
        ("Tomorrow the anna is annaberg", "Tomorrow the anna is annaberg"),
        ("kickoff_Anna_Berg-2026.vtt", "kickoff_P1-2026.vtt"),
        ("Dr. Haddad is here", "Dr. P3 is here"),
        ("", ""),
    ],
)
def test_names_in_talk(text, hidden) -> None:
    assert hide(text) == hidden


def test_talk_without_capitals_has_every_such_word_hidden() -> None:
    talk = ["good morning everybody", "will you do it anna", "yeah i guess"]
    assert hide("will you ask anna berg", talk=talk) == "P2 you ask P1"


def test_a_part_that_two_people_share_is_nobodys() -> None:
    names = {"Anna Berg": "P1", "Anna Stein": "P2"}
    assert hide("Anna left with Stein.", names) == "[name] left with P2."


def test_a_part_of_somebody_who_is_not_there_would_be_a_guess() -> None:
    assert hide("Noor and Anna, and Dr. Noor Haddad", present={"Anna Berg"}) == (
        "[name] and P1, and P3"
    )


def test_whoever_is_there_is_meant_by_a_shared_part() -> None:
    names = {"Anna Berg": "P1", "Anna Stein": "P2"}
    assert hide("Thanks, Anna.", names, present={"Anna Stein"}) == "Thanks, P2."


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anna Berg", ["Anna", "Berg"]),
        ("Dr. Noor Haddad", ["Noor", "Haddad"]),
        ("Hon. Ada Lovell (Minister of Transport)", ["Ada", "Lovell"]),
        ("Project Manager", []),
        ("Tom", []),
        ("Jo Li", []),
    ],
)
def test_what_somebody_may_be_called(name, parts) -> None:
    assert parts_of(name) == parts


@given(st.text(max_size=80), st.dictionaries(st.text(max_size=12), st.just("P1"), max_size=4))
def test_any_name_and_any_text(text, names) -> None:
    hidden = Mentions.build(names, texts=[text]).hide(text)
    assert isinstance(hidden, str)
    if not any(name.strip() for name in names):
        assert hidden == text
