"""What engines have in common whose workers are other processes, here or on other machines."""

from __future__ import annotations

from lvm_meet.engines.base import Failure
from lvm_meet.errors import LvmError

TRIES = 2
"""how often an item is begun whose workers are lost"""
STILLBORN = 3
"""workers in a row that are lost before they are ready, from which it is no accident"""
# What does the work is told its threads; numpy's BLAS would take all cores in every worker, and
# add up in another order with another number of them.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def lost(how: str) -> Failure:
    """The failure of an item whose last worker ended in the way that `how` says."""
    return Failure(
        "WorkerLost",
        f"the process that was at work on it ended {how}, {TRIES} times",
        "there may be too little memory for it: try with fewer --jobs",
    )


def stillborn(how: str) -> LvmError:
    """The error where one worker after the other ends before it is ready."""
    return LvmError(
        f"the worker processes don't start: the last one ended {how}",
        hint="there may be too little memory: try with fewer --jobs",
    )
