import pytest

from lvm_meet.model import (
    Checked,
    Delegation,
    Experiment,
    Giving,
    Measure,
    Mode,
    Profile,
    Proposal,
    Situation,
    Thread,
    Uptake,
)
from lvm_meet.profile.measures import check, measured

FULL = Profile(
    proposals=tuple(Proposal("A", uptake, ("u1",), ()) for uptake in Uptake),
    threads=(Thread("u1", ("u2", "u3")), Thread("u2", ()), Thread("u3", ())),
    orphan_tasks=("u4", "u5"),
    delegations=tuple(
        Delegation(giving, "A", None, ("u1",)) for giving in (*Giving, Giving.OUTCOME)
    ),
    situations=tuple(
        Situation("crisis", Mode.MANAGEMENT, 0, used, ("u1",))
        for used in (Mode.MANAGEMENT, Mode.LEADERSHIP, None)
    ),
)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure.SITUATIONS_FITTING, (1, 2)),
        (Measure.VISIONS_WITH_STEP, (1, 3)),
        (Measure.TASKS_WITH_WHY, (2, 4)),
        (Measure.OUTCOME_DELEGATIONS, (2, 4)),
        (Measure.PROPOSALS_ANSWERED, (3, 4)),
    ],
)
def test_each_measure_counts_cases_of_so_many(measure, expected):
    assert measured(FULL, measure) == expected


@pytest.mark.parametrize("measure", Measure)
def test_an_empty_profile_has_nothing_to_count(measure):
    assert measured(Profile(), measure) == (0, 0)


def test_a_step_that_serves_two_directions_is_one_task():
    threads = (Thread("u1", ("u3",)), Thread("u2", ("u3", "u4")))
    assert measured(Profile(threads=threads), Measure.TASKS_WITH_WHY) == (2, 2)


def test_an_experiment_is_checked_by_what_was_counted_then():
    tried = Experiment(0, Measure.VISIONS_WITH_STEP, 0, 6)
    found = check(Profile(experiment=tried), FULL)
    assert found == Checked(Measure.VISIONS_WITH_STEP, 0, 6, 1, 3)


def test_without_an_experiment_there_is_nothing_to_check():
    assert check(FULL, FULL) is None
