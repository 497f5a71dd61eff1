"""One item after the other, in this process: the yardstick for the other engines, and for looking
for a mistake with a debugger.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from lvm_meet.engines.base import PAUSE_S, Crew, Item, Outcome, Result, Work
from lvm_meet.engines.boundary import attempt


@dataclass(frozen=True, slots=True)
class Serial:
    """See `lvm_meet.engines.base.Engine`; the crew is always one."""

    crew: Crew

    def map(
        self, work: Work[Item, Result], items: Iterable[Item | None]
    ) -> Generator[Outcome[Item, Result], None, None]:
        """See `Engine.map`; the order is that of the items."""
        run: Callable[[Item], Result] | None = None
        for item in items:
            if item is None:
                time.sleep(PAUSE_S)
                continue
            run = run or work.prepare()
            yield attempt(run, item)
