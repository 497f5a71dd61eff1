"""Rows in and out: what is written of a record, and what is read of a meeting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from lvm_meet.library import tables
from lvm_meet.library.records import About, Record
from lvm_meet.library.tables import COUNTED, SUMS
from lvm_meet.library.values import Meeting, Speaker
from lvm_meet.model import LABELS, Balance, Estimate, Tally

_CHILDREN = (tables.speaker, tables.utterance, tables.insight, tables.count)
_Row = Mapping[str, object]


def put(
    connection: Connection, record: Record, *, id_: int | None, pseudonymised: bool, redacted: bool
) -> int:
    """Write a record; in the place of the meeting `id_`, where that is given. Gives its number."""
    about = record.about
    columns: dict[str, object] = {
        "sha256": record.sha256,
        "content": record.content,
        "file": record.file,
        "named": record.named,
        "pseudonymised": pseudonymised,
        "redacted": redacted,
        **_about(about),
        **dict(record.facts),
    }
    if id_ is None:
        columns["added"] = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        made = connection.execute(insert(tables.meeting).values(columns))
        key = made.inserted_primary_key
        assert key is not None
        id_ = int(key[0])
    else:
        _clear(connection, id_)
        connection.execute(update(tables.meeting).where(tables.meeting.c.id == id_).values(columns))
    for table, rows in (
        (tables.speaker, _speakers(record)),
        (tables.utterance, _utterances(record)),
        (tables.insight, _insights(record)),
        (tables.count, _counts(record)),
    ):
        found = [{"meeting_id": id_, **row} for row in rows]
        if found:
            connection.execute(insert(table), found)
    return id_


def put_about(connection: Connection, id_: int, about: About) -> None:
    """Change what is known of a meeting beside its talk."""
    connection.execute(
        update(tables.meeting).where(tables.meeting.c.id == id_).values(_about(about))
    )


def drop(connection: Connection, ids: Iterable[int]) -> None:
    """Take meetings out, with everything that is kept of them."""
    for id_ in ids:
        _clear(connection, id_)
        connection.execute(delete(tables.meeting).where(tables.meeting.c.id == id_))


def _clear(connection: Connection, id_: int) -> None:
    for table in _CHILDREN:
        connection.execute(delete(table).where(table.c.meeting_id == id_))


def _about(about: About) -> dict[str, object]:
    return {
        "title": about.title or "",
        "held": about.held,
        "team": about.team,
        "type": about.type,
    }


def _speakers(record: Record) -> Iterator[_Row]:
    for place, row in enumerate(record.speakers):
        sums = {
            f"{what}_{sum_}": getattr(getattr(row.balance, what), sum_)
            for what in COUNTED
            for sum_ in SUMS
        }
        yield {"place": place, "name": row.name, "role": row.role, "turns": row.turns, **sums}


def _utterances(record: Record) -> Iterator[_Row]:
    for place, row in enumerate(record.utterances):
        yield {
            "place": place,
            "ref": row.ref,
            "speaker": row.speaker,
            "start_ms": row.start_ms,
            "end_ms": row.end_ms,
            "text": row.text,
            "backchannel": row.backchannel,
            "label": row.label,
            **{
                f"score_{label.value}": score
                for label, score in zip(LABELS, row.scores, strict=True)
            },
        }


def _insights(record: Record) -> Iterator[_Row]:
    for place, row in enumerate(record.conclusions):
        yield {
            "place": place,
            "kind": row.kind.value,
            "text": row.text,
            "speaker": row.speaker,
            "owner": row.owner,
            "due_text": row.due_text,
            "due_day": row.due_day,
            "status": row.status.value if row.status else None,
            "detail": row.detail,
            "refs": json.dumps(row.refs),
        }


def _counts(record: Record) -> Iterator[_Row]:
    for row in record.counts:
        yield {
            "kind": row.kind,
            "name": row.name,
            "speaker": row.speaker,
            "leadership": row.leadership,
            "management": row.management,
        }


def all_meetings(connection: Connection) -> list[Meeting]:
    """Every meeting, the earliest first; of one day in the order of their numbers."""
    speakers: dict[int, list[Speaker]] = {}
    found = connection.execute(
        select(tables.speaker).order_by(tables.speaker.c.meeting_id, tables.speaker.c.place)
    )
    for row in found.mappings():
        speakers.setdefault(row["meeting_id"], []).append(
            Speaker(row["name"], row["role"], row["turns"], _balance(row))
        )
    meetings = [
        _meeting(row, tuple(speakers.get(row["id"], ())))
        for row in connection.execute(select(tables.meeting)).mappings()
    ]
    return sorted(meetings, key=lambda meeting: (meeting.day, meeting.id))


def _balance(row: RowMapping) -> Balance:
    return Balance(*(Tally(*(row[f"{what}_{sum_}"] for sum_ in SUMS)) for what in COUNTED))


def _meeting(row: RowMapping, speakers: tuple[Speaker, ...]) -> Meeting:
    index = None
    if row["index_value"] is not None:
        index = Estimate(row["index_value"], row["index_low"], row["index_high"])
    return Meeting(
        id=row["id"],
        sha256=row["sha256"],
        file=row["file"],
        about=About(row["title"] or None, row["held"], row["team"], row["type"]),
        added=row["added"],
        named=row["named"],
        pseudonymised=row["pseudonymised"],
        redacted=row["redacted"],
        speakers=speakers,
        index=index,
        asked=(row["asked_what_why"], row["asked_how_when"], row["asked_other"]),
        provenance=(row["version"], row["settings"], row["lexicons"], row["encoder"]),
    )
