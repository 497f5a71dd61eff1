"""The words of lexicons/library.toml, and what is left of a text when the empty ones are out.

They belong to no analysis, so they are no part of its lexicons and change no fingerprint. A
library.toml in a folder of the user's adds to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lvm_meet import resources
from lvm_meet.errors import LexiconError
from lvm_meet.lexicon.lists import LIBRARY, read_lists
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.stems import stem

_KINDS = (Kind.ACTION, Kind.DECISION, Kind.QUESTION, Kind.RISK, Kind.DIRECTION)
_VERBS = "verbs_"
"""before the name of a list of verbs for one thing"""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LEAST = 3
"""letters of a word that can tell things apart"""


@dataclass(frozen=True, slots=True)
class Verbs:
    """What tells whether two verbs can be about one task, and whether one reports it as done.

    `groups` maps a verb, each of its words as a stem, to the names of its lists. The others are
    words in lower case, as they are said.
    """

    groups: Mapping[str, frozenset[str]]
    carry_on: frozenset[str]
    pasts: frozenset[str]
    reporters: frozenset[str]
    between: frozenset[str]
    reported_of: frozenset[str]
    arrived: frozenset[str]
    undone: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """`kinds` maps a word of a question to the kind of conclusion that it asks for."""

    empty: frozenset[str]
    common: frozenset[str]
    digits: frozenset[str]
    titles: frozenset[str]
    anonymous: re.Pattern[str]
    kinds: tuple[tuple[str, Kind], ...]
    verbs: Verbs

    def unnamed(self, name: str) -> bool:
        """Whether it is no name of a person, but what a machine writes for want of one."""
        return self.anonymous.fullmatch(name.strip()) is not None

    def content(self, text: str) -> frozenset[str]:
        """Stems of the words that tell one text from another; may be empty."""
        return self.content_of(plain_words(text))

    def content_of(self, said: Iterable[str]) -> frozenset[str]:
        """The same of words in lower case."""
        return frozenset(
            stem(word)
            for word in said
            if len(word) >= _LEAST and word not in self.common and word not in self.empty
        )


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes, in order."""
    return [found.lower().replace("’", "'") for found in _WORD.findall(text)]


@cache
def words(own: Path | None = None) -> Words:
    """The packaged words, and those that library.toml in the folder `own` adds, if it is there.

    LexiconError where a file is missing or broken.
    """
    lists = read_lists(LIBRARY, own=own)
    try:
        return Words(
            empty=lists["empty"],
            common=lists["common"],
            digits=lists["digits"],
            titles=lists["titles"],
            anonymous=_anonymous(lists["anonymous"]),
            kinds=tuple((word, kind) for kind in _KINDS for word in sorted(lists[kind.value])),
            verbs=_verbs(lists),
        )
    except KeyError as error:
        raise LexiconError(
            f"the list {error} is missing", path=str((own or resources.lexicons()) / LIBRARY)
        ) from error


def _verbs(lists: Mapping[str, frozenset[str]]) -> Verbs:
    groups: dict[str, set[str]] = {}
    for name, listed in lists.items():
        if name.startswith(_VERBS):
            for verb in listed:
                groups.setdefault(verb_stem(verb.split()), set()).add(name)
    return Verbs(
        groups={verb: frozenset(names) for verb, names in groups.items()},
        carry_on=frozenset(verb_stem(verb.split()) for verb in lists["carry_on"]),
        pasts=lists["pasts"],
        reporters=lists["reporters"],
        between=lists["reporting_between"],
        reported_of=lists["reported_of"],
        arrived=lists["arrived"],
        undone=lists["undone"],
        others=lists["others"],
    )


def verb_stem(said: Iterable[str]) -> str:
    """A verb of one or two words as it is looked up."""
    return " ".join(map(stem, said))


def _anonymous(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, with a number or a letter behind it; also bare numbers and letters."""
    any_ = "|".join(re.escape(name).replace(r"\ ", r"[\s_-]+") for name in sorted(names))
    return re.compile(rf"(?:(?:{any_})(?:[\s_#-]*(?:\d{{1,3}}|[a-z]))?|\d{{1,3}}|[a-z])", re.I)
