"""The same on Ray: one private Ray for all tests but the last, as starting one takes seconds."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="needs pip install 'lvm-meet[ray]'")

from lvm_meet.engines import Crew, Failure, open_engine
from lvm_meet.errors import LvmError, MissingError

pytestmark = [
    # Ray's own doing: sockets and files that it leaves to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module", autouse=True)
def ray_with_a_card(tmp_path_factory) -> Iterator[None]:
    """A Ray that believes in one graphics card, and finds the work's module."""
    place = tmp_path_factory.mktemp("modules")
    before = os.environ.copy()
    os.environ |= {
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "1",
        "PYTHONPATH": os.pathsep.join((str(place), str(Path(__file__).parents[2]))),
    }
    import ray

    ray.init(
        address="local",
        num_cpus=4,
        num_gpus=1,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="ERROR",
        object_store_memory=80 << 20,
    )
    yield
    ray.shutdown()
    os.environ.clear()
    os.environ.update(before)


def engine(jobs: int = 2):
    return open_engine("ray", Crew(jobs))


def test_each_item_has_one_outcome_a_failure_is_a_value_and_a_lost_worker_is_replaced(
    work, tmp_path
):
    again = f"once:{tmp_path / 'mark'}"
    items = [1, 2, None, "bad", again, "dies", 3, "bug", 4]
    outcomes = {o.item: o for o in engine().map(work(), items)}
    assert [outcomes[item].result for item in (1, 2, 3, 4)] == [1, 4, 9, 16]
    assert outcomes["bad"].failure == Failure(
        "InputError", "a.vtt: is empty", "give another", code=3
    )
    assert outcomes["bug"].failure.kind == "ZeroDivisionError"
    assert outcomes[again].result == "then"
    assert outcomes["dies"].failure.kind == "WorkerLost"
    assert len(outcomes) == len(items) - 1


def test_workers_are_prepared_once_and_only_when_there_is_something_to_do(work, tmp_path):
    assert list(engine().map(work(), [])) == []
    assert not (tmp_path / "log").exists()
    list(engine(jobs=1).map(work(), range(1, 9)))
    assert len((tmp_path / "log").read_text().split()) == 1


def test_work_that_cannot_be_prepared_ends_it_with_its_own_exit_code(work):
    with pytest.raises(LvmError, match="no model") as caught:
        list(engine().map(work(broken="missing"), [1]))
    assert caught.value.exit_code == MissingError.exit_code
    assert "pip install it" in caught.value.hint


def test_workers_that_never_start_are_no_endless_loop(work):
    with pytest.raises(LvmError, match="don't start"):
        list(engine().map(work(broken="dies"), [1, 2, 3]))


def test_items_are_taken_only_when_a_worker_is_free(work):
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    with closing(open_engine("ray", Crew(2)).map(work(), endless())) as outcomes:
        for _ in range(5):
            next(outcomes)
    # the card's worker has room, and looks ahead for something of its own; not without end
    assert taken <= 5 + 2 + 70


def test_what_gains_from_a_card_goes_to_the_worker_that_has_one(work):
    items = ["card?", "graphics", "card?", "graphics", "card?"]
    found = [(o.item, o.result) for o in engine().map(work(), items)]
    assert sorted(found) == [("card?", "")] * 3 + [("graphics", "0")] * 2


@pytest.mark.parametrize("items", [["card?"] * 9 + ["graphics"], ["graphics", *["card?"] * 9]])
def test_workers_with_a_card_and_without_one_do_not_wait_for_each_others_cores(work, items):
    jobs = 4  # all cores that there are
    found = [o.item for o in engine(jobs).map(work(), items)]
    assert sorted(found) == sorted(items)


def test_items_are_not_lost_to_workers_that_were_lost_while_they_were_idle(work, tmp_path):
    def items() -> Iterator[int | None]:
        yield from (1, 2, 3)
        yield from [None] * 15
        for pid in (tmp_path / "log").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
        yield from [None] * 5
        yield 4

    outcomes = {o.item: o for o in engine(3).map(work(), items())}
    assert [outcomes[item].result for item in (1, 2, 3, 4)] == [1, 4, 9, 16]


def test_workers_are_in_the_folder_of_whoever_started_them(work, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert next(engine(1).map(work(), ["folder"])).result == str(tmp_path)


def test_closing_stops_the_workers_whatever_they_do(work, tmp_path):
    outcomes = engine().map(work(), [1, "sleep", "sleep"])
    next(outcomes)
    outcomes.close()
    pids = [int(pid) for pid in (tmp_path / "log").read_text().split()]
    assert pids
    for pid in pids:
        subprocess.run(["timeout", "20", "tail", f"--pid={pid}", "-f", "/dev/null"], check=True)


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9"])
def test_a_cluster_that_is_not_there_is_an_error_that_names_it(address):
    script = (
        "from lvm_meet.batch.work import Analyse\n"
        "from lvm_meet.engines import Crew, open_engine\n"
        "from lvm_meet.settings import Settings\n"
        f"list(open_engine('ray', Crew(0, 1, {address!r})).map(Analyse(Settings()), [1]))\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert f"LvmError: Ray can't be reached at {address}" in done.stderr
