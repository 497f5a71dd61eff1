"""Sentences and names of the style profile. Described, never graded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvm_meet.model import AnswerKind, Checked, Giving, Label, Measure, Mode, Seen, Uptake
from lvm_meet.prose.case import capital
from lvm_meet.report.numbers import count
from lvm_meet.report.wording import quoted

FIT = "Style and situation"
EXPERIMENT = "One thing to try next time"
SINCE = "What came of the thing to try"
DIRECTION = "Directions and their steps"
LEADING = "Who led, and how"
HANDING_OVER = "How work was handed over"
ASPECTS = "Twelve aspects of style"
DUTIES = "Shared duties"
NO_SITUATIONS = (
    "None of the nine situations that call for leading or for managing was recognised, so nothing "
    "is said about whether the style fitted."
)
NO_DIRECTION = "Nobody set a direction, as far as was recognised, so there is none to follow up."
NO_ASPECTS = "No coded sentence is close in meaning to one of the aspects."
NOT_OBSERVED = "not observed"
ASPECTS_TEXT = (
    "How many coded sentences are close in meaning to either pole of an aspect. A sentence can "
    "stand in several of them; neither pole is the better one."
)
DUTIES_TEXT = "Each of these can be done by leading or by managing; most groups need both."
LEADING_TEXT = (
    "Both intensities are corrected for talk time. Speakers stand in the order of their talk time; "
    "this is no ranking."
)
DIRECTION_TEXT = (
    "For every direction that was set, the later sentences that organise work towards it."
)
WITHOUT_STEP, WITHOUT_REASON = "Directions without a step", "Tasks without a reason"
CLEAREST = "The clearest sentences of each"
COUNTS = "Style in counts"
COUNTS_TEXT = "Coded sentences, leading : managing; neither pole is the better one."
BEHIND = "Behind it"
SITUATIONS = "Situations that were recognised"
STEP = "Step"
LEADING_WAY, MANAGING_WAY = "leading", "managing"
ASPECT, DUTY = "Aspect", "Duty"
SIDES_HEADER = ("Leading", "Managing")
PERSON_HEADER = ("Speaker", "Leading", "Managing", "Balance index (95% interval)")
PROPOSALS, ANSWERS = "Proposals", "Answers to requests"
ROWS_OF_SPEAKERS = "Style of each speaker, per 1,000 words of their own talk"
STROKES = "Each stroke is one coded sentence."
BANDS = "Numbered bands are the topics."
DASHES = "A dashed line is where the style shifts."
UPTAKE = {
    Uptake.TAKEN_UP: "taken up",
    Uptake.BUILT_ON: "built on",
    Uptake.DECLINED: "declined",
    Uptake.LEFT: "left",
}
ANSWER = {AnswerKind.COMMITMENT: "in words of their own", AnswerKind.COMPLIANCE: "with a mere yes"}
GIVING = {
    Giving.OUTCOME: ("Outcome given", "what should come of it; the way is theirs"),
    Giving.METHOD: ("Method given", "how to do it"),
    Giving.FOLLOW_UP: ("Follow-up", "a check of what was handed over before"),
}
MODE = {Mode.LEADERSHIP: "leading", Mode.MANAGEMENT: "managing"}
SEEN = {
    Seen.MISMATCH: "Another way than the situation called for",
    Seen.ORPHAN_VISION: "A direction without a step",
    Seen.ORPHAN_TASK: "A task without a reason",
    Seen.CONTROL_RUN: "Several checks of one person in a row",
    Seen.LEFT_PROPOSALS: "Proposals that nobody came back to",
    Seen.FIT: "A situation that got what it called for",
}
_SITUATIONS = {
    "crisis": "a crisis",
    "process trouble": "trouble with a process",
    "training newcomers": "newcomers to train",
    "tight deadline": "a tight deadline",
    "critical delegation": "a critical task to hand over",
    "confident team": "a team that is confident in its work",
    "need for new approaches": "a need for new approaches",
    "creative discussion": "a creative discussion",
    "self directed work": "people who work on their own",
}
_POLES = {
    "main goal": ("people and new solutions", "processes and control"),
    "main function": ("brings change about", "plans and keeps steady"),
    "decision approach": ("what and why", "how and when"),
    "team dynamic": ("equips people", "coordinates people"),
    "change orientation": ("champions the new", "keeps what works"),
    "goal setting": ("a direction", "the steps"),
    "authority style": ("influence", "formal authority"),
    "time viewpoint": ("the long term", "the day"),
    "problem approach": ("a chance in it", "a system against it"),
    "development focus": ("people's potential", "better procedures"),
    "communication purpose": ("trust and ideas", "clear expectations"),
    "performance focus": ("growing quality", "measurable results"),
}
_SIDES = ("by leading", "by managing")


def plain_name(name: str) -> str:
    """A name from a lexicon as words: "tight-deadline" is "tight deadline"."""
    return " ".join(re.findall(r"\w+", name.replace("_", " "))).lower()


def situation(name: str) -> str:
    """A situation in a sentence: "a tight deadline"."""
    return _SITUATIONS.get(plain_name(name), plain_name(name))


def poles(name: str) -> tuple[str, str]:
    """What leading and managing look like in an aspect or a duty."""
    return _POLES.get(plain_name(name), _SIDES)


def fit(name: str, *, calls_for: Mode, used: Mode | None) -> str:
    """One situation: what it calls for and what there was."""
    first = f"{capital(situation(name))} calls for {MODE[calls_for]}"
    if used is None:
        return f"{first}; neither way prevailed here."
    if used is calls_for:
        return f"{first}, and {MODE[used]} prevailed here."
    return f"{first}; {MODE[used]} prevailed here."


def fits(*, matched: int, mismatched: int, unclear: int) -> str:
    """How the situations were met, in one sentence; at least one of the numbers is above 0."""
    parts = []
    if matched:
        parts.append(f"in {matched:,} what was called for prevailed")
    if mismatched:
        parts.append(f"in {mismatched:,} the other way")
    if unclear:
        parts.append(f"in {unclear:,} neither")
    whole = count(matched + mismatched + unclear, "situation was", "situations were")
    return f"{capital(whole)} recognised: {', '.join(parts)}."


_CALLS = {
    Seen.ORPHAN_VISION: "No later step was found; asking for one is a matter of managing.",
    Seen.ORPHAN_TASK: "Nobody said what it is good for; saying so is a matter of leading.",
    Seen.CONTROL_RUN: "Agreeing on an outcome, and leaving the way open, is a matter of leading.",
    Seen.LEFT_PROPOSALS: "Taking proposals up, building on them or declining them: each answers.",
}


def called_for(seen: Seen, name: str | None, mode: Mode | None) -> str:
    """What the moment called for; "" where the observation doesn't say."""
    if not name:
        return _CALLS.get(seen, f"This calls for {MODE[mode]}." if mode else "")
    return f"{capital(situation(name))} calls for {MODE[mode]}." if mode else ""


