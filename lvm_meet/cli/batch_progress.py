"""How far a batch is: a bar with rate and remaining time, on stderr; in a log, a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.table import Column
from rich.text import Text

from lvm_meet.cli import options
from lvm_meet.timecode import format_short

_LOG_S = 60
"""seconds between two lines where stderr is no terminal"""


class Counted(Protocol):
    """What is counted while a run goes on."""

    done: int
    skipped: int
    failed: int


def state(count: Counted, *, total: int | None, elapsed_s: float) -> str:
    """Like "412 of 10000, 3 failed, 2.1/s, 1:16:03 left".

    What was finished before tells nothing about speed. Without a total nothing is left to wait
    for; without a meeting that is through, nobody knows.
    """
    through, all_ = count.done + count.failed, count.done + count.failed + count.skipped
    parts = [f"{all_} of {total}" if total is not None else f"{all_} meetings"]
    if count.failed:
        parts.append(f"{count.failed} failed")
    if through and elapsed_s > 0:
        rate = through / elapsed_s
        parts.append(f"{rate:.1f}/s" if rate >= 1 else f"{60 * rate:.1f}/min")
        if total is not None:
            parts.append(f"{format_short(round(1000 * (total - all_) / rate))} left")
    return ", ".join(parts)


class _State(ProgressColumn):
    """The words beside the bar; looked up whenever the bar is drawn."""

    def __init__(self, say: Callable[[], str]) -> None:
        super().__init__(Column(no_wrap=True))
        self._say = say

    def render(self, task: Task) -> Text:
        return Text(self._say())


class BatchBar:
    """The progress of a run. `total` None: it goes on until it is stopped."""

    def __init__(self, count: Counted, *, total: int | None) -> None:
        self._count, self._total = count, total
        self._began = self._said = time.monotonic()
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._progress = Progress(
            TextColumn("analysing"),
            BarColumn(bar_width=None),
            _State(self._state),
            console=Console(file=sys.stderr),
            transient=True,
            expand=True,
            disable=not self._shown,
        )
        self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> BatchBar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def through(self) -> None:
        """One more meeting is through."""
        count = self._count
        self._progress.update(self._task, completed=count.done + count.skipped + count.failed)
        if not self._shown and time.monotonic() - self._said > _LOG_S:
            self._said = time.monotonic()
            self.say(self._state())

    def say(self, line: str) -> None:
        """A line above the bar, whatever is in it."""
        text = options.harmless(" ".join(line.split()))
        if self._shown:
            self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(text, err=True)

    def _state(self) -> str:
        elapsed = time.monotonic() - self._began
        return state(self._count, total=self._total, elapsed_s=elapsed)
