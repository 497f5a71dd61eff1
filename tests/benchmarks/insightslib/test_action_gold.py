import csv

import pytest

from benchmarks.insightslib import action_gold
from benchmarks.insightslib.action_gold import Marked, OwnerCount, count, count_owners, places
from benchmarks.insightslib.acts import Count
from lvm_meet.model import Action, ActionKind, Utterance

UNITS = tuple(Utterance(f"u{place}", "a", "x", None, (place,)) for place in range(6))
PIECES = ("1.0", "1.1", "2.0", "3.0", "4.0", "5.0")
MARKS = [Marked("request", "Bob", frozenset({"1.1"})), Marked("request", None, frozenset({"5.0"}))]


def action(owner):
    return Action("Do it", ActionKind.REQUEST, owner, "a", None, None, (), ("u0",))


def test_marks_are_placed_and_counted():
    at = places(MARKS, UNITS, PIECES)
    assert at == [[1], [5]]
    assert count([[2], [3]], at) == Count(right=1, items=2, found=1, coded=2)


@pytest.mark.parametrize(
    ("owner", "item", "expected"),
    [
        ("Bob", [1], OwnerCount(1, 1, 1, 0)),
        ("Cyd", [1], OwnerCount(0, 1, 1, 0)),
        ("Bob", [5], OwnerCount(0, 1, 1, 0)),
        ("Bob", [3], OwnerCount(0, 0, 1, 1)),
        (None, [1], OwnerCount(0, 0, 1, 0)),
    ],
)
def test_a_name_is_right_only_where_the_mark_has_it(owner, item, expected):
    at = places(MARKS, UNITS, PIECES)
    assert count_owners([action(owner)], [item], MARKS, at) == expected
    assert expected + expected == OwnerCount(
        expected.right * 2, expected.named * 2, 2, expected.wrong_items * 2
    )


def test_the_marks_hold_no_text_and_no_meeting_is_in_two_parts():
    with action_gold.GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["kind"] for row in rows} == {"commitment", "request", action_gold.FROM}
    assert {row["part"] for row in rows} == set(action_gold.PARTS)
    assert all(set(row["ids"]) <= set("0123456789. ") for row in rows)
    parts = [set(action_gold.read_gold(part)) for part in action_gold.PARTS]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 24
