"""Tables as files: CSV as it stands in RFC 4180, and Parquet. Rows come in pieces, in order.

Nothing is changed for the sake of a spreadsheet: a text that begins with "=" stays one. Missing is
an empty field in CSV and null in Parquet.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lvm_meet.dataset.columns import Cell, Column, Kind, Row, Table
from lvm_meet.errors import MissingError, SettingsError

if TYPE_CHECKING:
    import pyarrow
    from typing_extensions import Buffer

_BATCH_ROWS = 1000
INSTALL = "pip install 'lvm-meet[research]'"


class Format(StrEnum):
    """What a data set is written as."""

    PARQUET = "parquet"
    CSV = "csv"


class Writer(Protocol):
    """Takes the rows of one table; the file is whole, and on the disk, when it is closed."""

    def add(self, rows: Sequence[Row]) -> None: ...

    def close(self) -> None: ...

    def abandon(self) -> None:
        """Let go of the file, whatever state it is in."""


def formats(given: str | None) -> tuple[Format, ...]:
    """What "parquet", "csv" or "both" mean; None is both where Parquet can be written, else CSV.

    SettingsError for another word; MissingError where Parquet is asked for and can't be written.
    """
    if given is None:
        return (Format.CSV, Format.PARQUET) if _can_parquet() else (Format.CSV,)
    known = {
        "csv": (Format.CSV,),
        "parquet": (Format.PARQUET,),
        "both": (Format.CSV, Format.PARQUET),
    }
    if given not in known:
        raise SettingsError(
            f"--format: there is no {given!r}", hint=f"choose one of: {', '.join(sorted(known))}"
        )
    if Format.PARQUET in known[given] and not _can_parquet():
        raise MissingError("Parquet needs pyarrow, which is not installed", command=INSTALL)
    return known[given]


def open_writer(table: Table, folder: Path, format_: Format, *, group_rows: int) -> Writer:
    """The writer of one table's file, named after it; OSError where it can't be made."""
    path = folder / f"{table.name}.{format_}"
    if format_ is Format.CSV:
        return CsvWriter(table, path)
    return ParquetWriter(table, path, group_rows=group_rows)


class CsvWriter:
    """UTF-8 without a byte order mark, lines ended by CR LF, a header."""

    def __init__(self, table: Table, path: Path) -> None:
        # closed by close() or abandon()
        self._file = path.open("x", encoding="utf-8", newline="")
        # CR LF also because csv quotes just those characters that the line end is made of
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow([column.name for column in table.columns])

    def add(self, rows: Sequence[Row]) -> None:
        self._csv.writerows([_spelled(cell) for cell in row] for row in rows)

    def close(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        with suppress(OSError):  # what is left in its buffer may not fit on the disk
            self._file.close()


def _spelled(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"  # as R wants it; all others take it as well
    return cell.isoformat() if isinstance(cell, date) else str(cell)


class ParquetWriter:
    """Row groups of about `group_rows` rows, so that memory doesn't grow with the data set."""

    def __init__(self, table: Table, path: Path, *, group_rows: int) -> None:
        import pyarrow
        from pyarrow import parquet

        self._arrow = pyarrow
        self._schema = _schema(table)
        self._group_rows = group_rows
        self._rows: list[Row] = []
        self._batches: list[pyarrow.RecordBatch] = []
        self._file = _Output(path, "xb")  # closed by close() or abandon()
        self._parquet = parquet.ParquetWriter(self._file, self._schema, compression="snappy")

    def add(self, rows: Sequence[Row]) -> None:
        self._rows += rows
        if len(self._rows) >= _BATCH_ROWS:
            self._pack()
        if sum(batch.num_rows for batch in self._batches) >= self._group_rows:
            self._write()

    def _pack(self) -> None:
        """Rows into columns, which take a tenth of the memory; many rows, as each has its price."""
        columns = zip(*self._rows, strict=True)
        arrays = [
            self._arrow.array(cells, type=field.type)
            for cells, field in zip(columns, self._schema, strict=True)
        ]
        self._batches.append(self._arrow.record_batch(arrays, schema=self._schema))
        self._rows.clear()

    def _write(self) -> None:
        table = self._arrow.Table.from_batches(self._batches, schema=self._schema)
        self._parquet.write_table(table.combine_chunks(), row_group_size=table.num_rows)
        self._batches.clear()

    def close(self) -> None:
        if self._rows:
            self._pack()
        if self._batches:
            self._write()
        self._parquet.close()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        self._file.abandoned = True
        self._parquet.close()
        self._file.close()


class _Output(FileIO):
    """A file that takes what its writer still has to say when nobody wants it any more."""

    abandoned = False

    def write(self, data: Buffer, /) -> int:
        view = memoryview(data).cast("B")
        size = len(view)
        while view and not self.abandoned:
            view = view[super().write(view) :]
        return size


def _can_parquet() -> bool:
    return find_spec("pyarrow") is not None


def _schema(table: Table) -> pyarrow.Schema:
    """Types of the columns. pandas is told to keep whole numbers whole where some are missing."""
    import pyarrow

    types = {
        Kind.STRING: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.NUMBER: pyarrow.float64(),
        Kind.BOOLEAN: pyarrow.bool_(),
        Kind.DATE: pyarrow.date32(),
    }
    fields = [
        pyarrow.field(column.name, types[column.kind], nullable=not column.required)
        for column in table.columns
    ]
    return pyarrow.schema(fields, metadata={b"pandas": _for_pandas(table.columns)})


def _for_pandas(columns: Sequence[Column]) -> bytes:
    whole = [column for column in columns if column.kind is Kind.INTEGER and not column.required]
    told = {
        "index_columns": [],
        "column_indexes": [],
        "columns": [
            {
                "name": column.name,
                "field_name": column.name,
                "pandas_type": "int64",
                "numpy_type": "Int64",
                "metadata": None,
            }
            for column in whole
        ],
        "pandas_version": "2.0.0",
    }
    return json.dumps(told).encode("ascii")
