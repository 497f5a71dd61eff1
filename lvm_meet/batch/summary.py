"""The two tables of a batch: a row for each meeting that was analysed, and for each that was not.

Both are made from the run record, in the order of the results' names, and are replaced whole: a
reader sees the old table or the new one. The same meetings give the same
bytes, whatever the engine.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from lvm_meet.batch.origins import Presence
from lvm_meet.batch.outputs import FAILURES, SUMMARY
from lvm_meet.batch.records import Finished
from lvm_meet.batch.state import Journal
from lvm_meet.batch.values import Fact
from lvm_meet.codec.fields import guard
from lvm_meet.model import SIGNALS, Analysis, Status

FACTS = (
    "title",
    "date",
    "minutes",
    "speakers",
    "words",
    "units",
    *(f"{label.value}_per_1000_words" for label in SIGNALS),
    "leadership_per_1000_words",
    "management_per_1000_words",
    "coded_share",
    "balance",
    "balance_low",
    "balance_high",
    "decisions",
    "actions",
    "actions_done",
    "questions_open",
    "risks",
    "notes",
)
COLUMNS = ("file", "results", "team", "type", *FACTS)
FAILURE_COLUMNS = ("file", "error", "hint")
_MINUTE_MS = 60_000


def facts_of(analysis: Analysis) -> dict[str, Fact]:
    """A meeting's row: `FACTS` and their values, None where there is not enough evidence.

    Rates need `style.minimum.words` words of talk, the balance (-1 to 1, with its 95 % interval)
    `style.minimum.coded` coded units, as in the report.
    """
    style, insights, transcript = analysis.style, analysis.insights, analysis.transcript
    balance, index = style.balance, style.index
    enough = balance.talk.words >= style.minimum.words
    speech = transcript.speech
    named = speech is None or speech.named
    rates = [balance.rate(balance.of(label)) for label in SIGNALS]
    rates += [balance.rate(balance.leadership), balance.rate(balance.management)]
    ends = (None, None, None) if index is None else (index.value, index.low, index.high)
    values: list[Fact] = [
        analysis.title,
        insights.held.isoformat() if insights.held else None,
        _minutes(analysis),
        sum(each.speaker is not None for each in style.speakers) if named else None,
        balance.talk.words,
        balance.talk.units,
        *(round(rate, 2) if enough and rate is not None else None for rate in rates),
        round(balance.coded_share, 3) if enough and balance.coded_share is not None else None,
        *(None if end is None else end / 1000 for end in ends),
        len(insights.decisions),
        len(insights.actions),
        sum(action.status is Status.DONE for action in insights.actions),
        len(insights.questions),
        len(insights.risks),
        sum(not note.remark for note in transcript.notes),
    ]
    return dict(zip(FACTS, values, strict=True))


def write_tables(journal: Journal, *, presence: Presence) -> None:
    """Write `summary.csv` and `failures.csv` anew; OutputError where they can't be.

    Where results lie elsewhere, the record is copied there first; SettingsError where the copy
    there is not the last one of ours any more.
    """
    journal.place.copy_record()
    done, failed = io.StringIO(newline=""), io.StringIO(newline="")
    rows, failures = csv.writer(done), csv.writer(failed)
    rows.writerow(COLUMNS)
    failures.writerow(FAILURE_COLUMNS)
    for outcome in journal.outcomes():
        if isinstance(outcome, Finished):
            if all(map(journal.place.has, outcome.outputs)):
                rows.writerow(_row(outcome))
        elif presence.of(outcome.source):
            failures.writerow(_cells((outcome.name, outcome.error, outcome.hint)))
    for name, table in ((SUMMARY, done), (FAILURES, failed)):
        # with a byte order mark: see `lvm_meet.export.to_bytes`
        journal.place.publish(name, table.getvalue().encode("utf-8-sig"))


def _row(found: Finished) -> list[Fact]:
    facts = (found.facts.get(name) for name in FACTS)
    return list(_cells((found.name, found.base, found.team, found.type, *facts)))


def _cells(values: Sequence[Fact]) -> Iterator[Fact]:
    return (guard(value) if isinstance(value, str) else value for value in values)


def _minutes(analysis: Analysis) -> float | None:
    """How long the meeting took; None where its talk has no times."""
    speech = analysis.transcript.speech
    if speech is not None:
        return round(speech.duration_ms / _MINUTE_MS, 1)
    ends = [unit.span.end_ms for unit in analysis.utterances if unit.span]
    starts = [unit.span.start_ms for unit in analysis.utterances if unit.span]
    return round((max(ends) - min(starts)) / _MINUTE_MS, 1) if ends else None
