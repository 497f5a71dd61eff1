"""Worker actors on Ray: on this machine, or on a cluster.

The same rules as for processes: an actor prepares the work once and has one item at a time, so
nothing piles up in Ray's store; an actor that is lost, its whole host maybe, costs at most that
item's time, and the item is tried once more elsewhere. Items, work and results are small: meetings
themselves never travel through Ray, each worker opens them where they lie.

Without an address a private Ray is started, and ended afterwards. It listens on every interface of
the machine, as Ray does; so it is given a token that nobody else knows, and a folder that nobody
else can read. Ray's usage reports are turned off.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from importlib.util import find_spec

from lvm_meet.engines.base import PAUSE_S, Crew, Item, Outcome, Result, Work
from lvm_meet.errors import MissingError


@dataclass(frozen=True, slots=True)
class Ray:
    """See `lvm_meet.engines.base.Engine`. A crew of no jobs has a worker for each core there is."""

    crew: Crew

    def __post_init__(self) -> None:
        if find_spec("ray") is None:
            raise MissingError(
                "the engine ray needs Ray, which is not installed",
                command="pip install 'lvm-meet[ray]'",
            )

    def map(
        self, work: Work[Item, Result], items: Iterable[Item | None]
    ) -> Generator[Outcome[Item, Result], None, None]:
        """See `Engine.map`. LvmError where the cluster can't be reached, or has no room."""
        for item in (remaining := iter(items)):
            if item is None:
                time.sleep(PAUSE_S)
                continue
            _prepare_environment(private=not self.crew.address)
            from lvm_meet.engines.ray_connection import connected
            from lvm_meet.engines.ray_shift import Shift

            with connected(self.crew):
                shift: Shift[Item, Result] = Shift(self.crew, work)
                try:
                    yield from shift.run(item, remaining)
                finally:
                    shift.stop()


def _prepare_environment(*, private: bool) -> None:
    """What Ray reads when it is imported; what the user has chosen stays."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # so that actors without a card don't see the cards of those that have one
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "1")
    if private and "RAY_AUTH_MODE" not in os.environ and "ray" not in sys.modules:
        os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
