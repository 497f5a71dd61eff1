"""What finds the ends of sentences: rules or spaCy, behind one interface. Made once, used often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from lvm_meet.model import Note, TalkWords
from lvm_meet.settings import Splitter
from lvm_meet.utterances.sentences import sentence_ends
from lvm_meet.utterances.turns import Turn


class SentenceFinder(Protocol):
    """Finds the sentences of turns; holds no state of any meeting."""

    @property
    def name(self) -> str:
        """What it is, with the version of whatever decides: part of the provenance."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What it does worse than it was asked to; goes with every meeting."""

    def ends(self, turns: Sequence[Turn]) -> Iterable[list[int]]:
        """For each turn the ends of its sentences, as exclusive token indexes in rising order.

        The last is the turn's length.
        """


@dataclass(frozen=True, slots=True)
class RuleFinder:
    """By marks, abbreviations and quotes (see `sentences`)."""

    words: TalkWords
    name: str = Splitter.RULES.value
    notes: tuple[Note, ...] = ()

    def ends(self, turns: Sequence[Turn]) -> Iterable[list[int]]:
        texts = ([token.text for token in turn.tokens] for turn in turns)
        return (sentence_ends(text, words=self.words) for text in texts)


def find_with(splitter: Splitter, *, words: TalkWords) -> SentenceFinder:
    """The finder that was asked for, loaded; MissingError where it is not installed."""
    if splitter is Splitter.SPACY:
        from lvm_meet.utterances import parser  # (spaCy takes seconds to import)

        return parser.load()
    return RuleFinder(words)
