"""How a source is opened: a file of this machine as it is, one behind an address as a copy of it.

The copy has the name of the file and lies in a folder of its own, which is there as long as it is
needed. A worker can be killed at any moment; so the folder is locked by whoever uses it, and the
next one to come takes away those that nobody holds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lvm_meet import speech
from lvm_meet.batch.urls import is_url, last_part, tame
from lvm_meet.batch.values import Meeting, State
from lvm_meet.errors import InputError, LexiconError, LvmError, OutputError, unreadable
from lvm_meet.files import sha256_of
from lvm_meet.speech.media import HEAD, Look, look

_PREFIX = "lvm-meet-source-"
_LONGEST = 200
"""bytes of a file's name; stores allow more than systems do"""


def state_of(meeting: Meeting) -> State:
    """How the source lies there now, or when its folder was listed; InputError where it can't be
    found.
    """
    if meeting.state is not None:
        return meeting.state
    if is_url(meeting.path):
        from lvm_meet.batch.remote import Remote

        return Remote.at(meeting.path).state()
    try:
        state = Path(meeting.path).stat()
    except (OSError, ValueError) as error:
        raise unreadable(meeting.path, error) from error
    return State(state.st_size, state.st_mtime_ns)


def is_recording(meeting: Meeting) -> bool:
    """Whether it is sound or video by its content; never an error."""
    if not is_url(meeting.path):
        return speech.is_recording(meeting.path)
    if meeting.recording is not None:
        return meeting.recording
    from lvm_meet.batch.remote import Remote

    with suppress(LvmError):
        return sounds(next(Remote.at(meeting.path).heads([""], HEAD)))
    return False


def sounds(head: bytes) -> bool:
    """Whether these are the first bytes of a recording."""
    return look(head) is Look.RECORDING


def hash_of(meeting: Meeting) -> str:
    """The sha256 (hex) of the content; InputError where it can't be read."""
    with opened(meeting) as path:
        try:
            return sha256_of(path)
        except OSError as error:
            raise unreadable(meeting.path, error) from error


@contextmanager
def opened(meeting: Meeting) -> Iterator[Path]:
    """The source as a file of this machine. InputError where it can't be had.

    An error of ours that comes out of the block names the source, and not its copy.
    """
    if not is_url(meeting.path):
        yield Path(meeting.path)
        return
    from lvm_meet.batch.remote import Remote

    source = Remote.at(meeting.path)
    with _folder() as folder:
        copy = folder / _file_name(meeting.path)
        source.fetch(copy)
        try:
            yield copy
        except LvmError as error:
            _rename(error, str(copy), meeting.path)
            raise


class Presence:
    """Whether sources are still there. One behind an address is asked for once in a run."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def seen(self, source: str) -> None:
        """It is there: it was just listed."""
        if is_url(source):
            self._known[source] = True

    def of(self, source: str) -> bool:
        """Whether it is there; True where that can't be told."""
        if not is_url(source):
            return Path(source).exists()
        if source not in self._known:
            from lvm_meet.batch.remote import Remote

            self._known[source] = True
            with suppress(LvmError):
                self._known[source] = Remote.at(source).find() is not None
        return self._known[source]


def sweep() -> None:
    """Take away the copies of workers that were killed."""
    if sys.platform == "win32":  # a folder can't be locked there
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            handle = _hold(folder)
            try:
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


@contextmanager
def _folder() -> Iterator[Path]:
    """A new folder that is held, and gone afterwards; OutputError where there can be none."""
    try:
        folder, handle = _made()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"there can be no temporary file: {reason}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _made() -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        if sys.platform == "win32":
            return folder, None
        # somebody may have swept it away before it was held
        with suppress(FileNotFoundError, BlockingIOError):
            handle = _hold(folder)
            if folder.exists():
                return folder, handle
            os.close(handle)


def _hold(folder: Path) -> int:
    """The open folder, locked; BlockingIOError where it is held."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, handle)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        stack.pop_all()
    return handle


def _file_name(url: str) -> str:
    """The source's own name, if a file can have it."""
    name = tame(last_part(url))
    data = os.fsencode(name)
    return name if len(data) <= _LONGEST else data[:_LONGEST].decode("utf-8", "ignore")


def _rename(error: LvmError, copy: str, source: str) -> None:
    error.message = error.message.replace(copy, source)
    error.hint = error.hint.replace(copy, source)
    if isinstance(error, (InputError, OutputError, LexiconError)):
        error.path = error.path.replace(copy, source)
