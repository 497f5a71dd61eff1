"""Sentences to vectors: the tuned encoder in the package, or a directory that the user gives."""

from __future__ import annotations

from pathlib import Path

from lvm_meet import resources
from lvm_meet.errors import MissingError
from lvm_meet.ports import Embedder


def open_encoder(directory: Path | None = None, *, threads: int = 0, batch: int = 16) -> Embedder:
    """The encoder in `directory`; None is the one that the package brings.

    A directory with `model.bin` is a CTranslate2 model (fast, no torch), one with `modules.json`
    a sentence-transformers model (slow to import). MissingError where it is neither, or where
    the files do not have the hashes that the directory states.
    """
    place = directory or resources.encoder()
    if (place / "model.bin").is_file():
        from lvm_meet.embed.fast import FastEncoder

        return FastEncoder(place, threads=threads, batch=batch)
    if (place / "modules.json").is_file():
        from lvm_meet.embed.reference import ReferenceEncoder

        return ReferenceEncoder(place, batch=batch)
    raise MissingError(
        f"no encoder in {place}: neither model.bin (CTranslate2) nor modules.json "
        "(sentence-transformers)",
        hint="give a directory that holds one, or leave the option out to use the package's own",
    )
