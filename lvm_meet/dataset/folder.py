"""The folder of a data set appears whole or not at all, and never in place of something else.

It is filled beside, brought to the disk, and then gets its name. Renaming a folder fails where the
name is that of one with something in it, so nothing that appears in between is lost either.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lvm_meet.dataset.package import file_names, is_ours
from lvm_meet.errors import OutputError, SettingsError
from lvm_meet.files import explained

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PART, _OLD = ".part", ".old"
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


def sweep(out: Path) -> None:
    """Clear what a killed run to `out` left beside it, and put back the data set that it was about
    to replace, if that is nowhere else. What a run is still filling stays.
    """
    if fcntl is None:  # nobody can tell whose it is
        return
    try:
        for old in sorted(out.parent.glob(_name(out, "*", _OLD))):
            if out.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.rename(out)
        for part in sorted(out.parent.glob(_name(out, "*", _PART))):
            with _held(part) as ours:
                if ours:
                    shutil.rmtree(part, ignore_errors=True)
    except OSError:  # what follows meets the same fault, and tells it
        return


def _beside(out: Path, ending: str) -> Path:
    return out.with_name(_name(out, secrets.token_hex(8), ending))


def _name(out: Path, which: str, ending: str) -> str:
    """A hidden name that tells whose it is; `out`'s own could be too long for that."""
    return f".lvm-meet-{hashlib.sha256(os.fsencode(out.name)).hexdigest()[:12]}-{which}{ending}"


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Keep others from taking a folder for left behind; False where it is somebody else's."""
    if fcntl is None:
        yield True
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _locked(handle)
    finally:
        os.close(handle)  # ends the lock as well, as a kill does


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False  # somebody else's, or a disk without locks
    return True


@contextmanager
def published(out: Path, *, force: bool) -> Iterator[Path]:
    """A folder to fill, which becomes `out` when the block ends, and vanishes if it fails.

    SettingsError and OutputError as `require_free`.
    """
    sweep(out)
    spare = _beside(out, _PART)
    try:
        spare.mkdir()
        with _held(spare):
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
    old = _beside(out, _OLD)
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
