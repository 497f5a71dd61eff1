"""How far a recording is: a bar with the remaining time, on stderr."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import TracebackType

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
)
from rich.table import Column
from rich.text import Text

from lvm_meet.timecode import format_short

_STAGES = {
    "decode": "reading the sound",
    "transcribe": "writing down the words",
    "diarize": "telling voices apart",
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a stage goes, from its first report to its last one.

    What an interrupted run had done is there at the first report: it tells nothing about speed.
    Several blocks are heard side by side, so the time between two reports tells nothing either.
    """

    first_ms: int
    first_s: float
    last_ms: int
    last_s: float

    def left_s(self, total_ms: int, now_s: float) -> float | None:
        """Seconds until `total_ms` are done; None before anything was."""
        done_ms = self.last_ms - self.first_ms
        if done_ms <= 0:
            return None
        needed = (self.last_s - self.first_s) * (total_ms - self.last_ms) / done_ms
        return max(0.0, needed - (now_s - self.last_s))


class _Times(ProgressColumn):
    """Time so far, and the remaining time as soon as there is something to go by."""

    def render(self, task: Task) -> Text:
        text = format_short(round(1000 * (task.elapsed or 0)))
        pace: Pace | None = task.fields["pace"]
        left = pace.left_s(int(task.total), task.get_time()) if pace and task.total else None
        if left is not None:
            text += f", {format_short(round(1000 * left))} left"
        return Text(text)


class Bar:
    """The progress of one recording; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<22}", markup=False),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            _Times(Column(no_wrap=True)),
            console=Console(file=sys.stderr),
            transient=True,
            expand=True,
            # asked of the file itself: FORCE_COLOR makes rich take a log file for a terminal
            disable=not sys.stderr.isatty(),
        )
        self._task: TaskID | None = None
        self._pace: Pace | None = None

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def stage(self, name: str, total_ms: int) -> None:
        """See `lvm_meet.ports.Progress`."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._pace = None
        self._task = self._progress.add_task(
            _STAGES.get(name, name), total=total_ms or None, pace=None
        )

    def at(self, done_ms: int) -> None:
        """See `lvm_meet.ports.Progress`."""
        if self._task is None:
            return
        now = self._progress.get_time()
        if self._pace is None:
            self._pace = Pace(done_ms, now, done_ms, now)
        else:
            self._pace = Pace(self._pace.first_ms, self._pace.first_s, done_ms, now)
        self._progress.update(self._task, completed=done_ms, pace=self._pace)

    def say(self, message: str) -> None:
        """See `lvm_meet.ports.Progress`."""
        click.echo(message, err=True)
