"""The words of a draft of the next agenda."""

from dataclasses import replace
from datetime import date, time

import pytest

from lvm_meet.model import Due, Insights, Mode, NextAgenda, NextItem, NextKind, NextReason
from lvm_meet.report.upcoming import NO_TITLE, NOTHING, next_facts

TASK = NextItem(
    kind=NextKind.ACTION,
    title="Send the readings.",
    owner="Tom",
    due=Due("by Friday", date(2026, 11, 27)),
    status=None,
    mode=Mode.MANAGEMENT,
    reason=NextReason.DUE,
    meeting=0,
    utterances=("u10",),
    minutes=3,
    times=2,
)


def test_an_item_says_what_it_calls_for_and_where_it_comes_from(analyses):
    kickoff = replace(analyses["kickoff"], insights=Insights(held=date(2026, 11, 20)))
    facts = next_facts(NextAgenda((TASK,)), [kickoff], day=date(2026, 12, 1), start=time(9))
    (row,) = facts.rows
    assert (row.title, row.minutes, row.owner) == ("Send the readings", 3, "Tom")
    assert row.remarks == (
        "Calls for managing: it has a date, by Friday (Fri 27 November 2026).",
        "From Alarm kick-off, 20 November 2026, at 1:13; it came up in 2 meetings.",
    )
    assert facts.about == (
        "Drafted from Alarm kick-off, 20 November 2026.",
        "3 minutes are planned; change what you like.",
    )
    assert (facts.title, facts.last, facts.nothing) == ("Alarm kick-off", date(2026, 11, 20), "")


@pytest.mark.parametrize("reason", NextReason)
def test_every_reason_has_its_words(analyses, reason):
    mode = None if reason is NextReason.OPEN else Mode.LEADERSHIP
    item = replace(TASK, reason=reason, mode=mode)
    (row,) = next_facts(NextAgenda((item,)), [analyses["kickoff"]]).rows
    assert row.remarks[0].endswith(".")
    assert "{" not in row.remarks[0]
    assert row.remarks[0].startswith("Calls for leading: " if mode else "Nobody answered it")


def test_a_direction_is_quoted(analyses):
    item = replace(TASK, kind=NextKind.DIRECTION, title="a quiet house", utterances=("u20",))
    (row,) = next_facts(NextAgenda((), (item,)), [analyses["untimed"]]).spare
    assert row.title == "Steps towards “a quiet house”"
    assert "at word" in row.remarks[1]


def test_an_item_of_an_agenda_has_no_moment(analyses):
    item = replace(TASK, kind=NextKind.NOT_REACHED, utterances=(), times=1)
    (row,) = next_facts(NextAgenda((item,)), [analyses["untimed"]]).rows
    assert row.remarks[1] == "From kickoff."


def test_what_is_left_out_is_counted_and_many_meetings_are_not_listed(analyses):
    facts = next_facts(NextAgenda((), (), 1), [analyses["untimed"]] * 5)
    assert facts.about == (
        "Drafted from 5 meetings.",
        "1 more direction has no step: see the report.",
    )
    assert facts.title == NO_TITLE


def test_nothing_open_is_said(analyses):
    assert next_facts(NextAgenda(), [analyses["empty"]]).nothing == NOTHING


def test_foreign_text_is_made_harmless(analyses):
    item = replace(TASK, title="x\x1b[31m\n" + "y" * 999, owner="a\u202eb", utterances=("u1",))
    (row,) = next_facts(NextAgenda((item,)), [analyses["hostile"]]).rows
    assert len(row.title) <= 160
    assert row.title.isprintable()
    assert row.owner == "ab"
