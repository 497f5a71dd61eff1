"""What a meeting was about and came to. Data, not prose; every conclusion cites its utterances.

Texts in here are the speakers' own words, cleaned of what is only heard (fillers, restarts);
titles and tasks are made of their words. How it is all worded is the report's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lvm_meet.model.units import Ref


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item of an agenda as it was written; `planned_ms` and `owner` where it says them.

    `details` are the lines written below it.
    """

    title: str
    planned_ms: int | None = None
    owner: str | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What was known of the meeting before it began; all of it may be missing."""

    title: str = ""
    held: date | None = None
    items: tuple[PlannedItem, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    """(speaker, role), sorted"""


@dataclass(frozen=True, slots=True)
class Said:
    """Cleaned words, and the ids of the utterances that they come from, in order."""

    text: str
    utterances: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One stretch of the meeting. The topics of a meeting cover it: no gap, no overlap."""

    title: str
    phrases: tuple[str, ...]
    """key phrases of this stretch against the rest of the meeting, strongest first"""
    utterances: tuple[Ref, ...]
    """ids of all its utterances, in order; never empty"""


class AgendaOrigin(StrEnum):
    """Where an agenda is from."""

    FILE = "file"
    OPENING = "opening"
    """announced when the meeting began"""
    TOPICS = "topics"
    """nobody announced one: it is only what was talked about"""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item and what became of it.

    `utterances` are those in which it was discussed, in order; none: it was not reached. `spent_ms`
    is None where the talk has no times. `announced` are the utterances that announced it.
    """

    title: str
    planned_ms: int | None
    owner: str | None
    utterances: tuple[Ref, ...]
    spent_ms: int | None
    spent_words: int
    announced: tuple[Ref, ...] = ()

    @property
    def reached(self) -> bool:
        return bool(self.utterances)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda against what was talked about. `off` are indexes of topics that serve no item."""

    origin: AgendaOrigin
    items: tuple[AgendaItem, ...]
    off: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: as it was said, and the day where it could be worked out."""

    text: str
    day: date | None


class Scope(StrEnum):
    """What a decision is about: direction and whole, or the work of the day."""

    STRATEGIC = "strategic"
    OPERATIONAL = "operational"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided. None and () are what nobody said: an owner, a date, a reason."""

    text: str
    speaker: str | None
    """who said it; None where the talk has no name"""
    scope: Scope | None
    """None where the words don't tell"""
    reason: Said | None
    dropped: tuple[Said, ...]
    """options that were on the table and not taken"""
    owner: str | None
    due: Due | None
    agreed: tuple[Ref, ...]
    """utterances of others that agree to it"""
    utterances: tuple[Ref, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of "owner", "due", "reason" nobody said, in this order."""
        known = {"owner": self.owner, "due": self.due, "reason": self.reason}
        return tuple(name for name, value in known.items() if value is None)


class ActionKind(StrEnum):
    """How a task came up."""

    COMMITMENT = "commitment"
    """somebody takes it on"""
    REQUEST = "request"
    """somebody asks another for it"""


class Status(StrEnum):
    """What was reported of a task."""

    OPEN = "open"
    DONE = "done"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Action:
    """One action item. `owner` None is unassigned: a wrong name is worse than none."""

    task: str
    """imperative, a capital first, no full stop"""
    kind: ActionKind
    owner: str | None
    speaker: str | None
    """who said it"""
    due: Due | None
    status: Status | None
    """None where nothing was reported"""
    accepted: tuple[Ref, ...]
    """utterances in which a request was taken on"""
    utterances: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that got no answer."""

    text: str
    speaker: str | None
    utterances: tuple[Ref, ...]


class RiskKind(StrEnum):
    """What may go wrong, or what is in the way now."""

    RISK = "risk"
    BLOCKER = "blocker"


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk or blocker, in the words of who named it."""

    text: str
    kind: RiskKind
    speaker: str | None
    utterances: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The meeting in a headline and a few sentences, each with what it rests on.

    `writer` is "extract", or the language model that rewrote it; `dropped` counts sentences of
    such a model that no utterance supported.
    """

    headline: str
    sentences: tuple[Said, ...]
    writer: str = "extract"
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Insights:
    """All conclusions of a meeting, each kind in the order of the talk."""

    topics: tuple[Topic, ...] = ()
    agenda: Agenda | None = None
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    risks: tuple[Risk, ...] = ()
    summary: Summary | None = None
    """None where too little was said"""
    held: date | None = None
    """the day of the meeting, where it is known"""
