"""Engines: run work over many items, in this process, in several, or on a cluster.

Failures are values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lvm_meet.engines.base import Crew, Engine, Failure, Outcome, Work
from lvm_meet.registry import Registry

__all__ = ["ENGINES", "Crew", "Engine", "Failure", "Outcome", "Work", "open_engine"]

ENGINES = Registry(
    kind="engine",
    group="lvm_meet.engines",
    table=(
        ("processes", "lvm_meet.engines.processes:Processes"),
        ("ray", "lvm_meet.engines.ray:Ray"),
        ("serial", "lvm_meet.engines.serial:Serial"),
    ),
)


def open_engine(name: str, crew: Crew) -> Engine:
    """The engine called `name`; SettingsError where there is none, MissingError where it lacks
    a package.
    """
    return cast("Callable[[Crew], Engine]", ENGINES.load(name))(crew)
