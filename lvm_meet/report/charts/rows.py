"""Bars in rows: counts to either side of a middle, and both intensities of each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvm_meet.report import wording
from lvm_meet.report.charts.frame import (
    Row,
    Spec,
    finished,
    names_axis,
    side_colours,
    value_axis,
)
from lvm_meet.report.charts.theme import Theme
from lvm_meet.report.numbers import rate

if TYPE_CHECKING:
    from lvm_meet.report.profile_facts import AspectFacts

ROW, PAIR = 24, 46


@dataclass(frozen=True, slots=True)
class PairRow:
    """One part of the meeting (a speaker, a topic) with both rates, None with too little talk."""

    name: str
    leadership: float | None
    management: float | None
    ref: int | None = None


def diverging(rows: Sequence[AspectFacts], theme: Theme) -> Spec | None:
    """Counts of coded sentences: management to the left, leadership to the right."""
    if not any(row.observed for row in rows):
        return None
    import altair as alt

    bars: list[Row] = []
    empty: list[Row] = []
    for row in rows:
        for leads, number, pole in (
            (False, row.managing, row.management_pole),
            (True, row.leading, row.leadership_pole),
        ):
            if number:
                side = wording.LEADERSHIP if leads else wording.MANAGEMENT
                quote = (row.leadership if leads else row.management)[0]
                bars.append(
                    {
                        "name": row.name,
                        "count": number if leads else -number,
                        "text": str(number),
                        "side": side,
                        "ref": quote.cite.number,
                        "tip": f"{row.name}: {pole}\n{side}: {number}\n"
                        + wording.quoted(quote.text),
                    }
                )
        if not row.observed:
            empty.append({"name": row.name, "count": 0, "text": "not observed"})
    y = alt.Y(
        "name:N", sort=None, title=None, axis=names_axis(),
        scale=alt.Scale(domain=[row.name for row in rows]),
    )  # fmt: skip
    top = max(abs(float(bar["count"] or 0)) for bar in bars) * 1.15
    x = alt.X(
        "count:Q",
        scale=alt.Scale(domain=[-top, top], nice=False),
        title="managing  ◂  coded sentences  ▸  leading",
        axis=alt.Axis(labelExpr="format(abs(datum.value), 'd')", tickMinStep=1, tickCount=6),
    )
    base = alt.Chart(alt.InlineData(values=bars))
    left, right = "datum.count < 0", "datum.count > 0"
    layers = [
        base.mark_bar(height=15, cursor="pointer").encode(
            x=x, y=y, color=side_colours(theme), tooltip="tip:N"
        ),
        base.transform_filter(left)
        .mark_text(align="right", dx=-4, color=theme.ink)
        .encode(x=x, y=y, text="text:N"),
        base.transform_filter(right)
        .mark_text(align="left", dx=4, color=theme.ink)
        .encode(x=x, y=y, text="text:N"),
        alt.Chart(alt.InlineData(values=empty))
        .mark_text(align="center", color=theme.quiet, fontStyle="italic", fontSize=11)
        .encode(x=x, y=y, text="text:N"),
    ]
    return finished(alt.layer(*layers), theme, height=ROW * len(rows))


def pairs(rows: Sequence[PairRow], theme: Theme) -> Spec | None:
    """Two bars per row, leadership and management per 1,000 words, in the order given."""
    data: list[Row] = []
    for row in rows:
        for side, value in (
            (wording.LEADERSHIP, row.leadership),
            (wording.MANAGEMENT, row.management),
        ):
            data.append(
                {
                    "name": row.name,
                    "side": side,
                    "rate": value or 0,
                    "text": rate(value) if value is not None else _too_little(side),
                    "ref": row.ref,
                    "tip": f"{row.name}\n{side}: {rate(value)} per 1,000 words",
                }
            )
    if all(row.leadership is None for row in rows):
        return None
    import altair as alt

    sides = [wording.LEADERSHIP, wording.MANAGEMENT]
    y = alt.Y(
        "name:N", sort=None, title=None, axis=names_axis(),
        scale=alt.Scale(domain=[row.name for row in rows], paddingInner=0.35),
    )  # fmt: skip
    offset = alt.YOffset("side:N", sort=sides, scale=alt.Scale(domain=sides))
    top = max(float(each["rate"] or 0) for each in data) * 1.15 or 1
    x = alt.X(
        "rate:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        title="coded sentences per 1,000 words",
        axis=value_axis(5),
    )
    base = alt.Chart(alt.InlineData(values=data))
    leads = any(row.ref is not None for row in rows)
    bar = base.mark_bar(cursor="pointer" if leads else "default").encode(
        x=x, y=y, yOffset=offset, color=side_colours(theme), tooltip="tip:N"
    )
    text = base.mark_text(align="left", dx=4, fontSize=11, color=theme.ink).encode(
        x=x, y=y, yOffset=offset, text="text:N"
    )
    return finished(alt.layer(bar, text), theme, height=PAIR * len(rows))


def _too_little(side: str) -> str:
    """Said once for both bars."""
    return "too little talk" if side == wording.LEADERSHIP else ""
