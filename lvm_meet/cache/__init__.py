"""Derived results, kept on the user's machine so that a second report is immediate."""

from lvm_meet.cache.places import (
    DATA_ENVIRONMENT,
    ENVIRONMENT,
    STATE_ENVIRONMENT,
    data,
    expanded,
    models,
    recordings,
    root,
    state,
)
from lvm_meet.cache.store import MAX_AGE_DAYS, MAX_BYTES, Cache, Cleared, Entry

__all__ = [
    "DATA_ENVIRONMENT",
    "ENVIRONMENT",
    "MAX_AGE_DAYS",
    "MAX_BYTES",
    "STATE_ENVIRONMENT",
    "Cache",
    "Cleared",
    "Entry",
    "data",
    "expanded",
    "models",
    "recordings",
    "root",
    "state",
]
