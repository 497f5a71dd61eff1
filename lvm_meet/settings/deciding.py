"""How decisions, open questions and risks are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecisionSettings:
    """How decisions, open questions and risks are found.

    Strengths are permille of being sure and add up per candidate; what reaches `least` is kept, the
    strongest first, as many as `decisions`, `questions` and `risks` allow in 10,000 words of talk.
    """

    decided: int = 650
    """said outright: "we've decided to …" """
    restated: int = 450
    """what was said before is said again: "we said rubber" """
    told: int = 600
    """settled elsewhere and binding here: "the board has decided that …" """
    choosing: int = 550
    """chosen here and now: "let's go with …" """
    planned: int = 400
    """worded much alike, but as often only told: "we're going to have …" """
    stating: int = 200
    """says how it will be: "we'll have …" """
    proposing: int = 150
    """puts an option before the others: "shall we …" """
    firm: int = 100
    """worded so that it is not open any more: "okay, … then" """
    agreeing: int = 150
    """per other speaker who agrees to it at once; as much where it is said again later"""
    voices: int = 2
    """speakers whose agreement counts"""
    open: int = 300
    """taken off where it is only supposed, and where somebody refuses it"""
    past: int = 200
    """taken off where it tells of long ago"""
    coded: int = 50
    """where the unit was coded as a signal of management"""
    least: int = 600
    few: int = 5
    """items of a kind that even a short meeting may have"""
    decisions: int = 9
    questions: int = 6
    risks: int = 6
    reply_units: int = 4
    """how far behind it a reply may stand"""
    before_units: int = 10
    """how far before it its options, its reason and what it refers to may stand"""
    most_words: int = 30
    """words of one text; more is cut to the clauses around what was found"""
    same: int = 600
    """share of content words from which two texts say the same thing"""
    scope_margin: int = 60
    """by how much the nearer kind of exemplars must be nearer, in permille of cosine"""
    put_off: int = 800
    """a question that somebody puts off: "we'll have to find out" """
    stated_open: int = 700
    """stated, not asked: "we still don't know whether …" """
    unknown: int = 600
    """nothing but "I don't know" answers it"""
    common: int = 30
    """share of units from which a word tells nothing about what a unit is about"""
    sure_question: int = 500
    named_risk: int = 500
    """a risk or a blocker that is named"""
    unless_risk: int = 350
    """ "if we don't …" alone"""
    our_risk: int = 100
    """where it speaks of us, our money, our time"""
    sure_risk: int = 600
