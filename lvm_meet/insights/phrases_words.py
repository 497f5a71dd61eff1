"""The words of a unit as key phrases and topics count them: clauses, clean tokens, stems."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from lvm_meet.lexicon import Book
from lvm_meet.model import Utterance

Clauses = Sequence[Sequence[str]]
"""the clauses of one unit, each a sequence of tokens"""

_NO_WORD = re.compile(r"\[[^][]*\]|\{[^}{]*\}|<[^><]*>")
_TOKEN = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])|[^\W_]+(?:['_&/-]?[^\W_]+)*_?|[,.;:?!\u2026\u2013\u2014()\"]"
)
"""letters with full stops between ("U.K"), a word, or a mark"""
_CURLY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2011": "-", "\u2010": "-"})
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_KNOWN = 20_000
_LONGEST = 40
"""characters from which a token is an address, a key or noise, and names no topic"""


def clauses_of(units: Sequence[Utterance], *, book: Book) -> list[Clauses]:
    """The clauses of each unit; none for a back-channel. `book` is the lexicon's book "topics"."""
    fillers = frozenset(book.group("filler").words)
    return [[] if unit.backchannel else clauses(unit.text, fillers) for unit in units]


def clauses(text: str, fillers: Container[str]) -> list[list[str]]:
    """The tokens of each clause, as written, without fillers and words said twice in a row.

    A clause ends at any mark, and at what is too long to be a word; "the uh the remote , it's big"
    is [the, remote], [it's, big]. A text without words gives [].
    """
    found: list[list[str]] = [[]]
    plain = _NO_WORD.sub(" ", text).translate(_CURLY).replace("' ", " ")
    for token in _TOKEN.findall(plain):
        if not token[0].isalnum() or len(token) > _LONGEST:
            if found[-1]:
                found.append([])
            continue
        word = token.rstrip("_")
        if word.lower() in fillers:
            continue
        if not found[-1] or found[-1][-1].lower() != word.lower():
            found[-1].append(word)
    return found if found[-1] else found[:-1]


def base(word: str) -> str:
    """`word` in lower case without what follows an apostrophe: "That's" is "that"."""
    plain = word.lower()
    return plain.partition("'")[0] if "'" in plain else plain


@lru_cache(maxsize=_KNOWN)
def stem(word: str) -> str:
    """One form for the forms of a lower-case English word: "buttons", "button"; "moving", "move".

    Plurals after Harman's S-stemmer (1991, "How effective is suffixing?"), then -ing and -ed where
    a stem with a vowel is left. It's no dictionary form: "moving" and "move" both are "mov".
    """
    if word.endswith("ies") and not word.endswith(("eies", "aies")) and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("us", "ss", "is")) and len(word) > 3:
        word = word[:-1]
    for suffix in ("ing", "ed"):
        rest = word[: -len(suffix)]
        if word.endswith(suffix) and len(rest) > 2 and _VOWEL.search(rest):
            return _DOUBLED.sub(r"\1", rest)
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
