"""What one voice says in one cue, row or line, before the rules that look at the whole file."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Word

LONGEST_MS = 1000 * 3_600_000
"""no meeting is longer than 1000 hours: a larger number is something else"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Raw talk. `line` is where it stands (1-based), times are milliseconds as written.

    Times may still be missing, negative or the wrong way round; the text may be empty.
    """

    text: str
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    line: int | None = None
    confidence: int | None = None
    words: tuple[Word, ...] = ()
