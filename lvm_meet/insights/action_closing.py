"""Where a meeting hands out work: close to talk of the next meeting, of tasks, of who does what.

"You're going to work on the layout" may be said of anybody at any time. Where somebody has just
said "for the next meeting" it is a task. Groups close with a round of such assignments, and open a
new phase of the work with one (Purver et al. 2007 find tasks by what stands around them, too).
"""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import finder_of
from lvm_meet.model import Utterance


def closing(units: Sequence[Utterance], *, book: Book, near: int) -> tuple[bool, ...]:
    """For each unit whether it lies within `near` units of a phrase of [closing].

    Back-channels count for nothing on the way. `book` is the lexicon "actions"; of an empty
    meeting ().
    """
    finder = finder_of(book.group("closing").phrases)
    spoken = [place for place, unit in enumerate(units) if not unit.backchannel]
    found = [False] * len(units)
    for order, place in enumerate(spoken):
        if any(True for _ in finder.find(units[place].text)):
            for other in spoken[max(0, order - near) : order + near + 1]:
                found[other] = True
    return tuple(found)
