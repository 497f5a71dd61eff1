"""From analyses to the folder: gathered in any order, written in that of their ids.

So the same meetings give the same bytes in whatever order they come, and memory holds one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from types import TracebackType

from lvm_meet import lexicon
from lvm_meet.dataset import key as keys
from lvm_meet.dataset.called import NameReader
from lvm_meet.dataset.columns import Row, Rows
from lvm_meet.dataset.folder import published
from lvm_meet.dataset.hiding import Hider, speakers_in
from lvm_meet.dataset.meetings import MEETINGS_TABLE, UNTOLD, Told
from lvm_meet.dataset.package import NAME, Facts, describe
from lvm_meet.dataset.spool import Place, Spool, packed, unpacked
from lvm_meet.dataset.tables import TABLES, rows_of
from lvm_meet.dataset.talk import meeting_id
from lvm_meet.dataset.written import Format, Writer, open_writer
from lvm_meet.errors import InputError
from lvm_meet.files import explained, write_atomically
from lvm_meet.library.words import words
from lvm_meet.model import Analysis
from lvm_meet.settings import DatasetSettings

_BESIDE = frozenset(
    place
    for place, column in enumerate(MEETINGS_TABLE.columns)
    if column.name in ("file", "team", "type")
)
"""what two copies of one meeting may differ in"""


class Added(Enum):
    """What became of a meeting."""

    NEW = "new"
    SAME = "same"
    """it was there already, the same in everything but the name of its file, team and type"""
    DIFFERENT = "different"
    """it was there already, analysed in another way: none of them is kept"""


@dataclass(frozen=True, slots=True)
class Written:
    """A data set that is there: the rows of each table, and what hid the names, if anything did."""

    rows: Mapping[str, int]
    hider: Hider | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One meeting on the spool. `paths` are all that it was given by."""

    place: Place
    digest: bytes
    file: str
    speakers: tuple[str, ...]
    paths: tuple[str, ...]
    told: Told
    differs: bool = False

    def rank(self) -> tuple[bool, str, str, str]:
        """Of two copies the one that tells more counts, then the first name: no order of the paths
        decides.
        """
        told = self.told
        return not (told.team or told.type), self.file, told.team, told.type


