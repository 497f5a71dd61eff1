"""A connection to a cluster of Ray's, or a private Ray that is started and ended."""

from __future__ import annotations

import os
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import ray
from ray.exceptions import RayError

from lvm_meet.engines.base import Crew
from lvm_meet.errors import LvmError

_STORE_BYTES = 80 << 20
"""about the least that Ray takes for its store; ours holds next to nothing"""
_KNOCK_S = 10
_LONGEST_TMP = 18
"""bytes of TMPDIR that leave room for 85 of Ray's and ours: macOS allows 103, Linux 107"""


@contextmanager
def connected(crew: Crew) -> Iterator[None]:
    """A connection to the cluster, or a private Ray; one that is open already is left open."""
    if ray.is_initialized():
        yield
        return
    with ExitStack() as stack:
        options: dict[str, object] = {"address": crew.address}
        if not crew.address:
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(
                    prefix="lvm-meet-", dir=_scratch(), ignore_cleanup_errors=True
                )
            )
            options = _private(crew, folder)
        stack.callback(ray.shutdown)
        try:
            if crew.address:
                _knock(crew.address)
            with _signals_kept():
                ray.init(log_to_driver=False, logging_level="ERROR", **options)
        except (RayError, OSError, RuntimeError, ValueError) as error:
            place = f"can't be reached at {crew.address}" if crew.address else "does not start"
            raise LvmError(f"Ray {place}", hint=first_line(error)) from error
        yield


def _knock(address: str) -> None:
    """OSError where nobody listens at HOST:PORT: Ray itself would try for many minutes."""
    host, colon, port = address.rpartition("//")[2].rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S).close()


def _scratch() -> str:
    """Where a folder with sockets in it can be: macOS's TMPDIR is too long for their paths."""
    place = tempfile.gettempdir()
    return "/tmp" if len(os.fsencode(place)) > _LONGEST_TMP and Path("/tmp").is_dir() else place


def _private(crew: Crew, folder: str) -> dict[str, object]:
    """How a Ray of one's own is started; it has as many cores as the workers are told to use."""
    return {
        "address": "local",
        "num_cpus": max(1, crew.jobs) * crew.threads,
        "object_store_memory": _STORE_BYTES,
        "include_dashboard": False,
        # not the folder itself: Ray opens what it is given to everybody
        "_temp_dir": str(Path(folder) / "r"),
    }


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Ray puts its own answer to SIGTERM in the place of ours."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        yield
    except SystemExit as error:
        if callable(before):  # it came while Ray's was in place
            raise KeyboardInterrupt from error
        raise
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)


def first_line(error: BaseException) -> str:
    """The first line of what an error says, else its kind."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
