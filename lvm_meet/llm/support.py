"""Is a rewritten sentence supported by the utterances that it cites?

Lexical entailment by word overlap (Glickman, Dagan & Koppel 2005):
nearly all content words must occur in what is cited, and all numbers, names and negations must
agree. It errs on the side of dropping: a claim that nobody made costs more than one that is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lvm_meet.model import spoken_words

_STEM = 5
"""letters that are compared: "decided" and "decision" are one word, "rubber" and "rubbish" two"""
_ENDINGS, _LEAST = ("ing", "ed", "es", "s", "e", "ly"), 3
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<![.!?…:]\s)(?<!^)(?<!\w)[^\W\d_a-z][\w’'-]*")


def supported(
    text: str, evidence: str, *, neutral: Collection[str], negations: Collection[str], least: int
) -> bool:
    """True where `evidence` (the cited words and who said them) carries the claim `text`.

    `neutral` words are those that a summary adds ("discussed", "the team"); `least` is the
    permille of the other content words that must be found. A text of neutral words only claims
    nothing: False.
    """
    said, known = spoken_words(text), {_stem(word) for word in spoken_words(evidence)}
    claims = [word for word in said if word not in neutral and not _NUMBER.search(word)]
    if not claims:
        return False
    found = sum(_stem(word) in known for word in claims)
    if 1000 * found < least * len(claims):
        return False
    if not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(evidence)):
        return False
    if any(_stem(name.lower()) not in known for name in _names(text, neutral)):
        return False
    return _negates(said, negations) <= _negates(spoken_words(evidence), negations)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word.removesuffix(ending)
            break
    return word[:_STEM]


def _names(text: str, neutral: Collection[str]) -> list[str]:
    """Words with a capital inside a sentence; at its beginning every word has one."""
    words = (word.replace("’", "'") for word in _NAME.findall(text))
    return [word for word in words if word.lower() not in neutral and word != "I"]


def _negates(words: list[str], negations: Collection[str]) -> bool:
    return any(word in negations or word.endswith("n't") for word in words)
