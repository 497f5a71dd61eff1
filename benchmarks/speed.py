"""Speed and size, each as a ratio against a peer in the same run.

    python -m benchmarks.speed [--rounds 3] [--float build/encoder]

1. `lvm-meet --help`.
2. `lvm-meet analyze` on one hour of talk, start to finish, against `benchmarks/plain.py`.
3. Memory and time of 1, 3, 6 and 12 hours of talk.
4. Steady state: the packaged encoder against sentence-transformers' default `encode` on the same
   texts, and the cosine of the two vectors (with --float, the tuned model before conversion).
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

import numpy as np

from benchmarks.meeting import write_meeting
from lvm_meet import readers, resources
from lvm_meet.embed import base
from lvm_meet.embed.fast import FastEncoder

LVM = str(Path(sys.executable).with_name("lvm-meet"))
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run all parts and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--float", type=Path, help="the tuned model before conversion")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hour = Path(folder) / "hour.vtt"
        cues = write_meeting(hour, hours=1)
        print(f"one hour of talk: {cues} cues, {os.cpu_count()} cores, medians of {options.rounds}")
        start_up(options.rounds)
        start_to_finish(hour, options)
        growth(Path(folder))
        # last, because it loads torch here: a child's peak memory is never less than its parent's
        steady_state(hour, options)


def start_to_finish(hour: Path, options: argparse.Namespace) -> None:
    """Whole commands, in turn, so that a drift of the machine hits both."""
    encoder = options.float or base.find()
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(run([LVM, "analyze", str(hour)])[0])
        plain = [
            sys.executable,
            "benchmarks/plain.py",
            str(hour),
            str(encoder),
            str(resources.lexicons()),
        ]
        theirs.append(run(plain)[0])
    ratios = [slow / fast for slow, fast in zip(theirs, ours, strict=True)]
    print(
        f"analyze, start to finish  {statistics.median(ours):6.2f} s   plain script "
        f"{statistics.median(theirs):6.2f} s   ratio {statistics.median(ratios):.1f} "
        f"({min(ratios):.1f} to {max(ratios):.1f})"
    )


def steady_state(hour: Path, options: argparse.Namespace) -> None:
    """Encoders only, warm, on the same texts."""
    from sentence_transformers import SentenceTransformer

    texts = [segment.text for segment in readers.read(hour).segments]
    fast = FastEncoder(resources.encoder())
    slow = SentenceTransformer(str(options.float or base.find()))
    fast.embed(texts[:64])
    slow.encode(texts[:64], show_progress_bar=False)
    ours, theirs, ratios = [], [], []
    for _ in range(options.rounds):
        began = time.perf_counter()
        vectors = fast.embed(texts)
        middle = time.perf_counter()
        wanted = slow.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        ended = time.perf_counter()
        ours.append(len(texts) / (middle - began))
        theirs.append(len(texts) / (ended - middle))
        ratios.append(ours[-1] / theirs[-1])
    print(
        f"encoder, steady state     {statistics.median(ours):6.0f}/s   encode        "
        f"{statistics.median(theirs):6.0f}/s   ratio {statistics.median(ratios):.1f} "
        f"({min(ratios):.1f} to {max(ratios):.1f})"
    )
    if options.float:
        cosines = (vectors * np.asarray(wanted)).sum(axis=1)
        print(f"cosine to the float vectors: least {cosines.min():.4f}, mean {cosines.mean():.4f}")


def start_up(rounds: int) -> None:
    """`--help` beside the interpreter's own start."""
    bare = statistics.median(run([sys.executable, "-c", "pass"])[0] for _ in range(rounds * 3))
    ours = statistics.median(run([LVM, "--help"])[0] for _ in range(rounds * 3))
    print(f"lvm-meet --help           {ours:6.3f} s   bare python   {bare:6.3f} s")


def growth(folder: Path) -> None:
    """Time and peak memory as the meeting gets longer."""
    for hours in (1, 3, 6, 12):
        path = folder / f"{hours}.vtt"
        cues = write_meeting(path, hours=hours)
        target = folder / f"{hours}.json"
        seconds, peak = run([LVM, "analyze", str(path), "-f", "json", "-o", str(target)])
        print(
            f"{hours:>3} h  {cues:>6} cues  {seconds:6.1f} s  {1000 * seconds / cues:5.2f} ms each "
            f"peak {peak / 1024:.0f} MiB  JSON {target.stat().st_size / 1e6:.1f} MB"
        )


def run(command: list[str]) -> tuple[float, int]:
    """(seconds, peak memory in KiB) of a command, which must succeed."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"{command} failed: {errors.decode()[-400:]}")
    return seconds, usage.ru_maxrss


if __name__ == "__main__":
    main()
