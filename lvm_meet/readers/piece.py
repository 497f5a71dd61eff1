"""What one voice says in one cue, row or line, before the rules that look at the whole file."""

from __future__ import annotations

from dataclasses import dataclass


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
