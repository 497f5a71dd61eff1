"""CSV and TSV with a header: Whisper's TSV, spreadsheets, exports of transcription services."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lvm_meet.codec.fields import COLUMNS, unguard
from lvm_meet.model import Transcript
from lvm_meet.readers.columns import Column, Header, find_columns
from lvm_meet.readers.cues import count_frames, read_clock
from lvm_meet.readers.document import Document
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import assemble, rebase

_DELIMITERS = "\t,;|"
_LOOK = 6
"""lines that may stand above the header: a title, a date, a spreadsheet's `sep=;`"""
_HEAD = 20_000
_SEP = re.compile(r"sep=.$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,9})?")
_INTEGER = re.compile(r"\d{1,12}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d")
_NOTHING = frozenset({"", "nan", "none", "null", "n/a", "-", "nat"})
_SLOW_MS = 10_000
"""nobody needs so long for a word: times that say so are milliseconds, not seconds"""
_WHISPER = ("start", "end", "text")


@dataclass(frozen=True, slots=True)
class _Table:
    """A header at line `line` (1-based) and what parts its fields."""

    header: Header
    delimiter: str
    line: int
    names: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """True for the columns that this program itself writes."""
        return self.names == COLUMNS


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    fields: tuple[str, ...]


def sniff(document: Document) -> bool:
    """True where one of the first lines is a header with a text column and another known one."""
    return _find(document) is not None


def read(document: Document) -> Transcript:
    """All rows with words. InputError where no header can be found."""
    table = _find(document)
    if table is None:
        raise document.error(
            "has no header with a text column and one of: start, end, speaker",
            line=1,
            hint="name the columns in the first line, for example: start,end,speaker,text",
        )
    notes = Notes()
    for number, line in enumerate(document.lines()[: table.line - 1], start=1):
        if line.strip() and not _SEP.match(line.strip()):
            notes.add("preamble", number)
    rows = list(_rows(document, table, notes))
    segments = assemble(_pieces(rows, table, notes), notes, settled=table.ours)
    kind = "tsv" if table.delimiter == "\t" else "csv"
    return document.transcript(kind, segments, notes=notes.collect())


def _find(document: Document) -> _Table | None:
    lines = document.text[:_HEAD].split("\n")[:_LOOK]
    for number, line in enumerate(lines, start=1):
        for delimiter in _DELIMITERS:
            if delimiter not in line:
                continue
            fields = tuple(field.strip().strip('"').strip() for field in line.split(delimiter))
            header = find_columns(fields)
            if header is not None:
                return _Table(header, delimiter, number, fields)
    return None


# ---------------------------------------------------------------- rows


def _rows(document: Document, table: _Table, notes: Notes) -> Iterator[_Row]:
    """The rows below the header, each as wide as the header or left out with a note."""
    width = table.header.width
    column = table.header.of("text")
    text = column.place if column else width - 1
    for row in _parse(document, table, notes):
        fields = row.fields
        if not any(field.strip() for field in fields):
            continue
        if len(fields) > width and not any(field.strip() for field in fields[width:]):
            fields = fields[:width]
        if len(fields) > width:
            # commas in a text that nobody quoted: only the last column can take them back
            notes.add("extra-fields", row.line)
            fields = (*fields[: width - 1], table.delimiter.join(fields[width - 1 :]))
        if len(fields) <= text:
            notes.add("short-row", row.line)
            continue
        yield _Row(row.line, (*fields, *[""] * (width - len(fields))))


def _parse(document: Document, table: _Table, notes: Notes) -> list[_Row]:
    """Rows by the rules of CSV; where its quotation marks do not pair, line by line."""
    lines = document.lines()
    body = "\n".join(lines[table.line :])
    rows, wrong = _strictly(body, table)
    if wrong == len(lines) and lines[-1].strip() and table.delimiter != "\t":
        # only the last line has an open quotation mark, and no line end: a file that was cut off
        closed, wrong = _strictly(f'{body}"', table)
        if wrong is None:
            notes.add("cut-off", len(lines), detail="inside a row")
            rows = closed
    if wrong is not None:
        return _parse_lines(document, table, notes, wrong)
    for row in rows:
        if any(_swallowed(field, table) for field in row.fields):
            return _parse_lines(document, table, notes, row.line)
    return rows


