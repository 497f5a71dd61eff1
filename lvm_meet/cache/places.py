"""Where the program keeps what is the user's: what it could make again, and what it could not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

from lvm_meet.errors import SettingsError

ENVIRONMENT = "LVM_MEET_CACHE_DIR"
"""names another folder for all that could be made or fetched again"""
DATA_ENVIRONMENT = "LVM_MEET_DATA_DIR"
"""names another folder for what could not"""
STATE_ENVIRONMENT = "LVM_MEET_STATE_DIR"
"""names another folder for what is only kept on while something goes on"""


def root() -> Path:
    """The folder of everything below: the system's cache folder of the user, if not told else.

    SettingsError where the user has no home folder, or the variable names one of nobody.
    """
    return _folder(ENVIRONMENT, platformdirs.user_cache_dir)


def recordings() -> Path:
    """The folder of what was derived from recordings."""
    return root() / "recordings"


def models() -> Path:
    """The folder of weights that were joined or fetched."""
    return root() / "models"


def data() -> Path:
    """The folder of what is lost when it is deleted, as enrolled voices are; else as `root`."""
    return _folder(DATA_ENVIRONMENT, platformdirs.user_data_dir)


def state() -> Path:
    """The folder of how far things are, as run records of results elsewhere; else as `root`."""
    return _folder(STATE_ENVIRONMENT, platformdirs.user_state_dir)


def expanded(path: str | Path, *, name: str) -> Path:
    """The path with the home folder in place of its "~"; `name` is the setting it comes from.

    SettingsError where there is no such home folder.
    """
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise SettingsError(
            f"{name}: {path}: there is no such home folder",
            hint="write the path in full, without ~",
        ) from error


def _folder(variable: str, of_system: Callable[..., str]) -> Path:
    chosen = os.environ.get(variable)
    if chosen:
        return expanded(chosen, name=variable).absolute()
    homeless = SettingsError(
        f"{variable}: you have no home folder here, and no other one is named",
        hint=f"set {variable} to a folder in which you may write",
    )
    try:
        found = Path(of_system("lvm-meet", appauthor=False))
    except RuntimeError as error:
        raise homeless from error
    if not found.is_absolute():  # older releases of platformdirs leave the ~ there
        raise homeless
    return found
