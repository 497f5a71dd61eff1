"""Sentences to units: short ones join a neighbour, long ones are cut where talk breathes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lvm_meet.model import TalkWords
from lvm_meet.settings import UnitSettings
from lvm_meet.utterances.sentences import MARKS
from lvm_meet.utterances.turns import Turn

_COMMA = (",", "，", "、")
_STOP = (";", ":", "—", "–", "--", "-")


# what a place is worth for a cut, in words of distance from the even cut
_AT_PAUSE, _AT_SEAM = 20, 3
_BEHIND_STOP, _BEHIND_COMMA = 12, 6
_BEFORE_OPENER, _BEFORE_BREAK = 10, 6
_LONGEST_LEAD = 5
"""conjunctions and fillers that a clause may begin with, in words"""


@dataclass(frozen=True, slots=True)
class Cutter:
    """Turns the sentences of a turn into units.

    `unmarked` says that the whole transcript has (next to) no sentence marks, so that pauses
    and opening words have to stand in for them.
    """

    words: TalkWords
    settings: UnitSettings
    unmarked: bool

    def ends(self, turn: Turn, sentence_ends: Sequence[int]) -> list[int]:
        """Ends of the turn's units, as exclusive token indexes; the last is the turn's length.

        Pieces below `min_words` join the next one, the last one joins the one before it; what
        is longer than `max_words` (a whole sentence: `whole_words`) is then cut.
        """
        whole = max(self.settings.max_words, self.settings.whole_words)
        limit = self.settings.max_words if self.unmarked else whole
        ends: list[int] = []
        for start, end in _stretches(sentence_ends):
            if self.unmarked or end - start > self.settings.marked_words:
                ends += self._loose(turn, start, end)
            else:
                ends.append(end)
        ends = self._merged(turn, ends)
        result: list[int] = []
        for start, end in _stretches(ends):
            if end - start > limit:
                result += self._shortened(turn, start, end)
            result.append(end)
        return result

    def _loose(self, turn: Turn, start: int, end: int) -> list[int]:
        """Ends inside an unpunctuated stretch: at pauses, else before words that open."""
        ends = []
        floor, run = self.settings.min_words, self.settings.run_words
        for index in range(start + 1, end):
            cut = start
            if self._pauses(turn, index):
                cut = index
            elif index - start >= run and end - index >= floor:
                cut = self._opening(turn, start, index)
            if cut > start:
                ends.append(cut)
                start = cut
        return [*ends, end]

    def _pauses(self, turn: Turn, index: int) -> bool:
        pause = turn.pauses[index]
        return pause is None or pause >= self.settings.pause_ms

    def _opening(self, turn: Turn, start: int, index: int) -> int:
        """Where the clause begins that opens at tokens[index]; `start` where none does.

        Conjunctions and fillers right before the opening ("and um | so we ...") belong to it.
        """
        if not _phrase_at(turn, index, self.words.openers):
            return start
        lowest = max(start + self.settings.min_words, index - _LONGEST_LEAD)
        while index > lowest and self._leads(turn, index - 1):
            index -= 1
        return index

    def _leads(self, turn: Turn, index: int) -> bool:
        word = _plain(turn.tokens[index].text)
        return word in self.words.openers or word in self.words.breaks

    def _merged(self, turn: Turn, ends: Sequence[int]) -> list[int]:
        """Each piece with at least `min_words` words, where the turn has as many."""
        result: list[int] = []
        start = words = 0
        for position, end in enumerate(ends):
            words += sum(map(_is_word, (token.text for token in turn.tokens[start:end])))
            if words >= self.settings.min_words:
                result.append(end)
                words = 0
            elif position == len(ends) - 1 or (result and self._nearer(turn, result[-1], end)):
                if result:
                    result.pop()
                result.append(end)
                words = 0
            start = end
        return result

    @staticmethod
    def _nearer(turn: Turn, start: int, end: int) -> bool:
        """Whether the pause before turn.tokens[start:end] is shorter than the one after it."""
        before, after = turn.pauses[start], turn.pauses[end]
        return before is not None and after is not None and before < after

    def _shortened(self, turn: Turn, start: int, end: int) -> list[int]:
        """Inner ends of a stretch that is too long: even parts, cut at the best place near."""
        limit, floor = self.settings.max_words, self.settings.min_words
        ends = []
        while end - start > limit:
            length = end - start
            target = length // -(-length // limit)
            high = min(limit, length - floor)
            low = min(high, max(floor, target // 2))
            cut = max(
                range(low, high + 1),
                key=lambda size: (self._merit(turn, start + size) - abs(size - target), -size),
            )
            start += cut
            ends.append(start)
        return ends

    def _merit(self, turn: Turn, index: int) -> int:
        """How good a place before tokens[index] is for a cut: see the merits above."""
        before = turn.tokens[index - 1].text
        merit = 0
        if turn.tokens[index].segment != turn.tokens[index - 1].segment:
            merit += _AT_PAUSE if self._pauses(turn, index) else _AT_SEAM
        if before.endswith(_STOP):
            merit += _BEHIND_STOP
        elif before.endswith(_COMMA):
            merit += _BEHIND_COMMA
        if _plain(before) in self.words.breaks:
            return merit  # "and | so": the cut belongs before the first of them
        if _phrase_at(turn, index, self.words.openers):
            merit += _BEFORE_OPENER
        elif _phrase_at(turn, index, self.words.breaks):
            merit += _BEFORE_BREAK
        return merit


def is_unmarked(turns: Sequence[Turn], *, marked_words: int) -> bool:
    """Whether a transcript has fewer sentence marks than one in `marked_words` words."""
    words = marks = 0
    for turn in turns:
        words += len(turn.tokens)
        marks += sum(token.text.rstrip("\"'”’)").endswith(tuple(MARKS)) for token in turn.tokens)
    return marks * marked_words < words


def _stretches(ends: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise((0, *ends)))


def _phrase_at(turn: Turn, index: int, phrases: frozenset[str]) -> bool:
    """Whether one of the phrases (of one or two words) stands at tokens[index]."""
    first = _plain(turn.tokens[index].text)
    if first in phrases:
        return True
    if index + 1 == len(turn.tokens):
        return False
    return f"{first} {_plain(turn.tokens[index + 1].text)}" in phrases


def _plain(token: str) -> str:
    return token.lower().rstrip(",").replace("’", "'")


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))
