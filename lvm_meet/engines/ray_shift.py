"""The actors of one run on Ray, and who is at what. Imported by `engines.ray` when it is time."""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Generic

import ray
from ray.exceptions import RayError, RayTaskError

from lvm_meet import resources
from lvm_meet.engines.base import PAUSE_S, Crew, Failure, Item, Outcome, Result, Work
from lvm_meet.engines.boundary import attempt, prepared
from lvm_meet.engines.ray_connection import first_line
from lvm_meet.engines.workers import ONE_THREAD, STILLBORN, TRIES, lost, stillborn
from lvm_meet.errors import LvmError

if TYPE_CHECKING:
    from ray import ObjectRef
    from ray.actor import ActorHandle

_NO_ROOM_S = 600
"""how long nothing at all may get a place: a cluster that grows by itself takes minutes"""
_AHEAD = 64
"""items that are held for a busy kind of worker while another kind looks for its own"""
_END = object()


class _Task(Generic[Item]):
    """An item, and how often it was begun."""

    def __init__(self, item: Item) -> None:
        self.item, self.tries = item, 0


class _Kind(Generic[Item]):
    """Workers that are alike: those with a graphics card, those without."""

    def __init__(self, most: int, options: dict[str, object]) -> None:
        self.most, self.options = most, options
        self.alive: set[ActorHandle] = set()
        self.idle: list[ActorHandle] = []
        self.held: deque[_Task[Item]] = deque()
        self.starting = self.busy = 0

    @property
    def has_room(self) -> bool:
        return self.busy + len(self.held) < self.most


class _Hand:
    """What an actor does. It is made at once; the work is loaded by `prepare`."""

    def __init__(self, work: bytes, folder: str) -> None:
        self._work, self._folder = work, folder
        self._run: Callable[[object], object] | None = None

    def prepare(self) -> Failure | None:
        """Why the work can't be done there; None where it can, at once where that is known."""
        if self._run is not None:
            return None
        # A worker of a cluster is where its Ray was started: relative paths would lead elsewhere.
        with suppress(OSError):  # addresses need no folder
            os.chdir(self._folder)
        resources.keep_memory()
        run = prepared(pickle.loads(self._work))
        if isinstance(run, Failure):
            return run
        self._run = run
        return None

    def do(self, item: object) -> Outcome[object, object]:
        """The item's outcome, without the item."""
        assert self._run is not None
        outcome = attempt(self._run, item)
        return Outcome(None, outcome.result, outcome.failure)


