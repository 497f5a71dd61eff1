"""What an experiment counts, in any profile: so that a later report can say "then and now"."""

from __future__ import annotations

from lvm_meet.model import Checked, Giving, Measure, Profile, Uptake


def check(previous: Profile, now: Profile) -> Checked | None:
    """What `previous` proposed to try, counted then and in `now`; None where it proposed nothing.

    Then is what was counted when the experiment was proposed, so that both meetings' reports show
    the same number.
    """
    tried = previous.experiment
    if tried is None:
        return None
    return Checked(tried.measure, tried.value, tried.of, *measured(now, tried.measure))


def measured(profile: Profile, measure: Measure) -> tuple[int, int]:
    """(cases, of so many); (0, 0) where the meeting has nothing to count."""
    if measure is Measure.SITUATIONS_FITTING:
        fits = [each.fits for each in profile.situations if each.fits is not None]
        return sum(fits), len(fits)
    if measure is Measure.VISIONS_WITH_STEP:
        return sum(bool(each.steps) for each in profile.threads), len(profile.threads)
    if measure is Measure.TASKS_WITH_WHY:
        return _tasks_with_why(profile)
    if measure is Measure.OUTCOME_DELEGATIONS:
        outcomes = sum(each.giving is Giving.OUTCOME for each in profile.delegations)
        return outcomes, len(profile.delegations)
    answered = sum(each.uptake is not Uptake.LEFT for each in profile.proposals)
    return answered, len(profile.proposals)


def _tasks_with_why(profile: Profile) -> tuple[int, int]:
    """Steps that serve a direction have a why; of them and of the tasks whose why nobody said."""
    with_why = {step for thread in profile.threads for step in thread.steps}
    return len(with_why), len(with_why.union(profile.orphan_tasks))
