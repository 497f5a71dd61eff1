"""The whole analysis as JSON, to be read back or by other programs (docs/schema.md)."""

from __future__ import annotations

from lvm_meet.codec import dumps
from lvm_meet.model import Analysis


def render(analysis: Analysis) -> str:
    """One JSON object, one line per segment and utterance; an empty meeting gives empty arrays."""
    return dumps(analysis)
