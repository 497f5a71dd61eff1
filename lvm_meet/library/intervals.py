"""How sure a figure over several meetings is: 95 % intervals with the meeting as the unit.

Sentences of one meeting are alike, so what is drawn by chance is meetings. The interval of a ratio
of sums is that of the delete-one jackknife (Miller, Biometrika 61, 1974), with Student's t for one
degree of freedom less than there are meetings: a percentile bootstrap over meetings is far too
narrow for the handful that a month has. It is never narrower than what as many independent
sentences would give (Wilson 1927 for a share, Rao's score interval for a count per words), which
also gives a width to a count of none.
docs/library.md has how often both hold on real meetings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""two-sided 95 % of the normal distribution"""
_T = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""the same of Student's t, for 1 to 30 degrees of freedom"""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval; `low` and `high` are None where there is one meeting only
    and nothing tells how meetings differ.
    """

    value: float
    low: float | None = None
    high: float | None = None


def student(degrees: int) -> float:
    """Two-sided 95 % of Student's t; beyond the table by Fisher's expansion (to 0.001)."""
    if degrees <= len(_T):
        return _T[degrees - 1]
    return Z + (Z**3 + Z) / (4 * degrees)


def ratio(parts: Sequence[tuple[int, int]]) -> Interval | None:
    """Sum of the first over sum of the second of each meeting's pair; None where that is 0.

    No bounds for a single meeting.
    """
    over = sum(part for part, _ in parts)
    under = sum(whole for _, whole in parts)
    if not under:
        return None
    value, count = over / under, len(parts)
    if count < 2:
        return Interval(value)
    # What each meeting does to the value when it is left out: large ones weigh as they should.
    shifts = [
        (part - value * whole) / (1 - whole / under) for part, whole in parts if whole < under
    ]
    if len(shifts) < count:  # one meeting has all there is
        return Interval(value)
    squares = sum(shift**2 for shift in shifts)
    half = student(count - 1) * sqrt(squares * (count - 1) / count) / under
    return Interval(value, value - half, value + half)


def index(parts: Sequence[tuple[int, int]]) -> Interval | None:
    """The balance index of (leading, managing) units per meeting, -1 to 1; None without any."""
    found = ratio([(lead - manage, lead + manage) for lead, manage in parts])
    if found is None:
        return None
    low, high = _wilson(sum(lead for lead, _ in parts), sum(map(sum, parts)))
    return _hull(found, 2 * low - 1, 2 * high - 1, least=-1.0, most=1.0)


def share(parts: Sequence[tuple[int, int]]) -> Interval | None:
    """A share of units, 0 to 1, of (units, all units) per meeting; None where there is no unit."""
    found = ratio(parts)
    if found is None:
        return None
    low, high = _wilson(sum(part for part, _ in parts), sum(whole for _, whole in parts))
    return _hull(found, low, high, least=0.0, most=1.0)


def rate(parts: Sequence[tuple[int, int]], *, per: int = 1) -> Interval | None:
    """Cases per so many of something, of (cases, of how many) per meeting; None where of none."""
    found = ratio(parts)
    if found is None:
        return None
    cases, under = sum(part for part, _ in parts), sum(whole for _, whole in parts)
    middle, spread = cases + Z * Z / 2, Z * sqrt(cases + Z * Z / 4)
    found = _hull(found, (middle - spread) / under, (middle + spread) / under, least=0.0)
    return Interval(
        found.value * per,
        None if found.low is None else found.low * per,
        None if found.high is None else found.high * per,
    )


def difference(first: Interval, second: Interval) -> Interval:
    """Second minus first, with the interval that both intervals give.

    After Zou & Donner, Statistics in Medicine 27, 2008 (MOVER): the distances of either value to
    its own bounds add up as squares. Without bounds where one of them has none.
    """
    value = second.value - first.value
    if first.low is None or first.high is None or second.low is None or second.high is None:
        return Interval(value)
    down = sqrt((second.value - second.low) ** 2 + (first.high - first.value) ** 2)
    up = sqrt((second.high - second.value) ** 2 + (first.value - first.low) ** 2)
    return Interval(value, value - down, value + up)


def _wilson(cases: int, of: int) -> tuple[float, float]:
    part, spread = cases / of, Z * Z / of
    middle = (part + spread / 2) / (1 + spread)
    half = Z * sqrt(part * (1 - part) / of + spread / (4 * of)) / (1 + spread)
    return middle - half, middle + half


def _hull(
    found: Interval, low: float, high: float, *, least: float, most: float | None = None
) -> Interval:
    """The interval widened to the other one and kept within what can be; none stays none."""
    if found.low is None or found.high is None:
        return found
    low, high = max(least, min(found.low, low)), max(found.high, high)
    return Interval(found.value, low, high if most is None else min(most, high))
