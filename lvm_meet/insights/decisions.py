"""What the meeting decided: by whom, why, against what, with whose agreement.

A unit is a candidate by how it is worded: said outright ("we've decided"), chosen here and now
("let's go with"), stated ("we'll have") or proposed ("shall we"). The weaker the wording, the more
agreement of others it takes: that a decision is a proposal with its acceptance, not a sentence
alone, is what annotators of decisions in meetings found (Hsueh & Moore 2007; Fernández et al. 2008
call the parts issue, resolution and agreement). What refers back ("so that's decided") takes its
words from what it refers to; without them there is no decision to show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from lvm_meet.insights.dates import find_due
from lvm_meet.insights.decision_context import Context, dropped_before, reason_near, scope_of
from lvm_meet.insights.decision_cues import chosen, content, cues, ids, overlap
from lvm_meet.insights.decision_words import (
    KINDS,
    OPEN,
    Statement,
    clause_around,
    continues,
    depends,
    quoted,
)
from lvm_meet.insights.owners import Owners
from lvm_meet.lexicon import Book
from lvm_meet.model import Decision, Said, Signal, Utterance
from lvm_meet.nearest import lead
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import DecisionSettings

_REFERS = ("decided", "told", "restated", "choosing")
_SURE = ("decided", "told")
_AGAINST = (*OPEN, "unsure")
_SECTIONS = (*KINDS, *_AGAINST)
_WORDS = 10_000
_LEAST_WORDS, _LEAST_MEANT, _MOST_JOINED = 3, 1, 2
_MOST_REFERRING = 12
"""words of a unit that says nothing but that something is decided"""


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate: the index of its unit, how sure it is, and who agreed."""

    index: int
    strength: int
    statement: Statement
    indexes: tuple[int, ...]
    agreed: tuple[int, ...] = field(default=())


def find_decisions(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    cleaner: Cleaner,
    replies: Replies,
    held: date | None,
    settings: DecisionSettings,
    owners: Owners | None = None,
) -> tuple[Decision, ...]:
    """The decisions of a meeting in the order of the talk; () where none was made.

    `vectors` (n, d) are those of the units, `exemplars` maps "strategic" and "operational" to
    (k, d), all of unit length; they tell the scope and nothing else, because vectors that were
    tuned for signals find what is talked about alike, not what is decided. `held` is the day of
    the meeting. `owners` knows its people; without it no decision has an owner.
    """
    context = Context(units, book, cleaner, replies, settings)
    none = np.zeros((0, vectors.shape[1]), np.float32)
    wanted, others = (exemplars.get(name, none) for name in ("settling", "unsettled"))
    leads = lead(vectors, wanted, others, most=settings.nearest)
    candidates = []
    for index, nearer in enumerate(leads.tolist()):
        found = _candidate(context, index, nearer)
        if found is not None:
            candidates.append(found)
    kept = _strongest(_merged(candidates, settings), units, settings)
    return tuple(
        _decision(context, each, signals, vectors, exemplars=exemplars, held=held, owners=owners)
        for each in kept
    )


def _candidate(context: Context, index: int, nearer: int) -> _Found | None:
    """The unit as a decision; None where it is none, or has no words to show for it.

    `nearer` is its lead in permille of cosine towards sentences that settle something.
    """
    unit, settings = context.units[index], context.settings
    if unit.backchannel:
        return None
    hits = cues(context.book, _SECTIONS).find(unit.text)
    kinds = [kind for kind in KINDS if kind in hits]
    if not kinds:
        return None
    kind, against, hit = kinds[0], set(hits), hits[kinds[0]][0]
    if kind in _SURE:  # what is said outright is only taken back in the same clause
        clause = clause_around(unit.text, hit.start, hit.end)
        against = set(cues(context.book, _AGAINST).find(clause))
    elif depends(unit.text, hit.start, context.wording):
        return None
    if quoted(unit.text, hit.start):
        return None
    early = "supposed" in against and (kind in _SURE or hits["supposed"][0].start < hit.start)
    strength: int = sum(getattr(settings, each) for each in kinds)
    strength += settings.settling * nearer // 1000
    strength += settings.later * index // len(context.units)
    strength -= settings.open * ("undecided" in against or early)
    strength -= settings.past * ("past" in against) + settings.procedure * ("procedure" in against)
    strength -= settings.addressing * context.addresses(index)
    strength -= settings.presenting * context.presented(index) // 1000
    if strength < settings.least - settings.echoing - settings.agreeing * settings.voices:
        return None
    strength += settings.echoing * context.echoed(index) // 1000
    agreed, refused = context.replies_to(index)
    voices = {context.units[reply].speaker for reply in agreed}
    strength += settings.agreeing * min(len(voices), settings.voices) - settings.open * refused
    strength -= settings.unsure * (len(hits.get("unsure", ())) if not agreed else 0)
    asks = unit.text.rstrip(" \"'").endswith("?")
    if strength < settings.least - settings.agreeing or (asks and not agreed):
        return None
    return _worded(context, index, strength, agreed, refers=kind in _REFERS)


