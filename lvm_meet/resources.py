"""What there is to work with: the package's own data, in the wheel or beside it, and the cores."""

from __future__ import annotations

import os
from pathlib import Path

from lvm_meet.errors import MissingError

_PACKAGE = Path(__file__).parent


def lexicons() -> Path:
    """The directory of the lexicons that the package brings."""
    for place in (_PACKAGE / "_data" / "lexicons", _PACKAGE.parent / "lexicons"):
        if (place / "signals").is_dir():
            return place
    raise MissingError(
        "the package has no lexicons", command="pip install --force-reinstall lvm-meet"
    )


def encoder() -> Path:
    """The directory of the tuned encoder that the package brings."""
    place = _PACKAGE / "models" / "signals"
    if not (place / "model.bin").is_file():
        raise MissingError(
            "the package has no signal encoder", command="pip install --force-reinstall lvm-meet"
        )
    return place


def diarizer() -> Path:
    """The directory of the networks that tell voices apart."""
    return _PACKAGE / "models" / "diarize"


def cores() -> int:
    """The cores that this process may use (fewer than the machine's in a container)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
