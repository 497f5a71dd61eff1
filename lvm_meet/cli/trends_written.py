"""Trends as they are written: every figure as a row of CSV, as JSON, and as a chart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from lvm_meet.cli import shelf
from lvm_meet.errors import SettingsError
from lvm_meet.model import SIGNALS

if TYPE_CHECKING:
    from lvm_meet.library.measures import Figure
    from lvm_meet.library.trends import Group, Trends

PICTURES = (".png", ".svg", ".json")
_COLUMNS = (
    "by", "group", "meetings", "people", "measure", "pole", "unit", "value", "low", "high",
    "cases", "of",
)  # fmt: skip


def groups_of(found: Trends) -> list[Group]:
    """All groups, and behind them all meetings together, where that is told."""
    return [*found.groups, *([found.whole] if found.whole else [])]


def as_csv(found: Trends) -> str:
    """A row for every figure of every group, with a head."""
    from lvm_meet.codec.fields import guard

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for group in groups_of(found):
        name = "all" if group is found.whole else guard(group.name)
        for figure in group.figures:
            bounds = shelf.interval_json(figure.interval) or {}
            writer.writerow(
                (
                    found.by.value, name, group.meetings, group.people, figure.measure,
                    figure.pole, figure.unit.value, bounds.get("value"), bounds.get("low"),
                    bounds.get("high"), figure.cases, figure.of,
                )
            )  # fmt: skip
    return text.getvalue()


def as_document(found: Trends) -> dict[str, object]:
    """The same as JSON."""
    return {
        "by": found.by.value,
        "groups": [_group_json(group, group.name) for group in found.groups],
        "all": _group_json(found.whole, "all") if found.whole else None,
        "withheld": list(found.withheld),
        "in_one_meeting_only": found.once,
        "ways_of_coding": found.versions,
    }


def _group_json(group: Group, name: str) -> dict[str, object]:
    return {
        "group": name,
        "meetings": group.meetings,
        "people": group.people,
        "figures": [
            {
                "measure": figure.measure,
                "pole": figure.pole or None,
                "unit": figure.unit.value,
                **(
                    shelf.interval_json(figure.interval)
                    or {"value": None, "low": None, "high": None}
                ),
                "cases": figure.cases,
                "of": figure.of,
            }
            for figure in group.figures
        ],
    }


def as_chart(found: Trends, suffix: str, *, name: Callable[[Group], str]) -> bytes:
    """The chart as the file's name asks for it; SettingsError where there is nothing to draw."""
    from lvm_meet.report.charts import PAPER, png
    from lvm_meet.report.charts.groups import Point, over_groups
    from lvm_meet.report.charts.picture import svg

    points = [
        Point(name(group), figure.measure, *_ends(figure))
        for group in found.groups
        for figure in group.figures
        if figure.measure in ("balance", *(label.value for label in SIGNALS)) and not figure.pole
    ]
    spec = over_groups(points, PAPER, title=found.by.value)
    if spec is None:
        raise SettingsError("--chart: there is no figure to draw", hint="leave --chart out")
    if suffix == ".json":
        return (json.dumps(spec, indent=1, ensure_ascii=False) + "\n").encode()
    return png(spec) if suffix == ".png" else svg(spec)


def _ends(figure: Figure) -> tuple[float | None, float | None, float | None]:
    found = figure.interval
    return (None, None, None) if found is None else (found.value, found.low, found.high)
