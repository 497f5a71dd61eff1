"""The manifest: a table of what is known about the meetings, as CSV (docs/batch.md)."""

from __future__ import annotations

import csv
import difflib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from lvm_meet.batch.urls import given, is_url, joined, last_part, tame
from lvm_meet.batch.values import About, Meeting, place_of
from lvm_meet.errors import InputError, LvmError
from lvm_meet.files import read_at_most
from lvm_meet.model import Plan
from lvm_meet.plans import read_plan
from lvm_meet.speakers import parse_renames

COLUMNS = ("file", "title", "date", "team", "type", "participants", "rename", "agenda")
_MOST_BYTES = 64 << 20
_DELIMITERS = ",;\t"
"""spreadsheets of half the world write semicolons"""
_BETWEEN = ";"
"""between the people in a cell"""
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known about meetings, by their key; `unused` are columns that mean nothing here."""

    meetings: tuple[Meeting, ...] = ()
    about: Mapping[str, About] | None = None
    unused: tuple[str, ...] = ()

    def of(self, meeting: Meeting) -> About:
        """What is known about one; an empty About where it is not listed."""
        return (self.about or {}).get(meeting.key, About())


def read_manifest(path: Path, *, folders: Sequence[str] = ()) -> Manifest:
    """The rows of the table. A file is looked for from the manifest's folder, then below `folders`.

    An address is taken as it is, without a look whether anything is there; so is what lies below
    none of the folders of this machine where one of `folders` is an address.

    InputError, with the line, for whatever can't be: no such file, a date that is none, a role
    without a name, a file twice, a column that looks like a misspelt one.
    """
    text = _decoded(read_at_most(path, _MOST_BYTES), path)
    rows = _rows(text, path)
    columns, unused = _columns(next(rows, (1, []))[1], path)
    meetings: list[Meeting] = []
    about: dict[str, About] = {}
    lines: dict[str, int] = {}
    for line, cells in rows:
        row = {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
        if not any(cell.strip() for cell in cells):
            continue
        read = _Row(path, line, row)
        meeting = read.meeting(folders)
        if meeting.key in lines:
            raise read.error(f"{row['file']} stands in line {lines[meeting.key]} already")
        lines[meeting.key] = line
        meetings.append(meeting)
        about[meeting.key] = read.about()
    if not meetings:
        raise InputError("lists no meeting", path=str(path), hint="one row a meeting, below a head")
    return Manifest(tuple(meetings), about, unused)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: what its cells say, or the error with its line."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def error(self, message: str, *, excerpt: str = "", hint: str = "") -> InputError:
        return InputError(message, path=str(self.path), line=self.line, excerpt=excerpt, hint=hint)

    def meeting(self, folders: Sequence[str]) -> Meeting:
        file = self.cells.get("file", "")
        if not file:
            raise self.error("names no file")
        file = self._told(lambda: given(file), "")
        if is_url(file):
            return Meeting(file, tame(last_part(file)))
        base = self.path.parent
        far = [folder for folder in folders if is_url(folder)]
        for folder in (base, *(Path(folder) for folder in folders if not is_url(folder))):
            place = folder / file
            if place.is_file():
                name = Path(os.path.relpath(place_of(place), place_of(folder)))
                inside = ".." not in name.parts
                return Meeting(str(place), name.as_posix() if inside else place.name)
        if len(far) == 1:
            return Meeting(joined(far[0], file), tame(file))
        raise self.error(
            "there is no such file",
            excerpt=file,
            hint=f"a file is looked for from {base or '.'}, where the manifest lies",
        )

    def about(self) -> About:
        agenda = self.cells.get("agenda", "")
        plan = Plan()
        if agenda:
            plan = self._told(lambda: read_plan(self.path.parent / agenda), agenda)
        rename = self._told(lambda: parse_renames(self._people("rename")), "")
        return About(
            plan=replace(
                plan,
                title=self.cells.get("title", "") or plan.title,
                held=self._day() or plan.held,
                roles=self._roles(),
            ),
            team=self.cells.get("team", ""),
            type=self.cells.get("type", ""),
            rename=tuple(sorted(rename.items())),
        )

    def _told(self, read: Callable[[], _Read], excerpt: str) -> _Read:
        """What `read` gives; its error as one of this line."""
        try:
            return read()
        except LvmError as error:
            raise self.error(str(error), excerpt=excerpt, hint=error.hint) from error

    def _people(self, column: str) -> Iterator[str]:
        parts = (part.strip() for part in self.cells.get(column, "").split(_BETWEEN))
        return (part for part in parts if part)

    def _day(self) -> date | None:
        text = self.cells.get("date", "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.error("is no day", excerpt=text, hint="write it as 2026-05-31") from error

    def _roles(self) -> tuple[tuple[str, str], ...]:
        """(name, role), sorted, of "Dana=Team lead; Li"; who has no role is left out."""
        roles: dict[str, str] = {}
        for part in self._people("participants"):
            name, mark, role = (piece.strip() for piece in part.partition("="))
            if not name or (mark and not role):
                raise self.error(
                    "is no participant", excerpt=part, hint='write "Dana=Team lead; Li; Sam"'
                )
            if role and roles.setdefault(name, role) != role:
                raise self.error(f"{name!r} has two roles", excerpt=part, hint="give one")
        return tuple(sorted(roles.items()))


def _decoded(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "is not UTF-8", path=str(path), line=line, hint='save it as "CSV UTF-8"'
        ) from error
    if "\0" in text:
        raise InputError("is no text", path=str(path), hint="export the table as CSV")
    return text


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line on which the row ends, cells) of each row, the head included."""
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(
            f"is no CSV: {error}", path=str(path), line=reader.line_num, hint="export it again"
        ) from error


def _columns(head: Sequence[str], path: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the names of the others."""
    columns: dict[str, int] = {}
    unused = []
    for at, cell in enumerate(head):
        name = cell.strip().lower()
        if name in columns:
            raise InputError(f"has two columns {name!r}", path=str(path), line=1)
        if name in COLUMNS:
            columns[name] = at
        elif name:
            unused.append(cell.strip())
    wanted = f"columns: {', '.join(COLUMNS)}"
    if "file" not in columns:
        raise InputError("has no column 'file'", path=str(path), line=1, hint=wanted)
    for name in unused:
        close = difflib.get_close_matches(
            name.lower(), set(COLUMNS) - set(columns), n=1, cutoff=0.8
        )
        if close:
            text = f"has a column {name!r}: is that {close[0]!r}?"
            raise InputError(text, path=str(path), line=1, hint=wanted)
    return columns, tuple(unused)
