"""The copies of known weights on this machine. Looks only: nothing is imported, made or fetched.

Places, in the order in which they are taken: packages; what was fetched into the user's cache
folder; the cache of the Hugging Face hub, if another program filled it. A copy counts where every
file has its pinned size; hashes take seconds and are checked where files are made (`join`,
`fetch`) and on demand (`damaged`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from lvm_meet import cache
from lvm_meet.speech.weights.known import (
    WEIGHTS,
    Bundle,
    KnownWeights,
    Part,
    PinnedFile,
    bundles,
    known,
)

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class WhisperWeights:
    """Whisper weights for CTranslate2 in a directory.

    `origin` says what brought them; `sha256` is that of `model.bin`; `bytes` is the size of all
    files together. English-only weights are not `multilingual`.
    """

    name: str
    directory: Path
    origin: str
    licence: str
    sha256: str
    multilingual: bool
    bytes: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Where known weights lie, what their files must be, and what mends them.

    `sources` has, for each file, the parts it is joined from; empty where there is nothing to
    join. `remedy` is the command that brings the weights again; "" where they are not ours.
    """

    weights: WhisperWeights
    files: tuple[PinnedFile, ...]
    sources: tuple[tuple[Path, ...], ...] = ()
    remedy: str = ""

    @property
    def complete(self) -> bool:
        """Whether all files are there with their pinned sizes."""
        directory = self.weights.directory
        return all(_size([directory / file.name]) == file.size for file in self.files)

    @property
    def joinable(self) -> bool:
        """Whether the parts are there, and as long as they must be."""
        return bool(self.sources) and all(
            _size(parts) == file.size for file, parts in zip(self.files, self.sources, strict=True)
        )

    @property
    def usable(self) -> bool:
        return self.complete or self.joinable


def everything() -> list[Copy]:
    """All copies, best weights first, damaged ones included; empty where there are none."""
    found = [copy for bundle in bundles() for copy in _bundled(bundle)]
    for weights in known().values():
        found += _fetched(weights)
        found += _in_hub_cache(weights)
    return sorted(found, key=lambda copy: known()[copy.weights.name].rank)


def damaged(copy: Copy) -> list[Path]:
    """The files that are not the pinned ones, by size and sha256; none if all is well.

    What was not joined yet is checked in its parts.
    """
    directory = copy.weights.directory
    if copy.sources and not directory.is_dir():
        checked: Iterable[tuple[PinnedFile, tuple[Path, ...]]] = zip(
            copy.files, copy.sources, strict=True
        )
    else:
        checked = ((file, (directory / file.name,)) for file in copy.files)
    return [path for file, paths in checked if not _is(file, paths) for path in paths]


def fetched_directory(weights: KnownWeights) -> Path:
    """Where `fetch` puts them."""
    return cache.models() / f"{weights.repository.rpartition('/')[2]}-{weights.revision[:12]}"


def of_known(weights: KnownWeights, *, directory: Path, origin: str, remedy: str = "") -> Copy:
    """A copy of the hub's files in `directory`."""
    return Copy(
        WhisperWeights(
            name=weights.name,
            directory=directory,
            origin=origin,
            licence=weights.licence,
            sha256=_pinned_weights(weights.files).sha256,
            multilingual=weights.multilingual,
            bytes=weights.bytes,
        ),
        files=weights.files,
        remedy=remedy,
    )


def read(paths: Iterable[Path]) -> Iterator[bytes]:
    """The content of files, one after the other, block by block."""
    for path in paths:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block


def _bundled(bundle: Bundle) -> Iterator[Copy]:
    """The packages' weights; also where only their joined copy is still there."""
    sources = tuple(tuple(_located(part) for part in parts) for parts in bundle.parts)
    here = [path for parts in sources for path in parts if path is not None]
    installed = len(here) == sum(len(parts) for parts in sources)
    if bundle.folder is not None:
        directory = cache.models() / bundle.folder
    elif installed:
        directory = here[0].parent
    else:
        return
    copy = Copy(
        WhisperWeights(
            name=bundle.name,
            directory=directory,
            origin=_origin(bundle),
            licence=bundle.licence,
            sha256=_pinned_weights(bundle.files).sha256,
            multilingual=known()[bundle.name].multilingual,
            bytes=sum(file.size for file in bundle.files),
        ),
        files=bundle.files,
        sources=_all_there(sources) if bundle.folder else (),
        remedy=f"pip install --force-reinstall {' '.join(bundle.requirements)}",
    )
    if installed or copy.complete:
        yield copy


def _origin(bundle: Bundle) -> str:
    many = "package" if len(bundle.requirements) == 1 else "packages"
    return f"{many} {' and '.join(bundle.requirements)}"


def _all_there(sources: tuple[tuple[Path | None, ...], ...]) -> tuple[tuple[Path, ...], ...]:
    """The sources if none is missing, else none."""
    there = tuple(tuple(path for path in parts if path is not None) for parts in sources)
    return there if all(map(all, sources)) else ()


def _located(part: Part) -> Path | None:
    """Where a part lies; None where its distribution is not installed."""
    with suppress(PackageNotFoundError):
        return Path(str(distribution(part.distribution).locate_file(part.path)))
    return None


def _fetched(weights: KnownWeights) -> Iterator[Copy]:
    directory = fetched_directory(weights)
    if directory.is_dir():
        yield of_known(
            weights,
            directory=directory,
            origin=f"fetched from the hub, {weights.repository}",
            remedy=f"lvm-meet models fetch {weights.name}",
        )


def _in_hub_cache(weights: KnownWeights) -> Iterator[Copy]:
    """The pinned revision, or another one with the same files; only where it is complete."""
    hub = _hub_cache()
    if hub is None:
        return
    for repository in (weights.repository, *weights.former):
        snapshots = hub / f"models--{repository.replace('/', '--')}" / "snapshots"
        with suppress(OSError):
            places = sorted(snapshots.iterdir(), key=lambda place: place.name != weights.revision)
            for place in places:
                copy = of_known(
                    weights, directory=place, origin=f"Hugging Face cache, {repository}"
                )
                if copy.complete:
                    yield copy
                    return


def _hub_cache() -> Path | None:
    """Where the hub's client keeps what it fetched, by the same rules as the client.

    None where nobody said and the user has no home folder; SettingsError for a "~" of nobody.
    """
    for name, below in (
        ("HF_HUB_CACHE", ""),
        ("HUGGINGFACE_HUB_CACHE", ""),
        ("HF_HOME", "hub"),
        ("XDG_CACHE_HOME", "huggingface/hub"),
    ):
        if os.environ.get(name):
            return cache.expanded(os.environ[name], name=name) / below
    try:
        return Path.home() / ".cache" / "huggingface" / "hub"
    except RuntimeError:
        return None


def _pinned_weights(files: Iterable[PinnedFile]) -> PinnedFile:
    return next(file for file in files if file.name == WEIGHTS)


def _size(paths: Iterable[Path]) -> int:
    """Bytes of files together; -1 where one is missing."""
    try:
        return sum(path.stat().st_size for path in paths)
    except OSError:
        return -1


def _is(file: PinnedFile, paths: tuple[Path, ...]) -> bool:
    if _size(paths) != file.size:
        return False
    digest = hashlib.sha256()
    try:
        for block in read(paths):
            digest.update(block)
    except OSError:
        return False
    return digest.hexdigest() == file.sha256
