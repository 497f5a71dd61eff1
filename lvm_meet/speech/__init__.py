"""Recordings: what was said and by whom.

`listener.Listener` is the front door. Importing this package loads neither numpy nor a decoder.

It does one thing beside: it forbids onnxruntime, whose newer releases report to their maker over
the network as soon as they are imported, to do so. That can only be said before that import, and
every way to it leads through here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def is_recording(path: str | Path, *, stdin: BinaryIO | None = None) -> bool:
    """Whether the content of `path` is sound or video; never an error.

    "-" is `stdin`, or the process's standard input: its first bytes are looked at and stay there
    to be read; False where it can't be looked into.
    """
    from lvm_meet.speech.media import HEAD, STDIN, Look, look

    try:
        if str(path) == STDIN:
            peek = getattr(stdin or getattr(sys.stdin, "buffer", None), "peek", None)
            return peek is not None and look(peek(HEAD)[:HEAD]) is Look.RECORDING
        if not Path(path).is_file():  # a pipe would lose what is read of it here
            return False
        with Path(path).open("rb") as file:
            kind = look(file.read(HEAD))
    except (OSError, ValueError):
        return False
    if kind is not Look.UNKNOWN:
        return kind is Look.RECORDING
    from lvm_meet.speech.recording import looks_like_recording

    return looks_like_recording(path)
