"""What Alembic runs to bring a library to the newest schema; `lvm_meet.library.schema` calls it.

There is always a connection, in a transaction that the caller ends: a migration is done as a
whole or not at all.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)
context.configure(connection=connection)
context.run_migrations()
