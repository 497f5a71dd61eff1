"""The first person told in the third."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.reported import Reporter

BOOK = lexicon.load().book("prose")
REPORTER = Reporter(BOOK, Cleaner(BOOK))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I think we should use rye.", "Ada thought that the team should use rye."),
        ("I don't think we need sugar.", "Ada did not think that the team needed sugar."),
        ("We could bake at night.", "Ada suggested that the team could bake at night."),
        (
            "Let's use rye for the rolls.",
            "Ada suggested that the team should use rye for the rolls.",
        ),
        ("We decided to use rye.", "The team decided to use rye."),
        ("I finished the list yesterday.", "Ada finished the list yesterday."),
        ("I'm working on the list.", "Ada was working on the list."),
        ("I'll send the list tonight.", "Ada said that they would send the list tonight."),
        ("I want to thank my staff.", None),
        ("I want to change our prices.", "Ada wanted to change the team's prices."),
        ("The oven is cold, I think.", "Ada thought that the oven was cold."),
        ("We have to sell our bread.", "Ada said that the team had to sell their bread."),
        ("We were late.", "Ada said that the team was late."),
        ("Should we use rye?", "Ada asked whether the team should use rye."),
        ("Do we have the numbers?", "Ada asked whether the team had the numbers."),
        ("What can we do about it?", "Ada asked what the team could do about it."),
        ("Did the baker call?", None),
        ("Send me the list.", None),
        ("Thank you very much for that.", None),
        ("The oven.", None),
        ("It is cold. It is late.", None),
        ("Rye, we sell a lot of it.", None),
        ("We agree, Mr. Chair.", "Ada said that the team agreed."),
        (
            "Mr. Chair, we would, sir, sell a new chair.",
            "Ada said that the team would sell a new chair.",
        ),
        ("", None),
    ],
)
def test_a_sentence_is_told(said, told):
    assert REPORTER.told(said, speaker="Ada") == told


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("Ada", "Ada"),
        ("Project Manager", "the Project Manager"),
        ("Marketing", "Marketing"),
        ("Hon. Ada Byron (North, XYZ)", "Hon. Ada Byron"),
        (None, "somebody"),
        (" ", "somebody"),
    ],
)
def test_a_speaker_is_called_as_a_reader_expects(speaker, name):
    assert REPORTER.name(speaker) == name


def test_of_many_speakers_we_is_not_the_team():
    told = REPORTER.told("We lowered our prices.", speaker="Ada", team=False)
    assert told == "Ada said that they lowered their prices."


def test_nobody_is_somebody_with_a_capital():
    assert REPORTER.told("We need flour.", speaker=None) == (
        "Somebody said that the team needed flour."
    )


def test_a_common_word_loses_its_capital_and_a_name_keeps_it():
    assert REPORTER.told("Bakers need sleep.", speaker="Ada") == (
        "Ada said that Bakers need sleep."
    )
    assert REPORTER.told("Bakers need sleep.", speaker="Ada", common={"bakers"}) == (
        "Ada said that bakers need sleep."
    )


def test_verbs_of_saying_take_turns():
    verbs = {REPORTER.told("We need flour.", speaker="Ada", turn=turn) for turn in range(5)}
    assert len(verbs) == 5


def test_a_quotation_names_its_speaker():
    assert REPORTER.quoted("Flour!", speaker="Project Manager") == (
        "The Project Manager: \u201cFlour!\u201d"
    )


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=8)))
def test_any_text_gives_a_sentence_or_nothing(text, speaker):
    told = REPORTER.told(text, speaker=speaker)
    assert told is None or told.endswith(".")
