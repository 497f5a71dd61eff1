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
        weights = directory / "model.safetensors"
        digest = hashlib.sha256(weights.read_bytes() if weights.is_file() else b"").hexdigest()
        self.model_id = f"{directory.name}@{digest[:12]}"

    def embed(self, texts: Sequence[str], contexts: Sequence[str] | None = None) -> np.ndarray:
        """See `lvm_meet.ports.Embedder`; what was said before a text is not looked at."""
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            batch_size=self._batch,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)
