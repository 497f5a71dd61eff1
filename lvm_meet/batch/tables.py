"""When the tables are written anew, with the copy of the record that follows them."""

from __future__ import annotations

import time
from collections.abc import Callable

from lvm_meet.batch.origins import Presence
from lvm_meet.batch.state import Journal
from lvm_meet.batch.summary import write_tables

_EVERY_S = 30
"""seconds after which the tables are written anew while the run goes on"""
_SHARE = 20
"""and how many times as long as writing them took last, which grows with the number of meetings"""


class Tables:
    """The tables of one run."""

    def __init__(self, journal: Journal, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.presence = Presence()
        self._journal, self._clock = journal, clock
        self._tried_at, self._cost_s = clock(), 0.0
        self._stale = False

    def changed(self) -> None:
        """There is something that they don't say yet."""
        self._stale = True

    def refresh(self) -> None:
        """Write them if they are old; OutputError where they can't be, and then they stay so."""
        began = self._clock()
        if not self._stale or began - self._tried_at < max(_EVERY_S, _SHARE * self._cost_s):
            return
        try:
            self.write()
        finally:
            self._tried_at = self._clock()
            self._cost_s = self._tried_at - began

    def write(self) -> None:
        """Write them now; OutputError where they can't be."""
        write_tables(self._journal, presence=self.presence)
        self._stale = False
