import numpy as np
import pytest

from lvm_meet.nearest import lead, nearest

AXES = np.eye(3, dtype=np.float32)


@pytest.mark.parametrize(
    ("unit", "sentences", "expected"),
    [
        (AXES[0], AXES[:1], 1000),
        (AXES[0], AXES[1:], 0),
        (0.6 * AXES[0] + 0.8 * AXES[1], AXES[:1], 600),
        (0.6 * AXES[0] + 0.8 * AXES[1], AXES, 800),
        (-AXES[0], AXES[:1], -1000),
        (0 * AXES[0], AXES, 0),
        (AXES[0], AXES[:0], -1000),
    ],
)
def test_the_nearest_sentence_counts(unit, sentences, expected):
    assert nearest(unit[None, :], sentences).tolist() == [expected]


def test_no_units_give_nothing():
    assert nearest(AXES[:0], AXES).shape == (0,)


@pytest.mark.parametrize(
    ("unit", "most", "expected"),
    [
        (AXES[0], 1, 1000),
        (AXES[0], 2, 500),
        (AXES[2], 1, -1000),
        (0.6 * AXES[0] + 0.8 * AXES[2], 1, -200),
        (0 * AXES[0], 2, 0),
    ],
)
def test_the_lead_is_the_difference_of_the_mean_nearest(unit, most, expected):
    assert lead(unit[None, :], AXES[:2], AXES[2:], most=most).tolist() == [expected]


@pytest.mark.parametrize("wanted, others", [(AXES[:0], AXES), (AXES, AXES[:0])])
def test_without_sentences_on_a_side_nothing_leads(wanted, others):
    assert lead(AXES, wanted, others, most=2).tolist() == [0, 0, 0]
    assert lead(AXES[:0], AXES, AXES, most=2).shape == (0,)
