"""Files: a result is written whole or not at all, and never over something that is there already.

The text goes to a spare file in the same folder, is brought to the disk, and only then gets its
name. Whoever looks at that name sees the old file or the complete new one, whatever happens in
between; a kill in the middle can leave the spare file behind, but never half a result.

Without `force` the name is given by a hard link, because `link` is the one call on POSIX systems
that fails where the name is taken: looking first and renaming afterwards would silently replace a
file that appears in between. File systems without hard links (FAT, some network shares) get the
name reserved with O_EXCL, and the rename then replaces our own empty file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lvm_meet.errors import InputError, LvmError, OutputError, SettingsError, unreadable

_HINTS = {
    errno.ENOSPC: "the disk is full; free some space or write elsewhere",
    errno.EDQUOT: "your disk quota is used up; free some space or write elsewhere",
    errno.EFBIG: "the file is larger than this system allows; write elsewhere",
    errno.EACCES: "the folder does not allow writing; choose another one",
    errno.EPERM: "the folder does not allow writing; choose another one",
    errno.EROFS: "the disk is read-only; write elsewhere",
    errno.ENOENT: "the folder does not exist; create it first",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "name a file inside it",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "symbolic links in the path lead in a circle",
}
SPARE = (".lvm-meet-", ".part")
"""how the name of an unfinished file begins and ends; a kill can leave one behind"""
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
"""what `link` says where the file system has no hard links"""


def sha256_of(path: Path) -> str:
    """Hash (hex) of a file's content, read piece by piece; OSError where it can't be read."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_at_most(path: str | Path, limit: int) -> bytes:
    """The content of a file or a pipe; InputError where it can't be read or has more bytes.

    So an endless one (/dev/zero) ends here.
    """
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        # ValueError: a name with a NUL in it
        raise unreadable(str(path), error) from error
    if len(content) > limit:
        raise InputError(
            f"is larger than {limit >> 20} MiB", path=str(path), hint="is this the right file?"
        )
    return content


def standard_input(given: BinaryIO | None, *, name: str) -> BinaryIO:
    """`given`, or the process's standard input; InputError, under `name`, where it is closed."""
    if given is not None:
        return given
    stream: object = sys.stdin  # None where the shell closed it: `<&-`
    if stream is None:
        raise InputError(
            "standard input is closed", path=name, hint="give a file, or a pipe that holds one"
        )
    return sys.stdin.buffer