class Gathering:
    """The meetings of a data set while they are read. Use it in a `with` block.

    `folder` is where the data set will be: what is gathered waits on the same disk. OutputError
    where that doesn't take it. `lexicons` is a folder of the user's that says what is no name.
    """

    def __init__(
        self, folder: Path, *, settings: DatasetSettings, lexicons: Path | None = None
    ) -> None:
        self._settings = settings
        self._lexicons = lexicons
        self._folder = folder
        self._meetings: dict[str, _Entry] = {}
        try:
            self._spool = Spool(folder)
        except OSError as error:
            raise explained(error, path=str(folder)) from error

    def __enter__(self) -> Gathering:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._spool.close()

    def add(self, analysis: Analysis, *, path: str, told: Told = UNTOLD) -> Added:
        """Take a meeting in; `path` is what the user calls it, `told` what else is known of it.

        InputError where its times can't be right, OutputError where the disk is full.
        """
        rows = rows_of(analysis, settings=self._settings, told=told)
        file = analysis.transcript.source.name
        entry = _Entry(
            place=Place(0, 0),
            digest=_digest(rows),
            file=file,
            speakers=tuple(speakers_in(rows)),
            paths=(path,),
            told=told,
        )
        id_ = meeting_id(analysis)
        before = self._meetings.get(id_)
        if before is not None:
            entry = replace(entry, place=before.place, paths=(*before.paths, path))
            if before.differs or before.digest != entry.digest:
                self._meetings[id_] = replace(entry, differs=True)
                return Added.DIFFERENT
            if entry.rank() >= before.rank():
                self._meetings[id_] = replace(entry, file=before.file, told=before.told)
                return Added.SAME
        try:
            place = self._spool.put(packed(rows))
        except OSError as error:
            raise explained(error, path=str(self._folder)) from error
        self._meetings[id_] = replace(entry, place=place)
        return Added.NEW if before is None else Added.SAME

    def first_path(self, analysis: Analysis) -> str:
        """What the user called this meeting first."""
        return self._meetings[meeting_id(analysis)].paths[0]

    @property
    def different(self) -> list[tuple[str, ...]]:
        """The paths of each meeting that was analysed in several ways, and so left out."""
        return [entry.paths for entry in self._meetings.values() if entry.differs]

    @property
    def count(self) -> int:
        """How many meetings there are."""
        return sum(not entry.differs for entry in self._meetings.values())

    def write(
        self,
        out: Path,
        *,
        formats: Sequence[Format],
        key: Path | None = None,
        force: bool = False,
    ) -> Written:
        """Write the data set; with `key` under pseudonyms, which that file explains.

        InputError without a meeting or where the key is broken; SettingsError where there is
        something in `out` already; OutputError where it can't be written: then nothing is there.
        """
        if not self.count:
            raise InputError("there is no meeting to make a data set of")
        hider = self._hider(key) if key is not None else None
        counts = dict.fromkeys((table.name for table in TABLES), 0)
        with published(out, force=force) as folder:
            with _Tables(folder, formats, self._settings) as tables:
                for rows in self._in_order():
                    shown = hider.hide(rows) if hider else rows
                    for name, found in shown.items():
                        tables.add(name, found)
                        counts[name] += len(found)
            facts = Facts(tuple(formats), self._settings.window_ms, hider is not None, counts)
            write_atomically(folder / NAME, describe(folder, facts))
        return Written(counts, hider)

    def _sorted(self) -> list[tuple[str, _Entry]]:
        return sorted((id_, entry) for id_, entry in self._meetings.items() if not entry.differs)

    def _in_order(self) -> Iterator[Rows]:
        for _, entry in self._sorted():
            yield unpacked(self._spool.get(entry.place))

    def _hider(self, path: Path) -> Hider:
        """What hides the names. The key is on the disk before the data set is.

        Numbers are given in the order of the meetings' ids: the alphabet would tell something.
        """
        entries = self._sorted()
        key = keys.load_key(path)
        key = key.with_people(name for _, entry in entries for name in entry.speakers)
        keys.save_key(path, key.with_files({id_: entry.file for id_, entry in entries}))
        return Hider.build(key, _name_reader(self._lexicons), self._in_order())


class _Tables:
    """The open files of all tables; closed when the block ends, let go where it fails."""

    def __init__(self, folder: Path, formats: Sequence[Format], settings: DatasetSettings) -> None:
        self._writers: dict[str, list[Writer]] = {}
        with ExitStack() as opened:
            for table in TABLES:
                for format_ in formats:
                    writer = open_writer(table, folder, format_, group_rows=settings.group_rows)
                    opened.callback(writer.abandon)
                    self._writers.setdefault(table.name, []).append(writer)
            self._opened = opened.pop_all()

    def __enter__(self) -> _Tables:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._opened:
            if error is None:
                for writers in self._writers.values():
                    for writer in writers:
                        writer.close()

    def add(self, name: str, rows: Sequence[Row]) -> None:
        for writer in self._writers[name]:
            writer.add(rows)


def _name_reader(own: Path | None = None) -> NameReader:
    leading = lexicon.load(own).book("leading")
    return NameReader.of(
        leading.group("titles").words, leading.group("roles").words, words(own).anonymous
    )


def _digest(rows: Rows) -> bytes:
    """Of everything but the name of the file, team and type."""
    (row,) = rows["meetings"]
    cells = tuple(None if place in _BESIDE else cell for place, cell in enumerate(row))
    plain = {**rows, "meetings": [cells]}
    return hashlib.sha256(packed(plain)).digest()
