import numpy as np
import pytest
from sklearn.metrics import f1_score

from lvm_meet.model import LABELS, Label
from lvm_meet.signals.validate import Figures, calibration_error, figures


def scores_for(guesses: list[int], confidence: float = 0.9) -> np.ndarray:
    rows = np.full((len(guesses), 5), (1 - confidence) / 4)
    rows[np.arange(len(guesses)), guesses] = confidence
    return rows


def figures_of(truth: list[Label], guesses: list[int], confidence: float = 0.9) -> Figures:
    return figures(truth, [LABELS[index] for index in guesses], scores_for(guesses, confidence))


def test_perfect_agreement() -> None:
    found = figures_of(list(LABELS) * 4, [0, 1, 2, 3, 4] * 4, 1.0)
    assert (found.macro_f1, found.kappa, found.accuracy, found.calibration_error) == (1, 1, 1, 0)
    assert found.macro_f1_interval == (1.0, 1.0)
    assert found.coded_by_annotator == found.coded_by_classifier == 0.8


def test_figures_worked_by_hand() -> None:
    truth = [Label.VISION, Label.VISION, Label.CONTROL, Label.NONE]
    found = figures_of(truth, [0, 4, 3, 4])
    vision = found.classes[0]
    assert (vision.precision, vision.recall, vision.support, vision.predicted) == (1.0, 0.5, 2, 1)
    assert vision.f1 == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert found.confusion[0] == (1, 0, 0, 0, 1)
    assert found.calibration_error == pytest.approx(abs(0.9 - 0.75))


def test_macro_f1_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    truth, guess = rng.integers(0, 5, 400), rng.integers(0, 5, 400)
    found = figures_of([LABELS[index] for index in truth], guess.tolist())
    assert found.macro_f1 == pytest.approx(f1_score(truth, guess, average="macro"))
    low, high = found.macro_f1_interval
    assert low < found.macro_f1 < high
    assert found.kappa is not None
    assert found.kappa_interval is not None
    assert found.kappa_interval[0] < found.kappa < found.kappa_interval[1]


def test_scores_in_permille_are_the_same_as_ratios() -> None:
    rows = scores_for([0, 1, 2], 0.8)
    truth = [Label.VISION, Label.CONTROL, Label.EXECUTION]
    ratios, whole = figures(truth, truth, rows), figures(truth, truth, rows * 1000)
    assert ratios.calibration_error == pytest.approx(whole.calibration_error)
    assert ratios.confusion == whole.confusion


def test_calibration_error_of_bins() -> None:
    gold = np.array([0, 0, 0, 0])
    odds = scores_for([0, 0, 1, 1], 0.75)
    assert calibration_error(gold, np.array([0, 0, 1, 1]), odds) == pytest.approx(0.25)


def test_one_class_only_has_no_kappa() -> None:
    found = figures_of([Label.NONE] * 3, [4, 4, 4])
    assert found.kappa is None
    assert found.macro_f1 == 1.0
