"""Rows with pseudonyms in place of names: in their own columns, and in what was said.

Talk is searched for everybody in the data set, also who is only talked about. Whether "Will" or
"the" is a name is learnt from all of the talk that has capitals: a word that is written small more
than now and then is an ordinary word, and then only a capital in the middle of a sentence, or a
comma behind it, makes it a name. Talk without capitals has nothing to tell by; there a word is
taken for a name unless it is ordinary elsewhere, or too frequent to be one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lvm_meet.dataset.called import Form, NameReader, Tokens, plain
from lvm_meet.dataset.columns import Holds, Row, Rows
from lvm_meet.dataset.key import Key, Names
from lvm_meet.dataset.tables import BY_NAME

UNCLEAR = "[name]"
"""stands where it can't be told which of several people is meant"""
_ORDINARY = 10
"""a word that is written small more than once in so many times is no name"""
_FREQUENT = 500
"""in talk without capitals: a word that comes more than once in so many words is no name"""
_CAPITALS = 5
"""of so many units at least one begins with a capital, or the talk has none"""
_WORD = re.compile(r"[^\W_]+")
_OPENS = re.compile(r"(?:^|[.!?…:|])[\s\"'“‘(\-–—]*$")
_BETWEEN = re.compile(r"[\s\-'’._]{1,2}")
_NOT = re.compile(r"['’]t\b", re.IGNORECASE)
_DAY, _DAY_BEFORE = re.compile(r"^.\W?\d"), re.compile(r"\d(?:st|nd|rd|th)?(?: of)? $")
"""a number beside a word that is ordinary too makes it a day: May 27, the 1st of May"""
_CALLS = frozenset(",'’?!")
"""signs behind a word that opens a sentence and is a name"""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody who can be meant by a form of their name."""

    form: Form
    pseudonym: str


class Census:
    """How often words that are parts of names are written small and with a capital."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._uncased: Counter[str] = Counter()
        self._uncased_all = 0

    def read(self, rows: Rows) -> None:
        """Count the talk of one meeting."""
        cased = has_capitals(rows)
        for text in _cells(rows, "units", Holds.TEXT):
            for found in _WORD.finditer(text):
                self._uncased_all += not cased
                word = plain(found[0])
                if word in self._words and not _NOT.match(text, found.end()):
                    small = found[0][0].islower()
                    counts = (self._small if small else self._capital) if cased else self._uncased
                    counts[word] += 1

    def ordinary(self) -> frozenset[str]:
        """Words that are no names, or not only."""
        seen = {
            word
            for word in self._words
            if self._small[word] * _ORDINARY > self._small[word] + self._capital[word]
        }
        frequent = {
            word
            for word, count in self._uncased.items()
            if count * _FREQUENT > self._uncased_all and not self._capital[word]
        }
        return frozenset(seen | frequent)


@dataclass(frozen=True, slots=True)
class Hider:
    """Exchanges the names of one data set.

    `one` maps pseudonyms to the one that stands in talk, `by_first` the first word of a form to
    whom it can mean.
    """

    names: Names
    one: Mapping[str, str]
    by_first: Mapping[str, tuple[Called, ...]]
    ordinary: frozenset[str]

    @classmethod
    def build(cls, key: Key, reader: NameReader, meetings: Iterable[Rows]) -> Hider:
        """`meetings` are all of the data set, as they were said; they are read through once."""
        names = Names.of(key)
        one: dict[str, str] = {}
        people = []
        first_of: dict[Tokens, str] = {}
        for pseudonym, name in key.speakers.items():
            forms = reader.forms(name)
            # "Li Wen" and "Ms. Li Wen (Northfield)" are two speakers, but in talk one person
            longest = max((form.words for form in forms), key=len, default=(pseudonym,))
            one[pseudonym] = first_of.setdefault(longest, pseudonym)
            people += [Called(form, one[pseudonym]) for form in forms]
        census = Census(frozenset(word for called in people for word in called.form.words))
        for rows in meetings:
            census.read(rows)
        by_first: dict[str, list[Called]] = defaultdict(list)
        for called in people:
            by_first[called.form.words[0]].append(called)
        return cls(
            names,
            one,
            {
                first: tuple(sorted(found, key=lambda each: -len(each.form.words)))
                for first, found in by_first.items()
            },
            census.ordinary(),
        )

    @property
    def unsure(self) -> tuple[str, ...]:
        """Parts of names that are ordinary words as well, and may have stayed in a text."""
        found = {
            called.form.words[0]
            for people in self.by_first.values()
            for called in people
            if len(called.form.words) == 1 and called.form.words[0] in self.ordinary
        }
        return tuple(sorted(found))

    def hide(self, rows: Rows) -> Rows:
        """The rows of one meeting, without a name and without the name of its file."""
        present = frozenset(self.one[self.names.pseudonym(name)] for name in speakers_in(rows))
        talk = _Talk(self, present, cased=has_capitals(rows))
        hidden: Rows = {}
        for name, table in rows.items():
            places = {holds: BY_NAME[name].places(holds) for holds in Holds}
            hidden[name] = [self._row(row, places, talk) for row in table]
        return hidden

    def _row(self, row: Row, places: Mapping[Holds, Sequence[int]], talk: _Talk) -> Row:
        cells = list(row)
        for at in places[Holds.NAME]:
            cell = cells[at]
            cells[at] = self.names.pseudonym(cell) if isinstance(cell, str) else None
        for at in places[Holds.TEXT]:
            cell = cells[at]
            cells[at] = talk.hide(cell) if isinstance(cell, str) else cell
        for at in places[Holds.FILE]:
            cells[at] = None
        return tuple(cells)


