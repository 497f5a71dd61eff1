"""The clock alone: gaps, jitter, wrong times."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.speech.timeline import JITTER, SET_BACK, Stamp, Timeline

RATE = 16_000
PIECE = 320


def run(starts, *, limit=10 * 3600 * RATE, lost=()):
    """Where pieces of 20 ms with these start times end up, and the timeline."""
    timeline, position, places = Timeline(limit=limit), 0, []
    for number, start in enumerate(starts):
        last = number + 1 == len(starts)
        stamp = Stamp(start, None if last else starts[number + 1], last)
        position += timeline.place(stamp, position=position, lost=number in lost)
        places.append(position)
        position += PIECE
    return places, timeline


STEADY = [PIECE * number for number in range(10)]


@pytest.mark.parametrize(
    ("starts", "lost", "places"),
    [
        (STEADY, (), STEADY),
        # no times at all: one after the other
        ([None] * 10, (), STEADY),
        # a late beginning
        ([start + 500 for start in STEADY], (), [start + 500 for start in STEADY]),
        # jitter is no gap, a lost piece is one however short
        ([0, 320, 640 + JITTER, 960 + JITTER], (), [0, 320, 640, 960]),
        ([0, 320, 960, 1280], (2,), [0, 320, 960, 1280]),
        # a pause
        ([0, 320, 50_000, 50_320, 50_640], (), [0, 320, 50_000, 50_320, 50_640]),
        # one wrong time, then back
        ([0, 320, 900_000, 960, 1280], (), [0, 320, 640, 960, 1280]),
        # a last piece alone is not believed
        ([0, 320, 50_000], (), [0, 320, 640]),
        # set back: the sound goes on
        ([0, 320, 640, 0, 320, 640], (), [0, 320, 640, 960, 1280, 1600]),
    ],
)
def test_places(starts, lost, places):
    assert run(starts, lost=lost)[0] == places


def test_what_was_done_is_counted():
    _, timeline = run([0, 320, 50_000, 50_320, 80_000, 80_320])
    assert (timeline.gaps, timeline.distrusted) == (2, 0)
    assert timeline.silence == 50_000 - 640 + 80_000 - 50_640
    _, timeline = run([0, 320, 900_000, 960, 1280])
    assert (timeline.gaps, timeline.distrusted, timeline.first_distrusted) == (0, 1, 640)
    _, timeline = run([5000, 5320])  # a late beginning is no gap
    assert timeline.gaps == 0


def test_a_clock_that_is_set_back_is_followed_from_there_on():
    long = [PIECE * number for number in range(200)]
    again = [0, 320, 40_000, 40_320]  # with a pause after the second start
    places, timeline = run(long + again)
    base = len(long) * PIECE
    assert places[-4:] == [base, base + 320, base + 40_000, base + 40_320]
    assert (timeline.distrusted, timeline.gaps) == (1, 1)


def test_nothing_goes_beyond_the_limit():
    places, timeline = run([0, 320, 640, 10**9, 10**9 + 320, 10**9 + 640], limit=RATE * 60)
    assert places == [PIECE * number for number in range(6)]
    assert timeline.distrusted == 1


@given(st.lists(st.none() | st.integers(-(10**7), 10**7), max_size=40), st.integers(0, 10**6))
def test_sound_is_never_cut_and_silence_is_bounded(starts, limit):
    places, timeline = run(starts, limit=limit)
    assert all(after - before >= PIECE for before, after in pairwise(places))
    assert places[-1:] <= [max(limit, 0) + PIECE * len(starts)]
    assert timeline.silence <= limit + PIECE * len(starts)


@given(st.lists(st.integers(-SET_BACK // 4, JITTER), min_size=2, max_size=60))
def test_jitter_moves_nothing(errors):
    starts = [PIECE * number + error for number, error in enumerate(errors)]
    starts[0] = 0
    places, timeline = run(starts)
    assert places == [PIECE * number for number in range(len(starts))]
    assert not timeline.distrusted
