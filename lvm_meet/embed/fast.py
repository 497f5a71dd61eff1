"""The encoder on CTranslate2: int8 on the CPU, no torch, an import of 60 ms instead of 5 s."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import ctranslate2
import numpy as np

from lvm_meet import resources
from lvm_meet.embed.pieces import Piece, PieceMaker, batches_by_length, pool
from lvm_meet.errors import MissingError
from lvm_meet.files import sha256_of

MANIFEST = "encoder.json"
_FACTS = ("name", "dimension", "max_text", "max_context", "alone_from")


class FastEncoder:
    """A converted BERT encoder in a directory with `model.bin`, `tokenizer.json`, `encoder.json`.

    `encoder.json` states `name`, `max_text`, `max_context` and `alone_from` (tokens, see
    `PieceMaker`), `dimension` and the sha256 of every other file that a result depends on; they
    are checked when the encoder is opened, so the hash of `encoder.json` itself, in `model_id`,
    stands for all of them.
    """

    def __init__(self, directory: Path, *, threads: int = 0, batch: int = 16) -> None:
        manifest = read_manifest(directory)
        self.directory = directory
        self.dimension: int = manifest["dimension"]
        self.model_id = f"{manifest['name']}@{sha256_of(directory / MANIFEST)[:12]}"
        self._batch = batch
        self._pieces = PieceMaker.from_file(
            directory / "tokenizer.json",
            max_text=manifest["max_text"],
            max_context=manifest["max_context"],
            alone_from=manifest["alone_from"],
        )
        # Whole batches side by side, one thread each: short sequences are too little work to share
        # (measured on 2 cores: over twice the speed of two threads on each batch).
        self._threads = threads or resources.cores()
        resources.prefer_wide_vectors()
        try:
            self._encoder = ctranslate2.Encoder(
                str(directory), device="cpu", inter_threads=self._threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise MissingError(f"the encoder in {directory} does not load: {error}") from error

    def embed(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> np.ndarray:
        """See `lvm_meet.ports.Embedder`. Identical inputs are encoded once."""
        pieces = self._pieces.make(texts, contexts)
        rows = {piece: row for row, piece in enumerate(dict.fromkeys(pieces))}
        distinct = list(rows)
        vectors = np.zeros((len(distinct), self.dimension), dtype=np.float32)
        batches = list(batches_by_length(distinct, self._batch))
        chosen = ([distinct[index] for index in indexes] for indexes in batches)
        with ThreadPoolExecutor(self._threads) as workers:
            for indexes, found in zip(batches, workers.map(self._forward, chosen), strict=True):
                vectors[indexes] = found
        return vectors[[rows[piece] for piece in pieces]] if pieces else vectors

    def _forward(self, pieces: list[Piece]) -> np.ndarray:
        kinds = [[0] * piece.pooled + [1] * (len(piece.ids) - piece.pooled) for piece in pieces]
        ids = [list(piece.ids) for piece in pieces]
        output = self._encoder.forward_batch(ids, token_type_ids=kinds)
        return pool(np.array(output.last_hidden_state), pieces)


def read_manifest(directory: Path) -> dict:  # type: ignore[type-arg]  # JSON: checked field by field
    """The facts in `encoder.json`, after checking the files' hashes; MissingError if any is off."""
    path = directory / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
        promised = dict(manifest["sha256"])
        for key in _FACTS:
            manifest[key]
        for key in ("model.bin", "tokenizer.json"):
            promised[key]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MissingError(
            f"{path} does not describe an encoder: {error}",
            hint="ARCHITECTURE.md says how an encoder is made",
        ) from error
    for name, sha256 in promised.items():
        try:
            found = sha256_of(directory / name)
        except OSError as error:
            raise MissingError(f"the encoder in {directory} lacks {name}") from error
        if found != sha256:
            raise MissingError(
                f"{directory / name} is not the file that {MANIFEST} promises",
                hint="it is damaged or was changed: install the package again",
            )
    return dict(manifest)
