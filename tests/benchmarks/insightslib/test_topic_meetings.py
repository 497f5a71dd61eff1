import pytest

pytest.importorskip("numpy")

from benchmarks.insightslib.topic_meetings import places, topics_of


@pytest.mark.parametrize(
    ("spans", "count", "found"),
    [
        ([(0, 1, 0), (2, 3, 1)], 4, [0, 0, 1, 1]),
        ([(0, 2, 0), (2, 3, 1)], 4, [0, 0, 1, 1]),
        ([(1, 1, 0), (3, 9, 1)], 5, [0, 0, 0, 1, 1]),
        ([(0, 0, 0), (1, 1, 1), (2, 2, 0)], 3, [0, 1, 0]),
        ([(0, 0, 0), (12, 12, 1)], 13, [0] + [-1] * 11 + [1]),
        ([(0, 0, 0), (11, 11, 1)], 12, [0] * 11 + [1]),
    ],
)
def test_every_turn_has_one_topic(spans, count, found):
    assert topics_of(spans, count) == found


def test_kept_turns_are_found_among_all_in_order():
    assert places(["yes", "", "yes", "no"], ["yes", "yes", "no"]) == [0, 2, 3]
    with pytest.raises(ValueError, match="not in list"):
        places(["yes"], ["yes", "yes"])
