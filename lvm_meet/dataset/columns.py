"""What a table is: its columns, what each means, and how a row is made fit for any reader.

One description serves the rows, the types in Parquet and the data dictionary, so that none of
them can say something else than the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lvm_meet.errors import LvmError

Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]
Rows = dict[str, list[Row]]
"""the rows of each table, by its name"""


class Kind(StrEnum):
    """The type of a column; the values are those of Table Schema (Frictionless Data, v1)."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


class Holds(StrEnum):
    """What in a column can tell who somebody is."""

    NOTHING = "nothing"
    NAME = "name"
    """a speaker's name: exchanged"""
    TEXT = "text"
    """words in which a name can stand: searched"""
    FILE = "file"
    """the name of a file: left out"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `unit` is what is counted or measured; `enum` are all values that it can have."""

    name: str
    kind: Kind
    description: str
    unit: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    holds: Holds = Holds.NOTHING


@dataclass(frozen=True, slots=True)
class Reference:
    """`field` holds a value of the other table's `key`, or nothing."""

    field: str
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table. The columns of `key` together name a row."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def row(self, values: Mapping[str, Cell]) -> Row:
        """The values in the order of the columns; LvmError where they are not those (our fault)."""
        if len(values) != len(self.columns):
            raise LvmError(f"a row of {self.name} has {len(values)} values")
        try:
            return tuple(_clean(values[column.name]) for column in self.columns)
        except KeyError as error:
            raise LvmError(f"a row of {self.name} has no {error}") from error

    def places(self, holds: Holds) -> tuple[int, ...]:
        """Where the columns stand that hold this."""
        return tuple(at for at, column in enumerate(self.columns) if column.holds is holds)


def text(name: str, description: str, *, holds: Holds = Holds.NOTHING) -> Column:
    """A column of text that can be missing."""
    return Column(name, Kind.STRING, description, holds=holds)


def name_of(name: str, description: str) -> Column:
    """A column with the name of a speaker."""
    return Column(name, Kind.STRING, description, holds=Holds.NAME)


def id_(name: str, description: str) -> Column:
    """A column that names something, and is always there."""
    return Column(name, Kind.STRING, description, required=True)


def count(name: str, description: str, unit: str) -> Column:
    """A column of whole numbers from 0 that is always there."""
    return Column(name, Kind.INTEGER, description, unit=unit, required=True, least=0)


def time(name: str, description: str) -> Column:
    """A column of whole milliseconds that is empty where the talk has no times."""
    return Column(name, Kind.INTEGER, description, unit="ms", least=0)


def ratio(name: str, description: str, *, least: float = 0, required: bool = False) -> Column:
    """A column of numbers from `least` to 1."""
    return Column(name, Kind.NUMBER, description, unit="1", least=least, most=1, required=required)


def optional(column: Column) -> Column:
    """The column, but it can be empty."""
    return replace(column, required=False)


def permille(value: int | None) -> float | None:
    """Permille as a ratio."""
    return None if value is None else value / 1000


def joined(parts: Sequence[str]) -> str | None:
    """Several short texts as one; None for none."""
    return "; ".join(parts) or None


def _clean(cell: Cell) -> Cell:
    """The cell as both forms can hold it: CSV can't tell an empty text from a missing one, and
    no reader takes a NUL or half a surrogate pair.
    """
    if not isinstance(cell, str):
        return cell
    try:
        cell.encode()
    except UnicodeEncodeError:
        cell = cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return cell.replace("\0", "\N{REPLACEMENT CHARACTER}") or None
