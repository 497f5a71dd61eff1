"""What was decided, as a statement: of "Okay so we go with rubber then?" it is the middle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lvm_meet.insights.decision_cues import Cues, content, cues, trimmed
from lvm_meet.lexicon import Book
from lvm_meet.model import spoken_words
from lvm_meet.prose.case import capital

_OPENED = re.compile(r"(?:^|\s)['\u2018\u201c](?=\w)")
_CLOSED = re.compile(r"(?<=[\w.,!?])['\u2019\u201d](?=\s|$)")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_CLAUSES = re.compile(r"(?<=[,;:.!?])\s+")
_LEAST_REASON = 2
_LEAST_OPTION, _MOST_OPTION = 1, 9
OPEN = ("supposed", "undecided", "past", "procedure")
"""the sections that speak against a decision, however it is worded"""
_REASONS = ("reason", "since")
_INSTEAD = ("instead",)
KINDS = (
    "decided",
    "told",
    "choosing",
    "planned",
    "restated",
    "keeping",
    "recapping",
    "stating",
    "proposing",
)
"""the sections that make a unit a candidate, the surest first"""


@dataclass(frozen=True, slots=True)
class Statement:
    """The words of one unit, taken apart.

    `text` is what is said, without its reason; `reason` and `instead` (an option that is not
    taken) are "" where the unit has none. `meant` are the words that carry the text.
    """

    text: str
    reason: str
    instead: str
    meant: frozenset[str]


class Wording:
    """The lists of the book "decisions" that statements are made with."""

    def __init__(self, book: Book) -> None:
        self.openings = book.group("openings").words
        self.tails = book.group("tails").words
        self.light = frozenset(book.group("light").words)
        self.dependent = frozenset(book.group("dependent").words)
        self.continuing = frozenset(book.group("continuing").words)
        asking = sorted(book.group("asking").words, key=len, reverse=True)
        forms = "|".join(re.escape(form).replace("'", "['\u2019]?") for form in asking)
        self.questions = frozenset(book.group("questions").words)
        self._conditional = frozenset(book.group("conditional").words)
        self._asking = re.compile(rf"(?:{forms})(?=\s)", re.IGNORECASE) if forms else None
        self._we, self.we_have, self._no = (*book.group("we").words, "", "", "")[:3]
        self._reasons = cues(book, _REASONS)
        self._kinds = cues(book, KINDS)
        self._instead = cues(book, _INSTEAD)

    def statement(self, text: str, *, most: int) -> Statement:
        """Take cleaned words apart; at most `most` words of text. Nothing said: all of it empty."""
        text, reason = self.split_reason(text)
        text = self._negated(text, trimmed(text, openings=self.openings, tails=self.tails))
        if self._asking and self._we and (match := self._asking.match(text)):
            text = self._we + text[match.end() :]
        text = capital(shortened(text, most=most, finder=self._kinds))
        return Statement(text, reason, self._option(text), content(text, self.light))

    def negated(self, text: str) -> bool:
        """Whether a cleaned text names what there won't be ("no display")."""
        return bool(self._no) and spoken_words(text)[:1] == [self._no]

    def _negated(self, text: str, kept: str) -> str:
        """`kept` of the text, with its "no" where that belongs to a thing ("so no display")."""
        before = text[: text.find(kept)].lower() if kept else ""
        named = not self.light.intersection(spoken_words(kept)[:1])
        return f"{self._no} {kept}" if named and before.endswith(f"{self._no} ") else kept

    def asks(self, text: str) -> bool:
        """Whether a cleaned text opens as a question does ("are we going for …")."""
        return bool(self.questions & set(spoken_words(text)[:1]))

    def supposes(self, text: str) -> bool:
        """Whether a cleaned text opens with what is only supposed ("if they agree, …")."""
        return bool(self._conditional & set(spoken_words(text)[:1]))

    def speaks_for_all(self, text: str) -> bool:
        """Whether a cleaned text begins with "we"."""
        return bool(self._we) and spoken_words(text)[:1] == [self._we]

    def split_reason(self, text: str) -> tuple[str, str]:
        """(what is said, why): the second is "" where no reason is given, or hardly a word."""
        hits = self._reasons.find(text)
        starts = [(hit.start, hit.end) for hit in hits.get("reason", ())]
        # "since we had": the reason begins behind the first word of the cue.
        starts += [
            (hit.start, hit.start + len(text[hit.start : hit.end].split(maxsplit=1)[0]))
            for hit in hits.get("since", ())
        ]
        for start, end in sorted(starts):
            reason = trimmed(text[end:], openings=self.openings, tails=self.tails)
            if len(reason.split()) < _LEAST_REASON:
                continue
            if self._kinds.any(text[end:]) and not self._kinds.any(text[:start]):
                return reason, ""  # "it's fine because we decided to …": the decision comes second
            return text[:start], capital(reason)
        return text, ""

    def _option(self, text: str) -> str:
        """What stands behind "instead of", up to the end of its clause."""
        for hit in self._instead.find(text).get("instead", ()):
            clause = _CLAUSES.split(text[hit.end :].strip(), maxsplit=1)[0]
            option = trimmed(clause, openings=self.openings, tails=self.tails)
            if _LEAST_OPTION <= len(option.split()) <= _MOST_OPTION and content(option, self.light):
                return capital(option)
        return ""


def shortened(text: str, *, most: int, finder: Cues | None = None) -> str:
    """Whole clauses of a text, at most `most` words; "" where none fits.

    They begin with the first that holds a cue of `finder`, or with the first of all, and take in
    what follows, then what comes before, as far as it goes.
    """
    if len(text.split()) <= most:
        return text
    clauses = _CLAUSES.split(text)
    sizes = [len(clause.split()) for clause in clauses]
    first = next((i for i, clause in enumerate(clauses) if finder and finder.any(clause)), 0)
    last = first
    while last < len(clauses) and sum(sizes[first : last + 1]) <= most:
        last += 1
    while first > 0 and sum(sizes[first - 1 : last]) <= most:
        first -= 1
    return " ".join(clauses[first:last]).rstrip(" ,;:")


def clause_around(text: str, start: int, end: int) -> str:
    """The clause that text[start:end] stands in."""
    left = max((match.end() for match in _CLAUSES.finditer(text, 0, start)), default=0)
    right = next((match.start() for match in _CLAUSES.finditer(text, end)), len(text))
    return text[left:right]


def depends(text: str, start: int, wording: Wording) -> bool:
    """Whether the clause that begins at text[start] hangs on another: "the chip that we use"."""
    return bool(wording.dependent.intersection(spoken_words(text[:start])[-1:]))


def quoted(text: str, start: int) -> bool:
    """Whether text[start] stands behind an open quotation mark: somebody else's words."""
    before = text[:start]
    return before.count('"') % 2 == 1 or len(_OPENED.findall(before)) > len(_CLOSED.findall(before))


def sentences(text: str) -> list[str]:
    """The sentences of a cleaned text, with their marks."""
    return _SENTENCES.split(text)


def sentence_with(text: str, finder: Cues) -> str:
    """The first sentence that holds a cue; "" where none of them alone does."""
    return next((each for each in sentences(text) if finder.any(each)), "")


def continues(text: str, wording: Wording) -> bool:
    """Whether a unit goes on with the sentence before it ("and the buttons as well")."""
    return bool(wording.continuing & set(spoken_words(text)[:1]))


@lru_cache(maxsize=4)
def wording(book: Book) -> Wording:
    """The lists of a book, made ready once."""
    return Wording(book)
