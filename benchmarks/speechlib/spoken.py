"""How words are made alike before they are counted, the same for every WER in these benchmarks.

Lower case; no punctuation (a hyphen joins, an apostrophe inside a word stays); the sounds of
hesitation and assent in `FILLERS` left out. Numbers and spellings stay as they are written:
"100%" for "a hundred percent" and "realizing" for "realising" count as errors, in all alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

ENDS = ".?!"
FILLERS = frozenset(
    [
        "um",
        "umm",
        "uh",
        "uhm",
        "er",
        "erm",
        "mm",
        "mmm",
        "hm",
        "hmm",
        "mhm",
        "mhmm",
        "mmhm",
        "mmhmm",
        "uhhuh",
        "uhuh",
    ]
)


def plain(token: str) -> str:
    """The token as it is counted; "" for a filler and for what has no letter or digit."""
    kept = [c for c in token.lower().replace("\u2019", "'") if c.isalnum() or c == "'"]
    word = "".join(kept).strip("'")
    return "" if word in FILLERS else word


class Spoken(NamedTuple):
    """One word as it is counted, who said it, and whether a sentence mark stands behind it."""

    speaker: str | None
    word: str
    ends: bool = False


def spoken(tokens: Iterable[tuple[str | None, str]]) -> list[Spoken]:
    """The (speaker, token)s that are counted; a filler's sentence mark goes to the word before."""
    found: list[Spoken] = []
    for speaker, token in tokens:
        ends = token.rstrip("\"'\u201d\u2019)").endswith(tuple(ENDS))
        word = plain(token)
        if word:
            found.append(Spoken(speaker, word, ends))
        elif ends and found and found[-1].speaker == speaker:
            found[-1] = found[-1]._replace(ends=True)
    return found


def plain_words(text: str) -> list[str]:
    """All words of a text that are counted, in order."""
    return [word for word in map(plain, text.split()) if word]
