"""Where things are kept, also for somebody without a home folder."""

from pathlib import Path

import platformdirs
import pytest

from lvm_meet.cache import (
    DATA_ENVIRONMENT,
    ENVIRONMENT,
    STATE_ENVIRONMENT,
    data,
    expanded,
    models,
    recordings,
    root,
    state,
)
from lvm_meet.errors import SettingsError

PLACES = [
    (ENVIRONMENT, root, "user_cache_dir"),
    (ENVIRONMENT, recordings, "user_cache_dir"),
    (ENVIRONMENT, models, "user_cache_dir"),
    (DATA_ENVIRONMENT, data, "user_data_dir"),
    (STATE_ENVIRONMENT, state, "user_state_dir"),
]


@pytest.mark.parametrize(("variable", "place", "system"), PLACES)
def test_a_variable_names_the_folder_else_the_system_does(monkeypatch, variable, place, system):
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv(variable, "~/kept")
    assert Path("/home/ann/kept") in (place(), place().parent)
    monkeypatch.delenv(variable)
    there = Path(getattr(platformdirs, system)("lvm-meet", appauthor=False))
    assert there in (place(), place().parent)


@pytest.mark.parametrize(("variable", "place", "system"), PLACES)
@pytest.mark.parametrize("how", ["raises", "leaves the tilde"])
def test_without_a_home_the_variable_is_asked_for(monkeypatch, variable, place, system, how):
    def homeless(*_, **__):
        if how == "raises":
            raise RuntimeError("could not determine the home directory")
        return "~/.cache/lvm-meet"

    monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(platformdirs, system, homeless)
    with pytest.raises(SettingsError, match="no home folder") as caught:
        place()
    assert variable in caught.value.hint


@pytest.mark.parametrize(("variable", "place", "system"), PLACES)
def test_the_home_of_nobody_is_told_by_the_variables_name(monkeypatch, variable, place, system):
    monkeypatch.setenv(variable, "~no-such-user/x")
    with pytest.raises(SettingsError, match=f"^{variable}: ~no-such-user/x: there is no") as error:
        place()
    assert error.value.hint


def test_a_path_without_a_tilde_stays_as_it_is():
    assert expanded("a/~b", name="--model") == Path("a/~b")
