"""Files and folders for their owner only, whatever the umask, and never by way of a link.

Where a system has no owners (Windows), the user's own cache folder is private by itself.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SPARE_MARK = "."
"""names of files that are still being written start so"""
# Not every system has them. O_NONBLOCK: opening a pipe that lies there must not hang.
_SAFELY = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something in a private folder that is no folder itself."""

    path: Path
    size: int
    used: float
    """seconds since 1970 when it was last written or read"""

    @property
    def spare(self) -> bool:
        """Whether it is a file that is still being written, or was when its writer was killed."""
        return self.path.name.startswith(_SPARE_MARK)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are missing.

    An existing one is closed to others. OSError where it can't be, is a link or somebody else's;
    FileNotFoundError only where another process removes it at the same time.
    """
    for missing in [above for above in (folder, *folder.parents) if not above.exists()][::-1]:
        with suppress(FileExistsError):
            missing.mkdir(mode=0o700)
            missing.chmod(0o700)  # the umask may have taken the owner's own rights as well
    facts = folder.lstat()
    if not (stat.S_ISDIR(facts.st_mode) and _is_mine(facts)):
        raise PermissionError(f"{folder} is no folder of one's own")
    if stat.S_IMODE(facts.st_mode) & 0o077:
        folder.chmod(0o700)


def is_folder(folder: Path) -> bool:
    """Whether it is a folder, no link to one, and nobody else's."""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and _is_mine(facts)


def listing(folder: Path) -> list[Kept]:
    """All that lies right inside, links as themselves; nothing where the folder is not private."""
    if not is_folder(folder):
        return []
    found = []
    with suppress(OSError), os.scandir(folder) as items:
        for item in items:
            with suppress(OSError):
                facts = item.stat(follow_symlinks=False)
                if not stat.S_ISDIR(facts.st_mode):
                    found.append(Kept(Path(item.path), facts.st_size, facts.st_mtime))
    return found


def read(path: Path) -> bytes:
    """The content, and set the file's time to now. OSError where there is none.

    b"" where it is a link, a pipe or somebody else's: nothing that was written here.
    """
    if not _is_own_file(path.lstat()):
        return b""
    handle = os.open(path, os.O_RDONLY | _SAFELY)
    try:
        if not _is_own_file(os.fstat(handle)):
            return b""
        with open(handle, "rb", closefd=False) as stream:  # no path: a handle
            content = stream.read()
        with suppress(OSError):  # a read-only disk keeps its times
            os.utime(handle if os.utime in os.supports_fd else path)
        return content
    finally:
        os.close(handle)


def write(path: Path, content: bytes) -> None:
    """Write beside and rename: whoever looks at the name sees the old or the new file, whole.

    OSError where that fails; nothing is left behind then.
    """
    spare = path.with_name(f"{_SPARE_MARK}{secrets.token_hex(8)}.part")
    try:
        handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o600)
        with open(handle, "wb") as stream:  # noqa: PTH123  # no path: a handle
            spare.chmod(0o600)
            stream.write(content)
        spare.replace(path)
    finally:
        remove(spare)


def remove(path: Path) -> bool:
    """Remove a file, or a link itself; False where that failed or there was none."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def remove_if_empty(folder: Path) -> None:
    """Remove a folder that has nothing in it by now."""
    with suppress(OSError):
        folder.rmdir()


def _is_mine(facts: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or facts.st_uid == os.geteuid()


def _is_own_file(facts: os.stat_result) -> bool:
    return stat.S_ISREG(facts.st_mode) and _is_mine(facts)
