"""Text and names as a transcript holds them: one line, visible characters, no loose surrogates."""

from __future__ import annotations

import html
import re

# Characters that show nothing: zero-width marks, direction marks (Teams sets them around names),
# soft hyphens, a byte order mark in mid-text. Joiners stay: some scripts need them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff]"
)
# Only closed references of a sane length: html.unescape alone fails on a number of 5000 digits.
_REFERENCE = re.compile(r"&#?\w{1,31};")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def find_invisible(text: str) -> tuple[int, int]:
    """(how many characters of `text` show nothing, where the first stands); (0, 0) for none."""
    if text.isascii():
        return 0, 0
    found = [match.start() for match in _INVISIBLE.finditer(text)]
    return len(found), found[0] if found else 0


def is_broken(text: str) -> bool:
    """True where `text` has half a surrogate pair: JSON can spell it, but it is no character."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def strip_invisible(text: str) -> str:
    """`text` without characters that show nothing."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def unescape(text: str) -> str:
    """Decode HTML references such as "&amp;" and "&#39;"; anything else stays as it is."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)


def clean(text: str) -> str:
    """`text` on one line, single spaces, no invisible characters; "" where nothing is left."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return " ".join(text.split())


def settle(text: str) -> str:
    """`text` on one line, single spaces; all that it shows or doesn't show stays."""
    if is_broken(text):
        text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return " ".join(text.split())


def clean_name(name: str | None) -> str | None:
    """A speaker's name with HTML references decoded; None where nothing is left of it."""
    return clean(unescape(name)) or None if name else None


def has_words(text: str) -> bool:
    """True where there is at least one letter or digit of any script."""
    return any(map(str.isalnum, text))
