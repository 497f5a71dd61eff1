"""What all charts share: types, axes, colours and the finished specification.

Altair is imported when a chart is made, since most uses make none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from lvm_meet.report import wording
from lvm_meet.report.charts.theme import Theme

if TYPE_CHECKING:
    import altair as alt

Spec: TypeAlias = dict[str, object]
Row: TypeAlias = Mapping[str, str | float | int | bool | None]

LABEL_WIDTH = 150
"""pixels that a row's name may take; a longer one is cut, and whole in the table beside it"""


def value_axis(ticks: int) -> alt.Axis:
    """An axis of numbers with about so many lines."""
    import altair as alt

    return alt.Axis(tickCount=ticks, grid=True)


def names_axis() -> alt.Axis:
    """An axis of names, without lines."""
    import altair as alt

    return alt.Axis(labelLimit=LABEL_WIDTH, ticks=False, domain=False, labelPadding=8)


def finished(chart: alt.LayerChart | alt.FacetChart, theme: Theme, *, height: int) -> Spec:
    """The specification with the theme; as wide as its container where it has one."""
    return dressed(chart.properties(width="container", height=height), theme, fits=True)


def dressed(
    chart: alt.LayerChart | alt.FacetChart | alt.VConcatChart, theme: Theme, *, fits: bool = False
) -> Spec:
    """The specification in the theme's colours and type.

    It has the size that the chart has, or with `fits` the width of what it stands in.
    """
    import altair as alt

    done = chart.configure(
        font=theme.font,
        background="transparent",
        padding={"left": 2, "right": 6, "top": 2, "bottom": 2},
        autosize={"type": "fit-x", "contains": "padding"} if fits else alt.Undefined,
    )
    done = done.configure_view(stroke=None).configure_axis(
        labelColor=theme.quiet,
        titleColor=theme.quiet,
        titleFontWeight="normal",
        gridColor=theme.line,
        domainColor=theme.line,
        tickColor=theme.line,
        labelFontSize=12,
        titleFontSize=12,
    )
    done = done.configure_axisY(labelColor=theme.ink).configure_legend(
        labelColor=theme.ink, labelFontSize=12, symbolSize=110
    )
    found: Spec = done.to_dict()
    found.pop("$schema", None)
    return found


def side_colours(theme: Theme) -> alt.Color:
    """Leadership and management in their colours, with a legend above."""
    import altair as alt

    return alt.Color(
        "side:N",
        scale=alt.Scale(
            domain=[wording.LEADERSHIP, wording.MANAGEMENT],
            range=[theme.side(leads=True), theme.side(leads=False)],
        ),
        legend=alt.Legend(orient="top", title=None, symbolType="square"),
    )
