"""The bar: what it says on a terminal, and that it says nothing anywhere else."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import redirect_stderr

import pytest
from rich.cells import cell_len

from lvm_meet.cli.progress import Bar, Pace

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")


class Terminal:
    """A pseudo-terminal as stderr; `lines()` is what was shown on it, without escapes."""

    def __init__(self) -> None:
        self.ours, theirs = pty.openpty()
        self.stream = os.fdopen(theirs, "w", encoding="utf-8")

    def data(self) -> bytes:
        self.stream.flush()
        os.set_blocking(self.ours, False)
        data = b""
        try:
            while part := os.read(self.ours, 1 << 16):
                data += part
        except (BlockingIOError, OSError):
            pass
        return data

    def lines(self) -> list[str]:
        text = re.sub(r"\x1b\[[0-9;]*m", "", self.data().decode("utf-8"))
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\n", text)
        return [line for line in re.split(r"[\r\n]+", text) if line.strip()]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    found = Terminal()
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    yield found
    found.stream.close()
    os.close(found.ours)


def shown(terminal: Terminal, *steps: tuple[str, int]) -> str:
    with redirect_stderr(terminal.stream), Bar() as bar:
        for name, value in steps:
            if name == "at":
                bar.at(value)
            else:
                bar.stage(name, value)
            time.sleep(0.15)  # it is drawn ten times a second
    return "".join(line + "\n" for line in terminal.lines())


@pytest.mark.parametrize(
    ("pace", "now", "left"),
    [
        (Pace(0, 10.0, 0, 10.0), 60.0, None),  # nothing is done yet
        (Pace(0, 10.0, 500, 20.0), 20.0, 10.0),
        (Pace(0, 10.0, 500, 20.0), 24.0, 6.0),  # it goes on between two reports
        (Pace(0, 10.0, 500, 20.0), 99.0, 0.0),
        (Pace(600, 10.0, 800, 14.0), 14.0, 4.0),  # 600 were done by a run that was interrupted
        (Pace(600, 10.0, 600, 10.0), 99.0, None),
        (Pace(0, 10.0, 1000, 20.0), 20.0, 0.0),
    ],
)
def test_remaining_time_goes_by_what_this_run_did(
    pace: Pace, now: float, left: float | None
) -> None:
    assert pace.left_s(1000, now) == left


def test_a_terminal_sees_stage_share_and_remaining_time(terminal: Terminal) -> None:
    text = shown(terminal, ("transcribe", 3_600_000), ("at", 0), ("at", 1_800_000))
    assert "writing down the words" in text
    assert "50%" in text
    assert re.search(r"0:00, 0:\d\d left", text)
    assert max(map(cell_len, text.splitlines())) <= 80


def test_each_stage_has_its_own_bar(terminal: Terminal) -> None:
    text = shown(
        terminal, ("decode", 0), ("at", 5), ("transcribe", 10), ("at", 10), ("diarize", 10)
    )
    for words in ("reading the sound", "writing down the words", "telling voices apart"):
        assert words in text
    assert "telling voices apart" in text.splitlines()[-1]
    assert "  0%" in text.splitlines()[-1]


def test_a_message_stands_above_the_bar(terminal: Terminal) -> None:
    with redirect_stderr(terminal.stream), Bar() as bar:
        bar.stage("transcribe", 10)
        bar.say("nothing is kept for next time")
        bar.at(5)
    assert any("nothing is kept for next time" in line for line in terminal.lines())


def test_the_cursor_comes_back_after_an_interrupt(terminal: Terminal) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        redirect_stderr(terminal.stream),
        Bar() as bar,
    ):
        bar.stage("transcribe", 10)
        raise KeyboardInterrupt
    data = terminal.data()
    assert data.count(b"\x1b[?25l") == data.count(b"\x1b[?25h") == 1


@pytest.mark.parametrize("variable", ["", "FORCE_COLOR", "TTY_COMPATIBLE", "CLICOLOR_FORCE"])
def test_without_a_terminal_only_messages_are_told(
    variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    with Bar() as bar:
        bar.at(3)
        bar.stage("transcribe", 10)
        bar.at(5)
        bar.say("a message")
    assert capsys.readouterr() == ("", "a message\n")
