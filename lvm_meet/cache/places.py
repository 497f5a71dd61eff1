"""Where the program keeps what it could make or fetch again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ENVIRONMENT = "LVM_MEET_CACHE_DIR"
"""names another folder for all of it"""


def root() -> Path:
    """The folder of everything below: the system's cache folder of the user, if not told else."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen).expanduser().absolute()
    return Path(platformdirs.user_cache_dir("lvm-meet", appauthor=False))


def recordings() -> Path:
    """The folder of what was derived from recordings."""
    return root() / "recordings"


def models() -> Path:
    """The folder of weights that were joined or fetched."""
    return root() / "models"
