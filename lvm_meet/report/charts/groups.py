"""Figures over groups of meetings: the balance above, the four signals below, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvm_meet.model import SIGNALS
from lvm_meet.report.charts.frame import Row, Spec, dressed
from lvm_meet.report.charts.theme import Theme

if TYPE_CHECKING:
    import altair as alt

BALANCE = "balance"
_WIDTH, _UPPER, _LOWER = 560, 130, 190
_MOST_LEVEL = 6
"""names of groups that stand level; of more they stand upright"""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of one group: the balance index, or a signal per 1,000 words; None: not known."""

    group: str
    measure: str
    value: float | None
    low: float | None
    high: float | None


def over_groups(points: Sequence[Point], theme: Theme, *, title: str) -> Spec | None:
    """Two charts over the same groups, in the order given; None without any figure."""
    if all(point.value is None for point in points):
        return None
    import altair as alt

    groups = list(dict.fromkeys(point.group for point in points))
    above = _panel([p for p in points if p.measure == BALANCE], groups, theme, title="")
    below = _panel([p for p in points if p.measure != BALANCE], groups, theme, title=title)
    chart = alt.vconcat(above, below, spacing=18)
    return dressed(chart, theme)


def _panel(
    points: Sequence[Point], groups: Sequence[str], theme: Theme, *, title: str
) -> alt.LayerChart | alt.FacetChart:
    import altair as alt

    whole = not title
    rows: list[Row] = [
        {"group": p.group, "measure": p.measure, "value": p.value, "low": p.low, "high": p.high}
        for p in points
        if p.value is not None
    ]
    level = len(groups) <= _MOST_LEVEL
    x = alt.X(
        "group:N",
        sort=None,
        title=None,
        scale=alt.Scale(type="band", domain=list(groups), padding=0.2),
        axis=alt.Axis(labels=not whole, ticks=False, labelAngle=0 if level else -60),
    )
    y = alt.Y(
        "value:Q",
        title="balance index" if whole else "sentences per 1,000 words",
        scale=alt.Scale(domain=[-1, 1]) if whole else alt.Scale(zero=True),
        axis=alt.Axis(tickCount=5, grid=True),
    )
    base = alt.Chart(alt.InlineData(values=rows))
    interval = base.transform_filter("datum.low != null").mark_rule(strokeWidth=2)
    dot = base.mark_point(filled=True, size=70, opacity=1)
    if whole:
        zero = alt.Chart(alt.InlineData(values=[{"at": 0}])).mark_rule(
            color=theme.quiet, strokeDash=[4, 3]
        )
        layers = alt.layer(
            zero.encode(y="at:Q"),
            interval.encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=alt.value(theme.quiet)),
            dot.encode(x=x, y=y, color=alt.value(theme.ink)),
        )
        return layers.properties(width=_WIDTH, height=_UPPER)
    names = [label.value for label in SIGNALS]
    colour = alt.Color(
        "measure:N",
        scale=alt.Scale(domain=names, range=[theme.of(label) for label in SIGNALS]),
        legend=alt.Legend(orient="bottom", title=None),
    )
    shape = alt.Shape("measure:N", scale=alt.Scale(domain=names), legend=None)
    offset = alt.XOffset("measure:N", scale=alt.Scale(domain=names), sort=names)
    layers = alt.layer(
        interval.encode(x=x, xOffset=offset, y=alt.Y("low:Q"), y2="high:Q", color=colour),
        dot.encode(x=x, xOffset=offset, y=y, color=colour, shape=shape),
    )
    return layers.properties(width=_WIDTH, height=_LOWER)
