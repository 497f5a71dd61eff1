"""The first schema: meetings, speakers, utterances, insights, counts, and full-text search."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SEARCHED = ("utterance", "insight")
_SIGNALS = ("vision", "inspiration", "execution", "control")


def upgrade() -> None:
    """Make everything; on PostgreSQL an index takes the place of SQLite's search tables."""
    _meetings()
    _speakers()
    _utterances()
    _insights()
    _counts()
    op.create_table(
        "policy",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    search = _search_sqlite if op.get_context().dialect.name == "sqlite" else _search_postgresql
    for table in _SEARCHED:
        search(table)


def downgrade() -> None:
    """There is nothing before it."""
    raise NotImplementedError("this is the first schema")


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _meeting_id() -> sa.Column[int]:
    return sa.Column(
        "meeting_id", sa.Integer, sa.ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False
    )


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=nullable) for name in names]


def _integers(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=nullable) for name in names]


def _flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]


def _meetings() -> None:
    op.create_table(
        "meeting",
        _id(),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("content", sa.String(64), nullable=False),
        *_texts("file", "source_kind", "title"),
        sa.Column("held", sa.Date, nullable=True),
        *_texts("team", "type", nullable=True),
        sa.Column("added", sa.DateTime, nullable=False),
        *_texts("language", nullable=True),
        *_flags("named", "pseudonymised", "redacted"),
        *_integers("index_value", "index_low", "index_high", nullable=True),
        *_integers("asked_what_why", "asked_how_when", "asked_other"),
        *_texts("version"),
        *_integers("schema"),
        *_texts("settings", "lexicons", "encoder", "splitter"),
        sqlite_autoincrement=True,
    )


def _speakers() -> None:
    sums = [f"{what}_{sum_}" for what in ("talk", *_SIGNALS) for sum_ in _SUMS]
    op.create_table(
        "speaker",
        _id(),
        _meeting_id(),
        *_integers("place"),
        *_texts("name", "role", nullable=True),
        *_integers("turns"),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in sums),
    )
    op.create_index("speaker_place", "speaker", ["meeting_id", "place"], unique=True)


_SUMS = ("units", "words", "talk_ms")


def _utterances() -> None:
    op.create_table(
        "utterance",
        _id(),
        _meeting_id(),
        *_integers("place"),
        *_texts("ref"),
        *_texts("speaker", nullable=True),
        sa.Column("start_ms", sa.BigInteger, nullable=True),
        sa.Column("end_ms", sa.BigInteger, nullable=True),
        *_texts("text"),
        *_flags("backchannel"),
        *_texts("label"),
        *_integers(*(f"score_{name}" for name in (*_SIGNALS, "none"))),
    )
    op.create_index("utterance_place", "utterance", ["meeting_id", "place"], unique=True)


def _insights() -> None:
    op.create_table(
        "insight",
        _id(),
        _meeting_id(),
        *_integers("place"),
        *_texts("kind", "text"),
        *_texts("speaker", "owner", "due_text", nullable=True),
        sa.Column("due_day", sa.Date, nullable=True),
        *_texts("status", "detail", nullable=True),
        *_texts("refs"),
    )
    op.create_index("insight_place", "insight", ["meeting_id", "place"], unique=True)


def _counts() -> None:
    op.create_table(
        "pole_count",
        _id(),
        _meeting_id(),
        *_texts("kind", "name"),
        *_texts("speaker", nullable=True),
        *_integers("leadership", "management"),
    )
    op.create_index("pole_count_meeting", "pole_count", ["meeting_id"])


def _search_sqlite(table: str) -> None:
    """A search table without a text of its own, and triggers, so that none is forgotten."""
    index = f"{table}_fts"
    gone = f"INSERT INTO {index}({index}, rowid, text) VALUES ('delete', old.id, old.text)"
    come = f"INSERT INTO {index}(rowid, text) VALUES (new.id, new.text)"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5(text, content='{table}', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    for event, statements in (
        ("INSERT", (come,)),
        ("DELETE", (gone,)),
        ("UPDATE", (gone, come)),
    ):
        op.execute(
            f"CREATE TRIGGER {index}_{event.lower()} AFTER {event} ON {table} "
            f"BEGIN {'; '.join(statements)}; END"
        )


def _search_postgresql(table: str) -> None:
    op.execute(f"CREATE INDEX {table}_search ON {table} USING gin (to_tsvector('english', text))")
