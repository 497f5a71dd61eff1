"""Rows that wait for the last meeting to be read, in a file without a name.

Meetings are written in the order of their ids, and names can only be exchanged when all are known;
so everything waits, and on the disk, that a thousand meetings need no more memory than one. The
file has no name from the moment it exists (on systems that can): neither an interrupt nor a kill
leaves the talk behind.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from lvm_meet.dataset.columns import Cell, Kind, Row, Rows, Table
from lvm_meet.dataset.tables import BY_NAME
from lvm_meet.errors import LvmError


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file the rows of a meeting are."""

    start: int
    length: int


class Spool:
    """An open file of rows. OSError where the disk doesn't take or give them."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix=".lvm-meet-", dir=folder)  # noqa: SIM115
        self._end = 0

    def close(self) -> None:
        """Let go of the file, and of everything in it."""
        self._file.close()

    def put(self, data: bytes) -> Place:
        self._file.seek(self._end)
        self._file.write(data)
        self._file.flush()  # a full disk shows here and not where the file is closed
        place = Place(self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: Place) -> bytes:
        self._file.seek(place.start)
        return self._file.read(place.length)


def packed(rows: Rows) -> bytes:
    """The rows as bytes; same rows, same bytes."""
    return json.dumps(rows, default=_spelled, separators=(",", ":")).encode("ascii")


def unpacked(data: bytes) -> Rows:
    """The rows again, as they were."""
    found: dict[str, list[list[Cell]]] = json.loads(data)
    return {name: [_row(BY_NAME[name], cells) for cells in rows] for name, rows in found.items()}


def _row(table: Table, cells: list[Cell]) -> Row:
    for at, column in enumerate(table.columns):
        cell = cells[at]
        if column.kind is Kind.DATE and isinstance(cell, str):
            cells[at] = date.fromisoformat(cell)
    return tuple(cells)


def _spelled(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    raise LvmError(f"{type(cell).__name__} has no place in a table")
