from dataclasses import fields, replace
from pathlib import Path

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.settings import (
    AttributionSettings,
    ReadSettings,
    Settings,
    SignalSettings,
    Splitter,
    StyleSettings,
    UnitSettings,
)
from lvm_meet.settings.ranges import RANGES


@pytest.mark.parametrize(
    ("part", "values", "name"),
    [
        ("read", ReadSettings(max_bytes=0), "max_bytes"),
        ("attribution", AttributionSettings(reach_ms=0), "reach_ms"),
        ("attribution", AttributionSettings(sure=0), "sure"),
        ("attribution", AttributionSettings(unknown=1001), "unknown"),
        ("attribution", AttributionSettings(agreed=500), "agreed"),
        ("units", UnitSettings(join_gap_ms=-1), "join_gap_ms"),
        ("units", UnitSettings(pause_ms=0), "pause_ms"),
        ("units", UnitSettings(min_words=0), "min_words"),
        ("units", UnitSettings(min_words=50), "min_words"),
        ("units", UnitSettings(min_words=45), "min_words"),
        ("units", UnitSettings(whole_words=0), "whole_words"),
        ("units", UnitSettings(whole_words=44), "whole_words"),
        ("units", UnitSettings(max_words=61), "whole_words"),
        ("units", UnitSettings(run_words=0), "run_words"),
        ("units", UnitSettings(marked_words=0), "marked_words"),
        ("signals", SignalSettings(context=-1), "context"),
        ("signals", SignalSettings(evidence=0), "evidence"),
        ("signals", SignalSettings(batch=0), "batch"),
        ("signals", SignalSettings(threads=-1), "threads"),
        ("style", StyleSettings(windows=0), "windows"),
        ("style", StyleSettings(bootstrap=99), "bootstrap"),
        ("style", StyleSettings(block=0), "block"),
        ("style", StyleSettings(min_units=0), "min_units"),
        ("style", StyleSettings(min_words=0), "min_words"),
        ("style", StyleSettings(min_questions=0), "min_questions"),
        ("style", StyleSettings(seed=-1), "seed"),
        ("style", StyleSettings(marked_units=-1), "marked_units"),
        ("style", StyleSettings(marked_units=1001), "marked_units"),
        ("style", StyleSettings(change_level=0), "change_level"),
        ("style", StyleSettings(change_level=1000), "change_level"),
        ("style", StyleSettings(contrast_similarity=-1), "contrast_similarity"),
        ("style", StyleSettings(contrast_similarity=1001), "contrast_similarity"),
    ],
)
def test_settings_that_cannot_be_are_refused_by_name(part: str, values: object, name: str) -> None:
    with pytest.raises(SettingsError, match=rf"{part}\.{name}") as caught:
        Settings(**{part: values})  # type: ignore[arg-type]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("read", ReadSettings(max_bytes=1)),
        ("units", UnitSettings(join_gap_ms=0, pause_ms=1, run_words=1, marked_words=1)),
        ("units", UnitSettings(min_words=1, max_words=2, whole_words=2)),
        ("signals", SignalSettings(context=0, evidence=1, batch=1, threads=0)),
        ("style", StyleSettings(min_units=1, min_words=1, min_questions=1, bootstrap=100)),
        ("style", StyleSettings(marked_units=0, change_level=1, contrast_similarity=0, seed=0)),
        ("style", StyleSettings(marked_units=1000, change_level=999, contrast_similarity=1000)),
        ("style", StyleSettings(windows=1, block=1)),
    ],
)
def test_the_outermost_values_are_allowed(part: str, values: object) -> None:
    assert getattr(Settings(**{part: values}), part) == values  # type: ignore[arg-type]


def test_every_number_has_a_range() -> None:
    plain = Settings()
    numbers = {
        f"{part.name}.{option.name}"
        for part in fields(plain)
        for option in fields(getattr(plain, part.name))
        if type(getattr(getattr(plain, part.name), option.name)) is int
    }
    assert numbers == {name for name, _, _ in RANGES}


def test_the_message_has_the_range_and_the_value() -> None:
    with pytest.raises(SettingsError, match=r"^style\.seed must be at least 0, not -3$"):
        Settings(style=StyleSettings(seed=-3))
    with pytest.raises(
        SettingsError, match=r"style\.marked_units must be from 0 to 1000, not 1001$"
    ):
        Settings(style=StyleSettings(marked_units=1001))


def test_the_fingerprint_ignores_what_changes_no_result() -> None:
    plain = Settings()
    assert plain.fingerprint() == Settings().fingerprint()
    faster = replace(plain, signals=replace(plain.signals, threads=3))
    assert faster.fingerprint() == plain.fingerprint()
    wider = replace(plain, read=replace(plain.read, max_bytes=1, strict=True))
    assert wider.fingerprint() == plain.fingerprint()


@pytest.mark.parametrize(
    "other",
    [
        Settings(read=ReadSettings(input_format="vtt")),
        Settings(units=UnitSettings(splitter=Splitter.SPACY)),
        Settings(units=UnitSettings(whole_words=70)),
        Settings(signals=SignalSettings(context=0)),
        Settings(signals=SignalSettings(batch=7)),
        Settings(signals=SignalSettings(encoder=Path("other"))),
        Settings(style=StyleSettings(min_questions=4)),
        Settings(style=StyleSettings(seed=21)),
    ],
)
def test_the_fingerprint_tells_results_apart(other: Settings) -> None:
    assert other.fingerprint() != Settings().fingerprint()
