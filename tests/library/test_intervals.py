import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.library import intervals
from lvm_meet.library.intervals import Interval, student

PAIRS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 200)).map(lambda p: (min(p), max(p))), max_size=12
)


def inside(found: Interval) -> bool:
    if found.low is None or found.high is None:
        return found.low is found.high is None
    return found.low <= found.value + 1e-9 and found.value - 1e-9 <= found.high


@pytest.mark.parametrize(
    "kind", [intervals.ratio, intervals.index, intervals.share, intervals.rate]
)
@given(pairs=PAIRS)
def test_a_value_is_inside_its_interval(kind, pairs) -> None:
    found = kind(pairs)
    if kind is intervals.index:
        assert (found is None) == (sum(map(sum, pairs)) == 0)
    else:
        assert (found is None) == (sum(of for _, of in pairs) == 0)
    if found is not None:
        assert inside(found)


@given(pairs=PAIRS)
def test_shares_and_indexes_stay_within_what_can_be(pairs) -> None:
    for found, least in ((intervals.share(pairs), 0.0), (intervals.index(pairs), -1.0)):
        if found is not None and found.low is not None:
            assert least <= found.low <= found.high <= 1


@given(pairs=PAIRS, other=PAIRS)
def test_the_order_of_meetings_changes_nothing(pairs, other) -> None:
    first, second = intervals.rate(pairs + other), intervals.rate(other + pairs)
    assert (first is None) == (second is None)
    if first is not None:
        assert first.value == second.value
        if first.low is not None:
            assert first.low == pytest.approx(second.low)


def test_one_meeting_has_a_value_and_no_bounds() -> None:
    assert intervals.rate([(3, 1000)], per=1000) == Interval(3.0)
    assert intervals.index([(2, 6)]) == Interval(-0.5)


def test_none_of_many_words_still_has_an_upper_bound() -> None:
    found = intervals.rate([(0, 4000), (0, 5000), (0, 3000)], per=1000)
    assert (found.value, found.low) == (0, 0)
    assert 0.2 < found.high < 0.5


def test_ratios_are_of_sums_not_means_of_ratios() -> None:
    assert intervals.rate([(1, 10), (0, 990)], per=1000).value == 1.0


def test_more_alike_meetings_are_surer() -> None:
    alike = intervals.rate([(10, 100)] * 6)
    apart = intervals.rate([(2, 100), (18, 100)] * 3)
    assert alike.value == apart.value
    assert alike.high - alike.low < apart.high - apart.low


@pytest.mark.parametrize(("degrees", "value"), [(1, 12.706), (10, 2.228), (30, 2.042), (60, 2.000)])
def test_students_t(degrees, value) -> None:
    assert student(degrees) == pytest.approx(value, abs=0.002)


def test_a_difference_has_both_uncertainties() -> None:
    first, second = Interval(1.0, 0.5, 1.5), Interval(3.0, 2.0, 4.0)
    found = intervals.difference(first, second)
    assert found.value == 2.0
    assert found.low == pytest.approx(2 - (1 + 0.25) ** 0.5)
    assert found.high == pytest.approx(2 + (1 + 0.25) ** 0.5)
    assert intervals.difference(first, Interval(3.0)) == Interval(2.0)


@pytest.mark.parametrize("number", [3, 6, 15])
def test_intervals_hold_about_as_often_as_they_say(number) -> None:
    """Meetings that differ in length and style: nine in ten intervals at least hold."""
    rng = random.Random(7)

    def meeting() -> tuple[int, int]:
        words = rng.randint(40, 200)
        chance = min(0.9, max(0.02, rng.gauss(0.2, 0.07)))
        return sum(rng.random() < chance for _ in range(words)), words

    population = [meeting() for _ in range(600)]
    truth = sum(case for case, _ in population) / sum(of for _, of in population)
    held = 0
    for _ in range(400):
        found = intervals.share([rng.choice(population) for _ in range(number)])
        held += found.low <= truth <= found.high
    assert held >= 0.9 * 400
