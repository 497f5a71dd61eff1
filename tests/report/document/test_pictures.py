"""Charts as PNG."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.report.document.pictures import pictures
from lvm_meet.report.facts import gather

CONCLUDE = runpy.run_path(str(Path(__file__).parents[2] / "made_conclusions.py"))["conclude"]
NAMES = ("intensities", "balance", "timeline", "topics", "people", "aspects", "duties")


def test_every_chart_is_a_picture_and_the_same_each_time(analyses):
    facts = gather(CONCLUDE(analyses["kickoff"]))
    found = pictures(facts, NAMES)
    assert set(found) == set(NAMES)
    assert all(picture.startswith(b"\x89PNG\r\n") for picture in found.values())
    assert pictures(facts, NAMES[:2]) == {name: found[name] for name in NAMES[:2]}


@pytest.mark.parametrize("name", ["empty", "no signal", "back-channels"])
def test_without_data_there_is_none(analyses, name):
    assert pictures(gather(analyses[name]), NAMES) == {}


def test_a_picture_of_many_topics_would_fill_a_page(analyses):
    facts = gather(CONCLUDE(analyses["kickoff"]))
    many = replace(facts.conclusions, topics=facts.conclusions.topics * 7)
    assert pictures(replace(facts, conclusions=many), ["topics"]) == {}
