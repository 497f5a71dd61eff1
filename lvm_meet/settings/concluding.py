"""How conclusions are drawn from coded talk: one part per kind of conclusion."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How a meeting is cut into topics, and how they are titled.

    Weights are permille of log-odds that a topic begins at a unit, for what
    `insights.topic_features` finds there.
    """

    near_words: int = 350
    far_words: int = 700
    """words of talk before and after a place that are compared, in two widths"""
    cohesion: int = 690
    new: int = 125
    shift: int = 850
    like: int = 3560
    end: int = 855
    marker: int = 190
    edge: int = 1750
    price: int = 2840
    """permille of log-odds that a boundary must bring; what it is above none at all"""
    least_share: int = 50
    """permille of the meeting's words that a topic has at least, between the two that follow"""
    least_words: int = 60
    most_words: int = 600
    longest_words: int = 6000
    """a longer stretch of talk (some 35 minutes) is divided where that is most likely right"""
    long_turn_words: int = 300
    """a turn so long may hold a boundary between two topics"""
    phrases: int = 8
    """key phrases of a topic at most"""


@dataclass(frozen=True, slots=True)
class SummarySettings:
    """How a summary is made."""

    sentences: int = 0
    """how many; 0 lets the meeting's length decide, between five and ten"""
    words_per_sentence: int = 2000
    """so many spoken words add one sentence to the five"""
    least_said: int = 60
    """spoken words below which there is no summary"""
    least_words: int = 6
    """words of a sentence that can be told"""
    most_words: int = 28
    least_content: int = 3
    """words in it that are neither function words nor short"""
    team: int = 12
    """so many speakers at most are called a team, which then is what "we" means"""
    redundant: int = 500
    """permille of the content words of a sentence from which a chosen one says the same"""
    similar: int = 900
    """cosine of two sentences' vectors, in permille, from which they say the same"""
    llm: str = ""
    """address of a language model's server that rewrites it; "" leaves it as it is"""
    llm_model: str = ""
    """which of the server's models; "" is its first"""
    llm_seconds: int = 120
    """the longest that it may take"""
    llm_support: int = 750
    """permille of a rewritten sentence's words that must occur in what it cites"""


@dataclass(frozen=True, slots=True)
class ActionSettings:
    """How action items are found."""

    execution: int = 600
    """permille of execution that a unit needs where a cue names a task and nothing else speaks"""
    step: int = 150
    """by how much each thing that speaks for a task lowers that, or against it raises it"""
    margin: int = 100
    """permille of cosine by which a unit is nearer to examples of tasks than to ones of moves in
    the meeting, to speak for it; nearer to the latter speaks against"""
    words: int = 15
    """a task longer than this is cut at a clause where it has one"""
    same: int = 600
    """permille of shared words (Jaccard) from which two tasks are one"""
    closing: int = 8
    """units to either side of talk of the next meeting in which work is handed out"""


@dataclass(frozen=True, slots=True)
class AgendaSettings:
    """How an agenda is held against the talk. Costs are thousandths of a log likelihood."""

    reached: int = 600
    """permille of an item's content words that must be said close together"""
    window_units: int = 12
    """units to either side that are close"""
    words: int = 4
    """weight of an item's own words before more is known of it"""
    smoothing: int = 1000
    """permille of the meeting's words by which an item's language model is drawn to that of the
    whole (Dirichlet prior)"""
    order: int = 300
    """what a unit costs per item that it is away from its place in the order"""
    apart: int = 1000
    """what a unit of no item costs"""
    change: int = 6000
    """what going on to the next item costs"""
    skip: int = 1000
    """what leaving out an item costs"""
    back: int = 40000
    """what going back to an earlier item costs"""
    leave: int = 10000
    """what going over to no item, and from there to an item, costs"""
    least_units: int = 3
    """units below which an item was mentioned, not discussed"""
    off: int = 700
    """permille of a topic's words that serve no item, from which it is off the agenda"""
    opening: int = 120
    """permille of the units that are the opening"""
    announced: int = 3
    """announced items below which the opening announces no agenda"""
    later: int = 3
    """units in which a word of an announced item must be said later on"""
    title_words: int = 10
    """words from which an announced item is rather a sentence"""
    announce_units: int = 25
    """units in which a speaker tells the agenda"""
    floor_words: int = 8
    """words of somebody else that end it"""


