import json

import pytest

from lvm_meet.report.charts import PAPER, png
from lvm_meet.report.charts.groups import Point, over_groups
from lvm_meet.report.charts.picture import svg


def points(number: int) -> list[Point]:
    return [
        Point(f"2026-{month:02d}", measure, 0.5 - month / 50, 0.1, None if month == 1 else 0.9)
        for month in range(1, number + 1)
        for measure in ("balance", "vision", "inspiration", "execution", "control")
    ]


@pytest.mark.parametrize("number", [1, 3, 12, 40])
def test_any_number_of_groups_is_drawn(number) -> None:
    spec = over_groups(points(number), PAPER, title="month")
    assert spec is not None
    assert json.dumps(spec) == json.dumps(over_groups(points(number), PAPER, title="month"))
    assert png(spec).startswith(b"\x89PNG")
    assert b"sentences per 1,000 words" in svg(spec)


def test_nothing_to_draw() -> None:
    assert over_groups([], PAPER, title="month") is None
    assert over_groups([Point("a", "vision", None, None, None)], PAPER, title="month") is None


def test_names_of_groups_are_text() -> None:
    spec = over_groups([Point("<b>'\"[x]", "vision", 1.0, 0.5, 2.0)], PAPER, title="team")
    assert spec is not None
    assert b"<b>" not in svg(spec)
