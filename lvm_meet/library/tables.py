"""The tables of the library: text and sums, never sound. SQLite and PostgreSQL have the same.

What a migration makes and what stands here is one thing (a test compares them). Times are
milliseconds, scores and indexes permille, moments UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from lvm_meet.model import LABELS, SIGNALS

metadata = MetaData()

COUNTED = ("talk", *(label.value for label in SIGNALS))
"""what is summed of a speaker: all talk, and each signal"""
SUMS = ("units", "words", "talk_ms")
"""of each of these"""


def _integer(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _maybe(name: str) -> Column[int]:
    return Column(name, Integer, nullable=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe_text(name: str) -> Column[str]:
    return Column(name, Text, nullable=True)


def _number() -> Column[int]:
    """A number that is never given twice, so that nobody takes a new meeting for an old one."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _of_meeting() -> Column[int]:
    return Column(
        "meeting_id", Integer, ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False
    )


meeting = Table(
    "meeting",
    metadata,
    _number(),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("content", String(64), nullable=False),
    _text("file"),
    _text("source_kind"),
    _text("title"),
    Column("held", Date, nullable=True),
    _maybe_text("team"),
    _maybe_text("type"),
    Column("added", DateTime, nullable=False),
    _maybe_text("language"),
    Column("named", Boolean, nullable=False),
    Column("pseudonymised", Boolean, nullable=False),
    Column("redacted", Boolean, nullable=False),
    _maybe("index_value"),
    _maybe("index_low"),
    _maybe("index_high"),
    _integer("asked_what_why"),
    _integer("asked_how_when"),
    _integer("asked_other"),
    _text("version"),
    _integer("schema"),
    _text("settings"),
    _text("lexicons"),
    _text("encoder"),
    _text("splitter"),
    sqlite_autoincrement=True,
)

speaker = Table(
    "speaker",
    metadata,
    _number(),
    _of_meeting(),
    _integer("place"),
    _maybe_text("name"),
    _maybe_text("role"),
    _integer("turns"),
    *(Column(f"{what}_{sum_}", BigInteger, nullable=False) for what in COUNTED for sum_ in SUMS),
    Index("speaker_place", "meeting_id", "place", unique=True),
)

utterance = Table(
    "utterance",
    metadata,
    _number(),
    _of_meeting(),
    _integer("place"),
    _text("ref"),
    _maybe_text("speaker"),
    Column("start_ms", BigInteger, nullable=True),
    Column("end_ms", BigInteger, nullable=True),
    _text("text"),
    Column("backchannel", Boolean, nullable=False),
    _text("label"),
    *(_integer(f"score_{label.value}") for label in LABELS),
    Index("utterance_place", "meeting_id", "place", unique=True),
)

insight = Table(
    "insight",
    metadata,
    _number(),
    _of_meeting(),
    _integer("place"),
    _text("kind"),
    _text("text"),
    _maybe_text("speaker"),
    _maybe_text("owner"),
    _maybe_text("due_text"),
    Column("due_day", Date, nullable=True),
    _maybe_text("status"),
    _maybe_text("detail"),
    _text("refs"),
    Index("insight_place", "meeting_id", "place", unique=True),
)

count = Table(
    "pole_count",
    metadata,
    _number(),
    _of_meeting(),
    _text("kind"),
    _text("name"),
    _maybe_text("speaker"),
    _integer("leadership"),
    _integer("management"),
    Index("pole_count_meeting", "meeting_id"),
)

policy = Table(
    "policy",
    metadata,
    Column("name", String(40), primary_key=True),
    _text("value"),
)
"""what holds for the whole library: whether it hides names, and which key goes with it"""
