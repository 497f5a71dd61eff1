"""Vectors of the packaged lexicons, made once when the encoder was trained.

Embedding a thousand exemplars takes over a second, a look-up nothing. An exemplar that is not in
the store (the user's own, or one that was edited since) is embedded when it is needed, so a
store can be incomplete, but never wrong: it is looked up by the text itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from lvm_meet.errors import MissingError
from lvm_meet.ports import Embedder

STORE = "exemplars.npz"


def save(path: Path, texts: Sequence[str], vectors: np.ndarray) -> None:
    """Write the store: keys (k,) uint64, vectors (k, d) float16, sorted by key."""
    keys = np.array([_key(text) for text in texts], dtype=np.uint64)
    keys, first = np.unique(keys, return_index=True)
    np.savez(path, keys=keys, vectors=vectors[first].astype(np.float16))


def embed_with_store(encoder: Embedder, texts: Sequence[str], *, directory: Path) -> np.ndarray:
    """Vectors of the texts, (n, d) float32: from the store in `directory`, else embedded."""
    path = directory / STORE
    if not path.is_file():
        return encoder.embed(texts)
    try:
        # opened here, not by numpy, which leaves a damaged file open
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            keys, stored = archive["keys"], archive["vectors"]
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise MissingError(
            f"{path} is damaged: {error}", hint="install the package again"
        ) from error
    wanted = np.array([_key(text) for text in texts], dtype=np.uint64)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    missing = np.flatnonzero(keys[places] != wanted)
    vectors: np.ndarray = stored[places].astype(np.float32)
    if len(missing):
        vectors[missing] = encoder.embed([texts[index] for index in missing.tolist()])
    return vectors


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
