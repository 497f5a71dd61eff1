"""The one place where any exception at all becomes a value (DESIGN: habit 7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb

from lvm_meet.engines.base import Failure, Item, Outcome, Result, Work
from lvm_meet.errors import LvmError

_LONGEST = 500
"""characters of a foreign error's text that are kept"""


def prepared(work: Work[Item, Result]) -> Callable[[Item], Result] | Failure:
    """What does the work, or why it can't be done here."""
    try:
        return work.prepare()
    except Exception as error:
        return failure_of(error)


def attempt(run: Callable[[Item], Result], item: Item) -> Outcome[Item, Result]:
    """Do one item. Whatever goes wrong with it is its outcome; interrupts go on."""
    try:
        return Outcome(item, result=run(item))
    except Exception as error:
        return Outcome(item, failure=failure_of(error))


def failure_of(error: Exception) -> Failure:
    """An exception as a value. One that is not ours is a bug of ours, and says where it lies."""
    if isinstance(error, LvmError):
        return Failure(type(error).__name__, str(error), error.hint, code=error.exit_code)
    if isinstance(error, MemoryError):
        return Failure("MemoryError", "there is too little memory for it", "try with fewer --jobs")
    text = " ".join(str(error).split())[:_LONGEST]
    frames = extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return Failure(
        type(error).__name__,
        f"{type(error).__name__}: {text}" if text else type(error).__name__,
        "this is a mistake in lvm-meet: please report it with the file, if you may",
        where=where,
    )
