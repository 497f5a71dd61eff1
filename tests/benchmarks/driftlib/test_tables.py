import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, confusion_matrix

pytest.importorskip("jiwer", reason="needs the extra `bench`")

from benchmarks.driftlib.change import side_of
from benchmarks.driftlib.tables import kappa


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kappa_is_scikit_learns(seed: int) -> None:
    one = np.random.default_rng(seed).integers(5, size=300)
    other = np.where(np.random.default_rng(seed + 9).random(300) < 0.7, one, 4)
    table = confusion_matrix(one, other, labels=range(5))
    assert kappa(table) == pytest.approx(cohen_kappa_score(one, other))


def test_sides_keep_the_sum() -> None:
    table = np.arange(25).reshape(5, 5)
    sides = side_of(table)
    assert sides.sum() == table.sum()
    assert sides[0, 0] == table[:2, :2].sum()
    assert sides[1, 2] == table[2:4, 4].sum()
