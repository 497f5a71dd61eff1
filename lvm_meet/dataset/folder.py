"""The folder of a data set appears whole or not at all, and never in place of something else.

It is filled beside, brought to the disk, and then gets its name. Renaming a folder fails where the
name is that of one with something in it, so nothing that appears in between is lost either.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lvm_meet.dataset.package import file_names, is_ours
from lvm_meet.errors import OutputError, SettingsError
from lvm_meet.files import explained

_TAKEN = {errno.ENOTEMPTY, errno.EEXIST}


def target_of(given: Path) -> Path:
    """Where a data set is to be: what a link leads to, in full; OutputError for no name at all."""
    try:
        return Path(os.path.realpath(given))
    except ValueError as error:  # a NUL in it
        raise OutputError(f"is not a file name: {error}", path=str(given)) from error


def require_free(out: Path, *, force: bool) -> None:
    """What would keep a data set from being written to `out`, said before any work is done.

    SettingsError where something is there: with `force` only where it is something else than a
    data set. OutputError where it is no folder, or that above it is missing.
    """
    try:
        if out.exists() and not out.is_dir():
            raise OutputError("is a file", path=str(out), hint="name a folder that is not there")
        inside = sorted(item.name for item in out.iterdir()) if out.is_dir() else []
        if not out.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    except OSError as error:
        raise explained(error, path=str(out)) from error
    if not inside:
        return
    foreign = [name for name in inside if name not in file_names()]
    if not is_ours(out) or foreign:
        what = f"has other files in it: {foreign[0]}" if foreign else "is no data set"
        raise SettingsError(f"{out} {what}", hint="name a folder that is not there")
    if not force:
        raise SettingsError(
            f"{out}: there is a data set already", hint="--force replaces it, or name another"
        )


@contextmanager
def published(out: Path, *, force: bool) -> Iterator[Path]:
    """A folder to fill, which becomes `out` when the block ends, and vanishes if it fails.

    SettingsError and OutputError as `require_free`.
    """
    spare = out.with_name(f".lvm-meet-{secrets.token_hex(8)}.part")
    try:
        spare.mkdir()
        yield spare
        _sync(spare)
        require_free(out, force=force)
        _give_name(spare, out)
        _sync(out.parent)
    except OSError as error:
        raise explained(error, path=str(out)) from error
    finally:
        shutil.rmtree(spare, ignore_errors=True)


def _give_name(spare: Path, out: Path) -> None:
    """Rename; an older data set goes out of the way first, and comes back if that fails."""
    if not out.exists() or not any(out.iterdir()):
        try:
            spare.rename(out)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            raise SettingsError(
                f"{out}: something else was written there meanwhile", hint="name another folder"
            ) from error
        return
    old = out.with_name(f".lvm-meet-{secrets.token_hex(8)}.old")
    try:
        out.rename(old)
        spare.rename(out)
    finally:
        if old.exists() and not out.exists():
            old.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be opened
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
