"""What runs in a worker process: takes pickled items from its standard input, answers on a copy of
its standard output.

The process lives exactly as long as its input is open. Whoever started it may be killed at any
moment; the system then closes the pipe, and the worker ends at once, even in the middle of an hour
of sound. Results are written whole or not at all, so nothing is lost by that.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from typing import BinaryIO

from lvm_meet import resources
from lvm_meet.engines.base import Failure
from lvm_meet.engines.boundary import attempt, prepared

READY = "ready"


def main() -> None:
    """Prepare the work, say READY (or the Failure), then answer each item with its Outcome."""
    # An interrupt from the keyboard is for whoever started us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resources.keep_memory()
    given, answers = _channels()
    work = pickle.load(given)
    items: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(given, items), daemon=True).start()
    run = prepared(work)
    if isinstance(run, Failure):
        _send(answers, run)
        return
    _send(answers, READY)
    while True:
        _send(answers, attempt(run, items.get()))


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Private copies of the two pipes: what a library prints goes to stderr instead."""
    given, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return given, answers


def _receive(given: BinaryIO, items: queue.SimpleQueue[object]) -> None:
    """Hand on what comes in; its end is the end of the process, whatever it is doing."""
    try:
        while True:
            items.put(pickle.load(given))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)
    finally:
        os._exit(1)  # an item that can't be had here: nobody may wait for it


def _send(answers: BinaryIO, value: object) -> None:
    try:
        pickle.dump(value, answers)
        answers.flush()
    except OSError:  # nobody is there any more
        os._exit(0)
