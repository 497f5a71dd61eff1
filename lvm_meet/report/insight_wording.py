"""Sentences and names of a meeting's conclusions (`wording`, `profile_wording` have all others)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lvm_meet.model import ActionKind, AgendaOrigin, RiskKind, Scope, Status
from lvm_meet.prose.case import capital
from lvm_meet.report.numbers import count

SUMMARY = "In short"
DECISIONS = "Decisions"
ACTIONS = "Action items"
OPEN_QUESTIONS = "Open questions"
RISKS = "Risks and blockers"
AGENDA = "Agenda"
TOPICS = "Topics"
NO_SUMMARY = "Too little was said for a summary."
NO_DECISIONS = "No decision was recognised."
NO_ACTIONS = "No action item was recognised."
NO_QUESTIONS = "No question was left open, as far as was recognised."
NO_RISKS = "No risk and no blocker was recognised."
UNASSIGNED = "unassigned"
NO_CONCLUSIONS = (
    "This analysis was made by an earlier version, which drew no conclusions: analyse the meeting "
    "again to see its topics, decisions and action items."
)
ACTIONS_TEXT = (
    "Tasks that somebody took on, or that somebody was asked for. Where nobody was named, nobody "
    "is guessed."
)
STATUS = {Status.OPEN: "open", Status.DONE: "done", Status.BLOCKED: "blocked"}
SCOPE = {Scope.STRATEGIC: "Strategic", Scope.OPERATIONAL: "Operational"}
RISK = {RiskKind.RISK: "Risk", RiskKind.BLOCKER: "Blocker"}
MISSING = {"owner": "who takes it", "due": "by when", "reason": "why"}
ORIGIN = {
    AgendaOrigin.FILE: "The agenda that was given, against what was talked about.",
    AgendaOrigin.OPENING: "The agenda as it was announced when the meeting began.",
    AgendaOrigin.TOPICS: "No announced agenda was recognised; the topics are what was said.",
}
DISCUSSED, NOT_REACHED = "discussed", "not reached"
WHY, NOT_TAKEN, AGREED = "Why", "Not taken", "Agreed"
OFF_AGENDA = "Talked about, but on no agenda:"
ACTION_HEADER = ("Task", "Owner", "Due", "Status", "How it came up", "Where")
TOPICS_HEADER = ("Topic", "Length", "Leading", "Managing", "Balance index (95% interval)")
FROM = "From"
TOPICS_TEXT = "Leading and managing are coded sentences per 1,000 words of the topic."


def held(day: date) -> str:
    """The day of a meeting, such as "3 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def due(text: str, day: date | None) -> str:
    """When something is due: as it was said, and the day."""
    if day is None:
        return text
    shown = f"{day:%a} {held(day)}"
    return shown if not text or text == day.isoformat() else f"{text} ({shown})"


def said_by(speaker: str) -> str:
    """Who said a decision; "" where the talk has no name."""
    return f"said by {speaker}" if speaker else ""


def owned_by(owner: str) -> str:
    """Who takes it; "" where nobody said."""
    return f"owner: {owner}" if owner else ""


def due_by(due: str) -> str:
    """By when; "" where nobody said."""
    return f"due {due}" if due else ""


def times(spent: str, planned: str) -> str:
    """How long an item of the agenda took, and was to take; "" where neither is known."""
    if spent and planned:
        return f"{spent} of {planned} planned"
    return f"{planned} planned" if planned else spent


def topic(title: str) -> str:
    """Which topic something belongs to; "" for none."""
    return f"topic: {title}" if title else ""


def rates(leading: str, managing: str) -> str:
    """Both intensities of a part, in a line."""
    return f"leading {leading}, managing {managing} per 1,000 words"


def left_out(number: int) -> str:
    """What a list in the terminal leaves out."""
    return f"… and {number:,} more (in the HTML report)"


def missing(parts: Sequence[str]) -> str:
    """What nobody said about a decision: "Nobody said who takes it, or why."; "" for nothing."""
    words = [MISSING.get(part, part) for part in parts]
    if not words:
        return ""
    if len(words) > 1:
        return f"Nobody said {', '.join(words[:-1])} or {words[-1]}."
    return f"Nobody said {words[0]}."


def came_up(kind: ActionKind, speaker: str, *, accepted: bool) -> str:
    """How a task came up; `speaker` is "" where the talk has no name."""
    if kind is ActionKind.COMMITMENT:
        return f"{speaker} took it on" if speaker else "taken on"
    text = f"asked for by {speaker}" if speaker else "asked for"
    return f"{text}, and accepted" if accepted else text


def rewritten(writer: str, dropped: int) -> str:
    """Said where a language model worded the summary; "" where it is made of the talk's words."""
    if writer == "extract":
        return ""
    text = f"Worded by the language model {writer}; every sentence cites what it rests on."
    if dropped:
        lost = count(dropped, "sentence of it was", "sentences of it were")
        text += f" {capital(lost)} left out, because nothing in the talk supports "
        text += "it." if dropped == 1 else "them."
    return text