@dataclass(frozen=True, slots=True)
class AspectSettings:
    """How aspects and duties are seen in coded units."""

    similarity: int = 550
    """permille of cosine that a unit needs with the nearest sentence of a row"""
    membership: int = 330
    """and permille of membership; 1000 is what the row's own sentences are fitted to"""
    ridge: int = 2000
    """permille: how much the fit is smoothed; more of it and single sentences count for less"""
    words: int = 4
    """the fewest words of a unit that is shown for a row"""


@dataclass(frozen=True, slots=True)
class LeadSettings:
    """How proposals, directions and delegations are followed through the talk.

    Weights are permille of `profile.content`: a word that is said only once in a meeting weighs
    1000, one that is said everywhere 0.
    """

    proposal_words: int = 5
    """the fewest words of a proposal"""
    proposal_near: int = 620
    """cosine, in permille, to an example sentence from which a unit with a mere hint is one"""
    reply_units: int = 24
    """how many units behind it a reply may lie"""
    reply_ms: int = 60_000
    """and how much time"""
    reply_spoken: int = 6
    """how many units of others that are no back-channels count as replies"""
    reply_answering: int = 4
    """how many of these can still say yes or no to it"""
    noticed: int = 300
    """weight of the words in common from which a reply may be about a proposal"""
    built_on: int = 1100
    """weight of the words in common from which a reply goes on with a proposal"""
    comes_back: int = 900
    """weight from which a later unit may be about a proposal, so that it was not simply left"""
    left_spoken: int = 3
    """units that others have to say behind a proposal before it counts as left"""
    left_words: int = 2
    """content words without which it can't be told whether anybody came back to a proposal"""
    answer_units: int = 8
    """how many units behind a request its answer may lie"""
    direction_units: int = 8
    """how far apart vision units of one speaker may be and still be one direction"""
    direction_words: int = 2
    """content words without which it can't be told what serves a direction"""
    direction_score: int = 600
    """permille of vision that the clearest unit of a direction has at least"""
    step_turn_weight: int = 400
    """weight of the words in common that makes a step of what the speaker says right behind"""
    step_share: int = 250
    """permille of the step's or the direction's own weight that the words in common make up"""
    step_weight: int = 1400
    """weight of the words in common from which a later unit serves a direction"""
    step_near_units: int = 30
    """units behind a direction within which less will do"""
    step_near_weight: int = 1000
    """that less; also enough further off where the unit says what it is for"""
    step_cosine: int = 450
    """cosine, in permille, that goes with less"""
    steps: int = 8
    """the most steps that are cited for a direction, the closest first"""
    task_score: int = 700
    """permille of execution that a task needs before it is asked for its why"""
    task_words: int = 6
    """the fewest words of such a task"""
    why_units: int = 3
    """how many units before and behind a task its why may stand"""
    follow_up_words: int = 4
    """the fewest words of control of what was given"""
    delegation_score: int = 450
    """permille of execution or control that a unit needs where a cue speaks for a delegation"""
    run: int = 3
    """how often in a row the same person has to be controlled for a run"""
    run_units: int = 40
    """the stretch of units in which a run lies"""


@dataclass(frozen=True, slots=True)
class SituationSettings:
    """How situations are seen, and what is told of them."""

    near: int = 700
    """cosine, in permille, from which a coded unit counts as close to an example sentence"""
    enough: int = 3
    """points that show a situation: a strong phrase has 3, a hint 1, a close sentence 1 more"""
    often: int = 5
    """utterances, by two people at least, from which words that only count in number do"""
    often_words: int = 300
    """words of a topic for each such utterance, at most"""
    shown: int = 5
    """the most utterances that are cited for a situation"""
    used_units: int = 6
    """coded units of a topic from which on it has a prevailing way"""
    used_share: int = 660
    """permille of them that make a way prevail; two thirds"""
    observations: int = 3
    """the most observations of a report"""
    quote_words: int = 6
    """the fewest words of a quote"""
    quote_most_words: int = 30
    """the most words of a quote, where there is a choice"""
    quote_score: int = 500
    """permille from which a code is sure enough to be quoted"""
    moment: int = 30
    """units around what shows a situation that are quoted before others"""
    several: int = 3
    """proposals left from which on they are worth an observation"""
    several_tasks: int = 5
    """tasks without a why from which on they are worth one"""
