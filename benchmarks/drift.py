"""How a style profile drifts when a recording was heard badly.

    python -m benchmarks.drift [MEETINGS_DIR] [--meetings N] [--seed 1]

Takes good transcripts, damages their words to 10, 20, 30 and 40 % WER (`benchmarks/damage.py`; the
WER is jiwer's) and gives 10, 20 and 30 % of their sentences to somebody else, analyses each again
and prints what has become of the profile: Markdown tables, mean over meetings with the 95 %
interval of a bootstrap over meetings. docs/recordings.md explains them. Without a folder, the
meetings of `shared/meetings/qmsum` beside the repository (LVM_MEET_SHARED names another `shared`).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.damage import (
    KEPT,
    MEASURED_MARKS,
    MEASURED_MIX,
    Damaged,
    Marks,
    Mix,
    damage,
    swapped,
)
from benchmarks.driftlib.change import Change, compared
from benchmarks.driftlib.tables import baseline, tables
from benchmarks.driftlib.tokens import tidied
from lvm_meet.model import Analysis, Transcript
from lvm_meet.pipeline import Pipeline

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
CLOSE_MIX = Mix(substituted=0.45, deleted=0.40, inserted=0.15)
"""of a recogniser that hears everybody: fewer words lost, more taken for others"""


@dataclass(frozen=True, slots=True)
class Condition:
    """One way to damage a meeting: a WER (None leaves the words alone), a share of sentences."""

    name: str
    rate: float | None = None
    share: float = 0.0
    mix: Mix = MEASURED_MIX
    marks: Marks = MEASURED_MARKS


CONDITIONS = (
    Condition("fillers gone", 0.0, marks=KEPT),
    Condition("and marks as heard", 0.0),
    Condition("WER 10 %", 0.10),
    Condition("WER 20 %", 0.20),
    Condition("WER 30 %", 0.30),
    Condition("WER 40 %", 0.40),
    Condition("WER 20 %, other errors", 0.20, mix=CLOSE_MIX),
    Condition("speakers 10 %", share=0.10),
    Condition("speakers 20 %", share=0.20),
    Condition("speakers 30 %", share=0.30),
    Condition("WER 20 %, speakers 10 %", 0.20, 0.10),
    Condition("WER 40 %, speakers 30 %", 0.40, 0.30),
)


def main() -> None:
    """Damage, analyse, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "meetings" / "qmsum")
    parser.add_argument("--meetings", type=int, help="only so many, spread over the folder")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.iterdir() if path.is_file())
    if options.meetings:
        paths = paths[:: max(1, len(paths) // options.meetings)][: options.meetings]
    pipeline = Pipeline.build()
    before: list[Analysis] = []
    changes: dict[str, list[Change]] = {condition.name: [] for condition in CONDITIONS}
    began = time.perf_counter()
    for number, path in enumerate(paths, start=1):
        transcript = tidied(pipeline.read(path))
        undamaged = pipeline.analyze(transcript)
        before.append(undamaged)
        for condition, damaged in worse(pipeline, transcript, seed=options.seed):
            changes[condition.name].append(
                compared(undamaged, pipeline.analyze(damaged.transcript), damaged=damaged)
            )
        seconds = time.perf_counter() - began
        print(f"{number}/{len(paths)} {path.name} {seconds:.0f} s", file=sys.stderr)
    print(baseline(before, changes[CONDITIONS[0].name]))
    print()
    print(tables(changes))


def worse(
    pipeline: Pipeline, transcript: Transcript, *, seed: int
) -> Iterator[tuple[Condition, Damaged]]:
    """The meeting under every condition."""
    whole = sum(len(segment.text.split()) for segment in transcript.segments)
    for condition in CONDITIONS:
        damaged = Damaged(transcript, tuple(range(whole)))
        if condition.rate is not None:
            damaged = damage(
                transcript,
                rate=condition.rate,
                mix=condition.mix,
                marks=condition.marks,
                seed=seed,
            )
        if condition.share:
            units = pipeline.unitizer.split(damaged.transcript)[0]
            text = swapped(damaged.transcript, units, share=condition.share, seed=seed)
            damaged = Damaged(text, damaged.origins, damaged.errors, damaged.words)
        yield condition, damaged


if __name__ == "__main__":
    main()
