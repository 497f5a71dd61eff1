"""Which files below the paths that were given are meetings, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from lvm_meet.batch.state import is_results_folder
from lvm_meet.batch.urls import is_url
from lvm_meet.batch.values import NOT_YET, Meeting, place_of
from lvm_meet.errors import unreadable
from lvm_meet.speech import is_recording

if TYPE_CHECKING:
    from lvm_meet.batch.listing import Listing

TRANSCRIPTS = frozenset({".vtt", ".srt", ".txt", ".docx", ".csv", ".tsv", ".json"})
"""how names of transcripts end; recordings are known by their content"""


@dataclass(frozen=True, slots=True)
class Survey:
    """The meetings that were found; how many files are none; folders that can't be looked into."""

    meetings: tuple[Meeting, ...]
    others: int = 0
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What counts as a meeting below a folder: `pattern` decides, else the name and the content.

    `out` is where results go: nothing in there is a meeting, nor in the results of another batch.
    """

    pattern: str | None = None
    out: str | Path | None = None

    def takes(self, path: str, relative: str) -> bool:
        return self.takes_name(relative) or (self.pattern is None and is_recording(path))

    def takes_name(self, relative: str) -> bool:
        """Whether the name alone is reason enough."""
        name = relative.rsplit("/", 1)[-1]
        if self.pattern is not None:
            wanted = self.pattern.lower()
            return fnmatchcase(name.lower(), wanted) or fnmatchcase(relative.lower(), wanted)
        return Path(name).suffix.lower() in TRANSCRIPTS

    def enters(self, path: str) -> bool:
        """False for folders of results."""
        if self.out is not None and os.path.realpath(path) == os.path.realpath(self.out):
            return False
        return not is_results_folder(Path(path))


def find(paths: Sequence[str], *, wanted: Filter) -> Survey:
    """The meetings in files and below folders; what is given twice counts once.

    One folder's meetings are named by their path in it; with several paths the name of the path
    comes first. A file that is given itself is always taken. InputError for a path that there is
    not, and for an address whose files can't be listed; others as those of `Remote.at`.
    """
    found: dict[str, Meeting] = {}
    others = 0
    closed: list[str] = []
    listings = [_listing(path) for path in paths]
    for path, label, listing in zip(paths, _labels(paths, listings), listings, strict=True):
        if listing is not None:
            meetings, left = listing.meetings(label, wanted=wanted)
            others += left
            for meeting in meetings:
                found.setdefault(meeting.key, meeting)
            continue
        if not Path(path).is_dir():
            try:
                Path(path).stat()
            except (OSError, ValueError) as error:
                raise unreadable(path, error) from error
            meeting = Meeting(path, label)
            found.setdefault(meeting.key, meeting)
            continue
        for entry, relative in walk(path, enters=wanted.enters, closed=closed.append):
            if not wanted.takes(entry.path, relative):
                others += 1
                continue
            meeting = Meeting(entry.path, f"{label}/{relative}" if label else relative)
            found.setdefault(meeting.key, meeting)
    return Survey(tuple(found.values()), others, tuple(closed))


def _listing(path: str) -> Listing | None:
    """What lies behind an address; None for a path."""
    if not is_url(path):
        return None
    from lvm_meet.batch.listing import listed  # brings fsspec and its driver

    return listed(path)


def walk(
    folder: str,
    *,
    enters: Callable[[str], bool],
    closed: Callable[[str], None],
    hidden: bool = False,
) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Every ordinary file below `folder` with its relative path ("/" between parts), by name.

    Hidden folders are left out, hidden files unless `hidden`; links to folders are not followed, as
    they may lead in a circle. `closed` is told of folders that can't be looked into.
    """
    if not enters(folder):
        return
    waiting: list[tuple[str, str]] = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            closed(here)
            continue
        below = []
        for entry in listed:
            is_hidden = entry.name.startswith(NOT_YET)
            if is_hidden and not (hidden and entry.is_file(follow_symlinks=False)):
                continue
            if entry.is_dir(follow_symlinks=False):
                if enters(entry.path):
                    below.append((entry.path, f"{prefix}{entry.name}/"))
            elif _is_file(entry):
                yield entry, prefix + entry.name
        waiting.extend(reversed(below))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link in a circle
        return False


def _labels(paths: Sequence[str], listings: Sequence[Listing | None]) -> list[str]:
    """What the names of each path's meetings begin with; of a file, its whole name."""
    if len(paths) == 1 and (
        Path(paths[0]).is_dir() if listings[0] is None else listings[0].is_folder
    ):
        return [""]
    places = [Path(place_of(path)) for path in paths]
    labels = [place.name for place in places]
    folded = [label.casefold() for label in labels]
    alike = {place for place, label in zip(places, folded, strict=True) if folded.count(label) > 1}
    if len(alike) < 2:
        return labels
    try:
        common = os.path.commonpath([place.parent for place in alike])
    except ValueError:  # on several drives: told apart by a number instead (see `outputs`)
        return labels
    return [
        Path(os.path.relpath(place, common)).as_posix() if place in alike else label
        for place, label in zip(places, labels, strict=True)
    ]
