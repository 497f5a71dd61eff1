"""`lvm-meet trends`: how meetings change, by month, team, type or speaker."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, shelf
from lvm_meet.cli import trends_written as written
from lvm_meet.errors import SettingsError, unknown_choice
from lvm_meet.model import SIGNALS

if TYPE_CHECKING:
    from lvm_meet.library.measures import Figure
    from lvm_meet.library.trends import Group, Trends
    from lvm_meet.report.page import Page

_BY = ("month", "team", "type", "speaker")
_COUNTS = ("actions.opened", "actions.closed", "decisions")
_ALL = "All"
_NONE = {"team": "no team", "type": "no type"}


@click.command()
@click.option(
    "--by",
    "by",
    default="month",
    show_default=True,
    metavar="|".join(_BY),
    help="What makes a row: the meetings of a month, a team or a type, or what a speaker said.",
)
@shelf.where
@shelf.selecting
@click.option("--aspects", is_flag=True, help="Show the twelve aspects as well.")
@click.option(
    "--csv",
    "table",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write all figures as a table, a row for each; - prints it.",
)
@click.option(
    "--chart",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Draw balance and signals: FILE.png, FILE.svg, or FILE.json for Vega-Lite.",
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@options.lexicons
@options.as_json
def trends(
    by: str,
    where: str | None,
    team: str | None,
    type_: str | None,
    since: str | None,
    until: str | None,
    aspects: bool,
    table: Path | None,
    chart: Path | None,
    force: bool,
    lexicon_dir: Path | None,
    as_json: bool,
) -> None:
    """Show how meetings change: balance, signals, aspects and action items, with 95% intervals.

    An interval says how far chance in which meetings there were can have moved a figure; of a
    single meeting, which sentences. Teams, and people (--by speaker), are shown from five people
    and five meetings on. Nothing here is a ranking.
    """
    from lvm_meet.files import require_free
    from lvm_meet.library.trends import By
    from lvm_meet.library.trends import trends as gather

    if by not in _BY:
        raise unknown_choice("--by", by, _BY)
    if chart is not None and chart.suffix.lower() not in written.PICTURES:
        raise SettingsError(
            f"--chart: {chart}: no chart is written so", hint=", ".join(written.PICTURES)
        )
    prints = table is not None and str(table) == "-"
    for file in (chart, None if prints else table):
        if file is not None:
            require_free(file, force=force)
    opened = shelf.open_library(where, lexicons=lexicon_dir)
    chosen = shelf.selection(opened, team, type_, since, until)
    found = gather(opened, by=By(by), selection=chosen)
    if table is not None and not prints:
        _write(table, written.as_csv(found).encode("utf-8-sig"), force=force)
    if chart is not None:
        named = partial(_name, found)
        drawn = written.as_chart(found, chart.suffix.lower(), name=named)
        _write(chart, drawn, force=force)
    if prints:
        with options.printing():
            click.echo(written.as_csv(found).encode(), nl=False)
    elif as_json:
        shelf.print_json(written.as_document(found))
    else:
        with shelf.page() as page:
            _show(page, found, aspects=aspects)


def _write(path: Path, content: bytes, *, force: bool) -> None:
    from lvm_meet.files import write_atomically

    write_atomically(path, content, force=force)
    click.echo(options.harmless(f"wrote {path}"), err=True)


def _name(found: Trends, group: Group) -> str:
    if group is found.whole:
        return _ALL
    return shelf.text_of(group.name, limit=24) or _NONE.get(found.by.value, "")


def _show(page: Page, found: Trends, *, aspects: bool) -> None:
    from lvm_meet.report.page import QUIET

    first = found.by.value.capitalize()
    page.heading("Leadership and management, per 1,000 words")
    header = (first, "Meetings", "People", "Balance\nindex", "Leadership", "Management")
    page.table(
        header, [row for group in written.groups_of(found) for row in _whole_rows(found, group)]
    )
    page.heading("The four signals, per 1,000 words")
    page.table(
        (first, *(label.value.capitalize() for label in SIGNALS)),
        [
            row
            for group in written.groups_of(found)
            for row in _rows(found, group, [label.value for label in SIGNALS])
        ],
    )
    page.heading("Action items and decisions, per meeting")
    page.table(
        (first, "Items\nopened", "Items\nclosed", "Decisions"),
        [row for group in written.groups_of(found) for row in _rows(found, group, list(_COUNTS))],
    )
    if aspects:
        _show_aspects(page, found)
    page.blank()
    for line in _remarks(found, aspects=aspects):
        page.line(line, QUIET)


def _whole_rows(found: Trends, group: Group) -> Iterator[tuple[str, ...]]:
    figures = [group.figure(name) for name in ("balance", "leadership", "management")]
    values = (_value(figure) for figure in figures)
    yield (_name(found, group), str(group.meetings), str(group.people), *values)
    if any(beside := [_bounds(figure) for figure in figures]):
        yield ("", "", "", *beside)


def _rows(found: Trends, group: Group, names: list[str]) -> Iterator[tuple[str, ...]]:
    figures = [group.figure(name) for name in names]
    yield (_name(found, group), *(_value(figure) for figure in figures))
    if any(beside := [_bounds(figure) for figure in figures]):
        yield ("", *beside)


def _show_aspects(page: Page, found: Trends) -> None:
    from lvm_meet.report.profile_wording import plain_name

    for group in written.groups_of(found):
        page.heading(f"{_name(found, group)}: aspects, sentences per 1,000 words")
        rows = []
        for aspect in found.aspects:
            sides = [group.figure(f"aspect.{aspect}.{side}") for side in _SIDES]
            cells = [f"{_value(side)} ({_bounds(side) or 'no interval'})" for side in sides]
            rows.append((plain_name(shelf.text_of(aspect)), *cells))
        page.table(("Aspect", "Leading", "Managing"), rows)


_SIDES = ("leadership", "management")


def _value(figure: Figure) -> str:
    from lvm_meet.report import numbers

    if figure.interval is None:
        return numbers.UNKNOWN
    return _written(figure, figure.interval.value)


def _bounds(figure: Figure) -> str:
    return shelf.bounds(figure.interval, lambda value: _written(figure, value))


def _written(figure: Figure, value: float) -> str:
    from lvm_meet.report import numbers

    return numbers.index(round(1000 * value)) if figure.unit == "index" else f"{value:.1f}"


def _remarks(found: Trends, *, aspects: bool) -> Iterator[str]:
    from lvm_meet.report import numbers

    yield (
        f"Below each figure is its 95% interval; {numbers.UNKNOWN} is too little evidence. The "
        f"balance index runs from {numbers.MINUS}1 (all management) to +1 (all leadership). "
        "Figures describe meetings; what is right depends on the situation."
    )
    if found.withheld:
        teams = ", ".join(shelf.text_of(name, limit=40) or "no team" for name in found.withheld)
        yield (
            "Not shown, because teams are shown from five people and five meetings on (else it "
            f"would be about single people): {teams}."
        )
    if found.once:
        people = numbers.count(found.once, "person", "people")
        are = "is" if found.once == 1 else "are"
        yield f"{people} who spoke in one meeting only {are} left out."
    if found.undated and found.by.value == "month":
        yield (
            f"Of {numbers.count(found.undated, 'meeting')} the day is not known; there the day "
            "counts on which it was added."
        )
    if found.versions > 1:
        yield (
            f"These meetings were analysed in {found.versions} ways (settings, lexicons or "
            "encoder): part of a change may come from that. Analyse them again to compare them."
        )
    if found.aspects and not aspects:
        yield "--aspects shows the twelve aspects, --csv and --json have everything."
