"""What may go wrong, and what is in the way: in the words of who named it.

The wording has to name it, and it has to be about the work of those who talk: that a user may lose
the thing that is being designed, or that the room has no socket, is neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lvm_meet.insights.decision_cues import (
    Cues,
    Hit,
    chosen,
    cues,
    longest_words,
    overlap,
    trimmed,
)
from lvm_meet.insights.decision_words import clause_around, sentence_with, shortened
from lvm_meet.lexicon import Book
from lvm_meet.model import Label, Risk, RiskKind, Signal, Utterance, spoken_words
from lvm_meet.nearest import lead
from lvm_meet.prose.case import capital
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import DecisionSettings

_WORDS = 10_000
_LETTERS = 4
_LEAST_WORDS, _LEAST_MEANT = 5, 2
_NAMED = ("risk", "unless", "blocker", "straining")
_OUTRIGHT = {"risk", "blocker"}
_NONE = ("elsewhere", "solved")


@dataclass(frozen=True, slots=True)
class _Named:
    """A candidate: the index of its unit, its words, its kind and how sure it is."""

    index: int
    text: str
    kind: RiskKind
    strength: int
    indexes: tuple[int, ...]
    meant: frozenset[str]
    """its longer words but those that name it a risk"""


def find_risks(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    cleaner: Cleaner,
    settings: DecisionSettings,
) -> tuple[Risk, ...]:
    """The risks and blockers in the order of the talk; () where nobody named one.

    `vectors` (n, d) are those of the units; `exemplars` maps "endangering" and "harmless" to
    (k, d), all of unit length. What only sounds like a risk has to be nearer to the first.
    """
    none = np.zeros((0, vectors.shape[1]), np.float32)
    wanted, others = (exemplars.get(name, none) for name in ("endangering", "harmless"))
    leads = lead(vectors, wanted, others, most=settings.nearest)
    found = []
    for index, (unit, signal) in enumerate(zip(units, signals, strict=True)):
        if not unit.backchannel:
            sure = settings.endangering * int(leads[index]) // 1000
            sure += settings.coded * (signal.label is not Label.NONE)
            each = _named(index, unit, sure, book=book, cleaner=cleaner, settings=settings)
            if each is not None:
                found.append(each)
    found = _merged(found, settings.same)
    most = max(settings.few, round(settings.risks * sum(unit.words for unit in units) / _WORDS))
    kept = chosen([each.strength for each in found], least=settings.sure_risk, most=most)
    return tuple(
        Risk(
            found[place].text,
            found[place].kind,
            units[found[place].index].speaker,
            tuple(units[index].id for index in found[place].indexes),
        )
        for place in kept
    )


def _named(
    index: int,
    unit: Utterance,
    sure: int,
    *,
    book: Book,
    cleaner: Cleaner,
    settings: DecisionSettings,
) -> _Named | None:
    """The risk that a unit names; None where it names none, or isn't about the work.

    `sure` is how sure it is by what it is like, without its cues.
    """
    finder = cues(book, _NAMED)
    denied = frozenset(book.group("denied").words)
    hits = finder.find(unit.text)
    hits = {name: group for name, group in hits.items() if not _denied(unit.text, group[0], denied)}
    if not hits or unit.text.rstrip(" \"'").endswith("?") or cues(book, _NONE).any(unit.text):
        return None
    outright = not _OUTRIGHT.isdisjoint(hits)
    strength = sure + (settings.named_risk if outright else settings.unless_risk)
    ours = frozenset(book.group("ours").words)
    strength += settings.our_risk * bool(ours.intersection(spoken_words(unit.text)))
    if strength < settings.sure_risk:
        return None
    text = sentence_with(cleaner.clean(unit.text), finder)
    text = shortened(text, most=settings.most_words, finder=finder)
    text = capital(trimmed(text, openings=book.group("openings").words))
    few = len(text.split()) < _LEAST_WORDS
    if _refers(text, finder, book):
        return None
    if few or len(longest_words(text, least=_LETTERS)) < _LEAST_MEANT or cleaner.fragment(text):
        return None
    kind = RiskKind.BLOCKER if "blocker" in hits and "risk" not in hits else RiskKind.RISK
    naming = " ".join(
        text[hit.start : hit.end] for group in finder.find(text).values() for hit in group
    )
    meant = longest_words(text, least=_LETTERS) - longest_words(naming, least=_LETTERS)
    return _Named(index, text, kind, strength, (index,), meant)


def _refers(text: str, finder: Cues, book: Book) -> bool:
    """Whether a text begins with what stands for something else, and doesn't say for what."""
    if set(book.group("referring").words).isdisjoint(spoken_words(text)[:1]):
        return False
    heralding = set(book.group("heralding").words)
    hits = [hit for group in finder.find(text).values() for hit in group]
    return not any(heralding & set(spoken_words(text[hit.end :])[:1]) for hit in hits)


def _denied(text: str, hit: Hit, denied: frozenset[str]) -> bool:
    """Whether the clause says, before the cue, that it isn't so, or only supposes it."""
    clause = clause_around(text, hit.start, hit.end)
    before = clause[: clause.find(text[hit.start : hit.end])]
    return not denied.isdisjoint(spoken_words(before))


def _merged(found: Sequence[_Named], same: int) -> list[_Named]:
    """What is named twice is one, with the utterances of both."""
    kept: list[_Named] = []
    for each in found:
        for place, other in enumerate(kept):
            if overlap(each.meant, other.meant) >= same:
                first = each if each.strength > other.strength else other
                indexes = tuple(sorted({*each.indexes, *other.indexes}))
                kept[place] = replace(first, indexes=indexes)
                break
        else:
            kept.append(each)
    return kept
