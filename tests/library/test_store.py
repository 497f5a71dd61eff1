import errno
import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event

from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.library.library import Library
from lvm_meet.library.places import place_of
from lvm_meet.library.store import Store
from lvm_meet.settings import LibrarySettings

QUICK = LibrarySettings(lock_s=0)


def path_of(library) -> Path:
    assert library.place.path is not None
    return library.place.path


def test_a_locked_library_is_told_and_nothing_is_lost(library, a_meeting) -> None:
    library.add(a_meeting("monday"))
    quick = Library.open(settings=QUICK)
    holder = sqlite3.connect(path_of(library), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OutputError, match="locked") as told:
        quick.add(a_meeting("tuesday"))
    assert "nothing was changed" in told.value.hint
    holder.execute("ROLLBACK")
    holder.close()
    quick.add(a_meeting("tuesday"))
    assert len(library.meetings()) == 2


def test_a_full_disk_is_told_and_the_library_is_as_it_was(library, a_meeting) -> None:
    library.add(a_meeting("monday"))

    def no_room(connection, _) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    event.listen(library.store.engine, "connect", no_room)
    with pytest.raises(OutputError, match="disk is full"):
        library.add(a_meeting("tuesday", of="long"))
    event.remove(library.store.engine, "connect", no_room)
    assert [each.file for each in library.meetings()] == ["monday.vtt"]
    library.add(a_meeting("tuesday", of="long"))
    assert len(library.meetings()) == 2


@pytest.mark.parametrize("damage", ["head", "middle", "cut"])
def test_a_damaged_library_is_told_and_left_alone(library, a_meeting, damage) -> None:
    library.add(a_meeting("monday"))
    path = path_of(library)
    content = path.read_bytes()
    broken = {
        "head": b"not a database" + content[14:],
        "middle": content[:4096] + b"\xff" * (len(content) - 4096),
        "cut": content[: len(content) // 3],
    }[damage]
    path.write_bytes(broken)
    with pytest.raises((InputError, OutputError)) as told:
        Library.open().meetings()
    assert str(path) in str(told.value)
    assert told.value.hint
    assert path.read_bytes() == broken


def test_a_database_of_something_else_is_not_touched(tmp_path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (name)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="no library"):
        Library.open(str(path), create=True)
    assert path.read_bytes()[100:] == before[100:]


def test_a_text_file_is_no_library(tmp_path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("buy milk\n" * 200)
    with pytest.raises(InputError, match="is no library"):
        Library.open(str(path), create=True)
    assert path.read_text() == "buy milk\n" * 200


def test_a_folder_is_no_library(tmp_path) -> None:
    with pytest.raises(InputError, match="not a file"):
        Library.open(str(tmp_path), create=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_may_not_be_written_is_told(tmp_path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(OutputError):
        Library.open(str(folder / "l.sqlite"), create=True)


def test_a_place_that_cannot_be_is_told(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError) as told:
        Library.open(str(tmp_path / "file" / "l.sqlite"), create=True)
    assert told.value.__cause__ is not None
    assert isinstance(told.value.__cause__, OSError)
    assert told.value.__cause__.errno == errno.ENOTDIR


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("mysql://host/db", "mysql can't hold"),
        ("://", "no address"),
        ("sqlite://", "sqlite can't hold"),
    ],
)
def test_what_is_no_address_of_a_library_is_told(given, words) -> None:
    with pytest.raises(SettingsError, match=words):
        place_of(given)


def test_a_password_is_in_no_message() -> None:
    place = place_of("postgresql+psycopg://ann:secret@localhost:1/meetings")
    assert "secret" not in place.name
    pytest.importorskip("psycopg")
    with pytest.raises(OutputError, match="can't be reached") as told:
        Store.open(place, create=True, settings=QUICK)
    assert "secret" not in f"{told.value} {told.value.hint}"


def test_plain_postgresql_addresses_get_the_driver() -> None:
    assert place_of("postgresql://host/db").url.drivername == "postgresql+psycopg"


def test_nothing_is_read_over_a_network(library, a_meeting, monkeypatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    library.add(a_meeting("monday"))
    assert len(library.meetings()) == 1
