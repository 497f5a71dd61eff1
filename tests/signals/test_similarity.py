import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lvm_meet.errors import MissingError
from lvm_meet.model import LABELS, Label
from lvm_meet.signals.similarity import Bank, Calibration, decide, permille, probabilities


def unit(rows: list[list[float]]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


BANK = Bank.of(
    [Label.VISION, Label.INSPIRATION, Label.EXECUTION, Label.CONTROL, Label.NONE],
    unit([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]),
)


@pytest.mark.parametrize("index", range(5))
def test_a_unit_equal_to_an_exemplar_gets_its_label(index: int) -> None:
    vectors = np.eye(5, dtype=np.float32)[[index]]
    pooled = BANK.pooled(BANK.cosines(vectors), sharpness=16)
    assert pooled[0].argmax() == index
    assert probabilities(pooled, Calibration())[0].argmax() == index


def test_pooling_of_one_exemplar_is_its_cosine() -> None:
    vectors = unit([[3, 4, 0, 0, 0]])
    np.testing.assert_allclose(
        BANK.pooled(BANK.cosines(vectors), sharpness=16)[0], [0.6, 0.8, 0, 0, 0], atol=1e-6
    )


def test_doubling_every_exemplar_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    bank = Bank(unit(rng.normal(size=(20, 8)).tolist()), rng.integers(0, 5, 20))
    twice = Bank(np.concatenate([bank.vectors] * 2), np.concatenate([bank.labels] * 2))
    vectors = unit(rng.normal(size=(6, 8)).tolist())
    once = bank.pooled(bank.cosines(vectors), sharpness=16)
    np.testing.assert_allclose(once, twice.pooled(twice.cosines(vectors), sharpness=16), atol=1e-5)


def test_an_added_close_exemplar_raises_its_class() -> None:
    rng = np.random.default_rng(4)
    bank = Bank(unit(rng.normal(size=(100, 16)).tolist()), np.arange(100) % 5)
    vector = unit(rng.normal(size=(1, 16)).tolist())
    before = bank.pooled(bank.cosines(vector), sharpness=16)[0]
    wider = Bank(np.concatenate([bank.vectors, vector]), np.append(bank.labels, 2))
    after = wider.pooled(wider.cosines(vector), sharpness=16)[0]
    assert after[2] > before[2]
    np.testing.assert_allclose(np.delete(after, 2), np.delete(before, 2), atol=1e-6)


def test_a_class_without_exemplars_is_never_chosen() -> None:
    bank = Bank.of([Label.NONE], unit([[1, 0]]))
    pooled = bank.pooled(bank.cosines(unit([[-0.9, 0.4]])), sharpness=16)
    assert pooled[0].argmax() == LABELS.index(Label.NONE)


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 20), st.just(5)),
        elements=st.floats(1e-6, 1.0, allow_nan=False),
    )
)
def test_permille_sums_to_1000_and_stays_close(rows: np.ndarray) -> None:
    odds = rows / rows.sum(axis=1, keepdims=True)
    whole = permille(odds)
    assert (whole.sum(axis=1) == 1000).all()
    assert (whole >= 0).all()
    assert (np.abs(whole - odds * 1000) < 1.0 + 1e-6).all()


def test_no_units_are_no_rows() -> None:
    pooled = BANK.pooled(BANK.cosines(np.zeros((0, 5), np.float32)), sharpness=16)
    assert permille(probabilities(pooled, Calibration())).shape == (0, 5)


def test_calibration_is_read_and_a_missing_one_is_said_to_be_unfitted(tmp_path) -> None:
    assert not Calibration.load(tmp_path).fitted
    facts = {"sharpness": 12, "scale": 9.5, "coded_from": 400}
    facts["offsets"] = {label.value: 0.5 for label in LABELS}
    (tmp_path / "classifier.json").write_text(json.dumps(facts))
    found = Calibration.load(tmp_path)
    assert (found.sharpness, found.scale, found.fitted) == (12.0, 9.5, True)


@pytest.mark.parametrize("text", ["", "[]", '{"sharpness": 3}', '{"sharpness": "x"}'])
def test_a_broken_calibration_names_its_file(tmp_path, text: str) -> None:
    (tmp_path / "classifier.json").write_text(text)
    with pytest.raises(MissingError, match=r"classifier\.json"):
        Calibration.load(tmp_path)


@pytest.mark.parametrize(
    ("scores", "coded_from", "label"),
    [
        ([300, 0, 0, 200, 500], 500, Label.VISION),
        ([300, 0, 0, 190, 510], 500, Label.NONE),
        ([0, 0, 150, 250, 600], 400, Label.CONTROL),
        ([0, 0, 150, 249, 601], 400, Label.NONE),
        ([0, 0, 0, 0, 1000], 400, Label.NONE),
    ],
)
def test_a_unit_is_coded_when_the_signals_together_reach_the_share(
    scores: list[int], coded_from: int, label: Label
) -> None:
    assert LABELS[int(decide(np.array([scores]), coded_from=coded_from)[0])] is label
