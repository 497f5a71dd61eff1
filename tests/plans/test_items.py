"""Agenda items as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import PlannedItem
from lvm_meet.plans.items import day_in, items_in

MIN = 60_000


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
    ],
)
def test_one_line(line: str, expected: PlannedItem) -> None:
    assert items_in(line) == (expected,)


def test_starts_give_the_lengths_of_all_but_the_last() -> None:
    found = items_in("09:00 Welcome\n09:05 Budget\n09:30 Close\n")
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
        "| Item | Minutes |\n|---|---|\n| Budget | |\n| Hiring | |\n",
    ],
)
def test_lists_of_any_kind(text: str) -> None:
    assert [item.title for item in items_in(text)] == ["Budget", "Hiring"]


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
