"""Questions that got no answer: put off, stated to be open, or left by everybody.

That something is a question is told by its form and handed in. Whether it was answered is told by
what follows: the first unit of another with content. Only a reply that puts a question off, nothing
but "I don't know", and statements that something is open count. Silence doesn't: in the meetings
that this was looked at with, the questions that nobody answers are rhetorical, quoted, or answered
by who asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lvm_meet.insights.decision_cues import (
    Cues,
    chosen,
    cues,
    longest_words,
    overlap,
)
from lvm_meet.insights.decision_words import sentence_with, sentences, shortened
from lvm_meet.lexicon import Book
from lvm_meet.model import Lens, Question, Utterance, spoken_words
from lvm_meet.nearest import lead
from lvm_meet.prose.case import capital
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import DecisionSettings

_WORDS = 10_000
_LETTERS = 4
_LEAST_WORDS, _LEAST_MEANT = 4, 2
_BARE = 12
"""words of a reply that holds nothing but "I don't know" """
_ANSWER = 4
"""words from which a reply says something"""
_LATER_MEANT = 2
_COMMON = 3
"""units that a word may always be said in without being common"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A candidate: the index of its unit, its words, how sure, and what puts it off."""

    index: int
    text: str
    strength: int
    indexes: tuple[int, ...]


def find_questions(
    units: Sequence[Utterance],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    cleaner: Cleaner,
    replies: Replies,
    asked: Lens,
    settings: DecisionSettings,
) -> tuple[Question, ...]:
    """The open questions in the order of the talk; () where none stayed open.

    `vectors` (n, d) are those of the units; `exemplars` maps "unanswered" and "answered" to (k, d),
    all of unit length: what is only said in doubt has to be nearer to the first.
    `asked` holds the ids of all units that ask, by form. A question is no longer open where a later
    unit says most of its telling words without asking again.
    """
    forms = {*asked.what_why, *asked.how_when, *asked.other}
    finder = _Finder(units, book, cleaner, replies, settings)
    none = np.zeros((0, vectors.shape[1]), np.float32)
    wanted, others = (exemplars.get(name, none) for name in ("unanswered", "answered"))
    leads = lead(vectors, wanted, others, most=settings.nearest)
    found: list[_Asked] = []
    for index, unit in enumerate(units):
        if unit.backchannel or (found and index in found[-1].indexes):
            continue
        nearer = settings.opening * int(leads[index]) // 1000
        each = finder.asked(index) if unit.id in forms else finder.stated(index, nearer)
        if each is not None and not finder.taken_up(each):
            found.append(each)
    found = _merged(found, settings.same)
    most = max(settings.few, round(settings.questions * sum(unit.words for unit in units) / _WORDS))
    kept = chosen([each.strength for each in found], least=settings.sure_question, most=most)
    return tuple(
        Question(
            found[index].text,
            units[found[index].index].speaker,
            tuple(units[place].id for place in found[index].indexes),
        )
        for index in kept
    )


