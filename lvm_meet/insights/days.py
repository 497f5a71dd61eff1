"""Days of the calendar, counted from the day on which a meeting was held.

Pure arithmetic on `datetime.date`; weeks begin on Monday (ISO 8601). Every function gives None
where there is no such day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONDAY, FRIDAY, SUNDAY = 0, 4, 6
_MONTHS = 12


def after(held: date, *, days: int = 0, weeks: int = 0) -> date | None:
    """So many days and weeks later; None past the end of the calendar."""
    try:
        return held + timedelta(days=days, weeks=weeks)
    except OverflowError:
        return None


def months_after(held: date, months: int) -> date | None:
    """The same day some months later, or that month's last ("a month after 31 January")."""
    year, month = divmod(held.year * _MONTHS + held.month - 1 + months, _MONTHS)
    return _day(year, month + 1, min(held.day, _length(year, month + 1)))


def weekday_after(held: date, weekday: int, *, today: bool = False) -> date | None:
    """The first such weekday after the meeting (0 is Monday); with `today`, or on its day."""
    ahead = (weekday - held.weekday()) % 7
    return after(held, days=ahead if ahead or today else 7)


def weekday_of_week(held: date, weekday: int, *, weeks: int) -> date | None:
    """That weekday of the week that is `weeks` after the one of the meeting."""
    return after(held, days=weekday - held.weekday(), weeks=weeks)


def end_of_week(held: date, *, weeks: int = 0) -> date | None:
    """The Friday of that week; its Sunday where the meeting is held when Friday is over."""
    last = FRIDAY if weeks or held.weekday() <= FRIDAY else SUNDAY
    return weekday_of_week(held, last, weeks=weeks)


def end_of_month(held: date, *, months: int = 0) -> date | None:
    """The last day of the month that is `months` after the one of the meeting."""
    year, month = divmod(held.year * _MONTHS + held.month - 1 + months, _MONTHS)
    return _day(year, month + 1, _length(year, month + 1))


def end_of_quarter(held: date, *, quarters: int = 0) -> date | None:
    """The last day of the calendar quarter that is `quarters` after the one of the meeting."""
    return end_of_month(held, months=2 - (held.month - 1) % 3 + 3 * quarters)


def end_of_year(held: date, *, years: int = 0) -> date | None:
    """The last day of the year that is `years` after the one of the meeting."""
    return _day(held.year + years, _MONTHS, 31)


def day_of_month(held: date, day: int) -> date | None:
    """The next such day, that of the meeting included; months that lack it are passed over."""
    for months in range(_MONTHS):
        year, month = divmod(held.year * _MONTHS + held.month - 1 + months, _MONTHS)
        found = _day(year, month + 1, day)
        if found and found >= held:
            return found
    return None


def day_in_month(held: date, day: int, month: int, *, year: int | None = None) -> date | None:
    """That day of `month` (1 is January): of `year`, or the next one from the meeting on."""
    if year is not None:
        return _day(year, month, day)
    for ahead in range(9):  # 29 February may be eight years away
        found = _day(held.year + ahead, month, day)
        if found and found >= held:
            return found
    return None


def last_of_month(held: date, month: int) -> date | None:
    """The last day of the next such month, that of the meeting included."""
    year = held.year + (month < held.month)
    return _day(year, month, _length(year, month))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1] if date.min.year <= year <= date.max.year else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