@dataclass(frozen=True, slots=True)
class _Talk:
    """The texts of one meeting; `present` are the pseudonyms of who speaks in it."""

    hider: Hider
    present: frozenset[str]
    cased: bool

    def hide(self, text: str) -> str:
        tokens = list(_WORD.finditer(text))
        pieces, at, index = [], 0, 0
        while index < len(tokens):
            length, instead = self._at(text, tokens, index)
            if length:
                pieces += [text[at : tokens[index].start()], instead]
                at = tokens[index + length - 1].end()
            index += max(1, length)
        return "".join([*pieces, text[at:]]) if pieces else text

    def _at(self, text: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[int, str]:
        """How many words from here are a name, and what stands for it; (0, "") for none."""
        found: list[Called] = []
        for called in self.hider.by_first.get(plain(tokens[index][0]), ()):
            if found and len(called.form.words) < len(found[0].form.words):
                break  # the longest form counts
            if self._fits(text, tokens, index, called.form):
                found.append(called)
        return (len(found[0].form.words), self._meant(found)) if found else (0, "")

    def _fits(self, text: str, tokens: Sequence[re.Match[str]], index: int, form: Form) -> bool:
        said = tokens[index : index + len(form.words)]
        if tuple(plain(token[0]) for token in said) != form.words:
            return False
        between = (text[one.end() : two.start()] for one, two in pairwise(said))
        if not all(_BETWEEN.fullmatch(gap) for gap in between):
            return False
        return form.whole or self._is_name(text, said)

    def _is_name(self, text: str, said: Sequence[re.Match[str]]) -> bool:
        """Whether a part of a name is one here, and no ordinary word."""
        start, end = said[0].start(), said[-1].end()
        if _NOT.match(text, end):
            return False
        if not all(plain(token[0]) in self.hider.ordinary for token in said):
            return True
        if not self.cased or not text[start].isupper() or _DAY.search(text[end - 1 : end + 4]):
            return False
        if _DAY_BEFORE.search(text, 0, start):
            return False
        return not _OPENS.search(text, 0, start) or text[end : end + 1] in _CALLS

    def _meant(self, found: Sequence[Called]) -> str:
        """Who: those who are there before all others; the only one left, or nobody can tell."""
        people = {each.pseudonym for each in found}
        people = people & self.present or people
        return people.pop() if len(people) == 1 else UNCLEAR


def has_capitals(rows: Rows) -> bool:
    """Whether the talk of a meeting has capitals where sentences begin."""
    begins = [text.lstrip()[:1] for text in _cells(rows, "units", Holds.TEXT)]
    letters = [sign for sign in begins if sign.isalpha() and sign.lower() != sign.upper()]
    return not letters or _CAPITALS * sum(map(str.isupper, letters)) >= len(letters)


def speakers_in(rows: Rows) -> list[str]:
    """The names of a meeting's speakers, in the order of their first words."""
    return list(_cells(rows, "speakers", Holds.NAME))


def _cells(rows: Rows, name: str, holds: Holds) -> Iterator[str]:
    places = BY_NAME[name].places(holds)
    return (cell for row in rows[name] for at in places if isinstance(cell := row[at], str))
