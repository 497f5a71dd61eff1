"""The words of lexicons/library.toml, and what is left of a text when the empty ones are out.

They belong to no analysis, so they are no part of its lexicons and change no fingerprint.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lvm_meet import resources
from lvm_meet.errors import LexiconError
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.stems import stem

_FILE = "library.toml"
_KINDS = (Kind.ACTION, Kind.DECISION, Kind.QUESTION, Kind.RISK, Kind.DIRECTION)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LEAST = 3
"""letters of a word that can tell things apart"""


@dataclass(frozen=True, slots=True)
class Words:
    """`kinds` maps a word of a question to the kind of conclusion that it asks for."""

    empty: frozenset[str]
    common: frozenset[str]
    digits: frozenset[str]
    titles: frozenset[str]
    anonymous: re.Pattern[str]
    kinds: tuple[tuple[str, Kind], ...]

    def unnamed(self, name: str) -> bool:
        """Whether it is no name of a person, but what a machine writes for want of one."""
        return self.anonymous.fullmatch(name.strip()) is not None

    def content(self, text: str) -> frozenset[str]:
        """Stems of the words that tell one text from another; may be empty."""
        left = (word for word in plain_words(text) if len(word) >= _LEAST)
        return frozenset(
            stem(word) for word in left if word not in self.common and word not in self.empty
        )


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes, in order."""
    return [found.lower().replace("’", "'") for found in _WORD.findall(text)]


@cache
def words() -> Words:
    """The packaged words; LexiconError where the file is missing or broken."""
    path = resources.lexicons() / _FILE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        lists = {name: frozenset(_list(section["words"])) for name, section in table.items()}
        return Words(
            empty=lists["empty"],
            common=lists["common"],
            digits=lists["digits"],
            titles=lists["titles"],
            anonymous=_anonymous(lists["anonymous"]),
            kinds=tuple((word, kind) for kind in _KINDS for word in sorted(lists[kind.value])),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LexiconError(
            "is broken or missing",
            path=str(path),
            hint="pip install --force-reinstall lvm-meet",
        ) from error


def _list(value: object) -> Iterable[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("words are texts")
    return (each.lower() for each in value)


def _anonymous(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, with a number or a letter behind it; also bare numbers and letters."""
    any_ = "|".join(re.escape(name).replace(r"\ ", r"[\s_-]+") for name in sorted(names))
    return re.compile(rf"(?:(?:{any_})(?:[\s_#-]*(?:\d{{1,3}}|[a-z]))?|\d{{1,3}}|[a-z])", re.I)
