"""What the library of meetings shows, and from when on. No analysis depends on it, so it is no
part of `Settings`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """Weights and shares are permille."""

    lock_s: int = 30
    """seconds that a writer waits for another one"""
    least_people: int = 5
    least_meetings: int = 5
    """below either, nothing is shown of a team or of single people: it would be about somebody"""
    least_coded: int = 8
    """coded sentences below which there is no balance index and no mix"""
    least_words: int = 100
    """words of talk below which there is no rate"""
    hits: int = 10
    """how many places a search shows, where the user says nothing else"""
    candidates: int = 50
    """places with the words of a question that are put in order by their meaning"""
    meaning: int = 2000
    """weight of the cosine to the question, where the best place by its words has 1000"""
    near: int = 2
    """units to either side of a place that are not shown once more"""
    covered: int = 500
    """share of a question's words that a conclusion has, to be shown"""
    concluded: int = 3
    """conclusions at most that stand before the places in the talk"""
    block: int = 10
    """units next to each other that go together when two single meetings are compared"""
    same: int = 600
    """shared words beside the verb (Jaccard) from which two action items are one"""
    same_verb: int = 500
    """the same where the verb is the same too"""
    same_words: int = 2
    """words beside the verb that two action items must share to be one"""
    told: int = 600
    """part of an item's words beside the verb that a report of anybody must have"""
    told_verb: int = 500
    """the same where the report has its verb as well ("I've exported the list")"""
    told_words: int = 16
    """length of a report of the owner's, of which one word may be enough"""
    report_words: int = 40
    """length of a unit beyond which what it reports is not looked for"""
    taken_up: int = 500
    """part of a direction's weight of words that a later item must share to serve it"""
    taken_up_words: int = 2
    """content words that it must share"""
    common: int = 100
    """share of the meetings from which a word says nothing about which item is meant"""
    common_least: int = 4
    """meetings up to which a word tells something in any case"""
