"""Derived results, kept on the user's machine so that a second report is immediate."""

from lvm_meet.cache.places import ENVIRONMENT, models, recordings, root
from lvm_meet.cache.store import MAX_BYTES, Cache, Cleared, Entry

__all__ = ["ENVIRONMENT", "MAX_BYTES", "Cache", "Cleared", "Entry", "models", "recordings", "root"]
