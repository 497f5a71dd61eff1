"""A library that is open: transactions to read and to write in, and nothing else.

Every transaction has a connection of its own, so that nothing is shared between processes.
Writers take turns (BEGIN IMMEDIATE; an advisory lock on PostgreSQL), readers see the last complete
state (WAL). What is deleted is overwritten on the disk (`secure_delete`).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from lvm_meet.errors import MissingError
from lvm_meet.library import schema
from lvm_meet.library.faults import explained, is_busy
from lvm_meet.library.places import Place, prepare, require
from lvm_meet.settings import LibrarySettings

_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)
_WRITES = "writes"
_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class Store:
    """The database behind a library; `sqlite` tells which dialect the searches have to speak."""

    place: Place
    engine: Engine
    settings: LibrarySettings

    @classmethod
    def open(cls, place: Place, *, create: bool, settings: LibrarySettings) -> Store:
        """Open a library and bring it to the newest schema; with `create` a missing one is made.

        InputError where there is none, or it is damaged, newer or something else; OutputError
        where it can't be reached or written; MissingError where its driver is not installed.
        """
        if create:
            prepare(place)
        else:
            require(place)
        store = cls(place, _engine(place, settings), settings)
        with store.read() as connection:
            current = schema.is_current(connection)
        if not current:
            with store.write() as connection:
                schema.upgrade(connection)
        return store

    @property
    def sqlite(self) -> bool:
        return self.place.path is not None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that changes nothing."""
        with self._told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The one transaction that changes something now: whole, or not at all."""
        with self._told():
            engine = self.engine.execution_options(**{_WRITES: True})
            with engine.begin() as connection:
                schema.lock(connection, seconds=self.settings.lock_s)
                yield connection

    def tidy(self) -> None:
        """After a deletion: nothing of the deleted text stays in the search index or the log."""
        if not self.sqlite:
            return
        with self.write() as connection:
            for index in ("utterance_fts", "insight_fts"):
                connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        with self._told(), self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with self._raw():
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explained(error, place=self.place.name) from error

    @contextmanager
    def _raw(self) -> Iterator[None]:
        """What the driver itself says, where SQLAlchemy is not between."""
        try:
            yield
        except sqlite3.Error as error:
            raise DBAPIError.instance("", None, error, sqlite3.Error) from error


def _engine(place: Place, settings: LibrarySettings) -> Engine:
    if place.path is None:
        try:
            return create_engine(
                place.url, poolclass=NullPool, connect_args={"client_encoding": "utf8"}
            )
        except (ImportError, NoSuchModuleError) as error:
            raise MissingError(
                "PostgreSQL needs psycopg, which is not installed",
                command="pip install 'lvm-meet[postgres]'",
            ) from error
    engine = create_engine(
        place.url, poolclass=NullPool, connect_args={"timeout": float(settings.lock_s)}
    )
    event.listen(engine, "connect", partial(_prepare, seconds=settings.lock_s))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object, *, seconds: int) -> None:
    """Transactions begin where we say so, tables and all: sqlite3 would leave those out."""
    connection.isolation_level = None
    _keep_a_log(connection, seconds=seconds)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _keep_a_log(connection: sqlite3.Connection, *, seconds: int) -> None:
    """Readers see the last complete state (WAL).

    For this one change SQLite doesn't wait until another process that makes it too is done
    (its time-out holds for transactions only), so we do.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > until:
                raise
        time.sleep(_AGAIN_S)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
