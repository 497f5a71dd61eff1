"""Where sentences end, by rules: marks, abbreviations, initials, numbers, quotes.

A sentence end is a cut between two whitespace-separated tokens; a token is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvm_meet.model import TalkWords

MARKS = ".?!…。？！"
_CLOSING = "\"'”’»)]}*"
_OPENING = "\"'“‘«([{*¿¡"
_QUOTES = frozenset({'"', "''", "”", "'"})
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]")
_NUMBER = re.compile(r"[#(]?\d")


def sentence_ends(tokens: Sequence[str], *, words: TalkWords) -> list[int]:
    """Ends of the sentences, as exclusive token indexes in rising order; the last is the length.

    No tokens give no ends. Talk without sentence marks is one sentence.
    """
    ends: list[int] = []
    start = 0
    quoted = False
    for index, token in enumerate(tokens):
        if token in _QUOTES:
            quoted = not quoted
            if not quoted and ends and ends[-1] == index:
                ends[-1] = start = index + 1  # a quote that stands alone closes what was said
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if ends_sentence(tokens, index, start=start, following=following, words=words):
            start = index + 1
            ends.append(start)
    if tokens and (not ends or ends[-1] != len(tokens)):
        ends.append(len(tokens))
    return ends


def ends_sentence(
    tokens: Sequence[str], index: int, *, start: int, following: str | None, words: TalkWords
) -> bool:
    """Whether the sentence that begins at `start` ends after tokens[index]."""
    token = tokens[index]
    core = token.rstrip(_CLOSING)
    stem = core.rstrip(MARKS)
    mark = core[len(stem) :]
    if not mark:
        return False
    if following is None:
        return True
    following = following.lstrip(_OPENING)
    if mark.strip(".…"):  # a question or exclamation mark is in it
        return len(core) == len(token) or not following[:1].islower()
    if len(mark) > 1 or "…" in mark:  # trails off: goes on unless something else begins
        return following[:1].isupper() and not _is_i(following)
    if not stem and index > start:
        stem = tokens[index - 1]
    return not _abbreviates(stem.lstrip(_OPENING), following, first=index == start, words=words)


def _abbreviates(stem: str, following: str, *, first: bool, words: TalkWords) -> bool:
    """Whether the single full stop after `stem` belongs to it and ends nothing.

    `first` says that the sentence has begun with `stem`.
    """
    lower = stem.lower()
    if lower in words.abbreviations:
        return True
    if lower in words.number_abbreviations and _NUMBER.match(following):
        return True
    begins = following[:1].isupper() and following.lower().strip(MARKS + ",") in words.starters
    if lower in words.closing_abbreviations or _DOTTED.fullmatch(lower):
        return not begins
    if len(stem) == 1 and stem.isupper() and stem != "I":  # an initial, but not "plan B. Then"
        return following[:1].isupper() and not begins
    return first and stem.isdigit() and len(stem) <= 2  # "1. First ..."


def _is_i(token: str) -> bool:
    return token.split("'")[0].split("’")[0].rstrip(MARKS + ",") == "I"
