"""Nothing leaves the machine, and nothing is left on it that was not said."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lvm_meet.errors import MissingError
from lvm_meet.speech.weights import find

ROOT = Path(__file__).parents[2]
COMMAND = "from lvm_meet.cli.main import run; run()"


strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.fixture(scope="module")
def weights() -> None:
    try:
        find("tiny.en")
    except MissingError as error:
        pytest.skip(str(error))


def hear(home: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Transcribe the sample."""
    sample = str(ROOT / "samples" / "planning.ogg")
    return lvm(home, "transcribe", "--model", "tiny.en", "--no-cache", sample, before=before)


def conclude(home: Path, target: Path, *before: str) -> None:
    """Analyse a sample with an agenda, a day and roles, and write the report `target`."""
    agenda = home / "agenda.md"
    agenda.write_text("- Double booking bug (5 min)\n- Spring release\n", "utf-8")
    options = ["--agenda", str(agenda), "--date", "2026-11-17", "--role", "Priya Raman=Team lead"]
    meeting = str(ROOT / "samples" / "standup.vtt")
    lvm(home, "analyze", meeting, *options, "-o", str(target), before=before)
    agenda.unlink()


def lvm(
    home: Path, *arguments: str, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command with a home of its own, as a program started from a shell does."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    place = {"HOME": str(home), "PYTHONPATH": str(ROOT), "LVM_MEET_CACHE_DIR": str(home / "cache")}
    return subprocess.run(
        [*before, sys.executable, "-c", COMMAND, *arguments],
        env=kept | place,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )


@pytest.mark.usefixtures("weights")
def test_hearing_leaves_no_file_behind(tmp_path: Path) -> None:
    done = hear(tmp_path)
    assert "shelves" in done.stdout
    # onnxruntime would keep an id of this machine below the home folder, and report under it
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@strace
@pytest.mark.usefixtures("weights")
def test_hearing_opens_no_connection(tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    hear(tmp_path, *watching(trace))
    assert connections(trace) == []


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_conclusions_leave_nothing_behind_but_the_report(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"report.{suffix}"
    conclude(tmp_path, target)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [target]


@strace
def test_conclusions_open_no_connection(tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    conclude(tmp_path, tmp_path / "report.html", *watching(trace))
    assert connections(trace) == []


def watching(trace: Path) -> tuple[str, ...]:
    return ("strace", "-f", "-e", "trace=connect", "-o", str(trace))


def connections(trace: Path) -> list[str]:
    """What was connected to; a name service on this very machine is no network."""
    calls = [line for line in trace.read_text("utf-8").splitlines() if "connect(" in line]
    return [line for line in calls if "AF_UNIX" not in line]
