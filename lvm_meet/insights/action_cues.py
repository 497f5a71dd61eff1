"""Where somebody takes on, asks for or hands out a task: the cue, its kind, and the verb behind.

A cue alone is no task. "I'll" is said of moves in the meeting, "you can" of anybody who presses a
button. So each find carries what speaks for it, as far as words tell: a verb that leads out of the
meeting, and how sure the cue is. What speaks against it altogether (a report of what others said,
a condition, a move in the meeting) leaves no find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lvm_meet.insights.action_openings import Openings
from lvm_meet.insights.owners import CUES, INSTRUCTION, NOBODY, OFFER, REQUEST
from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import finder_of

NAMED, ORDER = "named", "order"
"""kinds of cues beside those of the lexicon: "Ada will", and a bare imperative"""

_ASKING = (REQUEST, INSTRUCTION)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE = re.compile(r"[.!?;](?=\s|$)")
_GERUND = re.compile(r"^(?:be\s+)?(\w+?)ing\b", re.IGNORECASE)
_CALL = re.compile(r"(?:^|[,.!?;]|\b(?:and|so|then))\s*[A-Z][^\W\d]+$")
"""a word with a capital right before "you": somebody is called, by whatever name"""
_BESIDE = 3
"""words before a cue among which a reporting word turns it into somebody else's"""


@dataclass(frozen=True, slots=True)
class Found:
    """One cue in a text: text[begin:end] is the cue, text[verb:] what is to be done."""

    kind: str
    begin: int
    end: int
    verb: int
    strong: bool
    """the verb hardly ever names something done in the meeting"""
    known: bool
    """the verb is one of tasks at all"""
    moving: bool
    """the verb names a move in the meeting, unless a date says otherwise"""
    given: bool = False
    """the cue speaks to somebody who is called by name or role beside it"""
    handed: bool = False
    """a move that is a task where it is handed out ("think about the buttons")"""
    condition: tuple[int, int] | None = None
    """where a clause in front says on what it depends: text[begin:end]"""


