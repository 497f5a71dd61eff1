"""What a reply does: agrees, refuses, or neither.

A reply is judged by how it opens, because that is where speakers of English say yes or no: "Yeah,
sure, I can do that." What follows can take a yes back ("yeah, but") or make it a no ("okay, I
can't though"), never the other way round.
"""

from __future__ import annotations

import re

from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import finder_of

_WORD = re.compile(r"\w+(?:['\u2019]\w+)*")


class Replies:
    """The phrases of the book "prose" made ready; build it once.

    Sections: [agreement] and [refusal], each with `phrases` that count wherever they open a reply
    and `words` that count only where nothing but openings follows ("okay", since "okay, so next"
    agrees to nothing); [reply_openings] with what may stand before and between ("well", "oh");
    [reservation] with what, right behind a yes, takes it back ("but").
    """

    def __init__(self, book: Book) -> None:
        sections = (
            ("agreement", book.group("agreement").phrases),
            ("alone", book.group("agreement").words),
            ("refusal", book.group("refusal").phrases),
            ("refused", book.group("refusal").words),
            ("opening", book.group("reply_openings").words),
            ("reservation", book.group("reservation").phrases),
        )
        self._finder = finder_of(tuple(phrase for _, group in sections for phrase in group))
        self._names = [name for name, group in sections for _ in group]
        self._refusal = finder_of(book.group("refusal").phrases)

    def agrees(self, text: str) -> bool:
        """True where the reply says yes and takes nothing of it back; an empty text doesn't.

        A yes that is asked ("okay?", "right?") is none.
        """
        opening, after = self._opening(text)
        said = [name for name in opening if name in ("agreement", "alone")]
        if not said or any(name not in ("agreement", "alone", "opening") for name in opening):
            return False
        if text[after:].lstrip(" \"'").startswith("?"):
            return False
        if any(True for _ in self._refusal.find(text[after:])):
            return False
        return "agreement" in said or _WORD.search(text, after) is None

    def refuses(self, text: str) -> bool:
        """True where the reply says no, at its beginning or behind a yes; an empty text doesn't."""
        opening, after = self._opening(text)
        named = [name for name in opening if name != "opening"]
        if "refusal" in named:
            return True
        if named[:1] == ["refused"]:
            return "agreement" not in named and _WORD.search(text, after) is None
        if named[:1] in (["agreement"], ["alone"]):
            return any(True for _ in self._refusal.find(text[after:]))
        return False

    def _opening(self, text: str) -> tuple[list[str], int]:
        """The run of known phrases that the text begins with, and the offset behind it."""
        names: list[str] = []
        after = 0
        for start, end, places in self._finder.find(text):
            if _WORD.search(text, after, start):
                break
            names.append(self._names[places[0]])
            after = end
        return names, after
