import pytest

from lvm_meet.insights.phrases_names import shown, speaker_names
from lvm_meet.insights.phrases_words import clauses
from lvm_meet.model import Utterance


def names(*talk: tuple[str | None, str]) -> frozenset[str]:
    units = [Utterance(f"u{n}", who, text, None, (n,)) for n, (who, text) in enumerate(talk)]
    return speaker_names(units, [clauses(unit.text, ()) for unit in units])


def test_what_is_capitalised_inside_a_sentence_is_a_name():
    talk = ("Rose Marketing", "I asked Rose about marketing."), ("Ben", "So Rose said it.")
    assert names(*talk) == {"rose", "ben"}


def test_without_capitals_every_word_of_a_label_is_one():
    assert names(("Rose Marketing", "i asked rose in 2 words"), (None, "yes")) == {
        "rose",
        "marketing",
    }


def test_talk_without_speakers_has_no_names():
    assert names((None, "Ask Rose.")) == frozenset()


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({"remote control": 3, "Remote control": 2}, "remote control"),
        ({"Remote": 2, "remote": 2}, "Remote"),
        ({"L_C_D display": 1}, "LCD display"),
        ({"user_name": 1}, "user name"),
    ],
)
def test_a_phrase_is_shown_as_it_is_mostly_written(written, text):
    assert shown(written) == text
