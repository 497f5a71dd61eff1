"""How good the labels are, against peers in the same run.

    python -m benchmarks.quality LABELLED.jsonl [--meetings DIR]

Macro-F1, kappa and calibration error of the packaged classifier on labelled units (and on those
drawn at random, where the file says which, `sampled`), beside two peers: the stock encoder with the
five nearest exemplars of the same lexicons, and the commonest label. With --meetings, the share of
units that are coded in whole meetings.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from lvm_meet.embed import base, open_encoder
from lvm_meet.model import LABELS, Label
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import Settings
from lvm_meet.signals.context import context_of
from lvm_meet.signals.rows import Row, parse_rows
from lvm_meet.signals.validate import Figures, figures


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--meetings", type=Path, help="folder of transcripts")
    options = parser.parse_args()
    lines = options.labelled.read_text("utf-8").splitlines()
    rows = list(parse_rows(lines, name=options.labelled.name, labelled=True))
    sampled = [json.loads(line).get("sampled") for line in lines if line.strip()]
    pipeline = Pipeline.build()
    truth = [row.label or Label.NONE for row in rows]
    guesses, scores = ours(pipeline, rows)
    print(
        f"{'':<34}{'macro-F1':>9}  {'95 % interval':<17}{'kappa':>6}{'cal. error':>11}{'coded':>7}"
    )
    show("tuned encoder, with context", figures(truth, guesses, scores))
    alone = [replace(row, before=()) for row in rows]
    show("tuned encoder, without context", figures(truth, *ours(pipeline, alone)))
    show("stock encoder, 5 nearest exemplars", figures(truth, *nearest(pipeline, rows)))
    commonest = Counter(truth).most_common(1)[0][0]
    show("commonest label", figures(truth, *certain([commonest] * len(rows))))
    drawn = [index for index, how in enumerate(sampled) if how == "random"]
    if drawn:
        at_random = figures([truth[i] for i in drawn], [guesses[i] for i in drawn], scores[drawn])
        show(f"of it drawn at random ({len(drawn)})", at_random)
        print(f"{'':<34}coded by the annotators: {at_random.coded_by_annotator:.1%}")
    if options.meetings:
        whole_meetings(pipeline, options.meetings)


def ours(pipeline: Pipeline, rows: list[Row]) -> tuple[list[Label], np.ndarray]:
    """(labels, scores) of the packaged classifier."""
    coding = pipeline.classifier.code_texts(
        [row.text for row in rows],
        [context_of(row.before, size=Settings().signals.context) for row in rows],
        ids=[row.id for row in rows],
    )
    scores = np.array([signal.scores for signal in coding.signals], dtype=float)
    return [signal.label for signal in coding.signals], scores


def nearest(
    pipeline: Pipeline, rows: list[Row], *, count: int = 5
) -> tuple[list[Label], np.ndarray]:
    """(labels, scores) by the vote of the nearest exemplars under the stock encoder."""
    stock = open_encoder(base.find())
    entries = pipeline.classifier.lexicon.exemplars
    bank = stock.embed([entry.text for entry in entries])
    cosines = stock.embed([row.text for row in rows]) @ bank.T
    votes = np.zeros((len(rows), len(LABELS)))
    for row, order in enumerate(np.argsort(-cosines, axis=1)[:, :count]):
        for index in order:
            votes[row, LABELS.index(entries[index].label)] += 1 / count
    return [LABELS[index] for index in votes.argmax(axis=1)], votes


def certain(labels: list[Label]) -> tuple[list[Label], np.ndarray]:
    """(labels, scores) of somebody who is always sure."""
    scores = np.zeros((len(labels), len(LABELS)))
    scores[np.arange(len(labels)), [LABELS.index(label) for label in labels]] = 1
    return labels, scores


def whole_meetings(pipeline: Pipeline, folder: Path) -> None:
    """Coded shares of all meetings in a folder."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        analysis = pipeline.analyze(pipeline.read(path))
        for unit, signal in zip(analysis.utterances, analysis.signals, strict=True):
            counts["all"] += 1
            if not unit.backchannel and unit.words >= Settings().units.min_words:
                counts["units"] += 1
                counts[signal.label.value] += 1
            elif signal.label is not Label.NONE:
                counts["short, coded"] += 1
    units = counts["units"]
    coded = units - counts["none"]
    shares = ", ".join(f"{label} {counts[label] / units:.1%}" for label in LABELS)
    print(
        f"whole meetings: {units} units of 4 words and more, {coded / units:.1%} coded ({shares})"
    )
    print(
        f"  of all {counts['all']} units with back-channels and shorter ones, "
        f"{(coded + counts['short, coded']) / counts['all']:.1%}"
    )


def show(name: str, found: Figures) -> None:
    """One row."""
    low, high = found.macro_f1_interval
    kappa = "–" if found.kappa is None else f"{found.kappa:.3f}"
    print(
        f"{name:<34}{found.macro_f1:>9.3f}  {f'{low:.3f} to {high:.3f}':<17}{kappa:>6}"
        f"{found.calibration_error:>11.3f}{found.coded_by_classifier:>7.1%}"
    )


if __name__ == "__main__":
    main()