def _strictly(body: str, table: _Table) -> tuple[list[_Row], int | None]:
    """The rows in `body`, and the line of the first that breaks the rules (None: none does)."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=table.delimiter, strict=True)
    rows: list[_Row] = []
    line = table.line + 1
    try:
        for fields in reader:
            rows.append(_Row(line, tuple(fields)))
            line = table.line + reader.line_num + 1
    except csv.Error:
        return rows, line
    return rows, None


def _swallowed(field: str, table: _Table) -> bool:
    """True for a field that holds whole rows: a lone quotation mark took all up to the next."""
    start = table.header.of("start")
    for line in field.split("\n")[1:]:
        parts = line.split(table.delimiter)
        if table.delimiter == "\t" and len(parts) > 1:
            return True
        if start and len(parts) >= table.header.width:
            return read_clock(parts[start.place]) is not None
    return False


def _parse_lines(document: Document, table: _Table, notes: Notes, line: int) -> list[_Row]:
    """Each line a row. Quotation marks around a field are taken off, others are text.

    Whisper's TSV is written that way, so that it leaves no note there.
    """
    whispers = table.names == _WHISPER and table.delimiter == "\t"
    # without any quotation mark, a field was merely too long for the csv module
    if not whispers and '"' in document.text:
        notes.add("quotes", line)
    rows: list[_Row] = []
    for number, text in enumerate(document.lines()[table.line :], start=table.line + 1):
        fields = text.split(table.delimiter)
        if table.delimiter != "\t" and text.count('"') % 2 == 0:
            with contextlib.suppress(csv.Error):
                fields = next(csv.reader([text], delimiter=table.delimiter), [])
        rows.append(_Row(number, tuple(map(_unquote, fields))))
    return rows


def _unquote(field: str) -> str:
    """A field without the pair of quotation marks around it, or the lone one that opens it."""
    bare = field.strip()
    if bare.startswith('"') and (bare.endswith('"') or bare.count('"') == 1):
        return bare.strip('"').replace('""', '"')
    return field


# ---------------------------------------------------------------- times


def _pieces(rows: Sequence[_Row], table: _Table, notes: Notes) -> list[Piece]:
    header = table.header
    dated = _is_dated(rows, header.of("start"))
    read = _read_date if dated else read_clock
    factor = None if dated else _factor(rows, table, notes)
    clear = unguard if table.ours else str
    pieces: list[Piece] = []
    for row in rows:
        start = _time(row, header.of("start"), factor, read, notes)
        end = _time(row, header.of("end"), factor, read, notes)
        length = _time(row, header.of("duration"), factor, read_clock, notes)
        if end is None and start is not None and length is not None:
            end = start + length
        pieces.append(
            Piece(
                clear(_field(row, header.of("text"))),
                speaker=clear(_field(row, header.of("speaker"))) or None,
                start_ms=start,
                end_ms=end if start is not None else None,
                line=row.line,
                confidence=_confidence(_field(row, header.of("confidence"))),
            )
        )
    return rebase(pieces, notes) if dated else pieces


def _field(row: _Row, column: Column | None) -> str:
    return row.fields[column.place].strip() if column is not None else ""


def _time(
    row: _Row,
    column: Column | None,
    factor: int | None,
    read: Callable[[str], int | None],
    notes: Notes,
) -> int | None:
    text = _field(row, column)
    if column is None or text.lower() in _NOTHING:
        return None
    factor = column.factor or factor
    if factor is not None and _NUMBER.fullmatch(text):
        return round(float(text.replace(",", ".")) * factor)
    ms = read(text)
    if ms is None:
        notes.add("unreadable-time", row.line)
    elif count_frames(text):
        notes.add("frames", row.line)
    return ms


def _factor(rows: Sequence[_Row], table: _Table, notes: Notes) -> int:
    """What makes plain numbers milliseconds: 1 where they are that already, else 1000.

    Whisper's own TSV (start, end, text) has integer milliseconds. Any other table has seconds,
    unless all are integers and people would then speak more slowly than a word in 10 s.
    """
    start, end = table.header.of("start"), table.header.of("end")
    if start is None or start.factor is not None:
        return 1000
    times = [text for row in rows if (text := _field(row, start)).lower() not in _NOTHING]
    if not times or not all(map(_INTEGER.fullmatch, times)):
        return 1000
    if table.delimiter == "\t" and table.names == _WHISPER:
        return 1
    column = table.header.of("text")
    words = sum(len(_field(row, column).split()) for row in rows)
    ends = [text for row in rows if _INTEGER.fullmatch(text := _field(row, end))]
    length = max(map(int, ends or times)) - min(map(int, times))
    if length * 1000 < words * _SLOW_MS:
        return 1000
    notes.add("units", rows[0].line)
    return 1


def _is_dated(rows: Sequence[_Row], column: Column | None) -> bool:
    """True where times are given with their date, as "2024-05-13T10:00:05Z"."""
    found = next((text for row in rows if (text := _field(row, column))), "")
    return _DATE.match(found) is not None


def _read_date(text: str) -> int | None:
    """Milliseconds since the year 1 of a date with a time; without a zone it is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    since = moment - datetime.min.replace(tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def _confidence(text: str) -> int | None:
    """Permille of a share of 1 or of a percentage; None for anything else ("high")."""
    percent = text.endswith("%")
    if not _NUMBER.fullmatch(text.rstrip("% ")):
        return None
    share = float(text.rstrip("% ").replace(",", ".")) / (100 if percent else 1)
    return round(share * 1000) if share <= 1 else None
