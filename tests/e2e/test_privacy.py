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


@pytest.fixture(scope="module", autouse=True)
def weights() -> None:
    try:
        find("tiny.en")
    except MissingError as error:
        pytest.skip(str(error))


def hear(home: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Transcribe the sample with a home of its own, as a program started from a shell does."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    place = {"HOME": str(home), "PYTHONPATH": str(ROOT), "LVM_MEET_CACHE_DIR": str(home / "cache")}
    line = [sys.executable, "-c", COMMAND, "transcribe", "--model", "tiny.en", "--no-cache"]
    return subprocess.run(
        [*before, *line, str(ROOT / "samples" / "planning.ogg")],
        env=kept | place,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )


def test_hearing_leaves_no_file_behind(tmp_path: Path) -> None:
    done = hear(tmp_path)
    assert "shelves" in done.stdout
    # onnxruntime would keep an id of this machine below the home folder, and report under it
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_hearing_opens_no_connection(tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    hear(tmp_path, "strace", "-f", "-e", "trace=connect", "-o", str(trace))
    calls = [line for line in trace.read_text("utf-8").splitlines() if "connect(" in line]
    # a name service on this very machine is no network
    assert [line for line in calls if "AF_UNIX" not in line] == []
