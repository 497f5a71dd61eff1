"""What there is to work with: the package's own data, in the wheel or beside it, and the cores."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
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


def give_back_memory() -> None:
    """Hand what is free inside the process back to the system, where the C library can.

    glibc keeps the memory of threads that have ended: 0.5 GB after hearing half an hour.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
