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


def test_what_no_unit_tells_is_unknown_and_not_zero() -> None:
    labels = [Label.VISION, Label.VISION, Label.CONTROL, Label.NONE]
    guesses = [Label.VISION, Label.EXECUTION, Label.NONE, Label.NONE]
    text = render_figures({"all": result(labels, guesses)}, name="x")
    head, _, below = text.partition("F1  labelled  coded\n")
    assert head.startswith("x: 4 labelled units")
    table = {row.split()[0]: row.split()[1:] for row in below.splitlines()[: len(LABELS)]}
    assert table["inspiration"] == ["–", "–", "–", "0", "0"]
    assert table["execution"] == ["0.000", "–", "0.000", "0", "1"]
    assert table["control"] == ["–", "0.000", "0.000", "1", "0"]
    assert table["vision"] == ["1.000", "0.500", "0.667", "2", "1"]


def test_kappa_of_one_class_is_said_to_be_undefined() -> None:
    only = result([Label.NONE] * 4, [Label.NONE] * 4)
    assert "not defined" in render_figures({"all": only}, name="x")
