"""Names found in what was said, to be put in other words.

A name is found whole, and by its parts ("Anna" of "Anna Berg"), where it has its capital. Where
the talk also has a part as an ordinary word ("will"), it is found only in the middle of a sentence
or when somebody is addressed with it. Talk without capitals, as some recognisers write it, leaves
nothing to go by: there every such word is taken for the name, since a name that stays is worse
than a word that goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lvm_meet.library.words import words

UNCLEAR = "[name]"
_LEAST = 3
"""letters of a name that is looked for in a text"""
_BOUND, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""an underscore, as file names have it, is a boundary too"""
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = re.compile(r"[(\[].*")
"""behind a name in brackets stands what somebody is: a post, a place, a party"""
_OPENS = re.compile(r"(?:^|[.!?…:]|\n)[\s\"'“‘(]*$")
_CAPITALS = 0.2
"""share of units that begin with a capital, below which the talk has none"""
_AGAIN = re.compile(r"(\S+)(?: +\1(?!\w))+")
_ADDRESSED = {",", "'", "’", "?", "!"}


@dataclass(frozen=True, slots=True)
class Mentions:
    """Finds names and what stands for each; build it once per meeting."""

    instead: Mapping[str, str]
    """names in lower case, whole ones and parts, and what is written for each"""
    ordinary: frozenset[str]
    pattern: re.Pattern[str] | None
    capitals: bool

    @classmethod
    def build(
        cls,
        names: Mapping[str, str],
        *,
        texts: Iterable[str],
        unclear: str = UNCLEAR,
        present: Collection[str] | None = None,
        titles: frozenset[str] | None = None,
    ) -> Mentions:
        """`names` maps each name to what is written instead; `texts` is the talk of the meeting.

        A part that two people share becomes `unclear`. So does, where `present` says who is in the
        meeting, a part that is only somebody else's: it would be a guess.
        """
        there = names if present is None else {n: names[n] for n in names if n in present}
        ours, all_ = _by_part(there, titles), _by_part(names, titles)
        instead = {
            part: next(iter(found)) if len(found := ours.get(part, set())) == 1 else unclear
            for part in all_
        }
        instead |= {_key(name): other for name, other in names.items() if len(name) >= _LEAST}
        listed = list(texts)
        begins = [text.lstrip()[:1] for text in listed if text.strip()]
        upper = sum(sign.isupper() for sign in begins)
        return cls(
            instead=instead,
            ordinary=ordinary_words(listed),
            pattern=_pattern(instead),
            capitals=not begins or upper >= _CAPITALS * len(begins),
        )

    def hide(self, text: str) -> str:
        """The text with every name exchanged; first and last name together are one name."""
        if self.pattern is None:
            return text
        hidden = self.pattern.sub(lambda found: self._exchanged(found, text), text)
        if hidden == text:
            return text
        others = set(self.instead.values())
        return _AGAIN.sub(lambda twice: twice[1] if twice[1] in others else twice[0], hidden)

    def _exchanged(self, found: re.Match[str], text: str) -> str:
        said = found[0]
        key = _key(said)
        if self.capitals:
            if not said[0].isupper():
                return said
            addressed = text[found.end() : found.end() + 1] in _ADDRESSED
            if key in self.ordinary and opens(text, found.start()) and not addressed:
                return said
        return self.instead[key]


def opens(text: str, place: int) -> bool:
    """Whether a sentence begins at this place of the text."""
    return _OPENS.search(text[:place]) is not None


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that the texts have without a capital."""
    return frozenset(word for text in texts for word in _WORD.findall(text) if word.islower())


def parts_of(name: str, titles: frozenset[str] | None = None) -> list[str]:
    """The parts of a name that somebody may be called by; one that is whole has none. `titles`
    are no parts, by default those of the package.
    """
    titles = words().titles if titles is None else titles
    found = _WORD.findall(_BESIDE.sub("", name))
    if len(found) < 2:
        return []
    return [
        part
        for part in found
        if len(part) >= _LEAST and part[0].isupper() and part.lower() not in titles
    ]


def _by_part(names: Mapping[str, str], titles: frozenset[str] | None) -> dict[str, set[str]]:
    """Part in lower case -> what is written for those who have it."""
    found: dict[str, set[str]] = {}
    for name, other in names.items():
        for part in parts_of(name, titles):
            found.setdefault(_key(part), set()).add(other)
    return found


def _pattern(names: Collection[str]) -> re.Pattern[str] | None:
    """Any of the names, the longest first; None for none."""
    if not names:
        return None
    longest = sorted(names, key=lambda name: (-len(name), name))
    any_ = "|".join(re.escape(name).replace(r"\ ", r"[\s_]+") for name in longest)
    return re.compile(f"{_BOUND}(?:{any_}){_END}", re.IGNORECASE)


def _key(name: str) -> str:
    return " ".join(name.replace("_", " ").lower().split())
