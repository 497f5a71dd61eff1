"""The full-text index, in the two dialects: which rows have any of some words, and how well.

SQLite has FTS5 with Porter's stems and BM25; PostgreSQL has `to_tsvector('english', …)` and its
own rank. Both ranks become shares of the best one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    Table,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.sql import column, table

Searched: TypeAlias = Table
_ENGLISH: ColumnElement[str] = literal_column("'english'::regconfig")


def matches(
    connection: Connection,
    searched: Searched,
    terms: Sequence[str],
    within: Select[int] | None,
    *,
    limit: int,
) -> dict[int, float]:
    """Row number -> score, the best one 1; at most `limit` rows, all of `within` where given."""
    found = _statement(connection, searched, terms, limit)
    if within is not None:
        found = found.where(_row(connection, searched).in_(within))
    rows = connection.execute(found).all()
    best = max((float(score) for _, score in rows), default=0.0) or 1.0
    return {int(id_): float(score) / best for id_, score in rows}


def _statement(
    connection: Connection, searched: Searched, terms: Sequence[str], limit: int
) -> Select[int, float]:
    if connection.dialect.name == "sqlite":
        return sqlite_statement(searched, terms, limit)
    return postgresql_statement(searched, terms, limit)


def _row(connection: Connection, searched: Searched) -> ColumnElement[int]:
    if connection.dialect.name == "sqlite":
        return literal_column("rowid", Integer)
    return searched.c.id


def sqlite_statement(searched: Searched, terms: Sequence[str], limit: int) -> Select[int, float]:
    """For FTS5; the terms are quoted, so that nothing in them is its syntax."""
    name = f"{searched.name}_fts"
    quoted = " OR ".join(f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"' for term in terms)
    fts = table(name, column("rowid"))
    score: ColumnElement[float] = literal_column(f"-bm25({name})", Float)
    return (
        select(fts.c.rowid, score)
        .select_from(fts)
        .where(text(f"{name} MATCH :question").bindparams(question=quoted))
        .order_by(score.desc(), fts.c.rowid)
        .limit(limit)
    )


def postgresql_statement(
    searched: Searched, terms: Sequence[str], limit: int
) -> Select[int, float]:
    """For PostgreSQL, with the expression that the index is made of."""
    wanted: ColumnElement[str] | None = None
    for term in terms:
        one = (
            func.to_tsquery(_ENGLISH, f"{term[:-1]}:*")
            if term.endswith("*")
            else func.phraseto_tsquery(_ENGLISH, term)
        )
        wanted = one if wanted is None else wanted.op("||")(one)
    vector = func.to_tsvector(_ENGLISH, searched.c.text)
    score = func.ts_rank_cd(vector, wanted, 1)
    return (
        select(searched.c.id, score)
        .where(vector.op("@@")(wanted))
        .order_by(score.desc(), searched.c.id)
        .limit(limit)
    )
