"""Conclusions without people, where it is doubtful who spoke."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.model import Checked, Measure
from lvm_meet.report.unnamed import without_names, without_people

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


@pytest.fixture(scope="module")
def concluded(analyses):
    return CONCLUDE(analyses["kickoff"])


def test_an_owner_who_is_none_of_the_voices_was_named_in_words(concluded):
    voices = frozenset({"Anna Berg", "Dr. Noor Haddad"})
    found = without_names(concluded.insights, speakers=voices)
    assert [action.owner for action in found.actions] == ["Tom", None, None]
    assert {entry.speaker for entry in (*found.actions, *found.risks, *found.questions)} == {None}
    assert [action.task for action in found.actions] == [
        action.task for action in concluded.insights.actions
    ]


def test_an_experiment_goes_with_its_observation(concluded):
    assert without_people(concluded.profile).experiment.observation == 0
    first = replace(concluded.profile.experiment, observation=0)
    assert without_people(replace(concluded.profile, experiment=first)).experiment is None


@pytest.mark.parametrize(
    ("measure", "stays"),
    [
        (Measure.VISIONS_WITH_STEP, True),
        (Measure.PROPOSALS_ANSWERED, False),
        (Measure.OUTCOME_DELEGATIONS, False),
    ],
)
def test_a_checked_experiment_stays_unless_it_counts_people(concluded, measure, stays):
    checked = Checked(measure, 1, 2, 3, 4)
    found = without_people(replace(concluded.profile, checked=checked)).checked
    assert found == (checked if stays else None)


def test_what_does_not_rest_on_people_stays(concluded):
    found = without_people(concluded.profile)
    for name in ("aspects", "duties", "topics", "threads", "situations", "extents"):
        assert getattr(found, name) == getattr(concluded.profile, name)
    assert not (found.proposals or found.answers or found.delegations or found.control_runs)
