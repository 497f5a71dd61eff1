"""The timeline: every coded sentence on the lane of its signal, topics as bands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lvm_meet.model import SIGNALS
from lvm_meet.report import wording
from lvm_meet.report.charts.frame import Spec, finished, names_axis
from lvm_meet.report.charts.theme import Theme
from lvm_meet.report.course import Course

if TYPE_CHECKING:
    import altair as alt

LANE = 30
TOPICS_LANE = "topics"


def timeline(course: Course | None, theme: Theme) -> Spec | None:
    """Every coded sentence on the lane of its signal; topics are numbered bands behind them."""
    if course is None:
        return None
    import altair as alt

    lanes = [label.value for label in SIGNALS]
    domain = [*([TOPICS_LANE] if course.bands else []), *lanes]
    x = _course_axis(course)
    y = alt.Y("lane:N", title=None, axis=names_axis(), scale=alt.Scale(domain=domain, padding=0.2))
    ticks = [
        {
            "at": tick.at,
            "lane": tick.label.value,
            "ref": tick.number,
            "tip": f"{tick.place} {tick.speaker}".rstrip()
            + f" · {tick.label.value}\n{wording.quoted(tick.text)}",
        }
        for tick in course.ticks
    ]
    marks = (
        alt.Chart(alt.InlineData(values=ticks))
        .mark_tick(thickness=3, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "lane:N",
                scale=alt.Scale(domain=lanes, range=[theme.of(label) for label in SIGNALS]),
                legend=None,
            ),
            tooltip="tip:N",
        )
    )
    layers = [*_topic_layers(course, x, y, theme), *_shift_layers(course, x, theme), marks]
    return finished(alt.layer(*layers), theme, height=LANE * len(domain))


def _course_axis(course: Course) -> alt.X:
    import altair as alt

    title = {"words": "words from the start"}.get(course.unit, f"{course.unit} from the start")
    return alt.X(
        "at:Q",
        scale=alt.Scale(domain=[course.start, course.end], nice=False),
        title=title,
        axis=alt.Axis(tickCount=8, grid=False, labelFlush=True, labelOverlap=True),
    )


def _topic_layers(course: Course, x: alt.X, y: alt.Y, theme: Theme) -> list[alt.Chart]:
    import altair as alt

    if not course.bands:
        return []
    rows = [
        {
            "at": band.start,
            "to": band.end,
            "middle": (band.start + band.end) / 2,
            "lane": TOPICS_LANE,
            "number": str(band.number),
            "shade": band.number % 2,
            "ref": band.utterance,
            "tip": f"topic {band.number}\n{band.title}",
        }
        for band in course.bands
    ]
    chart = alt.Chart(alt.InlineData(values=rows))
    shade = alt.condition("datum.shade == 1", alt.value(theme.band), alt.value("transparent"))
    back = chart.mark_rect(cursor="pointer").encode(x=x, x2="to:Q", color=shade, tooltip="tip:N")
    numbers = chart.mark_text(color=theme.quiet, cursor="pointer", fontWeight=600).encode(
        x=alt.X("middle:Q"), y=y, text="number:N", tooltip="tip:N"
    )
    return [back, numbers]


def _shift_layers(course: Course, x: alt.X, theme: Theme) -> list[alt.Chart]:
    import altair as alt

    if not course.shifts:
        return []
    rows = [{"at": at, "tip": "here the style shifts"} for at in course.shifts]
    chart = alt.Chart(alt.InlineData(values=rows))
    return [
        chart.mark_rule(color=theme.quiet, strokeDash=[4, 3], strokeWidth=1.5).encode(
            x=x, tooltip="tip:N"
        )
    ]
