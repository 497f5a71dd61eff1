"""Alembic's scripts: every schema that the library ever had, and how one comes from the other.

A released script is never changed; a new schema is a new file in `versions`, and its revision
becomes `lvm_meet.library.schema.HEAD`. Scripts name their tables themselves and import none.
"""
