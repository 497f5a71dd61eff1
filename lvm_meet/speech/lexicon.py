"""The words of lexicons/recogniser.toml: what Whisper invents, and how talk is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lvm_meet import resources
from lvm_meet.errors import LexiconError
from lvm_meet.model import spoken_words


@dataclass(frozen=True, slots=True)
class RecogniserWords:
    """`inventions`: sentences that are written where nobody speaks, as their words are compared.

    `written`: by the code of a language, a few short sentences with all marks and capitals.
    """

    inventions: frozenset[str]
    written: Mapping[str, str]


@cache
def recogniser_words() -> RecogniserWords:
    """What the file says, read once; LexiconError where it is broken."""
    path = resources.lexicons() / "recogniser.toml"
    try:
        lists = tomllib.loads(path.read_text("utf-8"))
        return RecogniserWords(
            frozenset(" ".join(spoken_words(phrase)) for phrase in lists["inventions"]),
            MappingProxyType({code: text.strip() for code, text in lists["written"].items()}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"cannot be used: {error}", path=str(path)) from error
