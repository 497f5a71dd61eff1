"""When something is due: the phrase as it was said, and the day that it names.

Conventions, where English leaves a choice:

- A weekday is the first after the meeting's day ("by Friday", said on a Friday, is in a week);
  "this Friday" may be the day itself. "Next Friday" is the Friday of the next week, weeks
  beginning on Monday: said on a Wednesday it is nine days away.
- A stretch of time is due on its last day, of a week its Friday ("next week", "the end of the
  month"). A part of one ("early next week") names no day, nor do "by" and "before" one: its begin
  or its end may be meant.
- "Before Friday" names the Friday. A day without a year is the next such day. A time of the day
  is the meeting's own day.

Worked out with calendar arithmetic alone: general date parsers read "next Friday" as no date and
"may" as a month, and cost more to import than all of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from lvm_meet import resources
from lvm_meet.insights.date_forms import Forms
from lvm_meet.lexicon import Book
from lvm_meet.lexicon.books import read_book
from lvm_meet.lexicon.cues import finder_of
from lvm_meet.lexicon.parse import Origin
from lvm_meet.model import Due

_CLAUSE = re.compile(r"[;:.!?]+(?=\s|$)")
_SPACE = re.compile(r"\s+")


def find_due(text: str, *, held: date | None, book: Book | None = None) -> Due | None:
    """When what `text` says is due; None where it says nothing about that, and for no text.

    `held` is the day of the meeting: without it, and for a phrase that names no day ("before the
    next meeting"), `Due.day` is None. What lies behind ("last Friday", "on Monday we had") is not
    due. Of several phrases the first with a limit counts ("by", "before"), else the first.
    `book` is the lexicon "actions"; the packaged one where it is not given.
    """
    dates = _dates(book) if book else _packaged()
    return dates.find(text, held=held)


class Dates:
    """The words of time of the book "actions" made ready; build it once to ask many times."""

    def __init__(self, book: Book) -> None:
        self._forms = Forms(book)
        past, future = book.group("due_past").words, book.group("due_future").words
        self._finder = finder_of((*past, *future))
        self._behind = len(past)

    def find(self, text: str, *, held: date | None) -> Due | None:
        """As `find_due`."""
        if not self._forms.maybe(text):
            return None
        found: Due | None = None
        for clause in _CLAUSE.split(text):
            for match in self._ahead(clause):
                said = _SPACE.sub(" ", match.group()).strip(" ,")
                due = Due(said, self._forms.day(match, held) if held else None)
                if match["limit"]:
                    return due
                found = found or due
        return found

    def _ahead(self, clause: str) -> Iterator[re.Match[str]]:
        """Matches of dates on which something may be due, in their order."""
        cues: list[tuple[int, bool]] | None = None
        for match in self._forms.pattern.finditer(clause):
            if cues is None:
                found = self._finder.find(clause)
                cues = [(start, places[0] >= self._behind) for start, _, places in found]
            if self._needs_no_more(match) and self._looks_ahead(match, cues):
                yield match

    def _needs_no_more(self, match: re.Match[str]) -> bool:
        """False for what is no date to work for ("last Friday", "every Monday"), or is one only
        behind a preposition ("by the second", "in May").
        """
        if self._forms.told(match):
            return False
        if match["limit"]:
            return True
        if match["never"] or match["clock"]:
            return False
        if match["ordinal"] or match["whole_month"]:
            return match["place"] is not None
        return True

    def _looks_ahead(self, match: re.Match[str], cues: list[tuple[int, bool]]) -> bool:
        """The nearest tense before the date decides, else the first behind it, else the date."""
        start, end = match.span()
        before = [ahead for at, ahead in cues if at < start]
        if before:
            return before[-1]
        after = [ahead for at, ahead in cues if at >= end]
        if after:
            return after[0]
        return match["limit"] is not None or self._forms.ahead(match)


@lru_cache(maxsize=4)
def _dates(book: Book) -> Dates:
    return Dates(book)


@lru_cache(maxsize=1)
def _packaged() -> Dates:
    path = resources.lexicons() / "insights" / "actions.toml"
    return Dates(read_book("actions", [Origin(str(path), "actions.toml")]))
