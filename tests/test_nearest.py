import numpy as np
import pytest

from lvm_meet.nearest import nearest

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
