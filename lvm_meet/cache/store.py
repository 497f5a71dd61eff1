"""The store of derived results by content.

What is kept are transcripts of private meetings. So files are for their owner only; nothing
outside the directory is ever read, written or removed by way of a link inside it; and everything
can be listed and cleared, and what was not used for half a year goes by itself when something new
is kept. A result that cannot be kept is no error: it is made again.

    <directory>/<key>/<name>        key: hex digest of all that the result depends on

Every file starts with a checksum over its key, name and content. So a torn, damaged or misplaced
one is noticed when it is read, and files need not be brought to the disk one by one: what a power
cut leaves behind reads as nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lvm_meet.cache import private
from lvm_meet.errors import SettingsError

MAX_BYTES = 2_000_000_000
MAX_AGE_DAYS = 180

_KEY = re.compile(r"[0-9a-f]{32,128}")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_MAGIC = b"lvm-meet cache 1 "
_HEADER_BYTES = len(_MAGIC) + 64 + 1
_ATTEMPTS = 10
_DAY_S = 86_400
_SPARE_AGE_S = 3600
"""an unfinished file this old was left behind by a process that was killed"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept under one key. `size` is bytes on disk, what killed writers left included."""

    key: str
    names: tuple[str, ...]
    size: int
    last_used: datetime
    """in UTC"""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What clearing did: the entries that are gone, and those that could not be removed whole."""

    gone: tuple[Entry, ...]
    left: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cache:
    """A store of results. `directory` None: nothing is kept and nothing is found.

    Several processes may use one directory; the last writer of a name wins. Each `put` drops what
    was not used for `max_age_days`, and beyond `max_bytes` the least recently used results. Keys
    are 32 to 128 lower-case hex digits; names have up to 80 lower-case letters, digits, ".", "_",
    "-" and start with one of the first two: SettingsError for others.
    """

    directory: Path | None
    max_bytes: int = field(default=MAX_BYTES, kw_only=True)
    max_age_days: int = field(default=MAX_AGE_DAYS, kw_only=True)

    def get(self, key: str, name: str) -> bytes | None:
        """The result, or None where there is none; a damaged one is removed and reads as None."""
        path = self._path(key, name)
        if path is None or not private.is_folder(path.parent):
            return None
        try:
            record = private.read(path)
        except OSError:
            return None
        data = record[_HEADER_BYTES:]
        if record[:_HEADER_BYTES] != _header(key, name, data):
            private.remove(path)
            return None
        return data

    def put(self, key: str, name: str, data: bytes) -> bool:
        """Keep a result, whole or not at all; False where it could not be kept."""
        path = self._path(key, name)
        record = _header(key, name, data) + data
        if path is None or len(record) > self.max_bytes:
            return False
        # Another process may clear the folder between its making and its use: then once more.
        for _ in range(_ATTEMPTS):
            try:
                private.make_folder(path.parent)
                private.write(path, record)
            except FileNotFoundError:
                continue
            except OSError:
                return False
            self._shrink(newest=path)
            return True
        return False

    def names(self, key: str) -> tuple[str, ...]:
        """The names that are kept under `key`, sorted."""
        _check(_KEY, key, "key")
        if self.directory is None:
            return ()
        return _names(private.listing(self.directory / key))

    def drop(self, key: str, name: str) -> bool:
        """Remove a result; True where there was one and it is gone."""
        path = self._path(key, name)
        if path is None or not private.is_folder(path.parent) or not private.remove(path):
            return False
        private.remove_if_empty(path.parent)
        return True

    def entries(self) -> tuple[Entry, ...]:
        """All that is kept, most recently used first."""
        found = [_entry(folder, files) for folder, files in self._folders()]
        return tuple(sorted(found, key=lambda entry: (-entry.last_used.timestamp(), entry.key)))

    def clear(self, *, older_than_days: float | None = None) -> Cleared:
        """Remove everything, or what was not used for so many days; SettingsError if negative."""
        if older_than_days is not None and older_than_days < 0:
            raise SettingsError(f"an age cannot be negative: {older_than_days} days")
        limit = None if older_than_days is None else time.time() - _DAY_S * older_than_days
        gone: list[Entry] = []
        left: list[Entry] = []
        for folder, files in self._folders():
            entry = _entry(folder, files)
            if limit is not None and entry.last_used.timestamp() > limit:
                continue
            removed = [private.remove(file.path) or not _exists(file.path) for file in files]
            private.remove_if_empty(folder)
            (gone if all(removed) else left).append(entry)
        return Cleared(tuple(gone), tuple(left))

    def _path(self, key: str, name: str) -> Path | None:
        _check(_KEY, key, "key")
        _check(_NAME, name, "name")
        return None if self.directory is None else self.directory / key / name

    def _folders(self) -> Iterator[tuple[Path, list[private.Kept]]]:
        """The folder of each key that holds something, with its files."""
        if self.directory is None:
            return
        try:
            folders = sorted(self.directory.iterdir())
        except OSError:
            return
        for folder in folders:
            if _KEY.fullmatch(folder.name) and (files := private.listing(folder)):
                yield folder, files

    def _shrink(self, *, newest: Path) -> None:
        """Make room: what killed writers left, what was not used for too long, then the least
        recently used, never `newest`.
        """
        now = time.time()
        stale, forgotten = now - _SPARE_AGE_S, now - _DAY_S * self.max_age_days
        results = []
        total = 0
        for folder, files in self._folders():
            used = max(file.used for file in files)
            for file in files:
                leftover = file.spare and file.used < stale
                if (leftover or used < forgotten) and private.remove(file.path):
                    private.remove_if_empty(folder)
                    continue
                total += file.size
                if not file.spare and file.path != newest:
                    results.append(((folder == newest.parent, used, file.used), file))
        for _, file in sorted(results, key=lambda pair: pair[0]):
            if total <= self.max_bytes:
                return
            if private.remove(file.path):
                total -= file.size
                private.remove_if_empty(file.path.parent)


def _check(pattern: re.Pattern[str], text: str, what: str) -> None:
    if not pattern.fullmatch(text):
        raise SettingsError(f"{text!r} is no {what} of the cache")


def _header(key: str, name: str, data: bytes) -> bytes:
    digest = hashlib.sha256(f"{key}/{name}\n".encode())
    digest.update(data)
    return _MAGIC + digest.hexdigest().encode() + b"\n"


def _names(files: list[private.Kept]) -> tuple[str, ...]:
    return tuple(sorted(file.path.name for file in files if not file.spare))


def _entry(folder: Path, files: list[private.Kept]) -> Entry:
    return Entry(
        key=folder.name,
        names=_names(files),
        size=sum(file.size for file in files),
        last_used=datetime.fromtimestamp(max(file.used for file in files), tz=UTC),
    )


def _exists(path: Path) -> bool:
    return os.path.lexists(path)
