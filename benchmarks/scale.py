"""What a batch costs the machine that runs it, whatever the workers do: how far one of them goes.

    python -m benchmarks.scale [--meetings 100000] [--ray 3000]

1. A run over so many empty files through the product's own record and tables, with an engine whose
   work is nothing but an empty result: meetings a second, and memory; then the same again, when all
   are finished.
2. Items that are nothing through two actors on a private Ray: items a second, and processor time of
   the machine that hands them out (needs `pip install ray`).
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.batch.places import Folder
from lvm_meet.batch.run import Order, Run, started
from lvm_meet.batch.sources import Filter, find
from lvm_meet.batch.state import Journal
from lvm_meet.batch.summary import facts_of
from lvm_meet.batch.values import About, Done, Job
from lvm_meet.engines import Crew, Outcome, Work, open_engine
from lvm_meet.model import Provenance
from lvm_meet.pipeline import Pipeline

SAMPLE = Path(__file__).parents[1] / "samples" / "standup.vtt"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--meetings", type=int, default=100_000)
    parser.add_argument("--ray", type=int, default=3000, help="items; 0 leaves it out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        record(Path(place), options.meetings)
    if options.ray:
        actors(options.ray)


def record(place: Path, count: int) -> None:
    """The cost of names, record and tables."""
    for number in range(count):
        path = place / "in" / f"{number // 1000:04}" / f"{number % 1000:03}.vtt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    pipeline = Pipeline.build()
    facts = facts_of(pipeline.analyze(pipeline.read(SAMPLE)))
    engine = Nothing(Done("0" * 64, 0, 0, (0,), facts))
    before = peak_mib()
    for what in ("all new", "all finished"):
        began = time.perf_counter()
        survey = find([str(place / "in")], wanted=Filter())
        listed = time.perf_counter() - began
        with closing(Journal(Folder(place / "out"))) as journal:
            run = Run(journal, order(pipeline.provenance()))
            start = started(order(pipeline.provenance()), engine="nothing", jobs=1)
            for _ in run.over(survey.meetings, engine=engine, work=Idle(), start=start):
                pass
        seconds = time.perf_counter() - began
        assert run.count.all == count
        print(
            f"{count} meetings, {what}: {seconds:.1f} s, {1000 * seconds / count:.2f} ms each "
            f"({listed:.1f} s to find them); memory {peak_mib() - before:.0f} MiB more"
        )
    size = sum(path.stat().st_size for path in (place / "out").glob("*.*"))
    print(f"record and tables: {size / count:.0f} bytes a meeting")


def order(provenance: Provenance) -> Order:
    """JSON for every meeting, of which nothing more is known."""
    return Order((("json", ".json"),), provenance, lambda: "", lambda _: About())


def peak_mib() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True, slots=True)
class Idle:
    """Work that gives back what it is given."""

    def prepare(self) -> Callable[[object], object]:
        """See `lvm_meet.engines.Work`."""
        return echo

    def gains_from_graphics(self, item: object) -> bool:
        """See `lvm_meet.engines.Work`."""
        return False


def echo(item: object) -> object:
    """The item."""
    return item


@dataclass(frozen=True, slots=True)
class Nothing:
    """An engine whose results are empty files."""

    done: Done

    def map(
        self, work: Work[Job, Done], items: Iterable[Job | None]
    ) -> Generator[Outcome[Job, Done], None, None]:
        """See `lvm_meet.engines.Engine`."""
        for job in items:
            if job is not None:
                for _, target in job.targets:
                    Path(target).parent.mkdir(parents=True, exist_ok=True)
                    Path(target).touch()
                yield Outcome(job, self.done)


def actors(count: int) -> None:
    """The cost of handing out items on Ray."""
    from benchmarks.scale import Idle  # actors find it there, and not in what was started as main

    outcomes = open_engine("ray", Crew(2)).map(Idle(), range(count))
    next(outcomes)
    began, worked = time.perf_counter(), time.process_time()
    found = sum(1 for _ in outcomes)
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    print(f"Ray: {found / seconds:.0f} items/s, {1000 * worked / found:.2f} ms of the driver each")


if __name__ == "__main__":
    main()
