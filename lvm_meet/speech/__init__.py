"""Recordings: what was said and by whom.

`listener.Listener` is the front door. Importing this package loads neither numpy nor a decoder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO


def is_recording(path: str | Path, *, stdin: BinaryIO | None = None) -> bool:
    """Whether the content of `path` is sound or video; never an error.

    "-" is `stdin`, or the process's standard input: its first bytes are looked at and stay there
    to be read; False where it can't be looked into.
    """
    from lvm_meet.speech.media import HEAD, STDIN, Look, look

    if str(path) == STDIN:
        peek = getattr(stdin or sys.stdin.buffer, "peek", None)
        return peek is not None and look(peek(HEAD)[:HEAD]) is Look.RECORDING
    try:
        with Path(path).open("rb") as file:
            kind = look(file.read(HEAD)) if file.seekable() else Look.OTHER
    except (OSError, ValueError):
        return False
    if kind is not Look.UNKNOWN:
        return kind is Look.RECORDING
    from lvm_meet.speech.recording import looks_like_recording

    return looks_like_recording(path)
