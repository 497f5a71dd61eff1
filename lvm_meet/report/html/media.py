"""The recording beside a report: named by a relative path, never put into the page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

AUDIO = frozenset(
    {".aac", ".aif", ".aiff", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav", ".wma"}
)


@dataclass(frozen=True, slots=True)
class Media:
    """A recording as the page refers to it: an address relative to the page, and its name."""

    address: str
    name: str
    video: bool


def beside(recording: Path, page: Path | None) -> Media:
    """How a page at `page` (None: it is printed, take this folder) refers to a recording.

    Where no relative path leads there (another drive), it is the recording's own address.
    """
    folder = Path.cwd() if page is None else page.resolve().parent
    target = recording.resolve()
    try:
        address = quote(Path(os.path.relpath(target, folder)).as_posix())
    except ValueError:
        address = target.as_uri()
    # "talk: one.mp3" would else be taken for an address with the scheme "talk"
    if ":" in address.split("/", 1)[0] and not address.startswith("file:"):
        address = f"./{address}"
    return elsewhere(address, recording.name)


def elsewhere(address: str, name: str) -> Media:
    """A recording of this name at an address that the page can refer to."""
    return Media(address, name, Path(name).suffix.lower() not in AUDIO)
