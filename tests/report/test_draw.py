import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Estimate
from lvm_meet.report import draw


@pytest.mark.parametrize(
    ("value", "top", "width", "length"),
    [(10, 10, 20, 20), (5, 10, 20, 10), (0.01, 10, 20, 1), (0, 10, 20, 0), (3, 0, 20, 0)],
)
def test_bar(value, top, width, length):
    assert draw.bar(value, top, width) == "█" * length


@pytest.mark.parametrize(
    ("values", "picture"),
    [
        ((0.0, 1.0, 8.0, None), "▁▁▂▂██  "),
        ((8.0,), "████████"),
        ((), "        "),
        ((0.0, 0.0), "▁▁▁▁▁▁▁▁"),
        (tuple(map(float, range(16))), "▂▂▃▄▅▆▇█"),
    ],
)
def test_columns(values, picture):
    top = max((value for value in values if value is not None), default=0) or 1.0
    assert draw.columns(values, top, 8) == picture


rates = st.lists(st.none() | st.floats(0, 500), max_size=30)


@given(rates, st.integers(1, 90))
def test_columns_fill_the_width_and_tell_nothing_from_something(values, width):
    top = max((value for value in values if value is not None), default=0.0)
    picture = draw.columns(values, top, width)
    assert len(picture) == width
    if top > 0 and width >= len(values):
        assert ("█" in picture) is True
        assert (" " in picture) is (None in values)


def test_marks_stay_inside():
    assert draw.marks((0.0, 0.5, 1.0), 5) == "▲ ▲ ▲"
    assert draw.marks((), 3) == "   "


@pytest.mark.parametrize(
    ("labels", "width", "line"),
    [
        (("0:00", "2:05", "4:10"), 20, "0:00    2:05    4:10"),
        (("0:00", "2:05", "4:10"), 10, "0:00  4:10"),
        (("0:00", "2:05", "4:10"), 6, "0:00  "),
    ],
)
def test_axis_drops_labels_that_have_no_room(labels, width, line):
    assert draw.axis(labels, width) == line


@pytest.mark.parametrize(
    ("estimate", "picture"),
    [
        (Estimate(0, -500, 500), "──━━●━━──"),
        (Estimate(-1000, -1000, -750), "●━──│────"),
        (Estimate(1000, 1000, 1000), "────│───●"),
    ],
)
def test_scale(estimate, picture):
    assert draw.scale(estimate, 9) == picture
