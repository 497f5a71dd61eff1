"""Conclusions as a report may show them where it is doubtful who spoke: about nobody."""

from __future__ import annotations

from dataclasses import replace

from lvm_meet.model import Insights, Measure, Observation, Profile, Seen

_PERSONAL = frozenset({Seen.CONTROL_RUN, Seen.LEFT_PROPOSALS})
"""observations that rest on who said what to whom"""
_COUNTS_PEOPLE = frozenset({Measure.OUTCOME_DELEGATIONS, Measure.PROPOSALS_ANSWERED})
"""and what is counted of it"""


def without_names(insights: Insights, *, speakers: frozenset[str]) -> Insights:
    """The conclusions without who said them; owners go too where they are one of `speakers`.

    An owner who is none of the voices was named in words, and stays.
    """

    def owner(name: str | None) -> str | None:
        return None if name in speakers else name

    return replace(
        insights,
        decisions=tuple(
            replace(each, speaker=None, owner=owner(each.owner)) for each in insights.decisions
        ),
        actions=tuple(
            replace(each, speaker=None, owner=owner(each.owner)) for each in insights.actions
        ),
        questions=tuple(replace(each, speaker=None) for each in insights.questions),
        risks=tuple(replace(each, speaker=None) for each in insights.risks),
    )


def without_people(profile: Profile) -> Profile:
    """The profile without what rests on who spoke; the experiment stays with its observation."""
    kept: list[Observation] = []
    moved: dict[int, int] = {}
    for number, each in enumerate(profile.observations):
        if each.seen not in _PERSONAL:
            moved[number] = len(kept)
            kept.append(each)
    experiment = profile.experiment
    if experiment is not None:
        place = moved.get(experiment.observation)
        experiment = None if place is None else replace(experiment, observation=place)
    checked = profile.checked
    if checked is not None and checked.measure in _COUNTS_PEOPLE:
        checked = None
    return replace(
        profile,
        roles=(),
        proposals=(),
        answers=(),
        delegations=(),
        control_runs=(),
        observations=tuple(kept),
        experiment=experiment,
        checked=checked,
    )
