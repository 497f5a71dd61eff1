"""What a series of meetings leaves for the next one. Data, not prose, as all conclusions are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lvm_meet.model.insights import Due, Status
from lvm_meet.model.profile import Mode
from lvm_meet.model.units import Ref


class NextKind(StrEnum):
    """What an item of the next agenda was in the meeting that it comes from."""

    ACTION = "action"
    """a task that nobody reported as done"""
    NOT_REACHED = "not_reached"
    """an item of an agenda that nobody came to"""
    QUESTION = "question"
    """a question that got no answer"""
    DIRECTION = "direction"
    """a direction without a step"""


class NextReason(StrEnum):
    """Why an item calls for leading or for managing, or for neither."""

    BLOCKED = "blocked"
    """something is in the way of a task"""
    DUE = "due"
    """it has a day, which is near"""
    UNASSIGNED = "unassigned"
    """nobody has taken it"""
    NO_PURPOSE = "no_purpose"
    """a task of which nobody said what it is for"""
    TAKEN_ON = "taken_on"
    """a task that somebody took on unasked"""
    ASKED_FOR = "asked_for"
    """a task that somebody was asked for, or given"""
    LEFT_AGAIN = "left_again"
    """an item that several meetings in a row did not reach"""
    OUT_OF_TIME = "out_of_time"
    """an item that one meeting did not reach"""
    ASKS_WHY = "asks_why"
    """a question of what or why"""
    ASKS_HOW = "asks_how"
    """a question of how, when or who"""
    OPEN = "open"
    """a question that is neither"""
    NO_STEP = "no_step"
    """a direction that nobody turned into a step"""


@dataclass(frozen=True, slots=True)
class NextItem:
    """One item of the next agenda, and where it comes from.

    `meeting` is the index of the analysis among those that were given, `utterances` are ids in
    it. `mode` None: it calls for neither way. `times` says in how many of the meetings it came up.
    """

    kind: NextKind
    title: str
    owner: str | None
    due: Due | None
    status: Status | None
    mode: Mode | None
    reason: NextReason
    meeting: int
    utterances: tuple[Ref, ...]
    minutes: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class NextAgenda:
    """A draft: what fits the time, and what is there if time is left, each in agenda order.

    `left` says how many directions without a step are in neither, because there are so many.
    """

    items: tuple[NextItem, ...] = ()
    spare: tuple[NextItem, ...] = ()
    left: int = 0

    @property
    def minutes(self) -> int:
        """The length of what fits."""
        return sum(item.minutes for item in self.items)
