"""A spoken text as sentences of words with the marks behind them, and back to written text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lvm_meet.prose.case import capital

BREAK = "\u2013"
"""where the speaker broke off and began anew"""
SOFT = "~"
"""where a filler stood: a place like a comma, and nothing when it is written"""

_RESTART = re.compile(
    r"\{(?:disfmarker|restart)\}|(?<=\w-)\s+-+(?!\S)|(?<!\S)-+(?!\S)|-{2,}|={2,}"
    r"|\u2014|\.{2,}|\u2026"
)
_ANNOTATION = re.compile(r"\[[^][]*\]|\{[^}{]*\}|<[^><]*>|\([^)(\s]+(?: [^)(\s]+){0,2}\)|@")
_HYPHEN = re.compile(r"(?<!\S)(\w[\w']*) - (?=(\w+))")
_PAUSE = re.compile(r"\s*\|\s*")
_SPELLED = re.compile(r"\b[A-Za-z](?:_+[A-Za-z])*_+(?:[A-Za-z]\b)?")
_NOT = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need)\s+n't\b",
    re.IGNORECASE,
)
_CLITIC = re.compile(r"(?<=\w)\s+'\s?(s|m|d|re|ve|ll)\b", re.IGNORECASE)
_PLAIN = str.maketrans(
    dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032", "'") | dict.fromkeys("\u201c\u201d", '"')
)
_TOKEN = re.compile(
    r"(?P<mark>[.?!,;:]+(?=[\s.?!,;:\"\u2013]|$))"
    r"|(?P<break>\u2013)"
    r"|(?P<word>[^\s,;:!?.\"\u2013]+(?:[.,:]+[^\s,;:!?.\"\u2013]+)*)"
)
_LONE = re.compile(r"i(?='|$)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, and the mark behind it: "", ",", ";", ":", BREAK or SOFT."""

    text: str
    mark: str = ""
    key: str = ""
    """as lexicons write it: the text in lower case"""

    @classmethod
    def of(cls, text: str, mark: str = "") -> Word:
        return cls(text, mark, text.lower())


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words up to a full stop, question or exclamation mark; `mark` "" where there is none."""

    words: tuple[Word, ...]
    mark: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)


def mended(text: str) -> str:
    """`text` without annotations, its marks and contractions where a writer puts them.

    "It 's an L_C_D_ {vocalsound} ." becomes "It's an LCD ."; quotation marks go, since talk
    opens and doesn't close them.
    """
    text = text.translate(_PLAIN)
    if "|" in text:
        text = _PAUSE.sub(" , ", text)
    if " - " in text:
        text = _HYPHEN.sub(_joined, text)
    text = _RESTART.sub(f" {BREAK} ", text)
    text = _ANNOTATION.sub(" ", text)
    if "_" in text:
        text = _SPELLED.sub(lambda found: found[0].replace("_", ""), text)
    text = _NOT.sub(r"\1n't", text)
    return _CLITIC.sub(r"'\1", text)


def _joined(found: re.Match[str]) -> str:
    """One word as in "belief - net", or a restart as in "not - not"."""
    first, second = found[1].lower(), found[2].lower()
    before = found.string[: found.start()].lower().split()[-2:]
    again = first.startswith(second) or second.startswith(first) or second in before
    return found[0] if again else f"{found[1]}-"


def sentences(text: str, abbreviations: Collection[str] = ()) -> Iterator[Sentence]:
    """The sentences of a mended text; none for a text without words.

    A full stop behind one of the `abbreviations` (lower case) ends none; nor does one behind a
    word with a full stop inside ("a.m.") that a small letter follows.
    """
    words: list[Word] = []
    for found in _TOKEN.finditer(text):
        kind, piece = found.lastgroup, found[0]
        if kind == "word":
            if any(sign.isalnum() for sign in piece):
                words.append(Word.of(piece.strip("'") if piece.count("'") > 1 else piece))
        elif not words:
            continue
        elif kind == "break":
            words[-1] = replace(words[-1], mark=BREAK)
        elif piece == "." and _goes_on(words[-1].text, text[found.end() :], abbreviations):
            words[-1] = Word.of(f"{words[-1].text}.")
        elif ends := [sign for sign in "?!." if sign in piece]:
            yield Sentence(tuple(words), ends[0])
            words = []
        elif words[-1].mark != BREAK:
            words[-1] = replace(words[-1], mark=piece[-1])
    if words:
        yield Sentence(tuple(words))


def _goes_on(word: str, rest: str, abbreviations: Collection[str]) -> bool:
    following = rest.lstrip()
    if not following:
        return False
    return word.lower() in abbreviations or ("." in word and following[0].islower())


def written(words: Sequence[Word], mark: str) -> str:
    """One sentence with a capital, "I" in capitals and one final mark; "" without words."""
    if not words:
        return ""
    pieces: list[str] = []
    for word in words:
        text = _LONE.sub("I", word.text, count=1) if word.text.startswith("i") else word.text
        if word is words[-1]:
            pieces.append(text)
        elif word.mark == BREAK:
            pieces.append(f"{text} {BREAK} ")
        else:
            pieces.append(f"{text}{word.mark.replace(SOFT, '')} ")
    broken = words[-1].mark == BREAK
    return capital("".join(pieces)) + (f" {BREAK}" if broken else mark or ".")
