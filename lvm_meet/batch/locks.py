"""A lock that lasts as long as whoever holds it: a kill at any moment sets it free."""

from __future__ import annotations

import sys

from lvm_meet.errors import OutputError, SettingsError


def hold(handle: int, shown: str) -> None:
    """Hold an open file until the process ends, however it ends.

    SettingsError where another process holds it: `shown` is what that is at work on; OutputError
    where it can't be held.
    """
    busy = SettingsError(
        f"another batch is at work on {shown}",
        hint="wait for it, or choose another folder with --out",
    )
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise busy from error
    except PermissionError as error:
        if sys.platform == "win32":
            raise busy from error
        raise OutputError("can't be locked", path=shown) from error
