"""The one explicit download of Whisper weights: `lvm-meet models fetch NAME`.

The revision is pinned, and every file's size and sha256 as well. What the hub sends is checked
before it gets its name; nothing else in this package opens a connection.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

from lvm_meet import files
from lvm_meet.errors import MissingError, unknown_choice
from lvm_meet.speech.weights.copies import (
    Copy,
    WhisperWeights,
    damaged,
    fetched_directory,
    of_known,
)
from lvm_meet.speech.weights.known import ALIASES, INSTALL, KnownWeights, bundles, known

_PARTIAL = ".fetching-"
_PARTIAL_AGE_S = 86_400
"""an unfinished folder in which nothing was written for so long was left behind by a kill"""
_TIMEOUT_S = 10
"""for the first answer; without a network this says so at once, where the download would retry"""
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""what an OSError says when it is our disk and not the network that fails"""


def called(name: str) -> KnownWeights:
    """The known weights of that name; SettingsError where there are none."""
    weights = known().get(ALIASES.get(name, name))
    if weights is None:
        raise unknown_choice("NAME", name, known())
    return weights


def fetch(name: str) -> WhisperWeights:
    """Download known weights, unless an undamaged download of them is there already.

    SettingsError for an unknown name; MissingError where the hub can't be reached or sends other
    files than the pinned ones; OutputError where they can't be written. Nothing is left behind.
    """
    weights = called(name)
    target = fetched_directory(weights)
    there = _copy(weights, target)
    if target.is_dir() and not damaged(there):
        return there.weights
    files.make_folder(target.parent)
    _sweep(target.parent)
    partial = target.with_name(f"{_PARTIAL}{secrets.token_hex(8)}")
    try:
        _download(weights, partial)
        wrong = damaged(_copy(weights, partial))
        if wrong:
            raise MissingError(
                f"the hub sent another {wrong[0].name} for {weights.name} than the pinned one",
                hint="try again later; nothing was kept",
            )
        _publish(partial, target)
    except OSError as error:
        # Another process that fetched the same may have been first.
        if damaged(there):
            raise files.explained(error, path=str(target)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return there.weights


def _copy(weights: KnownWeights, directory: Path) -> Copy:
    return of_known(
        weights, directory=directory, origin=f"fetched from the hub, {weights.repository}"
    )


def _download(weights: KnownWeights, partial: Path) -> None:
    """All files into `partial`; MissingError where that fails for the network's sake."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    # The client's HTTP library differs between its versions; its base error is always this one.
    unreachable: type[BaseException] = HfHubHTTPError.__bases__[0]
    try:
        HfApi().model_info(weights.repository, revision=weights.revision, timeout=_TIMEOUT_S)
        snapshot_download(
            weights.repository,
            revision=weights.revision,
            allow_patterns=[file.name for file in weights.files],
            local_dir=partial,
        )
    except (OSError, unreachable) as error:
        if isinstance(error, OSError) and error.errno in _DISK:
            raise
        reason = str(error).partition("\n")[0]
        raise MissingError(
            f"{weights.name} could not be fetched: {reason}", hint=_without_network(weights)
        ) from error


def _without_network(weights: KnownWeights) -> str:
    if any(bundle.name == weights.name for bundle in bundles()):
        return f"run: {INSTALL}"
    return (
        "where a machine has no network, bring the folder of "
        f"huggingface.co/{weights.repository} to it and give that as --model DIR"
    )


def _publish(partial: Path, target: Path) -> None:
    """Bring the files to the disk and give their folder its name, instead of a damaged one."""
    shutil.rmtree(partial / ".cache", ignore_errors=True)
    for file in partial.iterdir():
        with file.open("r+b") as stream:
            os.fsync(stream.fileno())
    damaged_one = target.with_name(f"{_PARTIAL}{secrets.token_hex(8)}")
    with suppress(FileNotFoundError):
        target.rename(damaged_one)
    partial.rename(target)
    shutil.rmtree(damaged_one, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what killed downloads left behind."""
    stale = time.time() - _PARTIAL_AGE_S
    for partial in folder.glob(f"{_PARTIAL}*"):
        with suppress(OSError):
            newest = max(path.stat().st_mtime for path in (partial, *partial.rglob("*")))
            if newest < stale:
                shutil.rmtree(partial, ignore_errors=True)