class _Finder:
    """The talk around a question."""

    def __init__(
        self,
        units: Sequence[Utterance],
        book: Book,
        cleaner: Cleaner,
        replies: Replies,
        settings: DecisionSettings,
    ) -> None:
        self.units, self.settings = units, settings
        self.cleaner, self.replies = cleaner, replies
        self.put_off, self.unknown = cues(book, ("put_off",)), cues(book, ("unknown",))
        self.open, self.procedure = cues(book, ("open",)), cues(book, ("procedure",))
        self.doubting = cues(book, ("doubting",))
        self.ours = frozenset(book.group("ours").words)
        self.meeting = cues(book, ("meeting",))
        self._words = [longest_words(unit.text, least=_LETTERS) for unit in units]
        count = Counter(word for words in self._words for word in words)
        most = max(_COMMON, settings.common * len(units) // 1000)
        self._common = frozenset(word for word in count if count[word] > most)

    def meant(self, index: int) -> frozenset[str]:
        """The longer words of a unit that are not said all the time in this meeting."""
        return self._words[index] - self._common

    def asked(self, index: int) -> _Asked | None:
        """The question of a unit that asks, if it is about the work and nothing answers it."""
        unit = self.units[index]
        if self.procedure.any(unit.text) or self.meeting.any(unit.text):
            return None
        text = self._worded(unit.text)
        if not text:
            return None
        strength, after = self._reply(index)
        return _Asked(index, text, strength, (index, after)) if strength else None

    def stated(self, index: int, nearer: int) -> _Asked | None:
        """The question of a unit that says that something is open.

        `nearer` is what its lead towards sentences that leave something open is worth.
        """
        unit = self.units[index]
        outright = self.open.any(unit.text)
        strength = self.settings.stated_open if outright else self.settings.unsettled + nearer
        cue = self.open if outright else self.doubting
        if strength < self.settings.sure_question or self.meeting.any(unit.text):
            return None
        text = self._worded(unit.text, cue) if cue.any(unit.text) else ""
        return _Asked(index, text, strength, (index,)) if text else None

    def _reply(self, index: int) -> tuple[int, int]:
        """(how surely it puts the question off, index) of the first reply that says something.

        A strength of 0 is an answer (a yes, a no, or words), or no reply at all.
        """
        speaker, end = self.units[index].speaker, index + 1 + self.settings.reply_units
        for after in range(index + 1, min(len(self.units), end)):
            unit = self.units[after]
            if self.put_off.any(unit.text):
                return self.settings.put_off, after
            if unit.speaker == speaker and speaker is not None:
                continue
            if self.unknown.any(unit.text) and unit.words <= _BARE:
                ours = not self.ours.isdisjoint(spoken_words(self.units[index].text))
                return self.settings.unknown * (ours and self._nobody_knows(index, after)), after
            said = unit.words >= _ANSWER and not unit.backchannel
            if said or self.replies.agrees(unit.text) or self.replies.refuses(unit.text):
                return 0, after
        return 0, index

    def _nobody_knows(self, index: int, reply: int) -> bool:
        """Whether nobody says anything more behind "I don't know" before the talk goes on."""
        speaker, end = self.units[reply].speaker, reply + 1 + self.settings.reply_units
        for after in range(reply + 1, min(len(self.units), end)):
            unit = self.units[after]
            says = unit.words >= _ANSWER and not unit.backchannel
            if not says or self.unknown.any(unit.text) or unit.text.rstrip().endswith("?"):
                continue
            return unit.speaker != speaker and not (self.meant(after) & self.meant(index))
        return True

    def taken_up(self, asked: _Asked) -> bool:
        """Whether a later unit says most of the question's words without asking again."""
        meant = longest_words(asked.text, least=_LETTERS) - self._common
        behind = asked.indexes[-1] + self.settings.reply_units
        for after in range(behind, len(self.units)):
            unit = self.units[after]
            if unit.backchannel or unit.text.rstrip().endswith("?"):
                continue
            shared = meant & self.meant(after)
            if len(shared) < _LATER_MEANT or 1000 * len(shared) < self.settings.same * len(meant):
                continue
            if not self.put_off.any(unit.text) and not self.open.any(unit.text):
                return True
        return False

    def _worded(self, text: str, finder: Cues | None = None) -> str:
        """The sentence that asks, or that holds a cue of `finder`, cleaned.

        "" where it is too little to be read alone.
        """
        cleaned = self.cleaner.clean(text)
        if finder:
            sentence = sentence_with(cleaned, finder)
        else:
            asking = [each for each in sentences(cleaned) if each.endswith("?")]
            sentence = asking[-1] if asking else cleaned
        worded = capital(
            shortened(sentence, most=self.settings.most_words, finder=finder).strip(" ,;:")
        )
        meant = longest_words(worded, least=_LETTERS) - self._common
        if len(worded.split()) < _LEAST_WORDS or len(meant) < _LEAST_MEANT:
            return ""
        return "" if self.cleaner.fragment(worded) else worded


def _merged(found: Sequence[_Asked], same: int) -> list[_Asked]:
    """What is asked twice is one, with the utterances of both."""
    kept: list[_Asked] = []
    for each in found:
        words = longest_words(each.text, least=_LETTERS)
        for place, other in enumerate(kept):
            if overlap(words, longest_words(other.text, least=_LETTERS)) >= same:
                first = each if each.strength > other.strength else other
                indexes = tuple(sorted({*each.indexes, *other.indexes}))
                kept[place] = _Asked(first.index, first.text, first.strength, indexes)
                break
        else:
            kept.append(each)
    return kept
