"""How fast a batch is, each as a ratio in one run, and how its memory grows.

    python -m benchmarks.batch [--meetings 24] [--minutes 20] [--rounds 3] [--many 0]

1. Two workers on two cores against one on one core, and against one that has both cores to
   itself, on the same meetings: meetings per second at work, and of the whole command.
2. The workers against a plain loop in the usual way (`benchmarks/plain_loop.py`:
   sentence-transformers' default `encode` and spaCy's default pipeline, everything loaded once),
   and against the same without the parts of spaCy that it doesn't use, meetings per second.
3. With --many N: N short transcripts, and the memory of all processes together after a tenth, a
   quarter, half and all of them.

The meetings are made (`benchmarks/meeting.py`); no data is needed.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.meeting import write_meeting
from lvm_meet import resources
from lvm_meet.embed import base

ROOT = Path(__file__).parents[1]
RUN = "from lvm_meet.cli.main import run; run()"


def main() -> None:
    """Run all parts and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--meetings", type=int, default=24)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--many", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if options.many:
            growth(folder / "many", options.many)
            return
        files = [folder / "in" / f"{number:03}.vtt" for number in range(options.meetings)]
        files[0].parent.mkdir()
        cues = sum(
            write_meeting(file, hours=options.minutes / 60, seed=number)
            for number, file in enumerate(files)
        )
        print(f"{len(files)} meetings of {options.minutes} minutes, {cues} cues")
        ratios(folder, files, options.rounds)


def ratios(folder: Path, files: list[Path], rounds: int) -> None:
    """Two workers, one worker, and the plain loop, in turn."""
    ways = {"two": (2, 2), "one": (1, 1), "both": (1, 2)}
    whole: dict[str, list[float]] = {way: [] for way in ways}
    steady: dict[str, list[float]] = {way: [] for way in ways}
    plain: dict[str, list[float]] = {"all": [], "lean": []}
    for number in range(rounds):
        for way, (jobs, cores) in ways.items():
            out = folder / f"out-{number}-{way}"
            start = f"import os; os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])"
            command = [sys.executable, "-c", f"{start}; {RUN}", "batch", str(files[0].parent)]
            seconds = run([*command, "--out", str(out), "--jobs", str(jobs)])[0]
            whole[way].append(len(files) / seconds)
            steady[way].append(rate(out))
        tools = [str(base.find()), str(resources.lexicons())]
        for pipeline, rates in plain.items():
            command = [sys.executable, "benchmarks/plain_loop.py", pipeline, *tools]
            # the first of them warms up, and is not counted
            rates.append((len(files) - 1) / float(run([*command, *map(str, files)])[1]))
    show("two workers against one on one core", steady["two"], steady["one"])
    show("the same, whole command", whole["two"], whole["one"])
    show("two workers against one on two cores", steady["two"], steady["both"])
    show("two workers against the plain loop", steady["two"], plain["all"])
    show("the same with a lean spaCy pipeline", steady["two"], plain["lean"])


def rate(out: Path) -> float:
    """Meetings per second of the workers, from their first result to the last."""
    times = sorted(path.stat().st_mtime_ns for path in out.rglob("*.json"))
    return (len(times) - 1) * 1e9 / (times[-1] - times[0])


def show(name: str, ours: list[float], theirs: list[float]) -> None:
    """A line with the medians, and the ratio's median and range over the rounds."""
    found = [a / b for a, b in zip(ours, theirs, strict=True)]
    print(
        f"{name:<42} {statistics.median(ours):6.2f}/s  {statistics.median(theirs):6.2f}/s  ratio "
        f"{statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f})"
    )


def growth(folder: Path, count: int) -> None:
    """Memory of all processes of one batch over many transcripts."""
    folder.mkdir()
    for number in range(count):
        write_meeting(folder / f"{number:05}.vtt", hours=0.02, seed=number)
    out = folder.parent / "out"
    command = [sys.executable, "-c", RUN, "batch", str(folder), "--out", str(out)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    samples: list[tuple[int, int]] = []
    while process.poll() is None:
        time.sleep(1)
        done = (out / "run.jsonl").read_bytes().count(b'"event": "done"') if out.exists() else 0
        samples.append((done, memory(process.pid)))
    for part in (0.1, 0.25, 0.5, 1.0):
        peak = max((kib for done, kib in samples if done <= part * count), default=0)
        print(f"{int(part * count):>6} meetings: at most {peak / 1024:.0f} MiB in all processes")


def memory(pid: int) -> int:
    """KiB in memory of a process and its children (Linux)."""
    total = 0
    waiting = [pid]
    while waiting:
        each = waiting.pop()
        try:
            status = Path(f"/proc/{each}/status").read_text()
            total += int(status.split("VmRSS:")[1].split()[0])
            for task in Path(f"/proc/{each}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, IndexError):
            continue
    return total


def run(command: list[str]) -> tuple[float, str]:
    """(seconds, what it printed) of a command, which must succeed."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return time.perf_counter() - began, done.stdout


if __name__ == "__main__":
    main()
