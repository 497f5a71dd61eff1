"""The lines of an agenda, as both forms write them and `lvm_meet.plans` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lvm_meet.model import PlannedItem
from lvm_meet.plans import items_in
from lvm_meet.report.upcoming import NextRow

_MINUTE = 60_000
_BRACKETED = re.compile(r"[(\[][^)\]]*(?:[)\]]|$)")
_NO_OWNER = re.compile(r"[()\[\],;|:]")
"""signs that end an owner; a role in brackets behind a name is left out"""


def numbered(
    rows: Sequence[NextRow], *, first: int = 1, escape: Callable[[str], str] = str
) -> Iterator[str]:
    """The items with their remarks, numbered from `first`; `escape` is for all foreign text.

    "2. Budget (10 min, owner: Ada)", and below it each remark as a quoted line, which is no part
    of the item when the agenda is read back.
    """
    for number, row in enumerate(rows, start=first):
        mark = f"{number}. "
        yield mark + _line(row, escape)
        yield from (f"{' ' * len(mark)}> {escape(remark)}" for remark in row.remarks)


def _line(row: NextRow, escape: Callable[[str], str]) -> str:
    """The item's own line; its title in quotation marks where part of it would read as a time."""
    owner = " ".join(_NO_OWNER.sub(" ", _BRACKETED.sub("", row.owner)).split())
    about = f"{row.minutes} min" + (f", owner: {owner}" if owner else "")
    wanted = PlannedItem(row.title, row.minutes * _MINUTE, owner or None)
    title = row.title
    if items_in(f"1. {escape(title)} ({escape(about)})") != (wanted,):
        title = f"“{title}”"
    return f"{escape(title)} ({escape(about)})"