def instead(mode: Mode, text: str) -> str:
    """A sentence that could be said."""
    return f"What {MODE[mode]} could sound like: {quoted(text)}"


_MEASURES = {
    Measure.SITUATIONS_FITTING: "situations that got what they called for",
    Measure.VISIONS_WITH_STEP: "directions that were followed by a step",
    Measure.TASKS_WITH_WHY: "tasks for which somebody said why",
    Measure.OUTCOME_DELEGATIONS: "work handed over as an outcome",
    Measure.PROPOSALS_ANSWERED: "proposals that somebody came back to",
}
_CASES = {
    Measure.SITUATIONS_FITTING: (
        "situation got what it called for",
        "situations got what they called for",
    ),
    Measure.VISIONS_WITH_STEP: ("direction had a step", "directions had a step"),
    Measure.TASKS_WITH_WHY: ("task had a reason", "tasks had a reason"),
    Measure.OUTCOME_DELEGATIONS: (
        "time work was handed over as an outcome",
        "times work was handed over as an outcome",
    ),
    Measure.PROPOSALS_ANSWERED: (
        "proposal was taken up, built on or declined",
        "proposals were taken up, built on or declined",
    ),
}
FEW_CASES = 10
"""below so many cases, then or now, a difference is called what it is: maybe chance"""
_TRIES = {
    Measure.SITUATIONS_FITTING: "When such a situation comes up again, try {mode} first.",
    Measure.VISIONS_WITH_STEP: (
        "When a direction is set, ask at once for the first step, and who takes it."
    ),
    Measure.TASKS_WITH_WHY: "When a task is handed out, say in one sentence what it is good for.",
    Measure.OUTCOME_DELEGATIONS: (
        "Hand over what should come of a task, and leave the way to whoever takes it."
    ),
    Measure.PROPOSALS_ANSWERED: (
        "Answer each proposal in a sentence: take it, build on it or turn it down."
    ),
}


