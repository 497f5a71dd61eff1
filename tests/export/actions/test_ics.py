from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from lvm_meet.errors import SettingsError
from lvm_meet.export.actions import ACTIONS, render_actions
from lvm_meet.export.actions.ics import render
from lvm_meet.model import Action, ActionKind, Due, Insights, Status

ITEM = Action(
    task="Send the list, today; and more",
    kind=ActionKind.COMMITMENT,
    owner="Tom",
    speaker="Anna Berg",
    due=Due("by Friday", date(2024, 3, 15)),
    status=None,
    accepted=(),
    utterances=("u1",),
)


def todos(analysis):
    return Calendar.from_ical(render(analysis)).walk("VTODO")


def with_actions(analysis, *actions, held=None):
    return replace(analysis, insights=Insights(actions=actions, held=held))


def test_a_to_do_of_an_item(analyses):
    analysis = with_actions(analyses["kickoff"], ITEM, held=date(2024, 3, 13))
    (todo,) = todos(analysis)
    assert str(todo["summary"]) == ITEM.task
    assert todo.decoded("due") == date(2024, 3, 15)
    assert todo.decoded("dtstamp") == datetime(2024, 3, 13, tzinfo=UTC)
    assert str(todo["status"]) == "NEEDS-ACTION"
    lines = str(todo["description"]).split("\n")
    assert lines[:3] == ["Owner: Tom", "Due: by Friday", "Said by: Anna Berg"]
    assert lines[-1] == f"Quote: {analysis.utterances[0].text}"
    assert render(analysis) == render(analysis)
    assert all(line.endswith(b"\r") for line in render(analysis).split(b"\n")[:-1])


def test_without_a_day_nothing_is_due(analyses):
    (todo,) = todos(with_actions(analyses["kickoff"], replace(ITEM, due=Due("soon", None))))
    assert "due" not in todo
    assert todo.decoded("dtstamp").date() == date(1970, 1, 1)


def test_what_is_done_is_completed(analyses):
    (todo,) = todos(with_actions(analyses["kickoff"], replace(ITEM, status=Status.DONE)))
    assert str(todo["status"]) == "COMPLETED"


def test_an_entry_is_known_by_what_it_is(analyses):
    other = replace(ITEM, task="Call the bank")
    both = with_actions(analyses["kickoff"], ITEM, other)
    first, second = (str(todo["uid"]) for todo in todos(both))
    assert first != second
    (alone,) = todos(with_actions(analyses["untimed"], replace(ITEM, status=Status.DONE)))
    assert str(alone["uid"]) == first


def test_foreign_text_breaks_no_line(analyses):
    item = replace(ITEM, task="Send\r\nEND:VCALENDAR\0\x07 \ud800 it")
    (todo,) = todos(with_actions(analyses["hostile"], item))
    assert "END:VCALENDAR" in str(todo["summary"])


def test_where_speakers_are_doubtful_nobody_is_named(analyses):
    (todo,) = todos(with_actions(analyses["doubtful recording"], ITEM))
    assert "Tom" not in str(todo["description"]).split("Quote:")[0]


def test_every_meeting_gives_a_calendar(analyses):
    for name in ACTIONS.names():
        for kind, analysis in analyses.items():
            assert render_actions(name, analysis) == render_actions(name, analysis), kind
    assert todos(analyses["empty"]) == []


def test_a_miss_lists_the_forms():
    with pytest.raises(SettingsError) as caught:
        ACTIONS.load("pdf")
    assert "csv, ics" in caught.value.hint
