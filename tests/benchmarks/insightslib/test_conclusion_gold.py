"""Counting finds against marks, on figures that can be worked out by hand."""

import pytest

from benchmarks.insightslib.conclusion_gold import (
    HALVES,
    KINDS,
    Counts,
    count,
    count_drawn,
    places,
    read_gold,
    units_read,
)
from lvm_meet.model import Utterance


def sets(*marks: int) -> list[frozenset[int]]:
    return [frozenset({mark}) for mark in marks]


@pytest.mark.parametrize(
    ("find", "expected"),
    [
        (10, Counts(1, 0, 1, 1)),
        (12, Counts(1, 0, 1, 1)),
        (13, Counts(0, 1, 0, 1)),
        (30, Counts(0, 0, 0, 1)),
    ],
)
def test_a_find_is_right_near_a_sure_mark_and_nothing_near_a_debatable_one(find, expected):
    assert count(sets(find), sets(10), sets(30), within=2) == expected


def test_drawn_units_get_what_is_expected_of_them():
    drawn = count_drawn(range(10), 2, sets(0), sets(9), within=0)
    assert (round(drawn.right, 2), round(drawn.wrong, 2)) == (0.2, 1.6)
    assert round(drawn.found, 2) == round(1 - 0.9**2, 2)
    assert count_drawn([], 2, sets(0), [], within=0) == Counts(marks=1)


def test_marks_are_found_in_units_that_hold_their_pieces():
    units = [Utterance(f"u{i}", "A", "words", None, (i,)) for i in range(3)]
    pieces = ("0.0", "0.1", "4.0")
    assert places([frozenset({"0.1", "4.0"})], units, pieces) == [frozenset({1, 2})]
    assert units_read(units, pieces, 3) == 2
    assert units_read(units, pieces, None) == 3


def test_the_marks_of_the_repository_can_be_read():
    marked = read_gold()
    assert {each.half for each in marked.values()} == set(HALVES)
    assert {kind for each in marked.values() for kind in each.sure} == set(KINDS)
    assert str(Counts(1, 1, 1, 2)).startswith(" 50%")
