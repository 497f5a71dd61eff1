import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError

from lvm_meet.errors import InputError, OutputError
from lvm_meet.library.faults import explained


def fault(error: Exception) -> DBAPIError:
    return DBAPIError.instance("", None, error, type(error).__mro__[1])


def of_code(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, OutputError, "locked"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, OutputError, "locked"),
        (sqlite3.SQLITE_FULL, OutputError, "disk is full"),
        (sqlite3.SQLITE_CORRUPT, InputError, "damaged"),
        (sqlite3.SQLITE_CORRUPT_VTAB, InputError, "damaged"),
        (sqlite3.SQLITE_NOTADB, InputError, "no library"),
        (sqlite3.SQLITE_READONLY_DBMOVED, OutputError, "read-only"),
        (sqlite3.SQLITE_CANTOPEN, OutputError, "can't be opened"),
        (sqlite3.SQLITE_IOERR_FSYNC, OutputError, "disk fails"),
    ],
)
def test_every_fault_of_sqlite_says_what_to_do(code, kind, words) -> None:
    told = explained(fault(of_code(code)), place="/x/l.sqlite")
    assert isinstance(told, kind)
    assert words in str(told)
    assert str(told).startswith("/x/l.sqlite: ")
    assert told.hint


def test_an_unknown_fault_is_told_in_its_own_words() -> None:
    told = explained(fault(of_code(sqlite3.SQLITE_MISUSE)), place="l")
    assert "it failed" in str(told)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LockNotAvailable", "locked"),
        ("OperationalError", "can't be reached"),
        ("DataError", "says"),
    ],
)
def test_faults_of_a_server_are_told_in_one_line(name, words) -> None:
    error = type(name, (Exception,), {})("connection refused\nDETAIL: more")
    told = explained(DBAPIError("", None, error), place="postgresql://host/db")
    assert words in str(told)
    assert "DETAIL" not in str(told)