def make_folder(path: Path) -> None:
    """Make a folder and those above it where they are missing; OutputError where it can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, path=str(path)) from error


def write_atomically(
    path: str | Path, content: str | bytes, *, force: bool = False, private: bool = False
) -> None:
    """Write `content` (a str as UTF-8, line ends as they are) to `path`.

    With `force` an existing file is replaced; its permissions stay, and a symbolic link goes on
    pointing to it. A pipe or a character device (/dev/stdout, a shell's `>(...)`) holds nothing
    that could be lost: it is written straight through. With `private` the file is for its owner
    only, also where the one that it replaces was not.

    SettingsError where the file exists and `force` is not given; OutputError, with path and hint,
    where it cannot be written. Neither leaves anything behind, nor does a KeyboardInterrupt.
    """
    target = Path(path)
    try:
        data = content.encode() if isinstance(content, str) else content
    except UnicodeEncodeError as error:
        raise OutputError(f"the text cannot be encoded: {error.reason}", path=str(path)) from error
    try:
        _write(target, data, force=force, private=private)
    except OSError as error:
        raise explained(error, path=str(path)) from error
    except ValueError as error:
        # a NUL in the name: the one thing that Python refuses before the system does
        raise OutputError(f"is not a file name: {error}", path=str(path)) from error


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: all of them whole, or none. Replaces old ones.

    All are on the disk under spare names before the first gets its own. OutputError, with the
    path, where one can't be written; the others are then as they were.
    """
    spares: dict[Path, Path] = {}
    target = Path()
    try:
        for target, data in contents.items():
            mode = _existing_mode(target)
            if mode is not None and not stat.S_ISREG(mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            kept = None if mode is None else stat.S_IMODE(mode)
            spares[target] = target.with_name(f"{SPARE[0]}{secrets.token_hex(8)}{SPARE[1]}")
            _fill(spares[target], data, permissions=kept)
        for target, spare in spares.items():
            _publish(spare, target, force=True)
    except OSError as error:
        raise explained(error, path=str(target)) from error
    except ValueError as error:
        raise OutputError(f"is not a file name: {error}", path=str(target)) from error
    finally:
        for spare in spares.values():
            with suppress(FileNotFoundError):
                spare.unlink()
    for folder in {target.parent for target in contents}:
        _sync_folder(folder)


def require_free(path: Path, *, force: bool) -> None:
    """What `write_atomically` would refuse about the name, said before any work is done.

    SettingsError where there is a file and `force` is not given, OutputError for a folder, a name
    that can't be, or one in a folder that there is not. Pipes and devices are free. Not a
    reservation: writing checks again.
    """
    try:
        mode = _existing_mode(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if mode is not None and stat.S_ISREG(mode) and not force:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        if mode is None and not path.parent.exists() and not path.is_symlink():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    except OSError as error:
        raise explained(error, path=str(path)) from error
    except ValueError as error:
        raise OutputError(f"is not a file name: {error}", path=str(path)) from error


def _write(target: Path, data: bytes, *, force: bool, private: bool) -> None:
    mode = _existing_mode(target)
    if mode is not None and (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
        with target.open("wb", buffering=0) as stream:
            _write_all(stream.fileno(), data)
        return
    if mode is not None and not stat.S_ISREG(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not force and (mode is not None or target.is_symlink()):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    if force:
        target = Path(os.path.realpath(target))
    kept = None if mode is None else stat.S_IMODE(mode)
    spare = target.with_name(f"{SPARE[0]}{secrets.token_hex(8)}{SPARE[1]}")
    # The name is known before the file exists: no moment in which an interrupt leaves it behind.
    try:
        _fill(spare, data, permissions=0o600 if private else kept)
        _publish(spare, target, force=force)
    finally:
        with suppress(FileNotFoundError):
            spare.unlink()
    _sync_folder(target.parent)


def _existing_mode(target: Path) -> int | None:
    """Mode of what `target` leads to; None where there is nothing."""
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _fill(spare: Path, data: bytes, *, permissions: int | None) -> None:
    """Create `spare`, write it and bring it to the disk; new files get what the umask allows."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(spare, flags, 0o666)
    try:
        if permissions is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, permissions)
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _publish(spare: Path, target: Path, *, force: bool) -> None:
    """Give the finished file its name; FileExistsError where it is taken and `force` is not set."""
    if force:
        spare.replace(target)
        return
    try:
        os.link(spare, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _reserve_and_replace(spare, target)


def _reserve_and_replace(spare: Path, target: Path) -> None:
    """As a link, where there are none: the empty file that holds the name goes when we fail."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        spare.replace(target)
    finally:
        if spare.exists():
            target.unlink()


def _sync_folder(folder: Path) -> None:
    """Bring the new name itself to the disk, on systems where a folder can be opened for that."""
    # The file is complete and named by now: where this is not possible, nothing is lost.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explained(error: OSError, *, path: str) -> LvmError:
    """What the system said about writing `path`, as our own error with a hint."""
    if error.errno == errno.EEXIST:
        return SettingsError(
            f"{path}: the file already exists", hint="--force replaces it, or choose another name"
        )
    if error.errno == errno.EISDIR:
        what = "is a folder" if Path(path).is_dir() else "is not a file"
        return OutputError(what, path=path, hint=_HINTS[errno.EISDIR])
    reason = (error.strerror or str(error)).lower()
    return OutputError(
        f"cannot be written: {reason}", path=path, hint=_HINTS.get(error.errno or 0, "")
    )
