"""Questions through the lens of what and why (leadership asks) versus how, when and who."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lvm_meet.model import Lens, TalkWords, Utterance, spoken_words
from lvm_meet.settings import StyleSettings

_MARKED = re.compile(r"[.?!…][\"'”’)\]]*$")
_CLAUSES = re.compile(r"[,;:—–]|--|\s-\s")
_CLOSING = "\"'”’)]"
_SHORTEST = 3
"""words of a question that is told by its opening alone"""


class Kind(StrEnum):
    """What a question asks for; the values are the fields of a Lens."""

    WHAT_WHY = "what_why"
    HOW_WHEN = "how_when"
    OTHER = "other"


class Phrases:
    """Phrases that are looked up at a place in a list of words."""

    def __init__(self, phrases: Collection[str]) -> None:
        self._phrases = frozenset(phrases)
        self._longest = max((len(phrase.split()) for phrase in phrases), default=0)

    def length_at(self, words: Sequence[str], start: int) -> int:
        """How many words the longest phrase that stands at words[start] has; 0 for none."""
        for end in range(min(len(words), start + self._longest), start, -1):
            if " ".join(words[start:end]) in self._phrases:
                return end - start
        return 0


@dataclass(frozen=True, slots=True)
class QuestionFinder:
    """Finds out whether a unit asks, and what for."""

    words: TalkWords
    what_why: Phrases
    how_when: Phrases
    lead_ins: Phrases
    askers: Phrases
    forms: Phrases

    @classmethod
    def of(cls, words: TalkWords) -> QuestionFinder:
        return cls(
            words,
            Phrases(words.what_why),
            Phrases(words.how_when),
            Phrases(words.lead_ins),
            Phrases(words.askers),
            Phrases(words.question_forms),
        )

    def kind(self, text: str, *, marked: bool = True) -> Kind | None:
        """What the unit asks for; None where it asks nothing.

        A sentence that ends with a question mark is a question; in talk that is not `marked`,
        which has no marks to go by, so is one that opens like a question. Several questions: the
        first that asks for something definite. Back-channels ("right?") and rhetorical phrases
        ("you know what?") ask nothing.
        """
        kinds = []
        for sentence in self._sentences(text):
            clauses = [spoken_words(clause) for clause in _CLAUSES.split(sentence)]
            clauses = [clause for clause in clauses if clause]
            asks = sentence.rstrip(_CLOSING).endswith("?") and not self._rhetorical(clauses)
            if asks and not self.words.is_backchannel(sentence):
                kinds.append(self._kind(clauses))
            elif not marked and clauses and self._opens(clauses[0]):
                kinds.append(self._kind(clauses[:1]))
        return next((kind for kind in kinds if kind is not Kind.OTHER), kinds[0] if kinds else None)

    def _sentences(self, text: str) -> Iterable[str]:
        """The sentences of a unit, the last with or without a mark."""
        tokens = text.split()
        start = 0
        for index, token in enumerate(tokens, start=1):
            if _MARKED.search(token) and token.lower().rstrip(".") not in self.words.abbreviations:
                yield " ".join(tokens[start:index])
                start = index
        if start < len(tokens):
            yield " ".join(tokens[start:])

    def _rhetorical(self, clauses: Sequence[Sequence[str]]) -> bool:
        """Whether the clause that carries the question mark asks nothing."""
        if not clauses:
            return True
        last = clauses[-1]
        start = 0
        while start < len(last):
            if " ".join(last[start:]) in self.words.rhetorical:
                return True
            lead = self.lead_ins.length_at(last, start)
            if not lead:
                return False
            start += lead
        return False

    def _kind(self, clauses: Sequence[Sequence[str]]) -> Kind:
        """By the first clause that opens with a question word, directly or indirectly."""
        for number, clause in enumerate(clauses, start=1):
            start = self._opening(clause)
            asked = self.askers.length_at(clause, start)
            if asked:  # "do you know why ..." asks why
                start = self._opening(clause, start + asked)
            leads = self.what_why.length_at(clause, start)
            manages = self.how_when.length_at(clause, start)
            behind = clause[start + max(leads, manages) :][:1]
            if not asked and number < len(clauses) and self.words.subjects.issuperset(behind):
                continue  # "when we have that, ..." sets the scene for the question
            if leads or manages:
                return Kind.WHAT_WHY if leads > manages else Kind.HOW_WHEN
        return Kind.OTHER

    def _opening(self, clause: Sequence[str], start: int = 0) -> int:
        """Where the clause begins behind its lead-ins."""
        while lead := self.lead_ins.length_at(clause, start):
            start += lead
        return start

    def _opens(self, clause: Sequence[str]) -> bool:
        """Whether a clause without marks opens like a question."""
        start = self._opening(clause)
        if self.forms.length_at(clause, start):
            return True
        if len(clause) - start < _SHORTEST:
            return False
        first, second = clause[start], clause[start + 1]
        if first in self.words.auxiliaries:
            return second in self.words.subjects
        if first in self.words.what_why or first in self.words.how_when:
            return second in self.words.auxiliaries
        asked = self.askers.length_at(clause, start)
        following = self._opening(clause, start + asked) if asked else start
        return asked > 0 and bool(
            self.what_why.length_at(clause, following) or self.how_when.length_at(clause, following)
        )


def questions(
    utterances: Sequence[Utterance], *, words: TalkWords, settings: StyleSettings
) -> Lens:
    """The ids of all units that ask something, in order, by what they ask for."""
    finder = QuestionFinder.of(words)
    spoken = [utterance for utterance in utterances if not utterance.backchannel]
    ended = sum(_MARKED.search(utterance.text) is not None for utterance in spoken)
    marked = ended * 1000 >= settings.marked_units * len(spoken)
    found: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for utterance in spoken:
        kind = finder.kind(utterance.text, marked=marked)
        if kind is not None:
            found[kind].append(utterance.id)
    return Lens(*(tuple(found[kind]) for kind in Kind))


def narrowed(lens: Lens, ids: Collection[str]) -> Lens:
    """The part of a lens that lies within `ids`."""
    return Lens(
        tuple(id_ for id_ in lens.what_why if id_ in ids),
        tuple(id_ for id_ in lens.how_when if id_ in ids),
        tuple(id_ for id_ in lens.other if id_ in ids),
    )
