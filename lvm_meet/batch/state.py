"""The run record: what was begun, done and failed, as JSON Lines that survive a kill at any moment.

Every line is written with one call and brought to the disk before anything builds on it. A kill or
a full disk in the middle of a line leaves a torn one at the end; it is cut off when the record is
opened again. A line that is damaged otherwise counts as not written: that meeting is done again.

The names of a meeting's results stand in the record before the results are made. So whatever lies
in the folder and is not in the record is not ours, and is never overwritten.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from lvm_meet.batch.locks import hold
from lvm_meet.batch.outputs import RECORD, Names
from lvm_meet.batch.places import Folder, Place, place_at
from lvm_meet.batch.records import HEAD, Begun, Failed, Finished, Line, as_json, from_json
from lvm_meet.errors import SettingsError
from lvm_meet.files import explained


class Journal:
    """The record of one place of results; only one process has it open at a time.

    In memory is where each meeting's last line stands and which names it has, a few hundred bytes
    a meeting; lines are read when they are asked for.
    """

    def __init__(self, place: Path | Place) -> None:
        """Open, or begin, the record of a place; a folder is made where it is missing.

        SettingsError where another batch is at work there, or `run.jsonl` is something else;
        OutputError where nothing can be written. The place is closed with the journal.
        """
        self.place: Place = Folder(place) if isinstance(place, Path) else place
        self.names = Names(self.place.is_taken)
        self.damaged = 0
        self._path = self.place.folder / RECORD
        self._last: dict[str, int] = {}
        self._begun: dict[str, Begun] = {}
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._handle = os.open(self._path, flags, 0o666)
            with ExitStack() as stack:
                stack.callback(os.close, self._handle)
                hold(self._handle, self.place.shown)
                self._replay()
                stack.pop_all()
        except OSError as error:
            raise explained(error, path=str(self._path)) from error

    def close(self) -> None:
        """Give the place free."""
        os.close(self._handle)
        self.place.close()

    def add(self, *lines: Line) -> None:
        """Append lines; OutputError where they can't be written, and then nothing of them is."""
        pieces = [(json.dumps(as_json(line)) + "\n").encode() for line in lines]
        data = b"".join(pieces)
        try:
            at = os.lseek(self._handle, 0, os.SEEK_END)
            try:
                self._append(data)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(self._handle, at)
                raise
        except OSError as error:
            raise explained(error, path=str(self._path)) from error
        for line, piece in zip(lines, pieces, strict=True):
            self._know(line, at)
            at += len(piece)

    def begun(self, key: str) -> Begun | None:
        """Which names a meeting has; None where it was never begun."""
        return self._begun.get(key)

    def outcome(self, key: str) -> Finished | Failed | None:
        """The meeting's last outcome; None where there is none."""
        at = self._last.get(key)
        if at is None:
            return None
        with self._path.open("rb") as stream:
            return _outcome(stream, at)

    def outcomes(self) -> Iterator[Finished | Failed]:
        """The last outcome of every meeting, by the names of their results."""
        order = sorted(self._last, key=lambda key: self._begun[key].base)
        with self._path.open("rb") as stream:
            for key in order:
                found = _outcome(stream, self._last[key])
                if found is not None:
                    yield found

    def _append(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._handle, view) :]
        os.fsync(self._handle)

    def _replay(self) -> None:
        """Learn what the record says; cut off a torn end, and remove what a kill left."""
        at = 0
        with self._path.open("rb") as stream:
            for data in stream:
                if not data.endswith(b"\n"):
                    break
                if at == 0 and data != HEAD:
                    raise SettingsError(
                        f"{self._path} is no run record of this program",
                        hint="choose another folder with --out",
                    )
                if at:
                    self._learn(data, at)
                at += len(data)
        os.ftruncate(self._handle, at)
        if at == 0:
            self._append(HEAD)
        self.place.tidy()

    def _learn(self, data: bytes, at: int) -> None:
        line = from_json(data)
        if line is None:
            self.damaged += 1
        else:
            self._know(line, at)

    def _know(self, line: Line, at: int) -> None:
        if isinstance(line, Begun):
            self._begun[line.source] = line
            self.names.take(line.outputs, owner=line.source)
        elif isinstance(line, (Finished, Failed)) and line.source in self._begun:
            self._last[line.source] = at


def _outcome(stream: BinaryIO, at: int) -> Finished | Failed | None:
    stream.seek(at)
    line = from_json(stream.readline())
    return line if isinstance(line, (Finished, Failed)) else None


def is_results_folder(folder: Path) -> bool:
    """True where a batch has put its results: there are no meetings in there."""
    try:
        with (folder / RECORD).open("rb") as stream:
            return stream.read(len(HEAD)) == HEAD
    except OSError:
        return False


def journal_at(out: str) -> Journal:
    """The journal of the place that a user named; errors as those of `place_at` and `Journal`."""
    place = place_at(out)
    with ExitStack() as stack:
        stack.callback(place.close)
        journal = Journal(place)
        stack.pop_all()
    return journal
