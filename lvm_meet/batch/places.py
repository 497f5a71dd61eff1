"""Where results lie: a folder of this machine, or one behind an address (`distant`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from lvm_meet.batch.urls import is_url
from lvm_meet.engines import Failure
from lvm_meet.errors import OutputError
from lvm_meet.files import SPARE, make_folder, write_atomically, write_together

NOT_HERE = Failure(
    "OutputError",
    "the worker has written its results, but they are not in the folder of the results",
    "workers on other machines need the same folder there: a shared disk, or an address as --out",
    code=OutputError.exit_code,
)


class Place(Protocol):
    """A folder of results. Names are relative, with "/" between their parts.

    `shown` is what the user calls it. `folder` is where its run record is kept on this machine.
    `is_here` is False where record and results are not in one place.
    """

    @property
    def shown(self) -> str: ...
    @property
    def folder(self) -> Path: ...
    @property
    def is_here(self) -> bool: ...

    def target(self, name: str) -> str:
        """What a worker writes to (see `deliver`)."""

    def is_taken(self, name: str) -> bool:
        """Whether there is anything of that name."""

    def has(self, name: str) -> bool:
        """Whether there is a result of that name."""

    def made(self, names: Iterable[str]) -> bool:
        """These results were just written, says a worker. False where they are not to be seen:
        the worker may be on a machine that has another disk under that name.
        """

    def tidy(self) -> None:
        """Take away what a kill left unfinished."""

    def publish(self, name: str, data: bytes) -> None:
        """Write a table anew, whole or not at all; OutputError where it can't be written."""

    def copy_record(self) -> None:
        """Bring the record to where the results are, if it is not there.

        OutputError where it can't be; SettingsError where another machine has written there.
        """

    def close(self) -> None:
        """Give it free."""


class Folder:
    """A folder of this machine, which is made where it is missing."""

    is_here = True

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self.folder = folder
        self.shown = str(folder)

    def target(self, name: str) -> str:
        """See `Place.target`."""
        return str(self.folder / name)

    def is_taken(self, name: str) -> bool:
        """See `Place.is_taken`; a link that leads nowhere takes its name."""
        path = self.folder / name
        return path.is_symlink() or path.exists()

    def has(self, name: str) -> bool:
        """See `Place.has`."""
        return (self.folder / name).is_file()

    def made(self, names: Iterable[str]) -> bool:
        """See `Place.made`."""
        paths = [self.folder / name for name in names]
        if not all(path.is_file() for path in paths):
            for folder in {path.parent for path in paths}:  # a network disk then looks anew
                with suppress(OSError):
                    list(folder.iterdir())
        return all(path.is_file() for path in paths)

    def tidy(self) -> None:
        """See `Place.tidy`."""
        for spare in self.folder.rglob(f"{SPARE[0]}*{SPARE[1]}"):
            with suppress(OSError):
                spare.unlink()

    def publish(self, name: str, data: bytes) -> None:
        """See `Place.publish`."""
        write_atomically(self.folder / name, data, force=True)

    def copy_record(self) -> None:
        """It is there."""

    def close(self) -> None:
        """Nothing is held."""


def place_at(out: str) -> Place:
    """The place that a user named (`urls.given`); errors as those of `Folder` and `Distant`."""
    if not is_url(out):
        return Folder(Path(out))
    from lvm_meet.batch.distant import Distant  # brings fsspec and its driver

    return Distant(out)


def deliver(contents: Mapping[str, bytes]) -> None:
    """Write a meeting's results to their targets, each whole; OutputError where one can't be."""
    if any(map(is_url, contents)):
        _deliver_far(contents)
        return
    files = {Path(target): data for target, data in contents.items()}
    for folder in {target.parent for target in files}:
        make_folder(folder)
    write_together(files)


def _deliver_far(contents: Mapping[str, bytes]) -> None:
    """Put each behind its address; where one can't be, those before it are taken away."""
    from lvm_meet.batch.remote import Remote  # brings fsspec

    written: list[Remote] = []
    try:
        for url, data in contents.items():
            target = Remote.at(url)
            target.put(data)
            written.append(target)
    except OutputError:
        for target in written:
            target.remove()
        raise
