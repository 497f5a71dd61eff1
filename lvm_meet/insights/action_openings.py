"""Whether a text begins with one of many phrases.

What a regular expression of all phrases would find, without the time that it takes to compile: of
some hundred phrases, 5 ms each time the program starts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_KEY = re.compile(r"\w*")
_GAP = re.compile(r"[\s,]+")
_END = re.compile(r"(?![\w'’])")


class Openings:
    """Phrases by the letters that they begin with; build it once."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases: dict[str, list[list[str]]] = {}
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            words = phrase.lower().split()
            if words:
                self._phrases.setdefault(_key(words[0], 0), []).append(words)

    def match(self, text: str, start: int = 0) -> int | None:
        """Where the longest phrase ends with which text[start:] begins; None where none does.

        Case is ignored, only whole words count, and between them there may be commas.
        """
        for words in self._phrases.get(_key(text, start), ()):
            end = _end(text, start, words)
            if end is not None:
                return end
        return None


def _key(text: str, start: int) -> str:
    match = _KEY.match(text, start)
    return match.group().lower() if match else ""


def _end(text: str, start: int, words: Sequence[str]) -> int | None:
    at = start
    for place, word in enumerate(words):
        gap = _GAP.match(text, at) if place else None
        if place and gap is None:
            return None
        at = gap.end() if gap else at
        if text[at : at + len(word)].lower() != word:
            return None
        at += len(word)
    return at if _END.match(text, at) else None
