"""An analysis in which every field of conclusions and profile has a value."""

from dataclasses import replace
from datetime import date

import pytest

from lvm_meet.model import (
    Action,
    ActionKind,
    Agenda,
    AgendaItem,
    AgendaOrigin,
    Answer,
    AnswerKind,
    Aspect,
    Balance,
    Checked,
    ControlRun,
    Decision,
    Delegation,
    Due,
    Estimate,
    Experiment,
    Extent,
    Giving,
    Insights,
    Label,
    Measure,
    Mode,
    Observation,
    PartStyle,
    Profile,
    Proposal,
    Question,
    Risk,
    RiskKind,
    Said,
    Scope,
    Seen,
    Situation,
    Status,
    Suggestion,
    Summary,
    Tally,
    Thread,
    Topic,
    Uptake,
)


def insights_of(ids):
    one, two = ids[0], ids[1]
    due = Due("by Friday", date(2026, 11, 27))
    return Insights(
        topics=(Topic("Budget", ("spring fair", "tents"), ids),),
        agenda=Agenda(
            AgendaOrigin.OPENING,
            (
                AgendaItem("Budget", 600_000, "Ada", (one,), 5_000, 12, (two,)),
                AgendaItem("Hiring", None, None, (), None, 0),
            ),
            (0,),
        ),
        decisions=(
            Decision(
                "We rent tents.", "Ada", Scope.OPERATIONAL, Said("They are cheap.", (two,)),
                (Said("Buying tents.", (two,)),), "Ben", due, (two,), (one,),
            ),
            Decision("We stop.", None, None, None, (), None, None, (), (two,)),
        ),
        actions=(
            Action(
                "Ring the tent people", ActionKind.REQUEST, "Ben", "Ada", due, Status.OPEN,
                (two,), (one,),
            ),
            Action(
                "Write it up", ActionKind.COMMITMENT, None, None, Due("soon", None), None,
                (), (two,),
            ),
        ),
        questions=(Question("Who pays?", "Ada", (one,)),),
        risks=(Risk("It may rain.", RiskKind.RISK, "Ben", (two,)),),
        summary=Summary("Tents", (Said("Ada said that tents are cheap.", (one, two)),), "tiny", 2),
        held=date(2026, 11, 22),
    )  # fmt: skip


def profile_of(ids):
    one, two = ids[0], ids[1]
    balance = Balance(talk=Tally(3, 30, 9_000), vision=Tally(1, 10, 3_000))
    return Profile(
        aspects=(Aspect("main-goal", (one,), (two,)),),
        duties=(Aspect("culture"),),
        extents=(Extent(Label.VISION, one, two, 2),),
        topics=(PartStyle(balance, Estimate(-200, -600, 300)),),
        items=(PartStyle(balance, None), PartStyle(Balance.zero(), None)),
        roles=(("Ada", "Chair"),),
        proposals=(Proposal("Ada", Uptake.BUILT_ON, (one,), (two,)),),
        answers=(Answer(AnswerKind.COMMITMENT, "Ben", two, one),),
        threads=(Thread(one, (two,)), Thread(two, ())),
        orphan_tasks=(two,),
        delegations=(Delegation(Giving.OUTCOME, "Ada", None, (one,)),),
        control_runs=(ControlRun("Ada", "Ben", (one, two)),),
        situations=(
            Situation("crisis", Mode.MANAGEMENT, 0, Mode.LEADERSHIP, (one,)),
            Situation("creative-discussion", Mode.LEADERSHIP, 0, None, (two,)),
        ),
        observations=(
            Observation(
                Seen.MISMATCH, Said("The tents are gone.", (one,)), "crisis", Mode.MANAGEMENT,
                Suggestion("vision-execution", Mode.MANAGEMENT, "Who rings whom?", "x[1]"),
                (one, two),
            ),
            Observation(Seen.FIT, Said("Good.", (two,)), None, None, None),
        ),
        experiment=Experiment(0, Measure.VISIONS_WITH_STEP, 1, 2),
        checked=Checked(Measure.TASKS_WITH_WHY, 0, 3, 2, 4),
    )  # fmt: skip


@pytest.fixture
def concluded(analyses):
    analysis = analyses["kickoff"]
    ids = tuple(unit.id for unit in analysis.utterances)
    return replace(analysis, insights=insights_of(ids), profile=profile_of(ids))
