"""How a sentence and what was said before it become one token sequence, and back to one vector.

`[CLS] sentence [SEP] before [SEP]`: the encoder reads both, the vector is the mean over the
sentence's part only (with [CLS] and its [SEP]). Without a context that is exactly what
sentence-transformers' mean pooling gives, so a lexicon's exemplar and a unit live in one space.
The part before a unit is cut from the left: what was said last matters most. A long sentence
stands alone: what was said before it changes next to nothing, and costs most of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from lvm_meet.errors import MissingError

# Readers leave none; a transcript that was made in code may have them, and a tokenizer takes none.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One input: token ids, and how many of them (from the left) make the vector."""

    ids: tuple[int, ...]
    pooled: int


@dataclass(frozen=True, slots=True)
class PieceMaker:
    """Turns texts into pieces with the model's own tokenizer.

    `max_text`, `max_context`: tokens that are kept of either; `alone_from`: a text of more tokens
    than that gets no context.
    """

    tokenizer: Tokenizer
    start: int
    stop: int
    max_text: int
    max_context: int
    alone_from: int

    @classmethod
    def from_file(
        cls, path: Path, *, max_text: int, max_context: int, alone_from: int
    ) -> PieceMaker:
        """The maker for a `tokenizer.json`; MissingError where that is not BERT's."""
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        start, stop = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        if start is None or stop is None:
            raise MissingError(f"{path} is not a BERT tokenizer: it has no [CLS] or [SEP]")
        return cls(tokenizer, start, stop, max_text, max_context, alone_from)

    def make(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> list[Piece]:
        """One piece per text, in order; an empty text gives just the two markers."""
        bodies = self._tokens(texts)
        tails = self._tokens(contexts) if contexts is not None else [[] for _ in texts]
        pieces = []
        for body, tail in zip(bodies, tails, strict=True):
            ids = [self.start, *body[: self.max_text], self.stop]
            pooled = len(ids)
            if tail and self.max_context and len(body) <= self.alone_from:
                ids += [*tail[-self.max_context :], self.stop]
            pieces.append(Piece(tuple(ids), pooled))
        return pieces

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        whole = [
            text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
            for text in texts
        ]
        encoded = self.tokenizer.encode_batch_fast(whole, add_special_tokens=False)
        return [encoding.ids for encoding in encoded]


def batches_by_length(pieces: Sequence[Piece], size: int) -> Iterator[list[int]]:
    """Indexes of the pieces in batches of neighbours in length: little is lost to padding."""
    order = sorted(range(len(pieces)), key=lambda index: len(pieces[index].ids))
    for first in range(0, len(order), size):
        yield order[first : first + size]


def pool(hidden: np.ndarray, pieces: Sequence[Piece]) -> np.ndarray:
    """Mean over each piece's own part, scaled to length 1: (n, tokens, d) to (n, d), float32."""
    mask = np.zeros(hidden.shape[:2], dtype=np.float32)
    for row, piece in enumerate(pieces):
        mask[row, : piece.pooled] = 1.0 / piece.pooled
    vectors = np.einsum("ntd,nt->nd", hidden, mask)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: np.ndarray = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit
