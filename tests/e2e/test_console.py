"""Through the installed console script, as a user has it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(sys.executable).with_name("lvm-meet")
pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="the package is not installed")

NO_SOCKETS = """
import socket, sys
class Closed(socket.socket):
    def __init__(self, *args, **kwargs):
        raise RuntimeError("a socket was opened")
def refuse(*args, **kwargs):
    raise RuntimeError("a name was looked up or a connection was made")
socket.socket = Closed
socket.create_connection = socket.getaddrinfo = refuse
sys.argv[0] = "lvm-meet"
from lvm_meet.cli.main import run
run()
"""


def lvm(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"}
    return subprocess.run(
        [str(SCRIPT), *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_a_transcript_to_the_report(tmp_path: Path) -> None:
    done = lvm("analyze", str(ROOT / "samples" / "standup.vtt"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert max(map(len, done.stdout.splitlines())) <= 80
    for name in ("Priya Raman", "Marcus Webb", "Tom Okafor", "Zoë Lindqvist"):
        assert name in done.stdout


@pytest.mark.usefixtures("heard_once")
def test_every_sample_has_a_report_in_every_format() -> None:
    about = {".md", ".rttm"}  # what lies beside the meetings
    samples = [path for path in sorted((ROOT / "samples").glob("*.*")) if path.suffix not in about]
    assert len(samples) >= 10
    assert ROOT / "samples" / "planning.ogg" in samples
    for path in samples:
        done = lvm("analyze", str(path), "-f", "json", "--model", "tiny.en")
        assert done.returncode == 0, f"{path.name}: {done.stderr}"
        document = json.loads(done.stdout)
        assert document["schema"] == "lvm-meet/analysis"
        assert {row["label"] for row in document["utterances"]} >= {"none", "execution", "control"}


def test_the_files_of_one_meeting_give_one_style() -> None:
    """Ten formats of the same stand-up: the counts differ by what a format cannot hold."""
    counts = set()
    for name in ("standup.vtt", "standup-zoom.vtt", "standup.srt", "standup.csv", "standup.tsv"):
        document = json.loads(lvm("analyze", f"samples/{name}", "-f", "json").stdout)
        counts.add(tuple(row["label"] for row in document["utterances"]))
    assert len(counts) == 1


def test_it_works_with_sockets_closed() -> None:
    for arguments in (
        ["analyze", "samples/standup.vtt", "-f", "json"],
        ["lexicon", "check"],
        ["models", "verify"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", NO_SOCKETS, *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_help_does_not_load_the_heavy_parts() -> None:
    done = lvm("--help")
    assert done.returncode == 0
    assert "analyze" in done.stdout


def test_a_directory_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    done = lvm("analyze", "samples/standup.vtt", "-o", str(tmp_path / "no" / "such" / "out.txt"))
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "no/such" in done.stderr
