"""Both engines do the same; and what becomes of workers that fail, are lost, or are not wanted."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lvm_meet.engines import ENGINES, Crew, Engine, Failure, open_engine
from lvm_meet.errors import InputError, LvmError, MissingError, SettingsError


def engine(name: str, jobs: int = 2) -> Engine:
    return open_engine(name, Crew(jobs))


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_each_item_has_one_outcome_and_a_failure_is_a_value(name, work, tmp_path):
    items = [1, 2, None, "bad", 3, "bug", 4]
    outcomes = list(engine(name).map(work(), items))
    assert sorted(o.result for o in outcomes if o.result) == [1, 4, 9, 16]
    failures = {o.item: o.failure for o in outcomes if o.failure}
    assert failures["bad"] == Failure("InputError", "a.vtt: is empty", "give another", code=3)
    assert failures["bug"].kind == "ZeroDivisionError"
    assert failures["bug"].where.startswith("work_of_a_test.py:")
    assert len(outcomes) == len(items) - 1


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_workers_are_prepared_once_and_only_when_there_is_something_to_do(name, work, tmp_path):
    assert list(engine(name).map(work(), [])) == []
    assert not (tmp_path / "log").exists()
    list(engine(name, jobs=1).map(work(), range(1, 9)))
    assert len((tmp_path / "log").read_text().split()) == 1


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_work_that_cannot_be_prepared_ends_it_with_its_own_exit_code(name, work):
    with pytest.raises(LvmError) as caught:
        list(engine(name).map(work(broken="missing"), [1]))
    assert caught.value.exit_code == MissingError.exit_code
    assert "no model" in str(caught.value)
    assert "pip install it" in caught.value.hint


def test_items_are_taken_only_when_a_worker_is_free(work):
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    with closing(engine("processes").map(work(), endless())) as outcomes:
        for _ in range(5):
            next(outcomes)
    assert taken <= 7


def test_an_item_whose_worker_is_lost_is_tried_once_more(work, tmp_path):
    again = f"once:{tmp_path / 'mark'}"
    outcomes = {o.item: o for o in engine("processes").map(work(), [1, again, "dies", 2, 3])}
    assert outcomes[again].result == "then"
    lost = outcomes["dies"].failure
    assert lost.kind == "WorkerLost"
    assert "SIGKILL" in lost.error
    assert [outcomes[item].result for item in (1, 2, 3)] == [1, 4, 9]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_answer_that_cannot_be_read_is_waited_for_no_longer(work, monkeypatch):
    monkeypatch.setattr("lvm_meet.engines.processes._SILENT_S", 0.1)
    outcomes = {o.item: o for o in open_engine("processes", Crew(1)).map(work(), ["unreadable", 2])}
    assert outcomes["unreadable"].failure.kind == "WorkerLost"
    assert outcomes[2].result == 4


def test_workers_that_never_start_are_no_endless_loop(work):
    with pytest.raises(LvmError, match=r"don't start.*exit code 3"):
        list(engine("processes").map(work(broken="dies"), [1, 2, 3]))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a process that has ended, but that its parent has not asked for yet
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_closing_stops_the_workers_at_once_whatever_they_do(work, tmp_path):
    began = time.monotonic()
    outcomes = engine("processes").map(work(), [1, "sleep", "sleep"])
    next(outcomes)
    outcomes.close()
    assert time.monotonic() - began < 30
    for pid in (tmp_path / "log").read_text().split():
        wait_for(lambda pid=pid: not alive(int(pid)))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_workers_end_with_whoever_started_them(work, tmp_path):
    import subprocess

    script = (
        "import work_of_a_test as w; from lvm_meet.engines import Crew, open_engine; "
        f"list(open_engine('processes', Crew(1)).map(w.Square({str(tmp_path / 'log')!r}), "
        "['sleep']))"
    )
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    parent = subprocess.Popen([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": path})
    log = tmp_path / "log"
    wait_for(lambda: log.exists() and log.read_text().endswith("\n"))
    worker = int(log.read_text())
    assert alive(worker)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_for(lambda: not alive(worker))


def test_an_unknown_engine_lists_the_known_ones():
    assert {"processes", "serial"} <= set(ENGINES.names())
    with pytest.raises(SettingsError) as caught:
        engine("steam")
    assert "processes, ray, serial" in caught.value.hint


def test_a_failure_as_an_error_keeps_hint_and_code():
    error = Failure("InputError", "is empty", "give another", code=InputError.exit_code).as_error()
    assert (str(error), error.hint, error.exit_code) == ("is empty", "give another", 3)
