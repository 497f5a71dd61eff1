"""What can tell who or where somebody is, taken out of what was said.

Patterns take addresses (also spoken ones), links and long numbers; the people of the meeting go by
their names, and others by what spaCy takes for a name, where a model of it is installed. A small
number ("three weeks", "25 euros") stays: without it the talk could not be followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lvm_meet.library.entities import NameFinder
from lvm_meet.library.mentions import Mentions, opens, ordinary_words
from lvm_meet.library.words import Words

NAME, ADDRESS, NUMBER, LINK = "[name]", "[e-mail]", "[number]", "[link]"
_DIGITS = 5
"""digits from which a number may tell who somebody is: a telephone, an account, an identity card"""
_SPOKEN = 5
"""spoken digits in a row"""

_WORD = re.compile(r"[^\W\d_]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SPOKEN_EMAIL = re.compile(
    r"\b[\w.-]+(?: (?:dot|underscore|dash|hyphen) [\w-]+)* at [\w-]+(?: dot [a-z]{2,10})+\b", re.I
)
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+|(?<![\w@])@\w{3,}", re.I)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_NUMBER = re.compile(r"(?<![\w])\+?\(?\d(?:[\s()./,-]{0,2}\d)+")
_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:1[89]|20)\d{2}\s*[-–]\s*(?:\d{2}){1,2}"
)


@dataclass(frozen=True, slots=True)
class Redactor:
    """Takes texts of one meeting. `finder` is None where no model of spaCy is installed."""

    mentions: Mentions
    finder: NameFinder | None
    spoken: re.Pattern[str]
    spared: frozenset[str]
    """words of names that pseudonyms will take the place of, in lower case"""
    ordinary: frozenset[str]
    """words that the talk has without a capital too"""
    empty: frozenset[str]
    """words that are no name wherever they stand"""

    @classmethod
    def build(
        cls,
        people: Sequence[str],
        *,
        texts: Sequence[str],
        words: Words,
        finder: NameFinder | None,
        spare_people: bool,
    ) -> Redactor:
        """`people` are those of the meeting; with `spare_people` they are left for pseudonyms."""
        names = [name for name in people if not words.unnamed(name)]
        digits = "|".join(sorted(words.digits, key=len, reverse=True))
        return cls(
            mentions=Mentions.build(
                {} if spare_people else dict.fromkeys(names, NAME), texts=texts, unclear=NAME
            ),
            finder=finder,
            spoken=re.compile(rf"\b(?:{digits})(?:[\s,-]+(?:{digits})){{{_SPOKEN - 1},}}\b", re.I),
            spared=frozenset(_words(names) if spare_people else ()),
            ordinary=ordinary_words(texts),
            empty=words.empty | words.common | words.titles,
        )

    def apply(self, texts: Sequence[str]) -> list[str]:
        """The texts, in order, with everything taken out."""
        if self.finder is not None:
            texts = [
                self._without(text, spans)
                for text, spans in zip(texts, self.finder.names(texts), strict=True)
            ]
        return [self.plain(text) for text in texts]

    def plain(self, text: str) -> str:
        """A text with everything taken out that is found without spaCy."""
        for pattern, instead in (
            (_EMAIL, ADDRESS),
            (_SPOKEN_EMAIL, ADDRESS),
            (_LINK, LINK),
            (_IBAN, NUMBER),
            (self.spoken, NUMBER),
        ):
            text = pattern.sub(instead, text)
        return self.mentions.hide(_NUMBER.sub(_number, text))

    def _without(self, text: str, spans: Sequence[tuple[int, int]]) -> str:
        """The text without what spaCy takes for names, except where it surely is wrong."""
        for start, end in sorted(spans, reverse=True):
            said = set(_words([text[start:end]]))
            begins = opens(text, start) and said <= self.ordinary
            if said and not (begins or said <= self.spared or said <= self.empty):
                text = text[:start] + NAME + text[end:]
        return text


def _words(texts: Iterable[str]) -> Iterator[str]:
    """The words of some texts in lower case."""
    return (word.lower() for text in texts for word in _WORD.findall(text))


def _number(found: re.Match[str]) -> str:
    said = found[0]
    if sum(sign.isdigit() for sign in said) < _DIGITS or _DAY.fullmatch(said):
        return said
    return NUMBER
