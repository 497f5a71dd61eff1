"""A transcript as JSON, for programs and to go on from (docs/schema.md).

Holds all of it: the times of words, the turns of the voices, the notes, and what is known of the
recording.
"""

from __future__ import annotations

from lvm_meet.codec import dumps_transcript
from lvm_meet.model import Transcript


def render(transcript: Transcript) -> bytes:
    """One JSON object, a line per segment and turn; without segments the array is empty."""
    return dumps_transcript(transcript).encode("utf-8")
