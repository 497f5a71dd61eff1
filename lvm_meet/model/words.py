"""The words of talk in general, as data: what a back-channel is, what opens a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST_BACKCHANNEL = 4
_ANNOTATION = re.compile(r"\[[^][]*\]|\{[^}{]*\}|<[^><]*>|\([^)(\s]+(?: [^)(\s]+){0,2}\)")


def spoken_words(text: str) -> list[str]:
    """The words of a text as lexicons write them: lower case, without edges or annotations.

    "Mm-hm, [laughs] that’s RIGHT!" is mm-hm, that's, right. A text of none gives an empty list.
    """
    plain = _ANNOTATION.sub(" ", text).lower().replace("\u2019", "'")
    return [word for word in (_trimmed(token) for token in plain.split()) if word]


def _trimmed(token: str) -> str:
    """The token without what is no letter or digit at its ends."""
    start, end = 0, len(token)
    while start < end and not token[start].isalnum():
        start += 1
    while end > start and not token[end - 1].isalnum():
        end -= 1
    return token[start:end]


@dataclass(frozen=True, slots=True)
class TalkWords:
    """The words of talk in general: what cuts it into units and what makes a question.

    `lexicons/talk.toml` holds one list per field, each under the field's own name. Entries are
    lower case, with straight apostrophes; except in the two abbreviation fields and `subjects`
    an entry may be a phrase of several words.
    """

    backchannels: frozenset[str]
    """ "mm-hmm", "okay": a turn of nothing else is a back-channel"""
    abbreviations: frozenset[str]
    """without their last full stop; it never ends a sentence ("mr", "e.g")"""
    breaks: frozenset[str]
    """words before which a run without punctuation may be cut ("because", "and")"""
    what_why: tuple[str, ...]
    """openings of a question that leadership asks"""
    how_when: tuple[str, ...]
    """openings of a question that management asks"""
    openers: frozenset[str] = frozenset()
    """words that mostly begin a sentence, so that a longer run is cut before them ("so", "okay")"""
    closing_abbreviations: frozenset[str] = frozenset()
    """without their last full stop; it may end a sentence as well ("etc", "p.m")"""
    number_abbreviations: frozenset[str] = frozenset()
    """abbreviations only where a number follows ("no")"""
    starters: frozenset[str] = frozenset()
    """words that, capitalised after such an abbreviation, show that a sentence begins ("the")"""
    lead_ins: frozenset[str] = frozenset()
    """what may come before the opening of a question ("so", "uh", "and then")"""
    question_forms: frozenset[str] = frozenset()
    """openings that make a question without a question mark ("how many", "any idea")"""
    auxiliaries: frozenset[str] = frozenset()
    """verbs that open a question before a subject ("do") or after a question word ("is")"""
    subjects: frozenset[str] = frozenset()
    """words that may follow an auxiliary that opens a question ("you", "the")"""
    askers: frozenset[str] = frozenset()
    """openings that carry an indirect question ("do you know", "i wonder")"""
    rhetorical: frozenset[str] = frozenset()
    """phrases with a question word that ask nothing ("you know what")"""

    def is_backchannel(self, text: str) -> bool:
        """True where `text` holds nothing but back-channels, or no word at all ("[laughter]")."""
        words = spoken_words(text)
        start, count = 0, len(words)
        while start < count:
            for end in range(min(count, start + _LONGEST_BACKCHANNEL), start, -1):
                if " ".join(words[start:end]) in self.backchannels:
                    start = end
                    break
            else:
                return False
        return True
