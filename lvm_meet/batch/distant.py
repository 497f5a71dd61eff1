"""Results behind an address. Their run record is written here, and copied there.

A record is appended to line by line and brought to the disk each time, which no object store can.
So it is kept on this machine, in the user's state folder, and copied when the tables are written
anew. What was copied last is remembered: where the copy is another one by now, another machine has
gone on, and its record is taken over first.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from lvm_meet.batch.locks import hold
from lvm_meet.batch.merging import merge
from lvm_meet.batch.outputs import RECORD
from lvm_meet.batch.remote import Remote
from lvm_meet.batch.urls import joined
from lvm_meet.batch.values import State
from lvm_meet.cache import state
from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.files import SPARE, explained, make_folder, write_atomically

_COPIED = "copied.json"
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "STORAGE_EMULATOR_HOST")
"""what makes one address lead to different places"""


class Distant:
    """See `lvm_meet.batch.places.Place`. What is there is listed once, when it is opened."""

    is_here = False

    def __init__(self, url: str) -> None:
        """SettingsError where another batch of this machine is at work there, or its `run.jsonl` is
        something else; MissingError where a package is missing; OutputError where it can't be
        listed or the record can't be kept.
        """
        self.shown = url
        self._remote = Remote.at(url)
        self.folder = state() / "batch" / _folder_name(url)
        make_folder(self.folder)
        self._copied_bytes = -1
        with ExitStack() as stack:
            try:
                handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise explained(error, path=str(self.folder)) from error
            stack.callback(os.close, handle)
            hold(handle, url)
            try:
                with _about_writing():
                    self._names = set(self._remote.listed())
                    self._bring_record()
            except OSError as error:
                raise explained(error, path=str(self.folder)) from error
            self._held = stack.pop_all()

    def target(self, name: str) -> str:
        """See `Place.target`."""
        return joined(self.shown, name)

    def is_taken(self, name: str) -> bool:
        """See `Place.is_taken`."""
        return name in self._names

    def has(self, name: str) -> bool:
        """See `Place.has`."""
        return name in self._names

    def made(self, names: Iterable[str]) -> bool:
        """See `Place.made`; a store that took them has them, wherever the worker is."""
        self._names.update(names)
        return True

    def tidy(self) -> None:
        """See `Place.tidy`."""
        for name in [name for name in self._names if _is_spare(name)]:
            self._remote.below(name).remove()
            self._names.discard(name)

    def publish(self, name: str, data: bytes) -> None:
        """See `Place.publish`."""
        self._remote.below(name).put(data)

    def copy_record(self) -> None:
        """See `Place.copy_record`."""
        record = self.folder / RECORD
        size = record.stat().st_size
        if size == self._copied_bytes:
            return
        target = self._remote.below(RECORD)
        with _about_writing():
            there, copied = target.find(), self._last_copied()
            if there is not None and (copied is None or _differs(there, copied)):
                raise SettingsError(
                    f"another machine is at work on {self.shown}, or was in between",
                    hint="wait for it, and give the same command again: it goes on from there",
                )
            target.put_file(record)
            self._remember(target.state())
        self._copied_bytes = size

    def close(self) -> None:
        """See `Place.close`."""
        self._held.close()

    def _bring_record(self) -> None:
        """Make the record here hold what the copy there says."""
        record, copied = self.folder / RECORD, self._last_copied()
        there = self._remote.below(RECORD).find()
        if there is None:
            if copied is not None:
                # The results were taken away, or it is another place: nothing in it is ours.
                (self.folder / _COPIED).unlink()
                if record.exists():
                    record.replace(record.with_suffix(".old"))
            return
        if record.exists() and copied is not None and copied.is_still(there):
            return
        fetched = record.with_suffix(".fetched")
        try:
            self._remote.below(RECORD).fetch(fetched)
            merge(fetched, record, shown=joined(self.shown, RECORD))
        finally:
            fetched.unlink(missing_ok=True)
        self._remember(there)

    def _last_copied(self) -> State | None:
        try:
            found = json.loads((self.folder / _COPIED).read_text("utf-8"))
            return State(int(found["size"]), int(found["mtime_ns"]), str(found["tag"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, copy: State) -> None:
        facts = {"url": self.shown, "size": copy.size, "mtime_ns": copy.mtime_ns, "tag": copy.tag}
        write_atomically(self.folder / _COPIED, json.dumps(facts) + "\n", force=True)


@contextmanager
def _about_writing() -> Iterator[None]:
    """What can't be read of a place for results is an OutputError."""
    try:
        yield
    except InputError as error:
        raise OutputError(error.message, path=error.path, hint=error.hint) from error


def _folder_name(url: str) -> str:
    """A readable name, with a hash of all that says where it is."""
    facts = (url, *(os.environ.get(name, "") for name in _ENDPOINTS))
    digest = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]
    return f"{re.sub(r'[^A-Za-z0-9._]+', '-', url)[-60:].strip('-.')}-{digest}"


def _differs(there: State, copied: State) -> bool:
    """Whether the copy is surely another one; some stores tell neither a time nor a tag."""
    return there.is_told and not copied.is_still(there)


def _is_spare(name: str) -> bool:
    last = name.rpartition("/")[2]
    return last.startswith(SPARE[0]) and last.endswith(SPARE[1])
