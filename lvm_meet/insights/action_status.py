"""What is reported of a task: that it is done, held up, or still to do."""

from __future__ import annotations

from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import finder_of
from lvm_meet.model import Status, spoken_words

_BESIDE = 3
"""words before a report among which one shows that nothing is reported yet"""
_ORDER = (Status.BLOCKED, Status.OPEN, Status.DONE)
"""what holds a task up says more than that it is open, and "not done" more than "done" """


class Reports:
    """The phrases of [done], [blocked] and [open] in the book "actions"; build it once."""

    def __init__(self, book: Book) -> None:
        self._reporting = frozenset(book.group("reporting").words)
        self._conditions = frozenset(book.group("conditions").words)
        self._finders = [(each, finder_of(book.group(each.value).phrases)) for each in _ORDER]

    def status(self, text: str) -> Status | None:
        """What `text` reports; None where it reports nothing, or only asks or sets a condition
        ("is it done?", "when it's done").
        """
        if text.rstrip().endswith("?"):
            return None
        for status, finder in self._finders:
            for begin, _, _ in finder.find(text):
                before = spoken_words(text[:begin])
                said = self._reporting.intersection(before[-_BESIDE:])
                if not said and self._conditions.isdisjoint(before):
                    return status
        return None
