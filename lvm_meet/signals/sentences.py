"""Vectors of every lexicon sentence, in the places where they are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lvm_meet.lexicon import Lexicon, Poles
from lvm_meet.ports import Embedder
from lvm_meet.signals.store import embed_with_store

_PolesVectors = Mapping[str, tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """All arrays have shape (k, d), float32, rows of length 1, in the order of the lexicon.

    `exemplars` are those of the signals; `contrasts`, `aspects` and `duties` by name the
    leadership and the management pole; `books` by book and section the example sentences.
    """

    exemplars: np.ndarray
    contrasts: _PolesVectors
    aspects: _PolesVectors
    duties: _PolesVectors
    books: Mapping[str, Mapping[str, np.ndarray]]


def sentences(lexicon: Lexicon) -> list[str]:
    """Every sentence of the lexicon that is compared with talk; some may stand twice."""
    texts = [entry.text for entry in lexicon.exemplars]
    for poles in (lexicon.contrasts, lexicon.aspects, lexicon.duties):
        for pole in poles:
            texts += [*pole.leadership, *pole.management]
    for book in lexicon.books:
        for group in book.groups:
            texts += group.exemplars
    return texts


def embed_sentences(encoder: Embedder, lexicon: Lexicon, *, directory: Path) -> SentenceVectors:
    """From the store in `directory`; what is new there is embedded. MissingError as the store."""
    rows = iter(embed_with_store(encoder, sentences(lexicon), directory=directory))
    width = 0

    def take(texts: Sequence[str]) -> np.ndarray:
        nonlocal width
        found = [next(rows) for _ in texts]
        width = found[0].shape[0] if found else width
        return np.array(found, dtype=np.float32).reshape(len(found), width)

    def pairs(poles: Sequence[Poles]) -> Iterator[tuple[str, tuple[np.ndarray, np.ndarray]]]:
        for pole in poles:
            yield pole.name, (take(pole.leadership), take(pole.management))

    return SentenceVectors(
        exemplars=take([entry.text for entry in lexicon.exemplars]),
        contrasts=dict(pairs(lexicon.contrasts)),
        aspects=dict(pairs(lexicon.aspects)),
        duties=dict(pairs(lexicon.duties)),
        books={
            book.name: {group.name: take(group.exemplars) for group in book.groups}
            for book in lexicon.books
        },
    )
