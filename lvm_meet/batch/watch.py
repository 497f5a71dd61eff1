"""What arrives in a folder, once it is complete.

A file is complete when it has stopped growing: size and time of change stay the same for a moment,
and that time lies back. What comes by a rename is complete at once: either it was seen under its
other name with the same size, or it is older than that moment when it is first seen.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.batch.sources import Filter, walk
from lvm_meet.batch.values import NOT_YET, Meeting

LOOK_S = 1.0
"""how often the folder is looked at"""
QUIET_S = 2.0
"""how long a file must not change to count as complete"""


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as it was found: its size, its time of change, and since when it is like that."""

    size: int
    mtime_ns: int
    since: float


class Arrivals:
    """The meetings of a folder, each when it is complete, and again when it has changed.

    Endless: where nothing is there, the iterator gives None. An empty file is none yet.
    """

    def __init__(
        self,
        folder: str,
        *,
        wanted: Filter,
        prefix: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder, self._wanted, self._prefix = folder, wanted, prefix
        self._clock = clock
        self._seen: dict[str, _Look] = {}
        self._handed: dict[str, tuple[int, int]] = {}
        self._nodes: dict[int, tuple[str, int]] = {}

    def __iter__(self) -> Iterator[Meeting | None]:
        next_look = 0.0
        while True:
            if self._clock() >= next_look:
                yield from self.look()
                next_look = self._clock() + LOOK_S
            yield None

    def look(self) -> list[Meeting]:
        """The meetings that are complete now and were not handed out as they are."""
        now = self._clock()
        nodes: dict[int, tuple[str, int]] = {}
        seen: dict[str, _Look] = {}
        complete = []
        for entry, relative in walk(
            self._folder, enters=self._wanted.enters, closed=_nothing, hidden=True
        ):
            try:
                # not the entry's own: Windows keeps the state of when the folder was listed
                state = Path(entry.path).stat()
            except OSError:
                continue
            nodes[state.st_ino] = (entry.path, state.st_size)
            before = self._seen.get(entry.path)
            same = before is not None and (before.size, before.mtime_ns) == (
                state.st_size,
                state.st_mtime_ns,
            )
            since = before.since if before is not None and same else now
            seen[entry.path] = _Look(state.st_size, state.st_mtime_ns, since)
            as_it_is = (state.st_size, state.st_mtime_ns)
            if not state.st_size or self._handed.get(entry.path) == as_it_is:
                continue
            still = now - since >= QUIET_S and now - state.st_mtime >= QUIET_S
            moved = before is None and (
                self._renamed(entry.path, state) or now - state.st_mtime >= QUIET_S
            )
            if not (still or moved) or not self._is_meeting(entry.path, relative):
                continue
            self._handed[entry.path] = as_it_is
            complete.append(Meeting(entry.path, self._prefix + relative))
        self._seen, self._nodes = seen, nodes
        self._handed = {path: state for path, state in self._handed.items() if path in seen}
        return complete

    def _renamed(self, path: str, state: os.stat_result) -> bool:
        """Whether the file was seen under another name, with all that it has now."""
        other, size = self._nodes.get(state.st_ino, (path, -1))
        return other != path and size == state.st_size and not os.path.lexists(other)

    def _is_meeting(self, path: str, relative: str) -> bool:
        hidden = any(part.startswith(NOT_YET) for part in relative.split("/"))
        return not hidden and self._wanted.takes(path, relative)


def _nothing(folder: str) -> None:
    """A folder that can't be looked into now can be later."""
