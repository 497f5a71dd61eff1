"""What goes through a batch: a meeting, what was known of it, the job, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lvm_meet.batch.urls import is_url
from lvm_meet.model import Plan

Fact = str | int | float | None
"""one cell of the summary; None where there is no evidence for it"""
NOT_YET = ("~$", ".")
"""how names begin that programs keep for themselves: Office's locks, hidden and partial files"""


@dataclass(frozen=True, slots=True)
class State:
    """How a file lies there, told without reading it.

    `tag` is what a store changes with the content ("" for a file of this machine), `mtime_ns` 0
    where nobody knows the time, `size` -1 where nobody knows that.
    """

    size: int
    mtime_ns: int
    tag: str = ""

    @property
    def is_told(self) -> bool:
        """Whether anything in it changes when the file does."""
        return bool(self.tag or self.mtime_ns)

    def is_still(self, other: State) -> bool:
        """Whether nothing was written in between; False where that can't be told."""
        if self.tag or other.tag:
            return (self.size, self.tag) == (other.size, other.tag)
        return self.is_told and (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A file to analyse.

    `path` is how to open it (the user's folder and what was found in it, or an address), `name`
    what its results are named after: relative, with "/" between its parts. `state` and `recording`
    say what was learnt of a file behind an address when its folder was listed.
    """

    path: str
    name: str
    state: State | None = None
    recording: bool | None = None

    @property
    def key(self) -> str:
        """What it is known by in the run record: where it lies."""
        return place_of(self.path)


def place_of(path: str | Path) -> str:
    """Where a path leads from here, in full; links in it are not followed. Addresses are full."""
    if isinstance(path, str) and is_url(path):
        return path
    return os.path.normpath(Path(path).absolute())


@dataclass(frozen=True, slots=True)
class About:
    """What a manifest says of a meeting."""

    plan: Plan = field(default_factory=Plan)
    team: str = ""
    type: str = ""
    rename: tuple[tuple[str, str], ...] = ()
    """(old name, new name), sorted"""


@dataclass(frozen=True, slots=True)
class Job:
    """A meeting, and where each form of its analysis goes: (format, path or address).

    `made_by` stands for all that its results depend on beside the file's content.
    """

    meeting: Meeting
    about: About
    targets: tuple[tuple[str, str], ...]
    made_by: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a job gave: the file as it was read, the bytes of each target, a row of the summary."""

    sha256: str
    size: int
    mtime_ns: int
    written: tuple[int, ...]
    facts: Mapping[str, Fact]
    tag: str = ""
