"""`lvm-meet library targets`: kinds of meetings against what the team wants them to be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, shelf
from lvm_meet.errors import SettingsError
from lvm_meet.model import SIGNALS

if TYPE_CHECKING:
    from lvm_meet.library.targets import Part, TypeMix
    from lvm_meet.report.page import Page

_ALL = 10**6
"""more meetings of a type than there are"""


@click.command()
@shelf.where
@shelf.selecting
@click.option(
    "--targets",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The targets (default: targets.toml in LVM_MEET_DATA_DIR; none are packaged).",
)
@click.option(
    "--last",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="So many of the latest meetings of a type, against all before them.",
)
@click.option("--suggest", is_flag=True, help="Print targets.toml as the meetings are now.")
@options.lexicons
@options.as_json
def targets(
    where: str | None,
    team: str | None,
    type_: str | None,
    since: str | None,
    until: str | None,
    file: Path | None,
    last: int,
    suggest: bool,
    lexicon_dir: Path | None,
    as_json: bool,
) -> None:
    """Hold each kind of meeting against its target and its own past.

    The mix is how the coded sentences divide into the four signals. A target is the team's own
    choice and is written into targets.toml (docs/library.md); the distance to it is no grade, and
    no team is held against another one.
    """
    from lvm_meet.library.targets import mixes, read_targets, targets_path

    path = targets_path(file, lexicons=lexicon_dir)
    wanted = read_targets(path)
    opened = shelf.open_library(where, lexicons=lexicon_dir)
    chosen = shelf.selection(opened, team, type_, since, until)
    found = mixes(opened, wanted, selection=chosen, last=_ALL if suggest else last)
    if not found:
        raise SettingsError(
            "no meeting has a type", hint="lvm-meet library add ANALYSIS.json --type retro"
        )
    if suggest:
        text = _suggested(found)
        with options.printing():
            click.echo(text.encode(), nl=False)
        return
    if as_json:
        shelf.print_json(
            {"targets": str(path) if wanted else None, "types": [_json(each) for each in found]}
        )
        return
    with shelf.page() as page:
        for each in found:
            _show(page, each)
        page.blank()
        page.line(_remark(wanted=bool(wanted)), "dim")


def _show(page: Page, found: TypeMix) -> None:
    from lvm_meet.report import numbers

    page.heading(shelf.text_of(found.type, limit=60).capitalize())
    recent = "the latest meeting" if found.recent == 1 else f"the latest {found.recent} meetings"
    coded = numbers.count(found.coded, "coded sentence")
    if any(part.now is None for part in found.parts):
        page.line(f"In {recent} there is too little evidence ({coded}).")
        return
    page.line(f"{recent.capitalize()} ({coded}), before: {numbers.count(found.before, 'meeting')}.")
    header = ("", "Now", "95% interval", "Before", "Change", "Target", "Off target")
    page.table(header, [_row(part) for part in found.parts])
    told = []
    if found.to_target is not None:
        told.append(f"{100 * found.to_target:.0f} in 100 coded sentences are off the target")
    if found.to_past is not None:
        told.append(f"{100 * found.to_past:.0f} in 100 differ from before")
    if told:
        page.line(f"{'; '.join(told)}.")


def _row(part: Part) -> tuple[str, ...]:
    from lvm_meet.report import numbers

    return (
        part.label.value.capitalize(),
        numbers.percent(None if part.now is None else part.now.value),
        shelf.bounds(part.now, numbers.percent),
        numbers.percent(None if part.past is None else part.past.value),
        _points(None if part.change is None else part.change.value),
        numbers.percent(part.target),
        _points(None if part.off is None else part.off.value),
    )


def _points(value: float | None) -> str:
    from lvm_meet.report import numbers

    if value is None:
        return numbers.UNKNOWN
    size = f"{abs(100 * value):.0f}"
    return size if size == "0" else f"{numbers.MINUS if value < 0 else '+'}{size}"


def _remark(*, wanted: bool) -> str:
    text = (
        "Shares of the coded sentences; changes in points. A mix of few sentences moves by chance: "
        "look at the interval."
    )
    if wanted:
        return text
    return (
        f"{text} There is no target yet: lvm-meet library targets --suggest prints a file to "
        "start from."
    )


def _suggested(found: Sequence[TypeMix]) -> str:
    """targets.toml with the mixes as they are, as whole numbers that make 100.

    SettingsError where no type has enough coded sentences to tell.
    """
    parts = ["# What the meetings are like now. Change the numbers to what you want: each 100.\n"]
    for each in found:
        if any(part.now is None for part in each.parts):
            continue
        name = shelf.text_of(each.type).replace("\\", "\\\\").replace('"', '\\"')
        lines = [f'\n["{name}"]  # {each.recent} meetings, {each.coded} coded sentences']
        shares = _hundred([part.now.value if part.now else 0.0 for part in each.parts])
        lines += [f"{label.value} = {share}" for label, share in zip(SIGNALS, shares, strict=True)]
        parts.append("\n".join(lines) + "\n")
    if len(parts) == 1:
        raise SettingsError(
            "no type of meeting has enough coded sentences to suggest a target",
            hint="add more meetings of that type",
        )
    return "".join(parts)


def _hundred(shares: Sequence[float]) -> list[int]:
    """Whole numbers that make 100, by the largest remainders."""
    whole = [int(100 * share) for share in shares]
    rest = sorted(range(len(shares)), key=lambda place: whole[place] - 100 * shares[place])
    for place in rest[: 100 - sum(whole)]:
        whole[place] += 1
    return whole


def _json(found: TypeMix) -> dict[str, object]:
    return {
        "type": found.type,
        "recent_meetings": found.recent,
        "earlier_meetings": found.before,
        "coded": found.coded,
        "distance_to_target": None if found.to_target is None else round(found.to_target, 3),
        "distance_to_past": None if found.to_past is None else round(found.to_past, 3),
        "mix": [
            {
                "signal": part.label.value,
                "now": shelf.interval_json(part.now),
                "past": shelf.interval_json(part.past),
                "target": None if part.target is None else round(part.target, 3),
                "change": shelf.interval_json(part.change),
                "off_target": shelf.interval_json(part.off),
            }
            for part in found.parts
        ],
    }
