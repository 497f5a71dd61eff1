"""How numbers look in the report: in words and tables, with a dash for what is not known."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "–"


def count(number: int, one: str, many: str = "") -> str:
    """Such as "1 word" and "3,204 words"; `many` where the plural is not just an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float | None) -> str:
    """Such as "38%"; what is there but rounds to nothing or to all is "<1%" and ">99%"."""
    if share is None:
        return UNKNOWN
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"


def rate(value: float | None) -> str:
    """Per 1,000 words, such as "8.4"."""
    return UNKNOWN if value is None else f"{value:.1f}"


def whole(value: float | None) -> str:
    """A number without decimals, such as "1,204"."""
    return UNKNOWN if value is None else f"{value:,.0f}"


def index(permille: int) -> str:
    """Such as "−0.32", "0.00" and "+0.40", with a true minus sign."""
    text = f"{abs(permille) / 1000:.2f}"
    if text == "0.00":
        return text
    return f"{MINUS if permille < 0 else '+'}{text}"


def duration(ms: int) -> str:
    """Such as "45 s", "32 min" and "1 h 05 min"."""
    if ms < 60_000:
        return f"{ms // 1000} s"
    hours, minutes = divmod(round(ms / 60_000), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
