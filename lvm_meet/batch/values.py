"""What goes through a batch: a meeting, what was known of it, the job, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lvm_meet.model import Plan

Fact = str | int | float | None
"""one cell of the summary; None where there is no evidence for it"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A file to analyse.

    `path` is how to open it (the user's folder, and what was found in it), `name` what its results
    are named after: relative, with "/" between its parts.
    """

    path: str
    name: str

    @property
    def key(self) -> str:
        """What it is known by in the run record: where it lies."""
        return place_of(self.path)


def place_of(path: str | Path) -> str:
    """Where a path leads from here, in full; links in it are not followed."""
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
    """A meeting, and where each form of its analysis goes: (format, path).

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
