import pytest

from lvm_meet.report import numbers


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "–"),
        (0.0, "0%"),
        (0.004, "<1%"),
        (0.384, "38%"),
        (0.994, ">99%"),
        (1.0, "100%"),
    ],
)
def test_percent(share, text):
    assert numbers.percent(share) == text


@pytest.mark.parametrize(
    ("permille", "text"),
    [(0, "0.00"), (-4, "0.00"), (4, "0.00"), (-158, "−0.16"), (667, "+0.67"), (-1000, "−1.00")],
)
def test_index(permille, text):
    assert numbers.index(permille) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0 s"),
        (59_999, "59 s"),
        (60_000, "1 min"),
        (1_920_000, "32 min"),
        (3_599_000, "1 h 00 min"),
        (3_900_000, "1 h 05 min"),
        (43_200_000, "12 h 00 min"),
    ],
)
def test_duration(ms, text):
    assert numbers.duration(ms) == text


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (0.4, "0"), (13953.3, "13,953")])
def test_whole(value, text):
    assert numbers.whole(value) == text
