"""The two networks: opened once, checked against their manifest, run side by side.

Each runs on one thread; several batches run at a time. That is faster than several threads in one
run, which wait for each other, and it makes results independent of how many threads there are:
the batches are cut the same way whoever computes them.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime as ort

from lvm_meet import resources
from lvm_meet.errors import MissingError

MANIFEST = "manifest.json"
SEGMENTATION = "segmentation.onnx"
EMBEDDING = "campplus.onnx"
DIMENSION = 192
"""of a voice's embedding"""

_MENDED_BY = "pip install --force-reinstall lvm-meet"
_QUIET = 3
"""onnxruntime's log level for errors; warnings about its own optimiser help nobody"""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Models:
    """Both networks, ready to run. `model_id` has the name, version and hash of the manifest."""

    model_id: str
    threads: int
    segmentation: ort.InferenceSession
    embedding: ort.InferenceSession

    @classmethod
    def open(cls, directory: Path, *, threads: int = 0) -> Models:
        """From a directory with the two networks and `manifest.json`.

        `threads` is how many batches run at a time; 0 takes the cores that the process may use.
        MissingError where a file is missing or is not the one that the manifest promises.
        """
        model_id, promised = _read_manifest(directory / MANIFEST)
        return cls(
            model_id=model_id,
            threads=threads or resources.cores(),
            segmentation=_session(directory / SEGMENTATION, promised),
            embedding=_session(directory / EMBEDDING, promised),
        )

    def segment(self, chunks: np.ndarray) -> np.ndarray:
        """Log-probabilities of the powerset's classes, shape (chunks, frames, 7).

        `chunks` is float32, shape (chunks, samples).
        """
        (found,) = self.segmentation.run(None, {"x": chunks[:, None]})
        return np.asarray(found)

    def embed(self, features: np.ndarray) -> np.ndarray:
        """Embeddings, not yet of length 1, shape (windows, 192).

        `features` are log-mel, each window less its mean, shape (windows, frames, 80).
        """
        windows, frames, _ = features.shape
        weights = np.ones((windows, 1, (frames + 1) // 2), dtype=np.float32)
        (found,) = self.embedding.run(None, {"feats": features, "w": weights})
        return np.asarray(found)[:, 0]

    def side_by_side(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """`work` of every item, in their order, several at a time.

        Items are drawn only as they can be worked on, so that they need not all be in memory.
        """
        with ThreadPoolExecutor(self.threads) as pool:
            waiting: deque[Future[Result]] = deque()
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > 2 * self.threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def identify(directory: Path) -> str:
    """Name, version and hash of the networks in `directory`, as in `Models.model_id`.

    For provenance where they need not run; MissingError where the manifest can't be read.
    """
    return _read_manifest(directory / MANIFEST)[0]


def _read_manifest(path: Path) -> tuple[str, dict[str, str]]:
    """(name, version and hash; sha256 by file name)"""
    try:
        data = path.read_bytes()
        manifest = json.loads(data)
        name = f"{manifest['name']}-{manifest['version']}"
        promised = {file: str(manifest["sha256"][file]) for file in (SEGMENTATION, EMBEDDING)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MissingError(
            f"{path} does not describe the networks that tell voices apart: {error}",
            command=_MENDED_BY,
        ) from error
    return f"{name}@{hashlib.sha256(data).hexdigest()[:12]}", promised


def _session(path: Path, promised: dict[str, str]) -> ort.InferenceSession:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingError(f"{path} cannot be read: {error}", command=_MENDED_BY) from error
    if hashlib.sha256(data).hexdigest() != promised[path.name]:
        raise MissingError(
            f"{path} is not the file that {MANIFEST} promises",
            hint=f"it is damaged or was changed; run: {_MENDED_BY}",
        )
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    # Memory goes back after every run: 80 MB less at the peak, and no slower.
    options.enable_cpu_mem_arena = False
    # no burning of a core while waiting for the next batch
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])
