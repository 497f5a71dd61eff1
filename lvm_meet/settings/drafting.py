"""How the next agenda is drafted. No analysis depends on it, so it is no part of `Settings`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftSettings:
    """Lengths are minutes: proposals, which whoever holds the meeting will change."""

    meeting: int = 60
    """what is planned takes so long at most; the rest is there if time is left"""
    task: int = 3
    """of a task that goes its way"""
    blocked: int = 10
    unassigned: int = 5
    item: int = 10
    """of an item that was not reached and has no planned length"""
    question: int = 5
    direction: int = 10
    directions: int = 3
    """directions without a step that are taken on, the clearest first"""
    same: int = 600
    """permille of shared content words (Jaccard) from which two items are one"""
    same_words: int = 400
    """and of all their words: "send an email" and "email the slides" share all that is special"""
    title_words: int = 25
    """a direction of more words is no title"""
    least_words: int = 5
    """and of fewer words it tells nothing"""