class Shift(Generic[Item, Result]):
    """The actors of one `map`, and who is at what."""

    def __init__(self, crew: Crew, work: Work[Item, Result]) -> None:
        self._work, self._pickled, self._folder = work, pickle.dumps(work), str(Path.cwd())
        self._plain: _Kind[Item]
        self._graphic: _Kind[Item]
        self._plain, self._graphic = _kinds(crew)
        # the last is whether it was at work before
        self._starting: dict[ObjectRef, tuple[_Kind[Item], ActorHandle, bool]] = {}
        self._busy: dict[ObjectRef, tuple[_Kind[Item], ActorHandle, _Task[Item]]] = {}
        self._more = True
        self._stillborn = 0
        self._hopeful_until = time.monotonic() + _NO_ROOM_S

    def run(self, first: Item, items: Iterator[Item | None]) -> Iterator[Outcome[Item, Result]]:
        self._hold(first)
        while True:
            waiting = self._take(items)
            for kind in (self._plain, self._graphic):
                self._employ(kind)
            if not (self._more or self._busy or self._plain.held or self._graphic.held):
                return
            self._hope()
            refs = [*self._starting, *self._busy]
            if not refs:
                time.sleep(PAUSE_S)
                continue
            # never without a limit, so that an interrupt gets in
            answers, _ = ray.wait(refs, timeout=PAUSE_S if waiting else 10 * PAUSE_S)
            for ref in answers:
                if ref in self._starting:
                    yield from self._began(ref)
                else:
                    yield from self._answered(ref)

    def stop(self) -> None:
        for kind in (self._plain, self._graphic):
            for actor in kind.alive:
                with suppress(RayError, RuntimeError):
                    ray.kill(actor)

    def _hold(self, item: Item) -> None:
        gains = self._graphic.most and self._work.gains_from_graphics(item)
        (self._graphic if gains else self._plain).held.append(_Task(item))

    def _take(self, items: Iterator[Item | None]) -> bool:
        """Take items while somebody is free for them; True where nothing is there yet."""
        while self._more and (self._plain.has_room or self._graphic.has_room):
            if len(self._plain.held) + len(self._graphic.held) > self._plain.most + _AHEAD:
                return False
            item = next(items, _END)
            if item is None:
                return True
            if item is _END:
                self._more = False
            else:
                self._hold(item)  # type: ignore[arg-type]  # _END is told apart above
        return False

    def _employ(self, kind: _Kind[Item]) -> None:
        """Give what is held to whoever is idle, and hire for the rest."""
        while kind.held and kind.idle:
            actor, task = kind.idle.pop(), kind.held.popleft()
            task.tries += 1
            kind.busy += 1
            self._busy[actor.do.remote(task.item)] = (kind, actor, task)
        while len(kind.held) > kind.starting and len(kind.alive) < kind.most:
            actor = ray.remote(_Hand).options(**kind.options).remote(self._pickled, self._folder)
            kind.alive.add(actor)
            kind.starting += 1
            self._starting[actor.prepare.remote()] = (kind, actor, False)

    def _began(self, ref: ObjectRef) -> Iterator[Outcome[Item, Result]]:
        """An actor is ready, or can't be, or is lost."""
        kind, actor, worked = self._starting.pop(ref)
        kind.starting -= 1
        try:
            failure = ray.get(ref)
        except RayError as error:
            kind.alive.discard(actor)
            self._stillborn += not worked
            if not worked and self._stillborn >= STILLBORN:
                raise stillborn(_how(error)) from error
            return
        if failure is not None:
            raise failure.as_error()
        self._stillborn = 0
        kind.idle.append(actor)
        yield from ()

    def _answered(self, ref: ObjectRef) -> Iterator[Outcome[Item, Result]]:
        """An item is done, or its actor is lost."""
        kind, actor, task = self._busy.pop(ref)
        kind.busy -= 1
        try:
            outcome = ray.get(ref)
        except RayError as error:
            kind.alive.discard(actor)
            with suppress(RayError, RuntimeError):
                ray.kill(actor)
            self._ask_idle(kind)
            if task.tries < TRIES:
                kind.held.appendleft(task)
            else:
                yield Outcome(task.item, failure=lost(_how(error)))
            return
        kind.idle.append(actor)
        yield Outcome(task.item, outcome.result, outcome.failure)

    def _ask_idle(self, kind: _Kind[Item]) -> None:
        """Where one is lost, others may be with it: an item isn't given to them before they answer,
        or it would count as begun twice by workers that never saw it.
        """
        while kind.idle:
            actor = kind.idle.pop()
            kind.starting += 1
            self._starting[actor.prepare.remote()] = (kind, actor, True)

    def _hope(self) -> None:
        """LvmError where items wait, nobody is at work, and no actor gets a place for long."""
        if self._busy or not (self._plain.held or self._graphic.held):
            self._hopeful_until = time.monotonic() + _NO_ROOM_S
        elif time.monotonic() > self._hopeful_until:
            raise LvmError(
                f"the cluster has had no room for a worker in {_NO_ROOM_S // 60} minutes",
                hint="each needs its cores or its card whole; `ray status` says who has them",
            )


def _kinds(crew: Crew) -> tuple[_Kind[Item], _Kind[Item]]:
    """The workers without and with a graphics card; as many of these as there are cards."""
    there = ray.cluster_resources()
    jobs = crew.jobs or max(1, int(there.get("CPU", 1)) // crew.threads)
    cards = min(int(there.get("GPU", 0)), jobs)
    env = dict(ONE_THREAD)
    if not crew.address:
        env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    plain: dict[str, object] = {"num_cpus": crew.threads, "runtime_env": {"env_vars": env}}
    # A card is place enough: the others may have all cores, also while they are idle, and those
    # who wait for a card would never get one of them (nor the others, were it the other way round).
    return _Kind(jobs, plain), _Kind(cards, plain | {"num_cpus": 0, "num_gpus": 1})


def _how(error: RayError) -> str:
    """What Ray says of a lost actor; or what the code said that raised where nothing should."""
    cause = error.cause if isinstance(error, RayTaskError) else error
    return f"({type(cause).__name__}: {first_line(cause)})"
