"""The meeting as a whole: both intensities, and the balance between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lvm_meet.model import SIGNALS, Estimate
from lvm_meet.report.charts.frame import Row, Spec, finished, names_axis, value_axis
from lvm_meet.report.charts.theme import Theme
from lvm_meet.report.numbers import index

if TYPE_CHECKING:
    from lvm_meet.report.facts import Bar


def intensities(bars: Sequence[Bar], theme: Theme) -> Spec | None:
    """Leadership and management per 1,000 words, each made of its two signals."""
    rows: list[Row] = []
    side = ""
    for bar in bars:
        if bar.whole:
            side = bar.name
        elif bar.rate is not None:
            tip = f"{bar.name}: {bar.rate_text} sentences per 1,000 words\n{bar.meaning}"
            rows.append(
                {
                    "side": side,
                    "signal": bar.name,
                    "rate": bar.rate,
                    "order": len(rows),
                    "tip": tip,
                }
            )
    if not rows:
        return None
    import altair as alt

    whole = [
        {"side": bar.name, "rate": bar.rate, "text": bar.rate_text} for bar in bars if bar.whole
    ]
    names = [label.value for label in SIGNALS]
    y = alt.Y("side:N", sort=None, title=None, axis=names_axis())
    x = alt.X("rate:Q", stack="zero", title="coded sentences per 1,000 words", axis=value_axis(5))
    coloured = alt.Color(
        "signal:N",
        scale=alt.Scale(domain=names, range=[theme.of(label) for label in SIGNALS]),
        legend=alt.Legend(orient="top", title=None, symbolType="square", columns=2),
    )
    stacked = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=22)
        .encode(x=x, y=y, color=coloured, order=alt.Order("order:Q"), tooltip="tip:N")
    )
    totals = (
        alt.Chart(alt.InlineData(values=whole))
        .mark_text(align="left", dx=6, fontWeight=600, color=theme.ink)
        .encode(x="rate:Q", y=y, text="text:N")
    )
    return finished(alt.layer(stacked, totals), theme, height=2 * 34)


def balance(estimate: Estimate | None, theme: Theme) -> Spec | None:
    """The balance index as a dot with its 95 % interval, from all management to all leadership."""
    if estimate is None:
        return None
    import altair as alt

    value, low, high = (each / 1000 for each in (estimate.value, estimate.low, estimate.high))
    tip = (
        f"balance index {index(estimate.value)}, "
        f"95% interval {index(estimate.low)} to {index(estimate.high)}"
    )
    data = alt.InlineData(values=[{"value": value, "low": low, "high": high, "tip": tip}])
    ends = (
        "datum.value <= -1 ? '−1 all management' : datum.value >= 1 ? 'all leadership +1' : "
        "datum.value == 0 ? '0 even' : ''"
    )
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[-1, 1], nice=False),
        title=None,
        axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1], labelExpr=ends, labelFlush=True, grid=True),
    )
    chart = alt.Chart(data)
    interval = chart.mark_rule(strokeWidth=7, strokeCap="round", color=theme.quiet, opacity=0.45)
    dot = chart.mark_point(filled=True, size=150, color=theme.ink, opacity=1)
    number = chart.mark_text(dy=-15, fontWeight=600, color=theme.ink).encode(
        x="value:Q", text=alt.value(index(estimate.value))
    )
    return finished(
        alt.layer(
            interval.encode(x=x, x2="high:Q", tooltip="tip:N"),
            dot.encode(x="value:Q", tooltip="tip:N"),
            number,
        ),
        theme,
        height=52,
    )
