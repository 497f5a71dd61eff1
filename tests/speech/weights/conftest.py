"""Every test has its own cache folder and sees no hub cache but its own."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from lvm_meet.speech.weights.known import bundles, known

ROOT = Path(__file__).parents[3]


def _installed(bundle):
    try:
        return all(distribution(need.split("==")[0]) for need in bundle.requirements)
    except PackageNotFoundError:
        return False


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    """(cache folder, hub cache), both still to be made."""
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    yield tmp_path / "cache", tmp_path / "hub"
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)  # 150 MB a test, which pytest would keep


@pytest.fixture
def packages():
    """The real packages; the test is skipped where they are not installed."""
    lacking = [bundle.name for bundle in bundles() if not _installed(bundle)]
    if lacking:
        pytest.skip(f"the extra 'models' is not installed ({', '.join(lacking)})")


@pytest.fixture
def no_packages(monkeypatch):
    """As where the extra is not installed."""

    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("lvm_meet.speech.weights.copies.distribution", missing)


@pytest.fixture
def in_hub_cache(places):
    """Puts known weights into the hub cache: files of the right size, with holes for content."""

    def put(name, *, repository=None, revision=None):
        weights = known()[name]
        folder = f"models--{(repository or weights.repository).replace('/', '--')}"
        snapshot = places[1] / folder / "snapshots" / (revision or weights.revision)
        snapshot.mkdir(parents=True)
        for file in weights.files:
            with (snapshot / file.name).open("wb") as stream:
                stream.truncate(file.size)
        return snapshot

    return put


@pytest.fixture
def start():
    """Starts a Python process that runs a script in the test's environment."""

    def run(script, **environment):
        return subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return run
