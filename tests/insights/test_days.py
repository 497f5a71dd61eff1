from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.insights import days

WEDNESDAY = date(2024, 3, 13)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (days.weekday_after(WEDNESDAY, 4), date(2024, 3, 15)),
        (days.weekday_after(WEDNESDAY, 2), date(2024, 3, 20)),
        (days.weekday_after(WEDNESDAY, 2, today=True), WEDNESDAY),
        (days.weekday_of_week(WEDNESDAY, 4, weeks=1), date(2024, 3, 22)),
        (days.end_of_week(WEDNESDAY), date(2024, 3, 15)),
        (days.end_of_week(date(2024, 3, 16)), date(2024, 3, 17)),
        (days.end_of_month(date(2024, 2, 1)), date(2024, 2, 29)),
        (days.end_of_month(date(2024, 12, 5), months=1), date(2025, 1, 31)),
        (days.end_of_quarter(WEDNESDAY), date(2024, 3, 31)),
        (days.end_of_quarter(WEDNESDAY, quarters=1), date(2024, 6, 30)),
        (days.end_of_year(WEDNESDAY, years=1), date(2025, 12, 31)),
        (days.months_after(date(2024, 1, 31), 1), date(2024, 2, 29)),
        (days.day_of_month(WEDNESDAY, 13), WEDNESDAY),
        (days.day_of_month(WEDNESDAY, 12), date(2024, 4, 12)),
        (days.day_of_month(date(2024, 4, 30), 31), date(2024, 5, 31)),
        (days.day_of_month(WEDNESDAY, 32), None),
        (days.day_in_month(WEDNESDAY, 3, 3), date(2025, 3, 3)),
        (days.day_in_month(WEDNESDAY, 29, 2), date(2028, 2, 29)),
        (days.day_in_month(WEDNESDAY, 30, 2), None),
        (days.last_of_month(WEDNESDAY, 2), date(2025, 2, 28)),
        (days.after(date.max, days=1), None),
        (days.end_of_year(date.max, years=1), None),
    ],
)
def test_days(found, expected):
    assert found == expected


@given(st.dates(max_value=date.max - timedelta(days=40)), st.integers(0, 6))
def test_a_weekday_lies_in_the_week_ahead(held, weekday):
    found = days.weekday_after(held, weekday)
    assert found is not None
    assert 0 < (found - held).days <= 7
    assert found.weekday() == weekday
