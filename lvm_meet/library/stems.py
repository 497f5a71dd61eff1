"""Porter's stemmer, as SQLite's full-text search has it: "budgets" and "budgeting" are one word.

After M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980. Only English.
"""

from __future__ import annotations

import re

_C, _V = "[^aeiou]", "[aeiouy]"
_CC, _VV = "[^aeiou][^aeiouy]*", "[aeiouy][aeiou]*"
# Possessive: a y that begins a word is a consonant, and may not be taken for a vowel after all.
_MEASURED = re.compile(f"^(?:{_CC})?+{_VV}{_CC}")
_MEASURED_ONCE = re.compile(f"^(?:{_CC})?+{_VV}{_CC}(?:{_VV})?$")
_MEASURED_TWICE = re.compile(f"^(?:{_CC})?+{_VV}{_CC}{_VV}{_CC}")
_VOWEL = re.compile(f"^(?:{_CC})?+{_V}")
_SHORT = re.compile(f"^{_CC}{_V}[^aeiouwxy]$")
_DOUBLE = re.compile(r"([^aeiouylsz])\1$")
_LEAST = 3

_SECOND = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
_THIRD = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
_FOURTH = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip


def stem(word: str) -> str:
    """The stem of an English word in lower case; a word of two letters is its own."""
    if len(word) < _LEAST or not word.isascii():
        return word
    word = _plural(word.removesuffix("'s").replace("'", ""))
    word = _past(word)
    if word.endswith("y") and _VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    word = _exchanged(word, _SECOND)
    word = _exchanged(word, _THIRD)
    return _end(_shortened(word))


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed") and len(word) > len("eed"):
        return word[:-1] if _MEASURED.match(word[:-3]) else word
    for suffix in ("ed", "ing"):
        base = word.removesuffix(suffix)
        if base != word and _VOWEL.match(base):
            if base.endswith(("at", "bl", "iz")):
                return base + "e"
            if _DOUBLE.search(base):
                return base[:-1]
            return base + "e" if _SHORT.match(base) else base
    return word


def _exchanged(word: str, table: dict[str, str]) -> str:
    """With the longest suffix of the table exchanged, where enough is left before it."""
    for suffix in sorted(table, key=len, reverse=True):
        if word.endswith(suffix):
            base = word[: -len(suffix)]
            return base + table[suffix] if _MEASURED.match(base) else word
    return word


def _shortened(word: str) -> str:
    for suffix in sorted(_FOURTH, key=len, reverse=True):
        if word.endswith(suffix):
            base = word[: -len(suffix)]
            return base if _MEASURED_TWICE.match(base) else word
    if word.endswith(("sion", "tion")) and _MEASURED_TWICE.match(word[:-3]):
        return word[:-3]
    return word


def _end(word: str) -> str:
    if word.endswith("e"):
        base = word[:-1]
        once = _MEASURED_ONCE.match(base) and not _SHORT.match(base)
        if _MEASURED_TWICE.match(base) or once:
            word = base
    if word.endswith("ll") and _MEASURED_TWICE.match(word):
        word = word[:-1]
    return word
