"""Insights and a profile made by hand for the kick-off meeting of conftest (invented).

conclude = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]
"""

from dataclasses import replace
from datetime import date

from lvm_meet.model import (
    SIGNALS,
    Action,
    ActionKind,
    Agenda,
    AgendaItem,
    AgendaOrigin,
    Answer,
    AnswerKind,
    Aspect,
    Balance,
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

ASPECTS = (
    "main-goal",
    "main-function",
    "decision-approach",
    "team-dynamic",
    "change-orientation",
    "goal-setting",
    "authority-style",
    "time-viewpoint",
    "problem-approach",
    "development-focus",
    "communication-purpose",
    "performance-focus",
)
DUTIES = ("goal-setting", "decision-making", "adaptability", "coordination")


def conclude(analysis, *, words=None):
    """The analysis with something of every kind; `words` stands in for every foreign text."""
    ids = [utterance.id for utterance in analysis.utterances]
    coded = {label: _of(analysis, label) for label in SIGNALS}
    return replace(
        analysis,
        insights=_insights(ids, lambda text: words or text),
        profile=_profile(analysis, ids, coded, lambda text: words or text),
    )


def _of(analysis, label):
    return tuple(signal.utterance for signal in analysis.signals if signal.label is label)


def _insights(ids, say):
    last = len(ids) - 1

    def at(*numbers):
        return tuple(ids[min(number, last)] for number in numbers)

    half = max(1, len(ids) // 2)
    topics = [Topic(say("Test runs and the budget"), (say("test run"), say("housing")), ids[:half])]
    if ids[half:]:
        topics.append(Topic(say("What the alarm is for"), (say("old person"),), ids[half:]))
    topics = tuple(replace(topic, utterances=tuple(topic.utterances)) for topic in topics)
    return Insights(
        topics=topics,
        agenda=Agenda(
            AgendaOrigin.FILE,
            (
                AgendaItem(say("Numbers"), 600_000, say("Anna Berg"), at(0, 1, 2), 95_000, 120),
                AgendaItem(say("Next steps"), 300_000, None, (), None, 0),
            ),
            (len(topics) - 1,),
        ),
        decisions=(
            Decision(
                text=say("Swap the two housings before Thursday"),
                speaker=say("Anna Berg"),
                scope=Scope.OPERATIONAL,
                reason=Said(say("The sensor gets warm after an hour"), at(6)),
                dropped=(Said(say("Approve another housing"), at(11)),),
                owner=None,
                due=Due(say("before Thursday noon"), date(2026, 11, 26)),
                agreed=at(10),
                utterances=at(9),
            ),
            Decision(
                say("Build a home that looks after people"),
                None,
                None,
                None,
                (),
                None,
                None,
                (),
                at(19, 21),
            ),
        ),
        actions=(
            Action(
                say("Swap the housings and send the readings"),
                ActionKind.REQUEST,
                say("Tom"),
                say("Anna Berg"),
                Due(say("before Thursday noon"), date(2026, 11, 26)),
                Status.OPEN,
                at(10),
                at(9, 10),
            ),
            Action(
                say("Write the summary for the steering group"),
                ActionKind.COMMITMENT,
                say("Dr. Noor Haddad"),
                say("Dr. Noor Haddad"),
                Due(say("Wednesday"), None),
                None,
                (),
                at(15),
            ),
            Action(
                say("Bring one sketch each"), ActionKind.REQUEST, None, None, None, None, (), at(27)
            ),
        ),
        questions=(
            Question(
                say("Why are we building a better alarm at all?"), say("Dr. Noor Haddad"), at(17)
            ),
        ),
        risks=(
            Risk(
                say("The sensor gets warm when it runs for long"), RiskKind.RISK, say("Tom"), at(6)
            ),
            Risk(say("The third test run is late"), RiskKind.BLOCKER, None, at(4)),
        ),
        summary=Summary(
            say("The team fixes the test runs and turns to what the alarm is for."),
            (
                Said(say("Anna Berg asks for the third test run this week."), at(4)),
                Said(say("Tom will swap the housings and send the readings."), at(9, 10)),
                Said(say("Noor Haddad wants a house that looks after people."), at(19)),
            ),
        ),
        held=date(2026, 11, 20),
    )


def _profile(analysis, ids, coded, say):
    last = len(ids) - 1

    def at(*numbers):
        return tuple(ids[min(number, last)] for number in numbers)

    style = PartStyle(
        Balance(Tally(10, 200), vision=Tally(1, 20), execution=Tally(4, 90), control=Tally(2, 20)),
        Estimate(-714, -1000, -200),
    )
    thin = PartStyle(Balance(Tally(3, 20)), None)
    aspects = tuple(
        Aspect(name, coded[Label.VISION][: number % 4], coded[Label.EXECUTION][: (number + 1) % 3])
        for number, name in enumerate(ASPECTS)
    )
    return Profile(
        aspects=aspects,
        duties=tuple(
            Aspect(name, coded[Label.INSPIRATION][:number], coded[Label.CONTROL][: 2 - number % 3])
            for number, name in enumerate(DUTIES)
        ),
        extents=tuple(
            Extent(label, found[0], found[-1], len(found))
            for label, found in coded.items()
            if found
        ),
        topics=(style, thin),
        items=(style, thin),
        roles=((say("Anna Berg"), say("chair")),),
        proposals=(
            Proposal(say("Dr. Noor Haddad"), Uptake.BUILT_ON, at(19), at(20, 21)),
            Proposal(say("Tom"), Uptake.LEFT, at(23), ()),
        ),
        answers=(
            Answer(AnswerKind.COMMITMENT, say("Tom"), *at(10, 9)),
            Answer(AnswerKind.COMPLIANCE, say("Tom"), *at(5, 4)),
        ),
        threads=tuple(
            Thread(each, coded[Label.EXECUTION][-1:] if number == 0 else ())
            for number, each in enumerate(coded[Label.VISION][:2])
        ),
        orphan_tasks=coded[Label.EXECUTION][:2],
        delegations=(
            Delegation(Giving.METHOD, say("Anna Berg"), say("Tom"), at(9)),
            Delegation(Giving.FOLLOW_UP, say("Anna Berg"), say("Tom"), at(2)),
        ),
        control_runs=(ControlRun(say("Anna Berg"), say("Tom"), at(2, 4)),),
        situations=(
            Situation("tight-deadline", Mode.MANAGEMENT, 0, Mode.MANAGEMENT, at(4)),
            Situation("creative-discussion", Mode.LEADERSHIP, 1, Mode.MANAGEMENT, at(23, 24)),
            Situation("crisis", Mode.MANAGEMENT, 1, None, at(25)),
        ),
        observations=(
            Observation(
                Seen.CONTROL_RUN,
                Said(say("So the third one is late, bring it back on track."), at(4)),
                None,
                Mode.LEADERSHIP,
                Suggestion(
                    "inspiration-control",
                    Mode.LEADERSHIP,
                    say("What do you need from us?"),
                    "suggestions.toml leadership[1]",
                ),
            ),
            Observation(
                Seen.MISMATCH,
                Said(say("Let's meet again on Tuesday at nine."), at(27)),
                "creative-discussion",
                Mode.LEADERSHIP,
                Suggestion(
                    "change-stability",
                    Mode.LEADERSHIP,
                    say("What would we try if nothing could break?"),
                    "suggestions.toml leadership[2]",
                ),
                at(23, 24),
            ),
        ),
        experiment=Experiment(1, Measure.SITUATIONS_FITTING, 1, 2),
    )
