"""How good the conclusions are, and what they cost, each beside its peers in the same run.

    python -m benchmarks.insights [--parts topics,agenda,summary,...] [--shared DIR]

Runs one module after the other (`benchmarks/insightslib`; each can be run by itself) on the
annotated meetings in `shared` beside the repository (LVM_MEET_SHARED names another one), and
measures the time of all conclusions together as a ratio to that of the signal stage, in one
process, on one hour of invented talk. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.meeting import write_meeting

ROOT = Path(__file__).parents[1]
MODULES = {
    "topics": ("segmentation", "meetings/qmsum"),
    "agenda": ("agendas", ""),
    "summary": ("summaries", ""),
    "decisions": ("conclusions", ""),
    "actions": ("acts", ""),
    "aspects": ("aspects", ""),
    "situations": ("situations", ""),
    "leading": ("leading", ""),
}
COST = "cost"
ROUNDS = 5


def main() -> None:
    """Print all tables that were asked for; exit status 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--parts", default=",".join((*MODULES, COST)))
    shared = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=shared)
    options = parser.parse_args()
    failed = []
    for part in options.parts.split(","):
        print(f"\n== {part}", flush=True)
        if part == COST:
            cost()
            continue
        module, folder = MODULES[part]
        command = [sys.executable, "-m", f"benchmarks.insightslib.{module}"]
        command += [str(options.shared / folder)] if folder else []
        environment = os.environ | {"LVM_MEET_SHARED": str(options.shared)}
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(part)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def cost() -> None:
    """Processor time of the signal stage and of all conclusions on an hour of talk, in turn."""
    from threadpoolctl import threadpool_limits

    from lvm_meet import resources
    from lvm_meet.model import Plan
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.style import find_contrasts, profile

    resources.keep_memory()  # as the command line does, and one thread for sums
    threadpool_limits(limits=1, user_api="blas")
    pipeline = Pipeline.build()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hour.vtt"
        write_meeting(path, hours=1)
        transcript = pipeline.read(path)
    settings = pipeline.settings
    units, _ = pipeline.unitizer.split(transcript)
    taken: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        coding = pipeline.classifier.code(units, context=settings.signals.context)
        middle = time.process_time()
        contrasts = find_contrasts(
            units,
            coding.signals,
            coding.vectors,
            pipeline.sentences.contrasts,
            settings=settings.style,
        )
        style = profile(
            units,
            coding.signals,
            contrasts=contrasts,
            words=pipeline.classifier.lexicon.words,
            settings=settings.style,
        )
        begun = time.process_time()
        pipeline.conclusions.draw(
            transcript, units, coding.signals, coding.vectors, style=style, plan=Plan()
        )
        taken.append((middle - start, time.process_time() - begun))
    ratios = [conclusions / signals for signals, conclusions in taken]
    print(f"{len(units)} units, {sum(unit.words for unit in units)} words, {ROUNDS} rounds in turn")
    print(f"signal stage       {statistics.median(each[0] for each in taken):6.2f} s of processor")
    print(f"conclusions, all   {statistics.median(each[1] for each in taken):6.2f} s")
    print(
        f"ratio              {statistics.median(ratios):6.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}; the first round, {ratios[0]:.2f}, reads the "
        "lexicons' phrases)"
    )


if __name__ == "__main__":
    main()
