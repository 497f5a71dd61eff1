"""How decisions, open questions and risks are found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecisionSettings:
    """How decisions, open questions and risks are found.

    Strengths add up per candidate; what reaches `least` (of a question `sure_question`, of a risk
    `sure_risk`) is kept, the strongest first, as many as `decisions`, `questions` and `risks` allow
    in 10,000 words of talk. Those of decisions follow the weights of a logistic regression, about a
    hundred for one unit of log odds, on 418 candidates in 30 meetings that one reader judged; they
    were rounded and partly set by hand, those of agreement altogether, because short replies were
    missing in those meetings.
    """

    decided: int = 120
    """said outright: "we've decided to …" """
    restated: int = 60
    """what was said before is said again: "we said rubber" """
    told: int = 200
    """settled elsewhere and binding here: "the board has decided that …" """
    choosing: int = 120
    """chosen here and now: "let's go with …" """
    planned: int = 50
    """worded much alike, but as often only told: "we're going to have …" """
    keeping: int = 70
    """an option is kept or dropped: "we don't need …" """
    recapping: int = 10
    """where the talk has got to: "so we've got …" """
    stating: int = 10
    """says how it will be: "we'll have …" """
    proposing: int = 30
    """puts an option before the others: "shall we …" """
    settling: int = 1700
    """per cosine by which it is nearer to the sentences that settle something"""
    nearest: int = 20
    """sentences of either kind that a unit is compared with"""
    later: int = 150
    """at the very end of the meeting; in the middle of it half as much"""
    echoing: int = 100
    """where others have just said all of its words"""
    agreeing: int = 30
    """per other speaker who agrees to it at once; as much where it is said again later"""
    voices: int = 2
    """speakers whose agreement counts"""
    open: int = 100
    """taken off where nothing is decided yet, and where somebody refuses it"""
    past: int = 80
    """taken off where it tells of long ago"""
    unsure: int = 60
    """taken off per word of doubt, where nobody agrees: "maybe we'll …" """
    presenting: int = 100
    """taken off in the middle of a long speech"""
    procedure: int = 250
    """taken off where it is about the meeting itself"""
    addressing: int = 90
    """taken off where it tells another what to do"""
    coded: int = 50
    """of a risk, where the unit was coded as a signal"""
    least: int = 100
    few: int = 6
    """items of a kind that even a short meeting may have"""
    decisions: int = 14
    questions: int = 8
    risks: int = 10
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
    unsettled: int = 350
    """said with less: "I don't know how …", "it depends on …" """
    opening: int = 1500
    """of these, per cosine by which it is nearer to the sentences that leave something open"""
    common: int = 30
    """share of units from which a word tells nothing about what a unit is about"""
    sure_question: int = 400
    named_risk: int = 400
    """a risk or a blocker that is named"""
    unless_risk: int = 300
    """ "if we don't …" alone, or only that it is hard"""
    endangering: int = 1500
    """per cosine by which it is nearer to the sentences that name a danger"""
    our_risk: int = 50
    """where it speaks of us, our money, our time"""
    sure_risk: int = 380
