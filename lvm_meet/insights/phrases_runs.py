"""Runs of words that may be names of things: what stands between words of grammar, without verbs.

Whether a word is a verb is told by the company that it keeps in this very meeting: "we design the
case" against "the design of the case". No word is looked up for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lvm_meet.insights.phrases_words import Clauses, base, stem
from lvm_meet.lexicon import Book

_VERBAL = ("ing", "ed")
_ADVERBIAL = "ly"
_DESCRIBES = 2
"""times as often before a noun as by itself, above which a word only describes"""


@dataclass(frozen=True, slots=True)
class Token:
    """One word as written, in lower case without what follows an apostrophe, and its stem."""

    word: str
    base: str
    stem: str


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one clause between words of grammar; never empty.

    `before` and `after` are the words around it, in lower case, "" at an end of the clause.
    `joined`: only a word that joins two parts of a name stands between it and the run before.
    """

    unit: int
    tokens: tuple[Token, ...]
    before: str
    after: str
    joined: bool


def runs_of(spoken: Sequence[Clauses], *, book: Book, names: frozenset[str]) -> Iterator[Run]:
    """The runs of all units' clauses, in order; `names` (lower case) are no part of one."""
    nouns = frozenset(book.group("noun").words)
    stop = frozenset(book.group("stop").words) | names
    joining = frozenset(book.group("joining").words)
    for place, said in enumerate(spoken):
        for clause in said:
            yield from _runs_in(place, clause, stop, nouns, joining)


def _runs_in(
    unit: int,
    clause: Sequence[str],
    stop: frozenset[str],
    nouns: frozenset[str],
    joining: frozenset[str],
) -> Iterator[Run]:
    """The runs of one clause. Adverbs, single letters and numbers end a run as grammar does."""
    run: list[Token] = []
    before, joined = "", False
    for word in (*clause, ""):
        plain = base(word)
        content = len(plain) > 1 and plain not in stop
        content = content and (plain.isalpha() or any(map(str.isalpha, plain)))
        if content and plain.endswith(_ADVERBIAL):
            content = plain in nouns
        if content:
            run.append(Token(word, plain, stem(plain)))
            continue
        after = word.lower()
        if run:
            yield Run(unit, tuple(run), before, after, joined)
        joined = bool(run) and after in joining
        run, before = [], after


class Company:
    """Which words are nouns and which are verbs in one meeting, by the words around them."""

    def __init__(self, runs: Sequence[Run], *, book: Book) -> None:
        self._nouns: Counter[str] = Counter()
        self._verbs: Counter[str] = Counter()
        self._modifiers: Counter[str] = Counter()
        noun_before = frozenset(book.group("noun_before").words)
        verb_before = frozenset((*book.group("verb_before").words, *book.group("copula").words))
        verb_after = frozenset(book.group("verb_after").words)
        stand_in = frozenset(book.group("stand_in").words)
        for run in runs:
            first, last = run.tokens[0], run.tokens[-1]
            self._modifiers.update(token.stem for token in run.tokens[:-1])
            alone = len(run.tokens) == 1
            nominal = alone or not last.base.endswith(_VERBAL)
            if run.before in noun_before:
                self._nouns[last.stem] += nominal and run.after not in stand_in
            elif run.before in verb_before:
                self._verbs[first.stem] += 1
            elif not alone:
                self._nouns[last.stem] += nominal
            if run.after in verb_after:
                self._verbs[last.stem] += 1

    def is_noun(self, word: str, *, alone: bool = False) -> bool:
        """Whether the stem `word` was met as a noun, and more often than as a verb.

        `alone` asks whether it can stand for itself: it does not mostly describe another noun.
        """
        met = self._nouns[word]
        return met > self._verbs[word] and (not alone or met * _DESCRIBES >= self._modifiers[word])

    def is_verb(self, word: str) -> bool:
        """Whether the stem `word` was met more often as a verb than as a noun."""
        return self._verbs[word] > self._nouns[word]

    def parts(self, runs: Sequence[Run]) -> Iterator[tuple[int, tuple[Token, ...]]]:
        """(unit, tokens) of what the runs are between verbs, in order; joined runs are one."""
        part: list[Token] = []
        unit = 0
        for run in runs:
            if part and run.joined:
                part.append(Token(run.before, run.before, run.before))
            elif part:
                yield unit, tuple(part)
                part = []
            unit = run.unit
            for token in run.tokens:
                if not self.is_verb(token.stem):
                    part.append(token)
                elif part:
                    yield unit, _without_end(part, run.before)
                    part = []
        if part:
            yield unit, tuple(part)


def _without_end(part: Sequence[Token], joining: str) -> tuple[Token, ...]:
    """The part without a joining word at its end."""
    return tuple(part[:-1] if part[-1].word == joining else part)
