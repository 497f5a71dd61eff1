"""Agenda items as people write them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import PlannedItem
from lvm_meet.plans.items import day_in, items_in

MIN = 60_000
DOC = Path(__file__).parents[2] / "docs" / "agenda.md"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Budget", PlannedItem("Budget")),
        ("* Budget (15 min)", PlannedItem("Budget", 15 * MIN)),
        ("1. Budget, 15 minutes", PlannedItem("Budget", 15 * MIN)),
        ("2) Budget — 10'", PlannedItem("Budget", 10 * MIN)),
        ("- Budget 1h30", PlannedItem("Budget", 90 * MIN)),
        ("- Budget [1 h]", PlannedItem("Budget", 60 * MIN)),
        ("- Budget (10 min, Ada Berg)", PlannedItem("Budget", 10 * MIN, "Ada Berg")),
        ("- Budget (Ada Berg) 5 min", PlannedItem("Budget", 5 * MIN, "Ada Berg")),
        ("- Budget - Ada", PlannedItem("Budget", None, "Ada")),
        ("- Budget, owner: Ada", PlannedItem("Budget", None, "Ada")),
        ("- Budget @ada", PlannedItem("Budget @ada")),
        ("- Budget (second round)", PlannedItem("Budget (second round)")),
        ("- [ ] Budget", PlannedItem("Budget")),
        ("- **Budget** for [2027](https://example.org/x)", PlannedItem("Budget for 2027")),
        ("09:00-09:15 Budget", PlannedItem("Budget", 15 * MIN)),
        ("- 9.00 – 9.20: Budget", PlannedItem("Budget", 20 * MIN)),
        ("- 23:50-00:10 Handover", PlannedItem("Handover", 20 * MIN)),
        ("- Team of 5 people", PlannedItem("Team of 5 people")),
        ("- The 15 minute city", PlannedItem("The 15 minute city")),
        ("- Budget (1.5 hours)", PlannedItem("Budget", 90 * MIN)),
        ("- Budget (10-15 min)", PlannedItem("Budget", 15 * MIN)),
        ("- Budget (Ada, Ben, 10 min)", PlannedItem("Budget (Ada, Ben)", 10 * MIN)),
        ("- Budget (Ada, Ben)", PlannedItem("Budget (Ada, Ben)")),
        ("- Budget (5 min, owner: Speaker 1)", PlannedItem("Budget", 5 * MIN, "Speaker 1")),
        ("- Budget, owner: tom", PlannedItem("Budget", None, "tom")),
        ("- Present for 10 min (5 min)", PlannedItem("Present for 10 min", 5 * MIN)),
        ("- Budget - Update", PlannedItem("Budget - Update")),
        ("- Roadmap – Phase Two", PlannedItem("Roadmap – Phase Two")),
        ("- Budget (Draft)", PlannedItem("Budget (Draft)")),
        ("- 11:00 am - 1:00 pm Lunch talk", PlannedItem("Lunch talk", 120 * MIN)),
        ("- 11:30-1:00 Lunch talk", PlannedItem("Lunch talk", 90 * MIN)),
        ("- 1:00-2:30 pm Lunch talk", PlannedItem("Lunch talk", 90 * MIN)),
        ("- 12.99 as the new price", PlannedItem("12.99 as the new price")),
        (r"- Use the \_x\_ &lt;tag&gt;", PlannedItem("Use the _x_ <tag>")),
        ("> - Budget", PlannedItem("Budget")),
    ],
)
def test_one_line(line: str, expected: PlannedItem) -> None:
    assert items_in(line) == (expected,)


def test_the_table_in_the_documentation_is_true() -> None:
    rows = [line for line in DOC.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert len(rows) > 10
    for row in rows:
        line, title, length, owner = (cell.strip() for cell in row.strip("|").split("|"))
        planned = int(length.split()[0]) * MIN if length else None
        assert items_in(line.strip("`")) == (PlannedItem(title, planned, owner or None),)


def test_starts_give_the_lengths_of_all_but_the_last() -> None:
    table = "| Time | Item |\n|-|-|\n| 09:00 | Welcome |\n| 09:05 | Budget |\n| 09:30 | Close |\n"
    for text in ("09:00 Welcome\n09:05 Budget\n09:30 Close\n", table):
        found = items_in(text)
        assert [(item.title, item.planned_ms) for item in found] == [
            ("Welcome", 5 * MIN),
            ("Budget", 25 * MIN),
            ("Close", None),
        ]


def test_what_is_indented_below_an_item_is_its_detail() -> None:
    found = items_in("# Monday\n\n- Budget\n    - travel\n    - rooms\n- Hiring\n")
    assert [(item.title, item.details) for item in found] == [
        ("Budget", ("travel", "rooms")),
        ("Hiring", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Agenda:\nBudget\nHiring\n",
        "Hello all,\nsee you there.\n\nAgenda:\nBudget\nHiring",
        "# Agenda\nBudget\n\nHiring\n",
        "# Agenda\n## Budget\n## Hiring\n",
        "Budget\nHiring",
        "Hello all,\n- Budget\n- Hiring\nSee you there",
        "Attendees:\n- Ada\n- Ben\n\nAgenda:\n- Budget\n- Hiring",
        "# Monday\n## Attendees\n- Ada\n## Agenda\n1. Budget\n2. Hiring\n## Notes\n- none",
        "# Monday\n## Budget\nmuch to say\n## Hiring\nsome more\n",
        "- Date: 2026-11-23\n- Budget\n- Hiring\n",
        "Hi Ada,\n\nDate: 2026-11-23\nBudget\nHiring\n",
        "Budget\nHiring\n________________\nJoin the call\nMeeting number 12345\n",
        "Dear all,\nBudget\nHiring\nhttps://call.example.org/1\nBest, Ada",
        "- Budget\n  > a remark\n- Hiring\n> another\n",
        "| Item | Minutes |\n|---|---|\n| Budget | |\n| Hiring | |\n",
    ],
)
def test_lists_of_any_kind(text: str) -> None:
    assert [item.title for item in items_in(text)] == ["Budget", "Hiring"]


def test_topics_as_headings_are_no_heading_of_an_agenda() -> None:
    text = "# Monday\n## Topic 1: Budget\n- travel\n## Topic 2: Hiring\n- kitchen\n"
    assert [item.title for item in items_in(text)] == ["travel", "kitchen"]


def test_a_table_with_short_rows_is_read() -> None:
    text = "| Time | Item |\n|---|---|\n| 10 |\n| 5 | Budget |\n"
    assert items_in(text) == (PlannedItem("Budget", 5 * MIN),)


def test_a_table_has_times_and_owners() -> None:
    text = "| Topic | Time | Who |\n|:--|--:|---|\n| Budget | 10 | Ada |\n| Hiring | 1 h | |\n"
    assert items_in(text) == (
        PlannedItem("Budget", 10 * MIN, "Ada"),
        PlannedItem("Hiring", 60 * MIN, None),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Stand-up 2026-11-23", date(2026, 11, 23)),
        ("2026-13-40 and 2026-02-03", date(2026, 2, 3)),
        ("no day", None),
    ],
)
def test_the_day(text: str, day: date | None) -> None:
    assert day_in(text) == day


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for item in items_in(text):
        assert item.title.strip()
        assert item.planned_ms is None or item.planned_ms > 0
