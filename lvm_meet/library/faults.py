"""What the database says when it can't, as our own errors with what to do about it."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from lvm_meet.errors import InputError, LvmError, OutputError

_DAMAGED = "keep a copy of the file; a new library is made of the saved analyses by `library add`"
_SQLITE: dict[int, tuple[type[InputError] | type[OutputError], str, str]] = {
    sqlite3.SQLITE_BUSY: (
        OutputError,
        "is locked: another process is writing, and took too long",
        "nothing was changed; try again when it is done",
    ),
    sqlite3.SQLITE_LOCKED: (
        OutputError,
        "is locked by another connection",
        "nothing was changed; try again",
    ),
    sqlite3.SQLITE_FULL: (
        OutputError,
        "can't be written: the disk is full",
        "nothing was changed; free some space and try again",
    ),
    sqlite3.SQLITE_CORRUPT: (InputError, "is damaged", _DAMAGED),
    sqlite3.SQLITE_NOTADB: (
        InputError,
        "is no library",
        "name another file with --library",
    ),
    sqlite3.SQLITE_READONLY: (
        OutputError,
        "can't be written: it is read-only",
        "see whose file it is, and whether the disk is mounted for reading only",
    ),
    sqlite3.SQLITE_PERM: (OutputError, "may not be opened", "see whose file it is"),
    sqlite3.SQLITE_CANTOPEN: (
        OutputError,
        "can't be opened",
        "see whether the folder is there and you may write in it: SQLite keeps files beside it",
    ),
    sqlite3.SQLITE_IOERR: (
        OutputError,
        "can't be read or written: the disk fails, or is full",
        "nothing was changed; see to the disk and try again",
    ),
    sqlite3.SQLITE_PROTOCOL: (
        OutputError,
        "is locked: too many processes open it at once",
        "nothing was changed; try again",
    ),
}
_PRIMARY = 0xFF
"""SQLite's extended codes hold the plain one in their low byte"""


def is_busy(error: sqlite3.Error) -> bool:
    """Whether SQLite refused because another connection holds a lock."""
    return error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY


def explained(error: DBAPIError, *, place: str) -> LvmError:
    """Our own error for one of the database's; `place` names the library."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        if code is not None and (known := _SQLITE.get(code & _PRIMARY)):
            kind, message, hint = known
            return kind(message, path=place, hint=hint)
        if isinstance(cause, sqlite3.OperationalError) and str(cause).startswith("no such"):
            return InputError("is no library of lvm-meet", path=place, hint="name another file")
        return OutputError(f"the database says: {cause}", path=place)
    if type(cause).__name__ in ("LockNotAvailable", "QueryCanceled"):
        kind, message, hint = _SQLITE[sqlite3.SQLITE_BUSY]
        return kind(message, path=place, hint=hint)
    if error.connection_invalidated or type(cause).__name__ == "OperationalError":
        return OutputError(
            f"can't be reached: {_first_line(cause)}",
            path=place,
            hint="nothing was changed; see whether the server runs and the address is right",
        )
    return OutputError(f"the database says: {_first_line(cause)}", path=place)


def _first_line(cause: BaseException | None) -> str:
    return next(iter(str(cause).splitlines()), "no reason given")
