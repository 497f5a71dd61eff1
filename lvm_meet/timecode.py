"""Times as people and files write them, to integer milliseconds and back."""

from __future__ import annotations

import re
from decimal import Decimal

_CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))?"
)
_SECONDS = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


def parse_clock(text: str) -> int | None:
    """Milliseconds of "1:02:03.450", "02:03,45" or "0:05"; None for anything else.

    Without hours, minutes may pass 59 ("75:10"); with hours they may not, nor may seconds.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(match[key] or 0) for key in ("hours", "minutes", "seconds"))
    if seconds > 59 or (match["hours"] is not None and minutes > 59):
        return None
    fraction = (match["fraction"] or "").ljust(3, "0")[:3]
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(fraction)


def parse_time(text: str) -> int | None:
    """Milliseconds of a clock time or of plain seconds ("75.5"); None for anything else."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return int((Decimal(text.replace(",", ".")) * 1000).to_integral_value())
    return parse_clock(text)


def format_clock(ms: int, *, mark: str = ".") -> str:
    """Like "01:02:03.450": hours always, three digits of milliseconds (WebVTT and SRT)."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{mark}{rest:03d}"


def format_short(ms: int) -> str:
    """Like "2:05" or "1:02:05", for people; cut off, not rounded, so that it never runs ahead."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
