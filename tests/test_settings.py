from dataclasses import replace

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.settings import Settings, SignalSettings, StyleSettings, UnitSettings


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("units", UnitSettings(join_gap_ms=-1)),
        ("units", UnitSettings(min_words=50)),
        ("units", UnitSettings(pause_ms=0)),
        ("signals", SignalSettings(context=-1)),
        ("signals", SignalSettings(evidence=0)),
        ("signals", SignalSettings(batch=0)),
        ("style", StyleSettings(windows=0)),
        ("style", StyleSettings(bootstrap=10)),
        ("style", StyleSettings(min_units=0)),
    ],
)
def test_settings_that_cannot_be_are_refused(part: str, values: object) -> None:
    with pytest.raises(SettingsError, match=part):
        Settings(**{part: values})


def test_the_fingerprint_tells_results_apart_and_ignores_speed() -> None:
    plain = Settings()
    assert plain.fingerprint() == Settings().fingerprint()
    faster = replace(plain, signals=replace(plain.signals, batch=7, threads=3))
    assert faster.fingerprint() == plain.fingerprint()
    other = replace(plain, signals=replace(plain.signals, context=0))
    assert other.fingerprint() != plain.fingerprint()