def _worded(
    context: Context, index: int, strength: int, agreed: tuple[int, ...], *, refers: bool
) -> _Found | None:
    """The candidate with its words: its own and those that go on with it, or what it refers to."""
    settings = context.settings
    statement = context.statement(index)
    if len(statement.meant) < _LEAST_MEANT:
        refers = refers and context.units[index].words <= _MOST_REFERRING
        return _referring(context, index, strength, agreed) if refers else None
    few = len(statement.text.split()) < _LEAST_WORDS
    if few or context.incomplete(statement.text) or context.wording.asks(statement.text):
        return None
    if context.wording.supposes(statement.text):
        return None
    indexes, text = [index], statement.text
    for after in context.following(index, _MOST_JOINED):
        more = context.cleaner.clean(context.units[after].text).rstrip(" .,")
        longer = f"{text} {more[:1].lower()}{more[1:]}"
        if not continues(more, context.wording) or context.cleaner.fragment(longer):
            break
        if len(longer.split()) > settings.most_words:
            break
        text = longer
        indexes.append(after)
    meant = content(text, context.wording.light)
    joined = Statement(text, statement.reason, statement.instead, meant)
    return _Found(index, strength, joined, tuple(indexes), agreed)


def _referring(
    context: Context, index: int, strength: int, agreed: tuple[int, ...]
) -> _Found | None:
    """What "so that's decided" is about: what the speaker says next, or what was on the table."""
    for after in context.following(index, 1):
        statement = context.statement(after)
        at_once = after == index + 1 and context.wording.speaks_for_all(statement.text)
        if at_once and context.decidable(after):
            return _Found(index, strength, statement, (index, after), agreed)
    table = [*context.preceding(index, context.settings.before_units)]
    cued = [each for each in table if cues(context.book, KINDS).any(context.units[each].text)]
    near = [each for each in table if index - each <= context.settings.reply_units]
    before = next((each for each in (*cued[:1], *near) if context.decidable(each)), None)
    if before is None:
        return None
    return _Found(index, strength, context.statement(before), (before, index), agreed)


def _merged(candidates: Sequence[_Found], settings: DecisionSettings) -> list[_Found]:
    """What is said twice is one, in the words of the surer, with the utterances of both.

    That it is said again makes it surer.
    """
    kept: list[_Found] = []
    for each in candidates:
        for place, other in enumerate(kept):
            if overlap(each.statement.meant, other.statement.meant) >= settings.same:
                first, second = (each, other) if each.strength > other.strength else (other, each)
                kept[place] = _Found(
                    first.index,
                    first.strength + settings.agreeing,
                    first.statement,
                    tuple(sorted({*first.indexes, *second.indexes})),
                    tuple(sorted({*first.agreed, *second.agreed})),
                )
                break
        else:
            kept.append(each)
    return kept


def _strongest(
    found: Sequence[_Found], units: Sequence[Utterance], settings: DecisionSettings
) -> list[_Found]:
    """As many as the length of the talk allows, in its order."""
    words = sum(unit.words for unit in units)
    most = max(settings.few, round(settings.decisions * words / _WORDS))
    ordered = sorted(found, key=lambda each: each.indexes)
    kept = chosen([each.strength for each in ordered], least=settings.least, most=most)
    return [ordered[index] for index in kept]


def _decision(
    context: Context,
    found: _Found,
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    exemplars: Mapping[str, np.ndarray],
    held: date | None,
    owners: Owners | None,
) -> Decision:
    """The candidate with what stands around it."""
    units = context.units
    unit, statement = units[found.index], found.statement
    reason = Said(statement.reason, (unit.id,)) if statement.reason else None
    dropped = [Said(statement.instead, (unit.id,))] if statement.instead else []
    dropped += dropped_before(context, found.indexes[0], statement)
    named = {each[0] for each in owners.subjects(unit.text)} if owners else set()
    return Decision(
        text=statement.text,
        speaker=unit.speaker,
        scope=scope_of(
            vectors[list(found.indexes)],
            signals[found.index],
            exemplars,
            margin=context.settings.scope_margin,
        ),
        reason=reason or reason_near(context, found.index, statement),
        dropped=tuple(dropped),
        owner=named.pop() if len(named) == 1 else None,
        due=find_due(unit.text, held=held),
        agreed=ids(units[index].id for index in found.agreed),
        utterances=ids(units[index].id for index in found.indexes),
    )
