"""Agreement figures as plain text, 80 columns."""

from __future__ import annotations

from collections.abc import Mapping

from lvm_meet.model import LABELS
from lvm_meet.report.numbers import UNKNOWN
from lvm_meet.signals.validate import Figures

ENOUGH = 100
"""labelled units from which an interval is worth its name"""
_SHORT = {"vision": "vis", "inspiration": "insp", "execution": "exec", "control": "ctrl"}


def render_figures(results: Mapping[str, Figures], *, name: str) -> str:
    """The whole table for `results["all"]`, and a line per further group."""
    whole = results["all"]
    low, high = whole.macro_f1_interval
    lines = [
        f"{name}: {whole.units} labelled unit{'' if whole.units == 1 else 's'}",
        *_warning(whole),
        "",
        f"macro-F1           {whole.macro_f1:.3f}   95 % interval {low:.3f} to {high:.3f}",
        f"Cohen's kappa      {_kappa(whole)}",
        f"accuracy           {whole.accuracy:.3f}",
        f"calibration error  {whole.calibration_error:.3f}",
        f"coded share        {whole.coded_by_classifier:.1%} by the classifier, "
        f"{whole.coded_by_annotator:.1%} by the annotator",
        "",
        f"{'':<13}{'precision':>10}{'recall':>8}{'F1':>7}{'labelled':>10}{'coded':>7}",
    ]
    lines += [
        f"{row.label:<13}{_share(row.precision, row.predicted):>10}"
        f"{_share(row.recall, row.support):>8}{_share(row.f1, row.support + row.predicted):>7}"
        f"{row.support:>10}{row.predicted:>7}"
        for row in whole.classes
    ]
    short = [_SHORT.get(label, label) for label in LABELS]
    lines += ["", "labelled \\ coded" + "".join(f"{label:>7}" for label in short)]
    lines += [
        f"{label:<16}" + "".join(f"{cell:>7}" for cell in row)
        for label, row in zip(LABELS, whole.confusion, strict=True)
    ]
    groups = [(key, value) for key, value in results.items() if key != "all"]
    if groups:
        lines += [
            "",
            f"{'domain':<16}{'units':>7}{'macro-F1':>10}   {'interval':<17}{'kappa':>7}"
            f"{'cal. error':>12}",
        ]
        for key, found in groups:
            low, high = found.macro_f1_interval
            kappa = UNKNOWN if found.kappa is None else f"{found.kappa:.3f}"
            lines.append(
                f"{key[:15]:<16}{found.units:>7}{found.macro_f1:>10.3f}   "
                f"{f'{low:.3f} to {high:.3f}':<17}{kappa:>7}{found.calibration_error:>12.3f}"
            )
    return "\n".join(lines) + "\n"


def _share(value: float, of: int) -> str:
    """A share of `of` units; of none it is not 0 but unknown."""
    return f"{value:.3f}" if of else UNKNOWN


def _warning(whole: Figures) -> list[str]:
    """A bootstrap can't vary what a small sample does not hold."""
    if whole.units >= ENOUGH:
        return []
    return [f"Fewer than {ENOUGH} units: take no figure here, nor its interval, for granted."]


def _kappa(found: Figures) -> str:
    if found.kappa is None or found.kappa_interval is None:
        return "not defined: only one class occurs"
    low, high = found.kappa_interval
    return f"{found.kappa:.3f}   95 % interval {low:.3f} to {high:.3f}"
