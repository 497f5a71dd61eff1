"""The benchmark of summaries, and the bar that it has to reach."""

import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("rouge_score")

from benchmarks.insightslib import summaries
from lvm_meet.model import Said, Summary
from lvm_meet.pipeline import Pipeline

ROOT = Path(__file__).parents[3]
QMSUM = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared")) / "meetings" / "qmsum"
BAR = 29.0


def meeting():
    return summaries.Meeting(
        name="bakery",
        whole=True,
        reference="They talked about the oven.",
        sentences=("The oven is cold.", "Rye sells well here.", "We close at six today."),
        vectors=np.eye(3, dtype=np.float32),
        summary=Summary("Oven", (Said("The meeting was about the oven.", ("u0",)),)),
        told=("Ada said that the oven was cold.",),
        cited=("The oven is cold.",),
    )


def test_baselines_are_about_as_long_as_ours():
    assert summaries.lead(meeting()) == ["The oven is cold. Rye sells well here."]
    assert len(summaries.at_random(meeting())) == summaries.DRAWS
    assert summaries.central(meeting())[0].startswith("The oven")


def test_a_row_has_six_figures():
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(summaries.MEASURES, use_stemmer=True)
    for make in summaries.ROWS.values():
        assert len(summaries.row([meeting()], make, scorer).split()) == 6


@pytest.mark.skipif(not QMSUM.is_dir(), reason="needs the QMSum meetings in ../shared")
def test_our_summaries_reach_the_bar():
    from rouge_score.rouge_scorer import RougeScorer

    pipeline = Pipeline.build()
    names = ("ES2006a", "TS3010b", "Bro011", "education_22")
    meetings = [summaries.read(QMSUM / f"{name}.json", pipeline) for name in names]
    scorer = RougeScorer(summaries.MEASURES, use_stemmer=True)
    ours = float(summaries.row(meetings, summaries.ROWS["ours"], scorer).split()[1])
    lead = float(summaries.row(meetings, summaries.ROWS["lead"], scorer).split()[1])
    assert ours >= BAR
    assert ours > lead
