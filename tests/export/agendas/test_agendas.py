"""Drafts of an agenda: what both forms write comes back from `read_plan`, always the same."""

import string
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from lvm_meet.errors import InputError, SettingsError
from lvm_meet.export.agendas import AGENDAS, render_agenda
from lvm_meet.model import PlannedItem
from lvm_meet.plans import read_plan
from lvm_meet.report.upcoming import NOTHING, NextFacts, NextRow

DAY = date(2026, 12, 1)
ROWS = (
    NextRow("Send the readings", 3, "Tom", ("Calls for managing: it is due.", "From x, at 1:23.")),
    NextRow("Why do we need an alarm at all?", 5, "", ("Nobody answered it.",)),
)
FACTS = NextFacts(
    title="Alarm, spring",
    day=DAY,
    start=time(9, 30),
    minutes=8,
    about=("Drafted from kickoff-2026-11-20.", "8 minutes are planned; change what you like."),
    rows=ROWS,
    spare=(NextRow("Steps towards “a quiet house”", 10, "", ("From x.",)),),
    nothing="",
    identity="ab" * 16,
    last=date(2026, 11, 20),
)
EMPTY = replace(FACTS, minutes=0, rows=(), spare=(), nothing=NOTHING)
FORMS = pytest.mark.parametrize("form", AGENDAS.names())


def back(folder, form, facts):
    path = folder / f"agenda.{form}"
    path.write_bytes(render_agenda(form, facts))
    return read_plan(path)


@FORMS
def test_what_is_written_comes_back(tmp_path, form):
    plan = back(tmp_path, form, FACTS)
    assert plan.held == DAY
    assert plan.items == (
        PlannedItem("Send the readings", 180_000, "Tom"),
        PlannedItem("Why do we need an alarm at all?", 300_000),
        PlannedItem("Steps towards “a quiet house”", 600_000),
    )


@FORMS
def test_same_draft_same_bytes(form):
    assert render_agenda(form, FACTS) == render_agenda(form, FACTS)


@FORMS
def test_where_nothing_is_open_it_says_so(tmp_path, form):
    text = render_agenda(form, EMPTY).decode().replace("\r\n ", "").replace("\\,", ",")
    assert NOTHING in text
    with pytest.raises(InputError, match="no agenda item"):
        back(tmp_path, form, EMPTY)


def test_a_day_in_a_meeting_s_name_is_not_the_day_of_the_next_one(tmp_path):
    assert back(tmp_path, "md", replace(FACTS, day=None, start=None)).held is None


def test_markdown_has_the_spare_items_apart():
    text = render_agenda("md", FACTS).decode()
    assert text.startswith("# Agenda: Alarm, spring\n\n2026-12-01, 09:30\n")
    assert "1. Send the readings (3 min, owner: Tom)\n   > Calls for managing" in text
    assert text.index("2. Why") < text.index("## If there is time") < text.index("3. Steps")


def test_the_event_of_a_calendar():
    (event,) = Calendar.from_ical(render_agenda("ics", FACTS)).walk("VEVENT")
    assert event["SUMMARY"] == "Alarm, spring"
    assert event["UID"] == f"{'ab' * 16}-20261201@lvm-meet"
    assert event["DTSTAMP"].dt == datetime(2026, 11, 20, tzinfo=UTC)
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 9, 30)
    assert event["DTEND"].dt == datetime(2026, 12, 1, 9, 38)


def test_without_a_start_it_is_an_event_of_the_day():
    facts = replace(FACTS, start=None, last=None)
    (event,) = Calendar.from_ical(render_agenda("ics", facts)).walk("VEVENT")
    assert event["DTSTART"].dt == DAY
    assert "DTEND" not in event
    assert event["DTSTAMP"].dt.year == 1970


def test_an_event_has_some_length():
    (event,) = Calendar.from_ical(render_agenda("ics", EMPTY)).walk("VEVENT")
    assert event["DTEND"].dt == datetime(2026, 12, 1, 9, 45)


def test_an_event_without_a_day_is_none():
    with pytest.raises(SettingsError, match="needs a day"):
        render_agenda("ics", replace(FACTS, day=None))


@FORMS
@pytest.mark.parametrize("title", ["9:30 train to the north", "Present for 10 min", "Talk - Ada"])
def test_a_title_that_would_read_as_something_else_is_quoted(tmp_path, form, title):
    plan = back(tmp_path, form, replace(FACTS, rows=(NextRow(title, 5, "", ()),), spare=()))
    assert plan.items[0].title.strip("“”") == title
    assert (plan.items[0].planned_ms, plan.items[0].owner) == (300_000, None)


@FORMS
def test_an_owner_s_role_in_brackets_is_left_out(tmp_path, form):
    row = NextRow("Look into it", 5, "Hon. Ada Berg (Minister of…", ())
    plan = back(tmp_path, form, replace(FACTS, rows=(row,), spare=()))
    assert plan.items == (PlannedItem("Look into it", 300_000, "Hon. Ada Berg"),)


@FORMS
@pytest.mark.parametrize("owner", ["Speaker 1", "tom", "田中さん", "Zoë O’Neil", "X"])
def test_any_owner_comes_back(tmp_path, form, owner):
    plan = back(tmp_path, form, replace(FACTS, rows=(NextRow("A task", 5, owner, ()),), spare=()))
    assert plan.items == (PlannedItem("A task", 300_000, owner),)


SIGNS = string.ascii_letters + string.digits + " .,:;-–()[]'’*_`#<>&|@/\\“”?!äé"


@FORMS
@example(title="<b>*x*</b> [a](http://x.example) ~~y~~ `z` | @you www.x.example")
@given(title=st.text(SIGNS, min_size=1, max_size=60))
def test_whatever_is_said_it_stays_one_item(tmp_path_factory, form, title):
    title = " ".join(f"Say {title}".split())
    rows = (NextRow(title, 7, "", (title, "- 1. x")), NextRow("The last", 5, "", ()))
    plan = back(tmp_path_factory.mktemp("x"), form, replace(FACTS, rows=rows, spare=()))
    assert len(plan.items) == 2
    assert plan.items[1] == PlannedItem("The last", 300_000)
    assert plan.items[0].title
