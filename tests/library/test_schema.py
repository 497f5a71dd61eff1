import io
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from lvm_meet.errors import InputError
from lvm_meet.library import schema, tables
from lvm_meet.library.library import Library
from lvm_meet.library.migrations.versions import v0001


def test_the_migrations_make_what_the_tables_say(library) -> None:
    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (kind == "table" and name is not None and "_fts" in name)

    with library.store.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, tables.metadata) == []


def test_the_newest_script_is_the_newest_schema() -> None:
    folder = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == schema.HEAD


def test_a_newer_library_is_refused(library) -> None:
    assert library.place.path is not None
    with sqlite3.connect(library.place.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(InputError, match="newer version") as told:
        Library.open()
    assert "upgrade" in told.value.hint


def test_an_interrupted_upgrade_leaves_nothing_and_is_done_again(tmp_path, monkeypatch) -> None:
    path = tmp_path / "l.sqlite"
    monkeypatch.setattr("alembic.operations.Operations.create_table", _failing_at("pole_count"))
    with pytest.raises(KeyboardInterrupt):
        Library.open(str(path), create=True)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    monkeypatch.undo()
    assert Library.open(str(path), create=True).meetings() == []


def _failing_at(name: str):
    made = Operations.create_table

    def create_table(self, table_name, *columns, **options):
        if table_name == name:
            raise KeyboardInterrupt
        return made(self, table_name, *columns, **options)

    return create_table


def test_postgresql_gets_the_same_tables_and_an_index_for_search() -> None:
    text = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": text}
    )
    with Operations.context(context):
        v0001.upgrade()
    made = text.getvalue()
    for table in tables.metadata.sorted_tables:
        assert f"CREATE TABLE {table.name} (" in made
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "USING gin (to_tsvector('english', text))" in made
    assert "fts5" not in made
