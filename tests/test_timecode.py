import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.timecode import format_clock, format_short, parse_clock, parse_time

TIMES = st.integers(min_value=0, max_value=1000 * 3_600_000 - 1)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1:02:03.450", 3_723_450),
        ("01:02:03,450", 3_723_450),
        ("02:03,45", 123_450),
        ("0:05", 5_000),
        ("75:10", 4_510_000),
        ("0:0:5.3", 5_300),
        ("00:00:00.1234567", 123),
        (" 0:05\t", 5_000),
        ("12:34:56", 45_296_000),
        ("", None),
        ("5", None),
        ("0:60", None),
        ("1:60:00", None),
        ("-0:05", None),
        ("0:05 h", None),
        ("1:2:3:4", None),
        ("0:05.", None),
    ],
)
def test_clock_times(text, ms):
    assert parse_clock(text) == ms


@pytest.mark.parametrize(
    ("text", "ms"),
    [("75.5", 75_500), ("75,5", 75_500), ("0", 0), ("1:15.5", 75_500), ("", None), ("1e3", None)],
)
def test_times_may_be_plain_seconds(text, ms):
    assert parse_time(text) == ms


@pytest.mark.parametrize("text", ["NaN", "inf", "-1", "1.2.3", "9" * 30, ":" * 1000])
def test_what_is_no_time_is_none(text):
    assert parse_time(text) is None


@given(TIMES, st.sampled_from(".,"))
def test_a_formatted_clock_reads_back(ms, mark):
    assert parse_clock(format_clock(ms, mark=mark)) == ms


@given(TIMES)
def test_short_times_are_cut_off_and_read_back_in_seconds(ms):
    assert parse_clock(format_short(ms)) == ms - ms % 1000


@pytest.mark.parametrize(
    ("ms", "long", "short"),
    [
        (0, "00:00:00.000", "0:00"),
        (125_999, "00:02:05.999", "2:05"),
        (3_725_000, "01:02:05.000", "1:02:05"),
        (43_200_000, "12:00:00.000", "12:00:00"),
    ],
)
def test_formats(ms, long, short):
    assert format_clock(ms) == long
    assert format_short(ms) == short
