from dataclasses import replace

import pytest

from lvm_meet.model import Balance, Contrast, Lens, Minimum, Style
from lvm_meet.settings import StyleSettings
from lvm_meet.style import profile

SETTINGS = StyleSettings()


def test_an_empty_meeting(words):
    found = profile((), (), contrasts=(), words=words, settings=SETTINGS)
    assert found == Style(
        Balance.zero(), None, (), (), (), Lens(), (), Minimum(coded=8, words=100, questions=3)
    )


def test_the_least_evidence_is_that_of_the_settings(meeting, words):
    settings = StyleSettings(min_units=3, min_words=7, min_questions=5)
    units, signals = meeting("A:v A:v A:e")
    found = profile(units, signals, contrasts=(), words=words, settings=settings)
    assert found.minimum == Minimum(coded=3, words=7, questions=5)
    assert found.index is not None


def test_a_whole_meeting(meeting, words):
    units, signals = meeting("A:e B:b A:c A:n " * 20 + "B:v A:b B:i A:n " * 20)
    units = tuple(
        replace(unit, text="Why do we do this?") if unit.id == "u0100" else unit for unit in units
    )
    contrasts = (Contrast("vision-execution", ("u0081",), ()),)
    found = profile(units, signals, contrasts=contrasts, words=words, settings=SETTINGS)
    assert found.balance.talk.units == 160
    assert found.balance.coded.units == 80
    assert found.index.value == 0
    assert found.index.low < 0 < found.index.high
    assert [style.speaker for style in found.speakers] == ["A", "B"]
    assert [style.index.value for style in found.speakers] == [-1000, 1000]
    assert len(found.windows) == SETTINGS.windows
    assert [point.utterance for point in found.changes] == ["u0081"]
    assert found.questions == Lens(("u0100",), (), ())
    assert found.contrasts == contrasts
    again = profile(units, signals, contrasts=contrasts, words=words, settings=SETTINGS)
    assert again == found


def test_back_channels_are_talk_but_no_evidence(meeting, words):
    units, signals = meeting("A:b " * 30)
    found = profile(units, signals, contrasts=(), words=words, settings=SETTINGS)
    assert found.balance.talk.units == 30
    assert found.index is None
    assert found.speakers[0].index is None
    assert found.changes == ()


def test_units_and_signals_run_in_parallel(meeting, words):
    units, signals = meeting("A:v A:e")
    with pytest.raises(ValueError, match="shorter"):
        profile(units, signals[:1], contrasts=(), words=words, settings=SETTINGS)
