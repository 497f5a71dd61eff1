"""Reads torch checkpoints without torch, and without running what a pickle asks for.

A checkpoint is a zip file with a pickle and one raw file per storage. The pickle may name an
ordered dictionary, the function that rebuilds a tensor, and two kinds of storage; anything else
is refused.
"""

from __future__ import annotations

import collections
import io
import pickle
import zipfile
from typing import Any

import numpy as np

Tensors = dict[str, np.ndarray]

_STORAGES = {"FloatStorage": np.float32, "LongStorage": np.int64}


def read(data: bytes) -> dict[str, Any]:
    """What the checkpoint in `data` holds, tensors as arrays; UnpicklingError for anything odd."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    name = next(name for name in archive.namelist() if name.endswith("data.pkl"))
    found: dict[str, Any] = _Reader(archive, name).load()
    return found


class _Reader(pickle.Unpickler):
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        super().__init__(io.BytesIO(archive.read(name)))
        self._archive = archive
        self._folder = name.rsplit("/", 1)[0]

    def find_class(self, module: str, name: str) -> object:
        """The few names that weights need."""
        if module == "torch" and name in _STORAGES:
            return name
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild
        raise pickle.UnpicklingError(f"a checkpoint must not name {module}.{name}")

    def persistent_load(self, pid: tuple[str, str, str, str, int]) -> np.ndarray:
        """The raw numbers of one storage."""
        _, kind, key, _, _ = pid
        data = self._archive.read(f"{self._folder}/data/{key}")
        return np.frombuffer(data, dtype=_STORAGES[kind])


def _rebuild(
    storage: np.ndarray, offset: int, size: tuple[int, ...], stride: tuple[int, ...], *_: object
) -> np.ndarray:
    if not size:
        return np.array(storage[offset])
    last = offset + sum((n - 1) * step for n, step in zip(size, stride, strict=True))
    if not 0 <= offset <= last < len(storage):
        raise pickle.UnpicklingError("a tensor reaches outside its storage")
    strides = [step * storage.itemsize for step in stride]
    return np.lib.stride_tricks.as_strided(storage[offset:], size, strides).copy()
