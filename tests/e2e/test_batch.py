"""Whole batches with worker processes: killed, interrupted, watching."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from lvm_meet.cli.main import cli

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-c", "from lvm_meet.cli.main import run; run()", "batch"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

SAID = (
    "We want people to feel at home here in three years.",
    "Can you send the list to Ben by Friday?",
    "Yes, I will send it tomorrow morning.",
    "Are we still within the budget for the second room?",
    "That was a great idea, and it is all yours.",
    "The cable is about two metres long, I think.",
)


def write_meeting(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{'Ana' if i % 2 else 'Ben'}: {SAID[(i * number) % 6]}" for i in range(4 + number)]
    path.write_text("\n".join(lines) + f"\nAna: That was meeting {number} of the spring.\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(1, 9):
        write_meeting(tmp_path / "in" / "ab"[number % 2] / f"{number // 2}.txt", number)
    return tmp_path / "in"


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [*RUN, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def events(out: Path, kind: str) -> list[str]:
    record = out / "run.jsonl"
    if not record.exists():
        return []
    lines = record.read_bytes().split(b"\n")[1:-1]
    rows = [json.loads(line) for line in lines]
    return [row["source"] for row in rows if row["event"] == kind]


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.01)


def results(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.jsonl"
    }


def test_killed_and_interrupted_it_goes_on_and_ends_as_if_nothing_had_been(
    folder: Path, tmp_path: Path
) -> None:
    calm, out = tmp_path / "calm", tmp_path / "out"
    done = CliRunner().invoke(cli, ["batch", str(folder), "--out", str(calm), "--engine", "serial"])
    assert done.exit_code == 0, done.stderr

    with start(folder, "--out", out, "--jobs", 2) as killed:
        wait_for(lambda: len(events(out, "done")) >= 2, killed)
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
    before = len(events(out, "done"))
    assert 2 <= before < 8
    for name, data in results(out).items():
        assert not name.endswith(".json") or json.loads(data)["utterances"]

    with start(folder, "--out", out, "--jobs", 2) as stopped:
        wait_for(lambda: len(events(out, "done")) > before, stopped)
        began = time.monotonic()
        stopped.send_signal(signal.SIGINT)
        _, said = stopped.communicate()
        # the promise is 2 s; how busy the machine is, is no property of the code
        assert time.monotonic() - began < 6
    assert stopped.returncode == 130
    assert "the same command goes on from there" in said

    with start(folder, "--out", out, "--jobs", 3) as last:
        _, said = last.communicate()
    assert last.returncode == 0, said
    assert results(out) == results(calm)
    assert set(Counter(events(out, "done")).values()) == {1}
    assert len(events(out, "done")) == 8


def test_it_waits_for_what_arrives_until_it_is_interrupted(tmp_path: Path) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    with start("--watch", inbox, "--out", out, "--jobs", 1) as watching:
        wait_for(lambda: (out / "run.jsonl").exists(), watching)
        write_meeting(tmp_path / "monday.part", 3)
        os.utime(tmp_path / "monday.part", (1, 1))
        (tmp_path / "monday.part").rename(inbox / "monday.txt")
        wait_for(lambda: len(events(out, "done")) == 1, watching)
        watching.send_signal(signal.SIGTERM)
        _, said = watching.communicate()
    assert watching.returncode == 0, said
    assert "1 analysed, 0 were finished, 0 failed" in said
    assert set(results(out)) == {"monday.txt.json", "summary.csv", "failures.csv"}
