"""Several worker processes on this machine.

Each is a fresh interpreter: the threads of CTranslate2 and onnxruntime don't survive a fork, and
unlike multiprocessing's spawn nothing of the main script runs again. A worker has one item at a
time, so nothing piles up, and a worker that is lost (out of memory, say) costs at most that item's
time: it is tried once more, by another worker.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic

from lvm_meet.engines.base import PAUSE_S, Crew, Failure, Item, Outcome, Result, Work
from lvm_meet.engines.worker import READY
from lvm_meet.engines.workers import ONE_THREAD, STILLBORN, TRIES, lost, stillborn

_SILENT_S = 5
"""how long a worker that closed its output may still take to end"""
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
_BOOT += "from lvm_meet.engines.worker import main; main()"
_GONE = object()
_END = object()


@dataclass(frozen=True, slots=True)
class Processes:
    """See `lvm_meet.engines.base.Engine`."""

    crew: Crew

    def map(
        self, work: Work[Item, Result], items: Iterable[Item | None]
    ) -> Generator[Outcome[Item, Result], None, None]:
        """See `Engine.map`."""
        shift: _Shift[Item, Result] = _Shift(self.crew, pickle.dumps(work))
        try:
            yield from shift.run(iter(items))
        finally:
            shift.stop()


class _Worker:
    """One process. What it answers goes to `inbox` as (worker, answer); _GONE is its last word."""

    def __init__(self, work: bytes, inbox: queue.SimpleQueue[tuple[_Worker, object]]) -> None:
        self.ready = False
        # Its own process group: an interrupt from the keyboard reaches only us, and we stop it.
        group = 0 if sys.platform != "win32" else None
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(os.environ) | ONE_THREAD,
            process_group=group,
        )
        self._inbox = inbox
        self._write(work)
        threading.Thread(target=self._listen, daemon=True).start()

    def give(self, item: object) -> None:
        """Hand over an item; a worker that is gone says so itself."""
        self._write(pickle.dumps(item))

    def stop(self) -> None:
        """End it now, whatever it does."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()

    def ended_by(self) -> str:
        """How the process ended, in words; waits for it, and ends it where it only fell silent."""
        try:
            code = self._process.wait(timeout=_SILENT_S)
        except subprocess.TimeoutExpired:
            code = 0
        self.stop()
        if code >= 0:
            return f"with exit code {code}"
        with suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
        return f"by signal {-code}"

    def _write(self, data: bytes) -> None:
        stream = self._process.stdin
        with suppress(OSError):
            if stream is not None:
                stream.write(data)
                stream.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        try:
            with stream, suppress(EOFError, OSError, pickle.UnpicklingError):
                while True:
                    self._inbox.put((self, pickle.load(stream)))
        finally:
            # also after an answer that can't be had here: whoever waits for it must hear of that
            self._inbox.put((self, _GONE))


class _Shift(Generic[Item, Result]):
    """The workers of one `map`, and who is at what."""

    def __init__(self, crew: Crew, work: bytes) -> None:
        self._crew, self._work = crew, work
        self._inbox: queue.SimpleQueue[tuple[_Worker, object]] = queue.SimpleQueue()
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, tuple[Item, int]] = {}
        self._again: deque[tuple[Item, int]] = deque()
        self._more = True
        self._stillborn = 0

    def run(self, items: Iterator[Item | None]) -> Iterator[Outcome[Item, Result]]:
        while True:
            waiting = self._hand_out(items)
            if not (self._busy or self._more):
                return
            try:
                # never without a limit: on some systems nothing else lets an interrupt in
                worker, answer = self._inbox.get(timeout=PAUSE_S if waiting else 10 * PAUSE_S)
            except queue.Empty:
                continue
            if answer == READY:
                worker.ready = True
                self._stillborn = 0
            elif isinstance(answer, Failure):
                raise answer.as_error()
            elif answer is _GONE:
                yield from self._lost(worker)
            elif isinstance(answer, Outcome):
                item, _ = self._busy.pop(worker)
                self._idle.append(worker)
                yield Outcome(item, answer.result, answer.failure)

    def stop(self) -> None:
        for worker in (*self._idle, *self._busy):
            worker.stop()

    def _hand_out(self, items: Iterator[Item | None]) -> bool:
        """Give every free worker an item; True where one is free and nothing is there yet."""
        while len(self._busy) < self._crew.jobs and (self._again or self._more):
            if self._again:
                item, tries = self._again.popleft()
            else:
                found = next(items, _END)
                if found is None:
                    return True
                if found is _END:
                    self._more = False
                    continue
                item, tries = found, 0  # type: ignore[assignment]  # _END is told apart above
            worker = self._idle.pop() if self._idle else self._hire()
            self._busy[worker] = (item, tries + 1)
            worker.give(item)
        return False

    def _hire(self) -> _Worker:
        return _Worker(self._work, self._inbox)

    def _lost(self, worker: _Worker) -> Iterator[Outcome[Item, Result]]:
        """A worker is gone: its item is tried again, or has failed."""
        if worker in self._idle:
            self._idle.remove(worker)
        how = worker.ended_by()
        task = self._busy.pop(worker, None)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise stillborn(how)
        if task is None:
            return
        item, tries = task
        if not worker.ready:
            tries -= 1  # not the item's fault
        if tries < TRIES:
            self._again.append((item, tries))
            return
        yield Outcome(item, failure=lost(how))