class TaskCues:
    """The phrases of the book "actions" made ready; build it once."""

    def __init__(self, book: Book) -> None:
        groups = [(name, book.group(name).phrases) for name in CUES]
        self._finder = finder_of(tuple(phrase for _, phrases in groups for phrase in phrases))
        self._kinds = [name for name, phrases in groups for _ in phrases]
        self.verbs = frozenset(verb.split()[0] for verb in book.group("task_verbs").words)
        self._openings = Openings(book.group("task_openings").words)
        self._known = Openings(book.group("task_verbs").words)
        self._strong = Openings(book.group("task_strong").words)
        self._moves = Openings(book.group("in_meeting").phrases)
        self._handed = Openings(book.group("handed_out").words)
        self._tasks = Openings(book.group("not_in_meeting").phrases)
        self._reporting = frozenset(book.group("reporting").words)
        self._conditions = frozenset(book.group("conditions").words)
        self._kept = frozenset(book.group("conditions_kept").words)
        self._purposes = frozenset(book.group("purposes").words)
        self._places = finder_of(book.group("in_meeting_places").phrases)
        self._no_clitics = Openings(book.group("not_clitics").words)
        self._clauses = frozenset(book.group("clause_openings").words)
        self._orders = frozenset(book.group("imperatives").words)
        self._objects = frozenset(book.group("imperative_objects").words)
        self._never = Openings(book.group("negations").words)

    def any(self, text: str) -> bool:
        """Whether `text` may hold a cue; cheap, to be asked of every unit."""
        if any(True for _ in self._finder.find(text)):
            return True
        return any(self._order(text, start) is not None for start in _starts(text))

    def find(
        self,
        text: str,
        *,
        named: Sequence[tuple[int, int]] = (),
        called: Callable[[tuple[int, int]], bool] | None = None,
    ) -> Iterator[Found]:
        """The cues of a text in their order. `named` is where each "Ada will" begins and ends.

        `called` says of a cue's begin and end whether a person of the meeting is called beside it.
        """
        cues = [
            (self._kinds[places[0]], begin, end)
            for begin, end, places in self._finder.find(text)
            if not self._no_clitics.match(text, begin)
            and all(end <= span[0] or begin >= span[1] for span in named)
        ]
        cues += [(NAMED, *span) for span in named]
        for start in _starts(text):
            order = self._order(text, start)
            if order is not None and not any(begin <= order < end for _, begin, end in cues):
                cues.append((ORDER, order, order))
        for kind, begin, end in sorted(cues, key=lambda cue: cue[1]):
            given = kind in _ASKING and called is not None and called((begin, end))
            found = self._judged(text, kind, begin, end, given=given)
            if found:
                yield found

    def _judged(self, text: str, kind: str, begin: int, end: int, *, given: bool) -> Found | None:
        if self._reported(text, begin, kind, given=given):
            return None
        verb = self._behind_openings(text, end)
        rest = text[verb:]
        first = _WORD.match(rest)
        if first is None or self._never.match(rest) is not None:
            return None
        plain = self.infinitive(rest)
        task = any(self._tasks.match(words) is not None for words in (rest, plain))
        strong = task or self._strong.match(plain) is not None
        known = strong or self._known.match(plain) is not None
        if not task and plain.lower().startswith("be "):
            return None
        moving = not strong and self._moves.match(plain) is not None
        given = given or kind == NAMED
        handed = moving and self._handed.match(plain) is not None
        condition = self._condition(text, begin)
        return Found(kind, begin, end, verb, strong, known, moving, given, handed, condition)

    def here(self, task: str) -> bool:
        """Whether a task names a place or a time that lies within the meeting."""
        return any(True for _ in self._places.find(task))

    def infinitive(self, rest: str) -> str:
        """Both "working on it" and "be working on it" as "work on it", where the verb is known."""
        match = _GERUND.match(rest)
        if match is None:
            return rest
        stem = match.group(1).lower()
        doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
        for base in (stem, stem + "e", doubled):
            if base in self.verbs:
                return base + rest[match.end() :]
        return rest

    def _behind_openings(self, text: str, end: int) -> int:
        while True:
            at = end
            while text[at : at + 1] in (" ", ",", "\t", "\n"):
                at += 1
            opening = self._openings.match(text, at)
            if opening is None:
                return at
            end = opening

    def _condition(self, text: str, begin: int) -> tuple[int, int] | None:
        """The clause before a cue that says on what it depends ("if he writes, I'll")."""
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, begin)), default=0)
        for opening in _WORD.finditer(text, start, begin):
            if opening.group().lower() in self._kept:
                end = len(text[:begin].rstrip(" ,"))
                return (opening.start(), end) if "," in text[end:begin] else None
        return None

    def _reported(self, text: str, begin: int, kind: str, *, given: bool) -> bool:
        """Whether it is said under a condition, or is what somebody else said."""
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, begin)), default=0)
        before = [word.lower() for word in _WORD.findall(text[start:begin])]
        if given:
            return self._conditioned(kind, before)
        if any(word in self._reporting for word in before[-_BESIDE:]):
            return True
        if kind in (OFFER, INSTRUCTION, NOBODY) and before[1:] and before[-1] in self._purposes:
            return True
        beside = text[start:begin].rstrip(" ")
        if kind in (OFFER, INSTRUCTION, NOBODY) and before and beside[-1:].isalnum():
            called = kind == INSTRUCTION and _CALL.search(beside) is not None
            opens = called or before[-1] in self._clauses
            return not opens or self._conditioned(kind, before)
        return self._conditioned(kind, before)

    def _conditioned(self, kind: str, before: Sequence[str]) -> bool:
        return kind in (INSTRUCTION, NOBODY) and any(word in self._conditions for word in before)

    def _order(self, text: str, start: int) -> int | None:
        """Where the sentence at `start` begins with an imperative and its object."""
        at = self._behind_openings(text, start)
        words = _WORD.findall(text[at : at + 40])[:2]
        if len(words) < 2 or words[0].lower() not in self._orders:
            return None
        return at if words[1].lower() in self._objects else None


def _starts(text: str) -> list[int]:
    """Where the sentences of a text begin."""
    return [0, *(match.end() for match in _SENTENCE.finditer(text))]


def weak(kind: str) -> bool:
    """Whether a cue of this kind needs more to speak for it than the verb."""
    return kind in (OFFER, INSTRUCTION, NOBODY, ORDER)
