"""Meetings for a library: the invented kick-off of the other tests, as often as it takes."""

import hashlib
import os
import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lvm_meet.library.library import Library
from lvm_meet.model import Analysis

conclude = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the user's own is touched."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LVM_MEET_DATA_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def wide_umask():
    """What is private is private whatever the umask is."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def a_meeting(analyses) -> Callable[..., Analysis]:
    """a_meeting("monday"): the kick-off with all conclusions, as another recording of that name."""

    def build(name: str = "kickoff", *, of: str = "kickoff", held: date | None = None) -> Analysis:
        found = conclude(analyses[of])
        source = replace(
            found.transcript.source,
            name=f"{name}.vtt",
            sha256=hashlib.sha256(name.encode()).hexdigest(),
        )
        return replace(
            found,
            title=name.capitalize(),
            transcript=replace(found.transcript, source=source),
            insights=replace(found.insights, held=held),
        )

    return build


@pytest.fixture
def library() -> Library:
    """An empty library in the user's folder."""
    return Library.open(create=True)
