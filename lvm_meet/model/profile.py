"""What the style did: its aspects, where it came from, and whether it fitted the situation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lvm_meet.model.insights import Said
from lvm_meet.model.style import Balance, Estimate
from lvm_meet.model.units import Label, Ref


class Mode(StrEnum):
    """The two ways."""

    LEADERSHIP = "leadership"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect or a shared duty: ids of coded units at either pole, the clearest first.

    Both empty: not observed. A unit can stand in several aspects, never at both poles of one.
    """

    name: str
    leadership: tuple[Ref, ...] = ()
    management: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """From where to where a signal was seen: ids of its first and its last unit."""

    label: Label
    first: Ref
    last: Ref
    units: int


@dataclass(frozen=True, slots=True)
class PartStyle:
    """The style of a topic or of an agenda item; `index` None is too little evidence."""

    balance: Balance
    index: Estimate | None


class Uptake(StrEnum):
    """What became of a proposal."""

    TAKEN_UP = "taken_up"
    """others agreed to it or took it on"""
    BUILT_ON = "built_on"
    """others went on with it"""
    DECLINED = "declined"
    LEFT = "left"
    """nobody came back to it"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody's proposal and the utterances of others that answer it, in order."""

    speaker: str | None
    uptake: Uptake
    utterances: tuple[Ref, ...]
    replies: tuple[Ref, ...]


class AnswerKind(StrEnum):
    """How somebody answers what is asked of them."""

    COMMITMENT = "commitment"
    """in words of their own: what they will do, or why they want to"""
    COMPLIANCE = "compliance"
    """a mere yes"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answered whose request, and how; ids of both."""

    kind: AnswerKind
    speaker: str | None
    utterance: Ref
    request: Ref


@dataclass(frozen=True, slots=True)
class Thread:
    """A direction (a vision unit) and the later execution units that serve it, in order.

    Without steps it is an orphan: nobody said what follows from it.
    """

    vision: Ref
    steps: tuple[Ref, ...]


class Giving(StrEnum):
    """What a delegation hands over."""

    OUTCOME = "outcome"
    """what should come of it; the way is theirs"""
    METHOD = "method"
    """how to do it"""
    FOLLOW_UP = "follow_up"
    """control of what was given before"""


@dataclass(frozen=True, slots=True)
class Delegation:
    """A task given to somebody. `receiver` None: to nobody in particular, or it is not clear."""

    giving: Giving
    giver: str | None
    receiver: str | None
    utterances: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ControlRun:
    """Control of one person several times in a row: a moment, no grade."""

    giver: str | None
    receiver: str
    utterances: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """One of the nine situations, seen in a topic: what it calls for, and what was used.

    `used` None: too little evidence, or as much of both.
    """

    name: str
    calls_for: Mode
    topic: int
    used: Mode | None
    utterances: tuple[Ref, ...]
    """what shows the situation, the clearest first"""

    @property
    def fits(self) -> bool | None:
        return None if self.used is None else self.used is self.calls_for


class Seen(StrEnum):
    """What an observation is about."""

    MISMATCH = "mismatch"
    """a situation called for one way and got the other"""
    ORPHAN_VISION = "orphan_vision"
    ORPHAN_TASK = "orphan_task"
    CONTROL_RUN = "control_run"
    LEFT_PROPOSALS = "left_proposals"
    FIT = "fit"
    """a situation got what it called for"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence that could be said instead: from the lexicons, `entry` is its place there."""

    contrast: str
    mode: Mode
    text: str
    entry: str


@dataclass(frozen=True, slots=True)
class Observation:
    """Something that was seen, what was called for, and what could be said instead.

    `quote` is what was said, `evidence` what shows the situation (or what else stands behind the
    observation), the clearest first.
    """

    seen: Seen
    quote: Said
    situation: str | None
    calls_for: Mode | None
    instead: Suggestion | None
    evidence: tuple[Ref, ...] = ()


class Measure(StrEnum):
    """What an experiment counts: so many cases of so many."""

    SITUATIONS_FITTING = "situations_fitting"
    """situations that got what they called for, of those in which one way prevailed"""
    VISIONS_WITH_STEP = "visions_with_step"
    """directions that a later step serves, of all directions"""
    TASKS_WITH_WHY = "tasks_with_why"
    """steps that serve a direction, of these and the tasks whose why nobody said"""
    OUTCOME_DELEGATIONS = "outcome_delegations"
    """delegations of an outcome, of all delegations and follow-ups"""
    PROPOSALS_ANSWERED = "proposals_answered"
    """proposals that somebody came back to, of all proposals"""


@dataclass(frozen=True, slots=True)
class Experiment:
    """One thing to try next time, tied to an observation, with the count that the next report
    compares: `measure` names it, `value` is what it was in this meeting of `of` cases.
    """

    observation: int
    measure: Measure
    value: int
    of: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What an earlier report's experiment counted, then and now: so many cases of so many."""

    measure: Measure
    before: int
    before_of: int
    now: int
    now_of: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What the style did. `topics` and `items` run parallel to those of the insights."""

    aspects: tuple[Aspect, ...] = ()
    duties: tuple[Aspect, ...] = ()
    extents: tuple[Extent, ...] = ()
    topics: tuple[PartStyle, ...] = ()
    items: tuple[PartStyle, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    answers: tuple[Answer, ...] = ()
    threads: tuple[Thread, ...] = ()
    orphan_tasks: tuple[Ref, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    control_runs: tuple[ControlRun, ...] = ()
    situations: tuple[Situation, ...] = ()
    observations: tuple[Observation, ...] = ()
    experiment: Experiment | None = None
    checked: Checked | None = None
    """an earlier meeting's experiment, where that meeting was given"""
