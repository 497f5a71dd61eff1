"""Plain text to read: a paragraph per turn, `[0:12] Name: what was said`.

Holds who says what, and when each paragraph begins, in whole seconds; nobody is "Unknown" where
others have names (`codec.turns`). Segments that follow each other become one paragraph. Doesn't
hold ends, confidence, language, words' times, or what is known of the recording.
"""

from __future__ import annotations

from lvm_meet.export.transcripts.paragraphs import paragraphs
from lvm_meet.model import Transcript


def render(transcript: Transcript) -> bytes:
    """The file's bytes; without segments there are none."""
    return "\n".join(f"{line}\n" for line in paragraphs(transcript)).encode("utf-8")
