"""How far a recording is: a bar with the remaining time, on stderr."""

from __future__ import annotations

import sys
from types import TracebackType

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_STAGES = {
    "decode": "reading the sound",
    "transcribe": "writing down the words",
    "diarize": "telling voices apart",
}


class Bar:
    """The progress of one recording; silent where stderr is no terminal, or without `shown`."""

    def __init__(self, *, shown: bool = True) -> None:
        console = Console(file=sys.stderr)
        self._progress = Progress(
            TextColumn("{task.description:<22}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not (shown and console.is_terminal),
        )
        self._task: TaskID | None = None

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
        self._task = self._progress.add_task(_STAGES.get(name, name), total=total_ms or None)

    def at(self, done_ms: int) -> None:
        """See `lvm_meet.ports.Progress`."""
        if self._task is not None:
            self._progress.update(self._task, completed=done_ms)

    def say(self, message: str) -> None:
        """See `lvm_meet.ports.Progress`."""
        click.echo(message, err=True)
