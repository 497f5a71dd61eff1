import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.library.entities import NameFinder, find
from lvm_meet.library.redact import Redactor
from lvm_meet.library.words import words

TALK = ["Good morning everybody.", "I think so.", "The keys are here, the rest is there."]


def redact(
    text: str, *, people=("Anna Berg",), finder: NameFinder | None = None, spare=False
) -> str:
    redactor = Redactor.build(
        people, texts=[*TALK, text], words=words(), finder=finder, spare_people=spare
    )
    return redactor.apply([text])[0]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Write to anna.berg+x@firm.example please", "Write to [e-mail] please"),
        ("it is anna dot berg at firm dot com", "it is [e-mail]"),
        ("see https://firm.example/a?b=c now", "see [link] now"),
        ("see www.firm.example", "see [link]"),
        ("call +49 (30) 1234 5678", "call [number]"),
        ("call 030/123456 or 0171-55566", "call [number] or [number]"),
        ("my IBAN is DE89 3704 0044 0532 0130 00.", "my IBAN is [number]."),
        ("zero three zero, one two three four", "[number]"),
        ("25,000 euros", "[number] euros"),
        ("three weeks, 25 euros, 40 percent, 2026", "three weeks, 25 euros, 40 percent, 2026"),
        ("on 2026-11-22 or 22.11.2026", "on 2026-11-22 or 22.11.2026"),
        ("one or two of them", "one or two of them"),
        ("thanks, Anna", "thanks, [name]"),
        ("nothing here", "nothing here"),
        ("", ""),
    ],
)
def test_what_goes_and_what_stays(text, left) -> None:
    assert redact(text) == left


def test_people_who_get_pseudonyms_are_left_to_these() -> None:
    assert redact("thanks, Anna, call 0171 55566", spare=True) == "thanks, Anna, call [number]"


@given(st.text(max_size=120))
def test_any_text(text) -> None:
    once = redact(text)
    assert redact(once) == once


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    found = find()
    if found is None:
        pytest.skip("no English model of spaCy is installed")
    return found


def test_others_are_found_by_spacy(finder) -> None:
    assert redact("Yesterday I talked to Robert Miller about it.", finder=finder) == (
        "Yesterday I talked to [name] about it."
    )


def test_spacy_is_not_believed_where_it_takes_a_word_for_a_name(finder) -> None:
    for text in ("Keys and things like that.", "The rest is fine.", "Right."):
        assert redact(text, finder=finder) == text
    assert redact("I met Anna Berg.", finder=finder, spare=True) == "I met Anna Berg."
