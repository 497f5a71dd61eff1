"""Where a library is: a file of the user's own, or a database that a team shares.

A file and the folders that had to be made for it are for their owner only. Folders that were
there already stay as they are; a file whose rights are wider is closed.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from lvm_meet.cache import places, private
from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.files import explained

_FILE = "library.sqlite"
_SQLITE = "sqlite"
_POSTGRES = "postgresql"
_DRIVER = "postgresql+psycopg"
_BESIDE = ("", "-wal", "-shm", "-journal")
"""what SQLite's files are called behind the name of the database"""


@dataclass(frozen=True, slots=True)
class Place:
    """A library's address. `path` is None where it is not a file; `name` holds no password."""

    url: URL
    path: Path | None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.url.render_as_string() if self.path is None else str(self.path)

    @property
    def exists(self) -> bool:
        """False where there is no such file yet; a server is asked when it is opened."""
        return self.path is None or self.path.exists()


def place_of(given: str | None) -> Place:
    """The library that the user named: a file, or postgresql+psycopg://…; None: the user's own.

    SettingsError where it is neither.
    """
    if not given:
        return _file(places.data() / "library" / _FILE)
    if "://" not in given:
        return _file(places.expanded(given, name="--library").absolute())
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise SettingsError(
            "--library: this is no address of a database",
            hint="a file, or postgresql+psycopg://user@host/name",
        ) from error
    backend = url.get_backend_name()
    if backend == _SQLITE and url.database:
        return _file(Path(url.database).absolute())
    if backend == _POSTGRES:
        return Place(url.set(drivername=_DRIVER), None)
    raise SettingsError(
        f"--library: {backend} can't hold a library",
        hint="a file, or postgresql+psycopg://user@host/name",
    )


def _file(path: Path) -> Place:
    return Place(URL.create(_SQLITE, database=str(path)), path)


def prepare(place: Place) -> None:
    """Make the library's folder and empty file, for their owner only, where they are missing.

    OutputError where that is not possible, InputError where something else has that name.
    """
    path = place.path
    if path is None:
        return
    try:
        if not path.parent.exists():
            private.make_folder(path.parent)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        if not path.exists():
            os.close(os.open(path, flags, 0o600))
    except OSError as error:
        raise explained(error, path=str(path)) from error
    _close_to_others(path)


def require(place: Place) -> None:
    """InputError where there is no library yet."""
    if not place.exists:
        raise InputError(
            "there is no library yet",
            path=place.name,
            hint="lvm-meet library add ANALYSIS.json makes one",
        )
    if place.path is not None:
        _close_to_others(place.path)


def _close_to_others(path: Path) -> None:
    """Take away what others may do with the file, where it is one's own."""
    if not path.is_file():
        raise InputError("is not a file", path=str(path), hint="name a file with --library")
    for suffix in _BESIDE:
        beside = path.with_name(path.name + suffix)
        try:
            facts = beside.stat()
            if stat.S_IMODE(facts.st_mode) & 0o077 and facts.st_uid == os.geteuid():
                beside.chmod(0o600)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise OutputError(
                "is open to others, and that can't be changed",
                path=str(beside),
                hint="chmod 600, or keep the library on another disk",
            ) from error
        except AttributeError:  # no owners here (Windows): the user's folder is private by itself
            return