def attempt(measure: Measure, mode: Mode | None) -> str:
    """What could be tried next time."""
    way = MODE[mode] if mode is not None else "the other way"
    return _TRIES[measure].format(mode=way)


def checked(measure: Measure, value: int, of: int) -> str:
    """How the next report will check an experiment."""
    now = f"{value:,} of {of:,} in this meeting" if of else "none to count in this meeting"
    return f"The next report counts again: {_MEASURES[measure]}, {now}."


def then_and_now(found: Checked) -> str:
    """What an earlier meeting's experiment counted, then and now."""
    one, many = _CASES[found.measure]
    then = _counted(found.before, found.before_of, one, many)
    if not found.now_of:
        return f"Last time {then}; this time there was none to count."
    if not found.before_of:
        now = _counted(found.now, found.now_of, one, many)
        return f"Last time there was none to count; this time {now}."
    text = f"Last time {then}, this time {found.now:,} of {found.now_of:,}."
    if min(found.before_of, found.now_of) < FEW_CASES:
        text += " These are few cases: a difference may be chance."
    return text


def _counted(number: int, of: int, one: str, many: str) -> str:
    """Such as "3 of 4 directions had a step"."""
    return f"{number:,} of {of:,} {one if of == 1 else many}"


def extent(label: Label, units: int) -> str:
    """How often a signal was heard; the moments of its first and its last sentence follow."""
    text = f"{capital(label.value)}: {count(units, 'sentence')}"
    return text if units == 1 else f"{text}, first and last at"


def directions(whole: int, orphans: int) -> str:
    """How many directions were followed by steps."""
    text = f"{capital(count(whole, 'direction was', 'directions were'))} set"
    if not orphans:
        return f"{text}, {'and it is' if whole == 1 else 'all'} followed by steps."
    if orphans == whole:
        return f"{text}; no step was found that follows from {'it' if whole == 1 else 'them'}."
    return f"{text}; for {orphans:,} of them no step was found."


def counted(pole: str, number: int) -> str:
    """How many sentences stand at one pole of an aspect; its name where there is one."""
    return f"{number:,}" if pole in _SIDES or not number else f"{number:,} ({pole})"


def more(number: int) -> str:
    """What a list leaves out."""
    return f"{number:,} more in the JSON form."


def uptakes(found: Sequence[tuple[Uptake, int]]) -> str:
    """What became of somebody's proposals: "3: 2 taken up, 1 left"."""
    whole = sum(number for _, number in found)
    parts = [f"{number:,} {UPTAKE[uptake]}" for uptake, number in found if number]
    if whole == 1:
        return ", ".join(parts)
    return f"{whole:,}: {', '.join(parts)}" if whole else ""


def answers(found: Sequence[tuple[AnswerKind, int]]) -> str:
    """How somebody answered requests: "2 in words of their own, 1 with a mere yes"."""
    return ", ".join(f"{number:,} {ANSWER[kind]}" for kind, number in found if number)


def control_run(giver: str, receiver: str, number: int) -> str:
    """Checks of one person several times in a row: a moment, no grade."""
    by = f" by {giver}" if giver else ""
    return f"{receiver} was checked {count(number, 'time')} in a row{by}."
