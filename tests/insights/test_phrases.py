import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.phrases import KeyPhrases
from lvm_meet.model import Utterance

BOOK = lexicon.load().book("topics")
GARDEN = (
    "The water pump of the garden is broken.",
    "We ordered a water pump for the garden last month.",
    "Then the water pump comes with the next van, and the hose too.",
    "The hose is long, and the tap is new.",
    "I think the hose goes to the tap.",
)
MONEY = (
    "The membership fee is too low.",
    "With a membership fee of thirty we have a surplus.",
    "The surplus goes into the roof fund.",
    "I'd rather have the roof fund grow than the garden.",
)


def units(*texts: str, backchannel: bool = False) -> list[Utterance]:
    return [
        Utterance(f"u{n}", "A", text, None, (n,), backchannel=backchannel)
        for n, text in enumerate(texts)
    ]


def test_a_stretch_has_its_own_phrases_strongest_first():
    phrases = KeyPhrases(units(*GARDEN, *MONEY), book=BOOK)
    garden = phrases.of(0, 5, most=3)
    money = phrases.of(5, 9, most=3)
    assert [phrase.text for phrase in garden][:2] == ["water pump", "hose"]
    assert {phrase.text for phrase in money} == {"membership fee", "surplus", "roof fund"}
    assert garden[0].units == (0, 1, 2)
    assert garden[0].stems == ("water", "pump")
    strengths = [phrase.strength for phrase in garden]
    assert strengths == sorted(strengths, reverse=True)


def test_the_whole_meeting_has_phrases_too():
    phrases = KeyPhrases(units(*GARDEN, *MONEY), book=BOOK)
    assert "water pump" in [phrase.text for phrase in phrases.of(0, 9, most=5)]


@pytest.mark.parametrize(
    "texts", [(), ("Yes.",), ("The pump.",), ("I think so.", "I think so too.", "I know.")]
)
def test_too_little_talk_has_none(texts):
    assert KeyPhrases(units(*texts), book=BOOK).of(0, len(texts), most=8) == ()


def test_backchannels_say_nothing():
    said = units("The water pump.", "The water pump.", backchannel=True)
    assert KeyPhrases(said, book=BOOK).of(0, 2, most=8) == ()


WORDS = st.sampled_from(["the", "pump", "of", "garden", "we", "Hose", "is", ",", ".", "fee", "uh"])
TEXTS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=12)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 12), st.integers(0, 12), st.integers(1, 5))
def test_phrases_are_said_in_their_stretch(texts, one, other, most):
    start, stop = sorted((min(one, len(texts)), min(other, len(texts))))
    found = KeyPhrases(units(*texts), book=BOOK).of(start, stop, most=most)
    assert len(found) <= most
    stems = [word for phrase in found for word in phrase.stems]
    assert len(stems) == len(set(stems))
    for phrase in found:
        assert len(phrase.units) >= 2
        assert all(start <= place < stop for place in phrase.units)
        assert list(phrase.units) == sorted(set(phrase.units))
