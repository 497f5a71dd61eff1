"""Reads texts and bytes as if they came from a pipe."""

import io
import os
from pathlib import Path

import pytest

from lvm_meet import readers
from lvm_meet.settings import ReadSettings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def samples():
    return ROOT / "samples"


@pytest.fixture(scope="session")
def read_bytes():
    """read_bytes(data, **settings) -> Transcript, through standard input."""

    def read(data, **settings):
        if isinstance(data, str):
            data = data.encode()
        return readers.read("-", settings=ReadSettings(**settings), stdin=io.BytesIO(data))

    return read


@pytest.fixture(scope="session")
def rows(read_bytes):
    """rows(data, **settings) -> [(speaker, text, start_ms, end_ms)], None where untimed."""

    def read(data, **settings):
        return [
            (
                segment.speaker,
                segment.text,
                segment.span.start_ms if segment.span else None,
                segment.span.end_ms if segment.span else None,
            )
            for segment in read_bytes(data, **settings).segments
        ]

    return read


@pytest.fixture(scope="session")
def codes(read_bytes):
    """codes(data, **settings) -> {code: (line, count)} of what was guessed or mended."""

    def read(data, **settings):
        notes = read_bytes(data, **settings).notes
        return {note.code: (note.line, note.count) for note in notes if not note.remark}

    return read


@pytest.fixture(scope="session")
def remarks(read_bytes):
    """remarks(data, **settings) -> {code: (line, count)} of the remarks about form."""

    def read(data, **settings):
        notes = read_bytes(data, **settings).notes
        return {note.code: (note.line, note.count) for note in notes if note.remark}

    return read


@pytest.fixture(scope="session")
def meetings():
    """The directory of real meetings; skips where this machine has none."""
    shared = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
    place = shared / "meetings"
    if not place.is_dir():
        pytest.skip(f"no real meetings in {place}")
    return place
