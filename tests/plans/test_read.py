"""Plans from files of all kinds, and what is said of broken ones."""

from datetime import date
from pathlib import Path

import pytest

from lvm_meet.errors import InputError
from lvm_meet.model import PlannedItem
from lvm_meet.plans import read_plan

ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n"
    "DTSTAMP:20261101T080000Z\r\nDTSTART;TZID=Europe/Berlin:20261123T090000\r\n"
    "SUMMARY:Planning\\, spring\r\nDESCRIPTION:Dear all\\,\\n\\n1. Budget (10 min)\\n2. Hirin\r\n"
    " g\\n\\nBest\\, Ada\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_invitation(tmp_path: Path) -> None:
    path = tmp_path / "planning.ics"
    path.write_bytes(ICS.encode())
    plan = read_plan(path)
    assert plan.title == "Planning, spring"
    assert plan.held == date(2026, 11, 23)
    assert plan.items == (PlannedItem("Budget", 600_000), PlannedItem("Hiring"))


def test_an_invitation_in_html(tmp_path: Path) -> None:
    html = "<p>Dear all</p><ol><li>Budget (10 min)</li><li><p>Food &amp; drink</p></li></ol>"
    start, end = ICS.index("DESCRIPTION"), ICS.index("END:VEVENT")
    path = tmp_path / "planning.ics"
    path.write_bytes(f"{ICS[:start]}DESCRIPTION:{html}\r\n{ICS[end:]}".encode())
    assert read_plan(path).items == (PlannedItem("Budget", 600_000), PlannedItem("Food & drink"))


def test_a_day_in_a_remark_is_not_the_meeting_s(tmp_path: Path) -> None:
    path = tmp_path / "agenda.md"
    path.write_text("> From planning-2026-11-16.\n\n- Budget\n", encoding="utf-8")
    assert read_plan(path).held is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_markdown_in_any_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "agenda.md"
    path.write_bytes("# Team 2026-11-23\r\n- Bücher\r\n".encode(encoding))
    plan = read_plan(path)
    assert plan.held == date(2026, 11, 23)
    assert plan.items == (PlannedItem("Bücher"),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no agenda item"),
        (b"\n \n", "holds no agenda item"),
        (b"\x89PNG\r\n\x1a\n\x00", "not text in UTF-8"),
        (b"a\x00b", "not a text file"),
        (b"x\n" * 600_000, "too long"),
        (b"- x\n" * 101, "101 items; 100 are the most"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "broken calendar"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n", "holds no meeting"),
        (ICS.replace("DESCRIPTION", "X-NOTE").encode(), "holds no agenda item"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "agenda.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read_plan(path)
    assert caught.value.path == str(path)
    assert caught.value.hint


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_plan(tmp_path / "none.md")
