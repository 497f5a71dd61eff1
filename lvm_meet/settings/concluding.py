"""How conclusions are drawn from coded talk: one part per kind of conclusion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How a meeting is cut into topics, and how they are titled."""


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """How a summary is made."""

    sentences: int = 0
    """how many; 0 lets the meeting's length decide"""


@dataclass(frozen=True, slots=True)
class ActionSettings:
    """How action items are found."""


@dataclass(frozen=True, slots=True)
class DecisionSettings:
    """How decisions, open questions and risks are found."""


@dataclass(frozen=True, slots=True)
class AgendaSettings:
    """How an agenda is held against the talk."""


@dataclass(frozen=True, slots=True)
class AspectSettings:
    """How aspects, duties and situations are seen in coded units."""


@dataclass(frozen=True, slots=True)
class LeadSettings:
    """How proposals, directions and delegations are followed through the talk."""
