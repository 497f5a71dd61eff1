"""A sentence-transformers model from a directory: for a user's own encoder, and as the yardstick.

Importing sentence-transformers takes seconds and brings torch, so nothing on the default path
comes here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lvm_meet.errors import MissingError


class ReferenceEncoder:
    """Any sentence-transformers model on the local disk; contexts are ignored."""

    def __init__(self, directory: Path, *, batch: int = 32) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(str(directory), local_files_only=True)
        except (OSError, ValueError, KeyError) as error:
            raise MissingError(
                f"{directory} does not hold a sentence-transformers model that loads: {error}"
            ) from error
        self._batch = batch
        self.model_id = f"{directory.name}@{_digest(directory)[:12]}"

    def embed(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> np.ndarray:
        """See `lvm_meet.ports.Embedder`; what was said before a text is not looked at."""
        vectors = self._model.encode(
            list(texts) or [""],  # no texts: one, for its dimension
            batch_size=self._batch,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)[: len(texts)]


def _digest(directory: Path) -> str:
    """sha256 (hex) over the names and the content of all files below: weights have many names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(directory)).encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
