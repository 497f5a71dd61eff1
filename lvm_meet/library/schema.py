"""Which schema a library has, and how it gets the newest one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from lvm_meet.errors import InputError

HEAD = "0001"
"""the newest schema; the last script in `migrations.versions` makes it"""

_OURS = "meeting"
_LOCK = 7_015_001
"""any number that is ours: whoever upgrades or writes a library on a server holds this lock"""


def is_current(connection: Connection) -> bool:
    """Whether the library has the newest schema.

    InputError where a newer program made it, or where it is a database of something else.
    """
    names = set(inspect(connection).get_table_names())
    if "alembic_version" not in names or _OURS not in names:
        if names - {"alembic_version"}:
            raise InputError(
                "is a database, but no library of lvm-meet",
                path=_name(connection),
                hint="name another file with --library",
            )
        return False
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found == HEAD:
        return True
    if not isinstance(found, str) or found > HEAD:
        raise InputError(
            f"was made by a newer version of lvm-meet (schema {found}, known is {HEAD})",
            path=_name(connection),
            hint="pip install --upgrade lvm-meet",
        )
    return False


def upgrade(connection: Connection) -> None:
    """Bring the library to the newest schema, in the caller's transaction: whole or not at all."""
    if is_current(connection):  # another process was faster
        return
    from alembic import command  # half a second that only the first use of a library takes
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def lock(connection: Connection, *, seconds: int) -> None:
    """One writer at a time, on a server; SQLite's BEGIN IMMEDIATE has seen to that already.

    Whoever waits longer for it than so many seconds gets the database's error.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{seconds}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _name(connection: Connection) -> str:
    url = connection.engine.url
    return url.database or "" if connection.dialect.name == "sqlite" else url.render_as_string()
