"""Data sets of the invented meetings of the conftest above."""

import hashlib
import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.dataset import Format, Gathering
from lvm_meet.settings import DatasetSettings

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


def identified(analysis, name):
    """The analysis with a content of its own."""
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    source = replace(analysis.transcript.source, name=f"{name}.vtt", sha256=sha256)
    return replace(analysis, transcript=replace(analysis.transcript, source=source))


@pytest.fixture(scope="session")
def meetings(analyses):
    """Name -> Analysis, each of another source; the kick-off has conclusions."""
    found = {name: identified(analysis, name) for name, analysis in analyses.items()}
    return found | {"kickoff": identified(CONCLUDE(analyses["kickoff"]), "kickoff")}


@pytest.fixture(scope="session")
def write():
    """Write a data set of some analyses into a folder, and give what `Gathering.write` gives."""

    def written(
        out,
        analyses,
        *,
        formats=(Format.CSV, Format.PARQUET),
        key=None,
        force=False,
        settings=DatasetSettings(),  # noqa: B008
    ):
        with Gathering(out.parent, settings=settings) as gathering:
            for number, analysis in enumerate(analyses):
                gathering.add(analysis, path=f"{number}.json")
            return gathering.write(out, formats=formats, key=key, force=force)

    return written


@pytest.fixture(scope="session")
def everything(tmp_path_factory, meetings, write):
    """The folder of a data set of all meetings."""
    out = tmp_path_factory.mktemp("data") / "set"
    write(out, meetings.values())
    return out
