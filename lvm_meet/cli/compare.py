"""`lvm-meet compare`: two meetings side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, shelf
from lvm_meet.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lvm_meet.library.comparing import Comparison, Pair
    from lvm_meet.report.page import Page

_NAMES = {
    "balance": "Balance index",
    "leadership": "Leadership",
    "management": "Management",
    "vision": "  vision",
    "inspiration": "  inspiration",
    "execution": "  execution",
    "control": "  control",
    "coded": "Sentences with a signal",
}
_COUNTS = {
    "decision": "Decisions",
    "action": "Action items",
    "question": "Open questions",
    "risk": "Risks and blockers",
    "direction": "Directions",
}


@click.command()
@click.argument("first")
@click.argument("second")
@shelf.where
@options.as_json
def compare(first: str, second: str, where: str | None, as_json: bool) -> None:
    """Show two meetings side by side, with the difference and its 95% interval.

    FIRST and SECOND are numbers, files, titles or starts of hashes, as `lvm-meet library list`
    shows them. Two meetings differ in what they were for, too: no figure says how people are.
    """
    from lvm_meet.library.comparing import compare as look

    opened = shelf.open_library(where)
    one, other = opened.meeting(first), opened.meeting(second)
    if one.id == other.id:
        raise SettingsError(f"{first} and {second} are the same meeting", hint="name two")
    found = look(opened, one, other)
    if as_json:
        shelf.print_json(_document(found))
    else:
        with shelf.page() as page:
            _show(page, found)


def _show(page: Page, found: Comparison) -> None:
    from lvm_meet.report.page import QUIET
    from lvm_meet.report.profile_wording import plain_name

    page.line(f"A  {shelf.meeting_name(found.first)}")
    page.line(f"B  {shelf.meeting_name(found.second)}")
    page.heading("Style: sentences per 1,000 words")
    shown = [pair for pair in found.pairs if pair.first.name in _NAMES]
    page.table(
        ("", "A", "B", "B minus A", "95% interval", ""),
        [_row(pair) for pair in shown],
    )
    page.line(_verdict(shown), QUIET)
    page.heading("What came of them")
    page.table(
        ("", "A", "B"),
        [(_COUNTS[kind.value], str(one), str(other)) for kind, one, other in found.counts],
    )
    if found.aspects:
        page.heading("Aspects: leading and managing sentences")
        page.table(
            ("Aspect", "A", "B"),
            [
                (plain_name(shelf.text_of(name)), f"{a[0]} : {a[1]}", f"{b[0]} : {b[1]}")
                for name, a, b in found.aspects
            ],
        )
    if found.first.provenance[1:] != found.second.provenance[1:]:
        page.blank()
        page.line(
            "They were analysed in two ways (settings, lexicons or encoder): part of a difference "
            "may come from that."
        )


def _row(pair: Pair) -> tuple[str, ...]:
    from lvm_meet.report import numbers

    written = _writer(pair.first.unit.value)
    cells = [
        numbers.UNKNOWN if figure.interval is None else written(figure.interval.value)
        for figure in (pair.first, pair.second)
    ]
    signed = _signed(pair.first.unit.value)
    change = numbers.UNKNOWN if pair.difference is None else signed(pair.difference.value)
    return (
        _NAMES[pair.first.name],
        *cells,
        change,
        shelf.bounds(pair.difference, signed),
        "clear" if pair.clear else "",
    )


def _writer(unit: str) -> Callable[[float], str]:
    from lvm_meet.report import numbers

    if unit == "index":
        return lambda value: numbers.index(round(1000 * value))
    if unit == "share":
        return numbers.percent
    return numbers.rate


def _signed(unit: str) -> Callable[[float], str]:
    from lvm_meet.report import numbers

    def write(value: float) -> str:
        if unit == "index":
            return numbers.index(round(1000 * value))
        size = f"{abs(100 * value):.0f}" if unit == "share" else f"{abs(value):.1f}"
        if float(size) == 0:
            return size
        return f"{numbers.MINUS if value < 0 else '+'}{size}{' pts' if unit == 'share' else ''}"

    return write


def _verdict(pairs: list[Pair]) -> str:
    from lvm_meet.report import numbers

    clear = sum(pair.clear for pair in pairs)
    if not clear:
        return "No difference is clear: with this much talk, chance could have made each of them."
    return (
        f"Clear are {numbers.count(clear, 'difference')}, whose interval leaves out 0. Of "
        f"{len(pairs)} figures, one in twenty would be called clear by chance."
    )


def _document(found: Comparison) -> dict[str, object]:
    return {
        "first": shelf.meeting_json(found.first),
        "second": shelf.meeting_json(found.second),
        "figures": [
            {
                "measure": pair.first.name,
                "unit": pair.first.unit.value,
                "first": shelf.interval_json(pair.first.interval),
                "second": shelf.interval_json(pair.second.interval),
                "difference": shelf.interval_json(pair.difference),
                "clear": pair.clear,
            }
            for pair in found.pairs
        ],
        "conclusions": [
            {"kind": kind.value, "first": one, "second": other} for kind, one, other in found.counts
        ],
        "aspects": [
            {
                "aspect": name,
                "first": {"leadership": one[0], "management": one[1]},
                "second": {"leadership": other[0], "management": other[1]},
            }
            for name, one, other in found.aspects
        ],
    }
