import numpy as np

from lvm_meet.model import LABELS, Label
from lvm_meet.report.figures import render_figures
from lvm_meet.signals.validate import figures


def result(labels: list[Label], guesses: list[Label]):
    scores = np.full((len(labels), 5), 0.05)
    scores[np.arange(len(labels)), [LABELS.index(g) for g in guesses]] = 0.8
    return figures(labels, guesses, scores)


def test_the_table_fits_80_columns_and_names_every_figure() -> None:
    mixed = result(list(LABELS) * 3, [*LABELS, *LABELS[::-1], *LABELS])
    text = render_figures({"all": mixed, "a very long domain name": mixed}, name="gold.jsonl")
    assert max(map(len, text.splitlines())) <= 80
    for word in ("macro-F1", "Cohen's kappa", "calibration error", "vision", "none", "domain"):
        assert word in text
    assert text.startswith("gold.jsonl: 15 labelled units\nFewer than 100 units")


def test_kappa_of_one_class_is_said_to_be_undefined() -> None:
    only = result([Label.NONE] * 4, [Label.NONE] * 4)
    assert "not defined" in render_figures({"all": only}, name="x")
