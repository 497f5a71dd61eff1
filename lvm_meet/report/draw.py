"""Small pictures made of characters, as plain strings of a known width. All of them are pure.

The full character set is used here; where an output cannot show it, `Ink` replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.model import Estimate

FULL, EMPTY, MIDDLE, MARK, DOT, LINE = "█", "░", "│", "▲", "●", "─"
LEVELS = "▁▂▃▄▅▆▇█"


def bar(value: float, top: float, width: int) -> str:
    """A bar as long as `value` is of `top`; whatever is above 0 is at least one character."""
    if value <= 0 or top <= 0:
        return ""
    return FULL * max(1, round(width * min(value / top, 1)))


def columns(values: Sequence[float | None], top: float, width: int) -> str:
    """Side by side over `width` characters; None is a gap, 0 the base line, more stands above it.

    Shown are at most `width` values; of more, neighbours share a character and the highest wins.
    """
    if not values or top <= 0:
        return " " * width
    cells = []
    for place in range(width):
        first = place * len(values) // width
        last = max(first + 1, (place + 1) * len(values) // width)
        known = [value for value in values[first:last] if value is not None]
        cells.append(_column(max(known), top) if known else " ")
    return "".join(cells)


def _column(value: float, top: float) -> str:
    if value <= 0:
        return LEVELS[0]
    steps = len(LEVELS) - 1
    return LEVELS[max(1, round(steps * min(value / top, 1)))]


def marks(fractions: Sequence[float], width: int) -> str:
    """A mark at each fraction (0 to 1) of the width."""
    cells = [" "] * width
    for fraction in fractions:
        cells[min(width - 1, max(0, int(fraction * width)))] = MARK
    return "".join(cells)


def axis(labels: tuple[str, str, str], width: int) -> str:
    """Labels of start, middle and end; the middle one only where it has room."""
    start, middle, end = labels
    if len(start) + len(end) + 1 > width:
        return start[:width].ljust(width)
    line = start + " " * (width - len(start) - len(end)) + end
    left = (width - len(middle)) // 2
    if left > len(start) and left + len(middle) < width - len(end):
        line = line[:left] + middle + line[left + len(middle) :]
    return line


def scale(estimate: Estimate, width: int) -> str:
    """The balance index as a dot with its interval, on a line from -1 to 1 with 0 marked."""

    def place(permille: int) -> int:
        return round((permille + 1000) * (width - 1) / 2000)

    cells = [LINE] * width
    cells[place(0)] = MIDDLE
    low, high = place(estimate.low), place(estimate.high)
    cells[low : high + 1] = ["━"] * (high - low + 1)
    cells[place(estimate.value)] = DOT
    return "".join(cells)
