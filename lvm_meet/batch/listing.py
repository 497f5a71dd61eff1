"""What lies behind an address: listed once, with what tells an unchanged file from a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from lvm_meet.batch.origins import sounds
from lvm_meet.batch.outputs import RECORD
from lvm_meet.batch.records import HEAD
from lvm_meet.batch.remote import Remote
from lvm_meet.batch.urls import joined, tame
from lvm_meet.batch.values import NOT_YET, Meeting, State
from lvm_meet.speech import media


class Wanted(Protocol):
    """What counts as a meeting (`lvm_meet.batch.sources.Filter`)."""

    @property
    def pattern(self) -> str | None: ...
    @property
    def out(self) -> object: ...
    def takes_name(self, relative: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below an address; `files` has only "" where it is a file itself."""

    remote: Remote
    files: Mapping[str, State]

    @property
    def is_folder(self) -> bool:
        """False for a file."""
        return "" not in self.files

    def meetings(self, label: str, *, wanted: Wanted) -> tuple[list[Meeting], int]:
        """The meetings by name, and how many files are none.

        Files that are not known by their names are looked into: the first 4 KiB of each are
        fetched, many at a time. An empty one is not.
        """
        if not self.is_folder:
            return [self._meeting("", label, wanted)], 0
        names = list(self._inside(wanted))
        sure = {name for name in names if wanted.takes_name(name)}
        others = [name for name in names if name not in sure and self.files[name].size]
        sound: set[str] = set()
        if wanted.pattern is None:
            heads = self.remote.heads(others, media.HEAD)
            sound = {name for name, head in zip(others, heads, strict=True) if sounds(head)}
        found = [
            Meeting(
                joined(self.remote.url, name),
                tame(f"{label}/{name}" if label else name),
                self._told(name),
                # one that is known by its name is a transcript, unless a pattern took it
                name in sound if wanted.pattern is None else None,
            )
            for name in names
            if name in sure or name in sound
        ]
        return found, len(names) - len(found)

    def _meeting(self, name: str, label: str, wanted: Wanted) -> Meeting:
        known = False if wanted.pattern is None and wanted.takes_name(label) else None
        return Meeting(self.remote.url, tame(label), self._told(name), known)

    def _told(self, name: str) -> State | None:
        """What the list says of a file; None where that does not tell an unchanged one."""
        state = self.files[name]
        return state if state.is_told else None

    def _inside(self, wanted: Wanted) -> Iterator[str]:
        """Names of files that are not hidden and in no folder of results."""
        closed = tuple(self._results(wanted))
        for name in self.files:
            if name.startswith(closed) or any(map(_is_hidden, name.split("/"))):
                continue
            yield name

    def _results(self, wanted: Wanted) -> Iterator[str]:
        """How names begin in folders of results: of this run's, and of other batches'."""
        records = [name for name in self.files if name.rpartition("/")[2] == RECORD]
        for name, head in zip(records, self.remote.heads(records, len(HEAD)), strict=True):
            if head == HEAD:
                yield name.removesuffix(RECORD)
        here = f"{self.remote.url}/"
        out = f"{wanted.out}/"
        if out.startswith(here):
            yield out.removeprefix(here)


def listed(url: str) -> Listing:
    """What lies behind an address. InputError where there is nothing, or it can't be listed."""
    remote = Remote.at(url)
    files = remote.listed()
    if not files:
        remote.require()
    return Listing(remote, files)


def _is_hidden(part: str) -> bool:
    return part.startswith(NOT_YET)
