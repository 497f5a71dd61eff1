import pytest

from lvm_meet import resources
from lvm_meet.lexicon.entries import Poles
from lvm_meet.lexicon.parse import POLES, Origin, parse_poles, read_toml
from lvm_meet.model import Mode
from lvm_meet.profile.suggestions import suggest
from lvm_meet.style.contrasts import CONTRASTS

TEXTS = ("What is it for?", "What would the sailors need?", "Who asks the neighbours?")
TABLE = [Poles("vision-execution", TEXTS, ("Who does it?",))]


def choose(words="", *, salt="q", used=(), mode=Mode.LEADERSHIP, contrast="vision-execution"):
    return suggest(TABLE, contrast=contrast, mode=mode, words=words.split(), salt=salt, used=used)


def test_the_sentence_that_shares_a_word_of_its_own_is_taken():
    found = choose("what about the neighbours then")
    assert (found.text, found.entry) == (
        TEXTS[2],
        "suggestions.toml vision-execution.leadership[3]",
    )
    assert (found.contrast, found.mode) == ("vision-execution", Mode.LEADERSHIP)


def test_words_of_several_sentences_decide_nothing_but_the_quote_does():
    picks = {choose("what what", salt=f"quote {number}").text for number in range(30)}
    assert picks == set(TEXTS)
    assert choose("what", salt="quote 1") == choose("", salt="quote 1")


def test_what_stands_in_the_report_comes_last():
    first = choose("sailors")
    assert choose("sailors", used=[first.entry]) != first
    only = choose(mode=Mode.MANAGEMENT)
    assert choose(mode=Mode.MANAGEMENT, used=[only.entry]) == only


def test_without_a_sentence_there_is_none():
    assert choose(contrast="people-process") is None
    assert suggest((), contrast="x", mode=Mode.LEADERSHIP, words=(), salt="") is None


@pytest.fixture(scope="module")
def packaged():
    path = resources.lexicons() / "suggestions.toml"
    return parse_poles(read_toml(Origin(str(path), path.name)), Origin(str(path), path.name)).poles


def test_every_contrast_has_sentences_for_both_ways(packaged):
    assert set(packaged) == {(name, pole) for name in CONTRASTS for pole in POLES}
    assert all(6 <= len(texts) <= 10 for texts in packaged.values())


def test_no_sentence_stands_twice_and_each_can_be_said(packaged):
    texts = [text for each in packaged.values() for text in each]
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if text[-1] not in ".?!" or len(text.split()) > 25] == []
