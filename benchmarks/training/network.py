"""The encoder while it is trained: torch in, vectors out, the same pooling as at run time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel

from lvm_meet.embed.pieces import Piece, PieceMaker, batches_by_length
from lvm_meet.model import LABELS

MAX_TEXT, MAX_CONTEXT = 96, 40
"""tokens in training; the shipped encoder gets by with less context (`convert.py`)"""


class Network(torch.nn.Module):
    """all-MiniLM-L6-v2 and one offset per class; word embeddings stay as they are.

    Freezing the word embeddings (half of the weights) keeps what the pre-training knows of rare
    words and halves the optimiser's work.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        self.encoder.pooler = None
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.offsets = torch.nn.Parameter(torch.zeros(len(LABELS)))

    def forward(self, pieces: Sequence[Piece]) -> torch.Tensor:
        """Vectors of length 1, float32, (n, d); the encoder itself runs in bfloat16."""
        ids, mask, kinds, weights = collate(pieces)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(
                input_ids=ids, attention_mask=mask, token_type_ids=kinds
            ).last_hidden_state
        return torch.nn.functional.normalize((hidden.float() * weights[:, :, None]).sum(1), dim=1)

    @torch.no_grad()
    def embed(self, pieces: Sequence[Piece], *, batch: int = 64) -> torch.Tensor:
        """Vectors of any number of pieces, without gradients and dropout."""
        self.eval()
        vectors = torch.zeros(len(pieces), self.encoder.config.hidden_size)
        for indexes in batches_by_length(pieces, batch):
            vectors[indexes] = self([pieces[index] for index in indexes])
        return vectors


def collate(
    pieces: Sequence[Piece],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, attention mask, token types (1: said before), and weights of the mean."""
    size = (len(pieces), max(len(piece.ids) for piece in pieces))
    ids, mask, kinds = (torch.zeros(size, dtype=torch.long) for _ in range(3))
    weights = torch.zeros(size)
    for row, piece in enumerate(pieces):
        length = len(piece.ids)
        ids[row, :length] = torch.tensor(piece.ids)
        mask[row, :length] = 1
        kinds[row, piece.pooled : length] = 1
        weights[row, : piece.pooled] = 1 / piece.pooled
    return ids, mask, kinds, weights


def piece_maker(base: Path) -> PieceMaker:
    """The base model's tokenizer with the limits of the training."""
    return PieceMaker.from_file(
        base / "tokenizer.json", max_text=MAX_TEXT, max_context=MAX_CONTEXT, alone_from=MAX_TEXT
    )


def shuffled_batches(
    pieces: Sequence[Piece], *, size: int, rng: np.random.Generator, pool: int = 32
) -> Iterator[np.ndarray]:
    """Random batches of similar length: shuffled, sorted by length within `pool` batches."""
    order = rng.permutation(len(pieces))
    batches = []
    for first in range(0, len(order), size * pool):
        block = order[first : first + size * pool]
        block = block[np.argsort([len(pieces[index].ids) for index in block], kind="stable")]
        batches += [block[start : start + size] for start in range(0, len(block), size)]
    for index in rng.permutation(len(batches)):
        yield batches[index]


def logits(
    vectors: torch.Tensor,
    bank: torch.Tensor,
    labels: torch.Tensor,
    *,
    sharpness: float,
    own: torch.Tensor | None = None,
) -> torch.Tensor:
    """Similarity to each class (soft maximum) times `sharpness`, with gradients, shape (n, 5).

    The same as in `lvm_meet.signals.similarity`. `own` is each vector's place in the bank, -1
    where it has none: an exemplar is not compared with itself.
    """
    cosines = vectors @ bank.T
    if own is not None and bool((own >= 0).any()):
        rows = (own >= 0).nonzero()[:, 0]
        cosines = cosines.clone()
        cosines[rows, own[rows]] = -1.0
    columns = []
    for index in range(len(LABELS)):
        mine = cosines[:, labels == index]
        columns.append(torch.logsumexp(sharpness * mine, dim=1) - np.log(mine.shape[1]))
    return torch.stack(columns, dim=1)
