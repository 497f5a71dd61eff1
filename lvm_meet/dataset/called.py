"""How somebody can be called in talk: what of a speaker's label is a name.

"The Chair (Mr. Ron Mill (Northfield, Lib.))" is called "Ron Mill", "Ron" and "Mill"; "Project
Manager" and "Speaker 2" name nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_LEAST = 2
"""letters of a part of a name that is looked for by itself"""

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Something that a person can be called: words in lower case. `whole`: all of the name."""

    words: Tokens
    whole: bool


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads labels. `titles` and `roles` are words and phrases in lower case that name nobody."""

    titles: frozenset[str]
    roles: frozenset[str]
    anonymous: re.Pattern[str]
    """what a machine writes for want of a name"""

    @classmethod
    def of(
        cls, titles: Iterable[str], roles: Iterable[str], anonymous: re.Pattern[str]
    ) -> NameReader:
        return cls(
            frozenset(word.strip(".").lower() for word in titles),
            frozenset(map(str.lower, roles)),
            anonymous,
        )

    def forms(self, label: str) -> tuple[Form, ...]:
        """All forms of a speaker's name, the whole one first; () where it names nobody."""
        if self.anonymous.fullmatch(label.strip()):
            return ()
        name = self._without_role(label)
        words = [word for word in name.split() if self._is_name(word)]
        pieces = [tuple(_tokens(word)) for word in words]
        whole = tuple(token for piece in pieces for token in piece)
        parts = [
            piece
            for word, piece in zip(words, pieces, strict=True)
            if not _first(word).islower()
            if sum(map(len, piece)) >= _LEAST
        ]
        forms = [Form(piece, whole=False) for piece in parts]
        if len(pieces) > 1:
            forms.insert(0, Form(whole, whole=True))
        return tuple(dict.fromkeys(forms))

    def _without_role(self, label: str) -> str:
        """What stands outside brackets; where that is a role, the name that stands in them."""
        outside, _, inside = label.partition("(")
        if inside and not self._names(outside):
            return re.split(r"[(),]", inside)[0]
        return outside if self._names(outside) else ""

    def _names(self, text: str) -> bool:
        """Whether the text is more than a role, also one with a number ("PhD C")."""
        words = text.lower().split()
        whole = " ".join(words)
        bare = " ".join(words[:-1]) if words and len(words[-1].strip(".")) == 1 else whole
        if bare.removeprefix("the ") in self.roles or whole.removeprefix("the ") in self.roles:
            return False
        return any(self._is_name(word) for word in words)

    def _is_name(self, word: str) -> bool:
        """Whether a word of a label is part of a name: no title, initial or number."""
        bare = "".join(_tokens(word))
        if not bare or any(sign.isdigit() for sign in bare):
            return False
        if len(bare) == 1 and bare.isascii():
            return False
        return bare not in self.titles and bare not in self.roles


def plain(word: str) -> str:
    """A word as it is compared: small, and without accents, which some leave out."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _tokens(text: str) -> list[str]:
    return [plain(found) for found in _WORD.findall(text)]


def _first(word: str) -> str:
    """The first letter, as it is written."""
    found = _WORD.search(word)
    return found[0][0] if found else ""
