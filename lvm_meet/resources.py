"""What there is to work with: the package's own data, in the wheel or beside it, and the cores."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from functools import lru_cache
from pathlib import Path

from lvm_meet.errors import MissingError

_PACKAGE = Path(__file__).parent
_GLIBC = ((-8, 1), (-4, 0), (-1, 1 << 30))
"""mallopt's M_ARENA_MAX, M_MMAP_MAX, M_TRIM_THRESHOLD: one heap, nothing outside of it, and nothing
given back below 1 GiB"""
_WIDE = frozenset(f"avx512{part}" for part in ("f", "bw", "cd", "dq", "vl", "_vnni"))


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


def keep_memory() -> None:
    """Let this process use freed memory again, where the C library can be told so.

    Otherwise glibc gives it back to the system after every batch and takes it anew for the next:
    that was a quarter of the time in which sentences are encoded, and a sixth of hearing. This is
    for programs to decide, so the command line and the workers call it, before they have threads;
    importing doesn't. What the environment says of glibc's memory goes first.
    """
    chosen = any(name.startswith(("MALLOC_", "GLIBC_TUNABLES")) for name in os.environ)
    if sys.platform != "linux" or chosen:
        return
    choose = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if choose is not None:
        for what, value in _GLIBC:
            choose(what, value)


def one_thread_for_sums() -> None:
    """Let numpy's BLAS use one thread; call it before numpy is imported.

    The matrices here are small: more threads only wait for each other, which took four times as
    long for all conclusions of a meeting, and add up in another order. What the environment says
    goes first.
    """
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def prefer_wide_vectors() -> None:
    """Let CTranslate2 use AVX-512 on recent processors; call it before its first use.

    It does so only when told. On the one processor with VNNI that was tried, hearing then takes a
    fifth less time and encoding a sixth less; those without it are left as they are. The last
    digits of vectors differ from those of other processors. CT2_FORCE_CPU_ISA goes first.
    """
    if "CT2_FORCE_CPU_ISA" not in os.environ and processor_features() >= _WIDE:
        os.environ["CT2_FORCE_CPU_ISA"] = "AVX512"


@lru_cache(maxsize=1)
def processor_features() -> frozenset[str]:
    """What Linux says that the first processor can do; nothing elsewhere."""
    try:
        with Path("/proc/cpuinfo").open(encoding="ascii", errors="replace") as lines:
            flags = next((line for line in lines if line.startswith("flags")), "")
    except OSError:
        return frozenset()
    return frozenset(flags.partition(":")[2].split())


def give_back_memory() -> None:
    """Hand what is free inside the process back to the system, where the C library can.

    glibc keeps the memory of threads that have ended: 0.5 GB after hearing half an hour.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
