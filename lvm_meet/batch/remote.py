"""Files behind an address, through fsspec: the only module that knows it.

Every driver raises what it likes (botocore's errors are not even OSErrors, and none of them lists
what can come), so this is the second place, beside `engines.boundary`, where any exception at all
is caught: it becomes one of our errors, with the address and without anything secret.
"""

from __future__ import annotations

import errno
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast

from lvm_meet.batch.urls import joined, scheme_of
from lvm_meet.batch.values import State
from lvm_meet.errors import InputError, LvmError, MissingError, OutputError, SettingsError
from lvm_meet.files import SPARE

_WHOLE = frozenset(
    {"s3", "gs", "abfs", "abfss", "az", "oss", "oci", "ocilake", "tos", "tosfs", "lakefs", "memory"}
)
"""stores where a name gets its new content at once, or not at all; nor have they folders to make"""
_FLAT = frozenset({"s3", "gs", "abfs", "abfss", "az"})
"""stores that list what is in all folders at once"""
_RENAMES_OVER = frozenset({"sftp"})
"""systems whose rename replaces what has that name"""
_EXTRAS = {"s3": "s3", "gs": "gcs"}
_TAGS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "sha256",
    "sha1",
    "Content-MD5",
    "Digest",
    "crc32c",
)
_TIMES = (
    "LastModified",
    "last_modified",
    "Last-Modified",
    "updated",
    "mtime",
    "modified",
    "modify",
    "created",
)
_AT_ONCE = 256
"""heads of files that are asked for together"""
_LONGEST = 300
"""characters of a driver's error that are kept"""
_SECRETS = re.compile(r"(?<=://)[^/\s@'\"]+:[^/\s@'\"]+@|\?[^\s'\"]*=[^\s'\"]*")
_NO_RIGHT = ("NoCredentialsError", "PartialCredentialsError", "ClientAuthenticationError")
_ACCESS = "look whether this machine has credentials for it, and whether they suffice"
_HINTS = {
    errno.ENOENT: "look whether the bucket and the name are right",
    errno.EACCES: _ACCESS,
    errno.ENOSPC: "free some space",
    errno.ENETUNREACH: "look whether the address and the network are right",
}

_Info = Mapping[str, object]


class _FileSystem(Protocol):
    """What is used of fsspec's AbstractFileSystem."""

    def find(self, path: str, *, detail: bool) -> dict[str, _Info]: ...
    def ls(self, path: str, *, detail: bool) -> list[_Info]: ...
    def info(self, path: str) -> _Info: ...
    def exists(self, path: str) -> bool: ...
    def invalidate_cache(self) -> None: ...
    def get_file(self, rpath: str, lpath: str) -> None: ...
    def put_file(self, lpath: str, rpath: str) -> None: ...
    def pipe_file(self, path: str, value: bytes) -> None: ...
    def cat_ranges(
        self, paths: list[str], starts: list[int], ends: list[int], *, on_error: str
    ) -> list[bytes | Exception]: ...
    def makedirs(self, path: str, exist_ok: bool) -> None: ...
    def mv(self, path1: str, path2: str) -> None: ...
    def rm_file(self, path: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or a folder at an address (as `urls.given` spells it)."""

    url: str
    _system: _FileSystem
    _path: str

    @classmethod
    def at(cls, url: str) -> Remote:
        """MissingError where the package for such addresses is not installed, SettingsError where
        there are none of that kind.
        """
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise MissingError(
                f"{url}: addresses need fsspec, which is not installed", command=_command(url)
            ) from error
        authority = url.partition("://")[2].partition("/")[0]
        with _told(url, InputError, "opened"):
            try:
                # of the address, only what says where to connect: names may hold "::" and "#"
                system, _ = url_to_fs(f"{scheme_of(url)}://{authority}")
            except ImportError as error:
                package = getattr(error.__cause__, "name", None) or ""
                raise MissingError(
                    f"{url}: {scheme_of(url)}:// needs a package that is not installed",
                    command=_command(url, package.partition(".")[0]),
                ) from error
            except ValueError as error:
                if "Protocol not known" not in str(error):
                    raise
                raise SettingsError(
                    f"{url}: there are no addresses that begin with {scheme_of(url)}://",
                    hint="such as s3://, gs://, abfs://, sftp://; or a plain path",
                ) from error
            return cls(url, cast("_FileSystem", system), str(system._strip_protocol(url)))

    def below(self, name: str) -> Remote:
        """What lies below under a relative name; "" is this itself."""
        if not name:
            return self
        return Remote(
            joined(self.url, name), self._system, f"{self._path}/{name}" if self._path else name
        )

    def listed(self) -> dict[str, State]:
        """Every file below with its relative name, sorted; "" is the name of a file itself.

        Asked anew, not from a driver's memory. A folder that is not there has nothing below it, as
        stores don't know empty folders; InputError where there is no such bucket, say.
        """
        with _told(self.url, InputError, "listed"):
            found = self._found()
            self._system.invalidate_cache()
            names = ((path[len(self._path) :].removeprefix("/"), path) for path in found)
            return {
                name: _state(found[path])
                for name, path in sorted(names)
                if found[path].get("type") != "directory" and not name.endswith("/")
            }

    def _found(self) -> dict[str, _Info]:
        self._system.invalidate_cache()
        if scheme_of(self.url) in _FLAT:
            return self._system.find(self._path, detail=True)
        try:
            found = self._walked()
            return found or {self._path: self._system.info(self._path)}
        except FileNotFoundError:
            if self.find() is not None:  # something in it went away while it was listed
                raise
            return {}

    def _walked(self) -> dict[str, _Info]:
        """The files in all folders; fsspec's own `find` leaves closed ones out without a word."""
        found: dict[str, _Info] = {}
        waiting, root = [self._path], self._path.rstrip("/")
        while waiting:
            for info in self._system.ls(waiting.pop(), detail=True):
                name = str(info["name"])
                if info.get("type") != "directory":
                    found[name] = info
                elif name.startswith(f"{root}/") and name.rstrip("/") != root:
                    waiting.append(name)
        return found

    def state(self) -> State:
        """How the file lies there; InputError where there is none."""
        with _told(self.url, InputError, "found"):
            self._system.invalidate_cache()
            info = self._system.info(self._path)
            if info.get("type") == "directory":
                raise IsADirectoryError(errno.EISDIR, "is a folder")
            return _state(info)

    def require(self) -> None:
        """InputError where there is neither a file nor a folder."""
        with _told(self.url, InputError, "found"):
            self._system.invalidate_cache()
            self._system.info(self._path)

    def find(self) -> State | None:
        """As `state`; None where there is nothing of that name."""
        with _told(self.url, InputError, "found"):
            self._system.invalidate_cache()
            try:
                return _state(self._system.info(self._path))
            except FileNotFoundError:
                return None

    def heads(self, names: Sequence[str], count: int) -> Iterator[bytes]:
        """The first bytes of each of these files below; none of one that can't be read."""
        for start in range(0, len(names), _AT_ONCE):
            part = [self.below(name)._path for name in names[start : start + _AT_ONCE]]
            with _told(self.url, InputError, "read"):
                heads = self._system.cat_ranges(
                    part, [0] * len(part), [count] * len(part), on_error="return"
                )
            yield from (head if isinstance(head, bytes) else b"" for head in heads)

    def fetch(self, target: Path) -> None:
        """The whole file, to `target`; InputError where it can't be."""
        with _told(self.url, InputError, "read"):
            self._system.get_file(self._path, str(target))

    def put(self, data: bytes) -> None:
        """The whole content, or nothing; OutputError where it can't be."""
        self._write(lambda path: self._system.pipe_file(path, data))

    def put_file(self, source: Path) -> None:
        """As `put`, with the content of a file here."""
        self._write(lambda path: self._system.put_file(str(source), path))

    def remove(self) -> None:
        """Take it away, where that is possible."""
        with suppress(LvmError), _told(self.url, OutputError, "removed"):
            self._system.rm_file(self._path)

    def _write(self, write: Callable[[str], None]) -> None:
        with _told(self.url, OutputError, "written"):
            if scheme_of(self.url) in _WHOLE:
                write(self._path)
                return
            folder = self._path.rpartition("/")[0]
            self._system.makedirs(folder, exist_ok=True)
            spare = f"{folder}/{SPARE[0]}{secrets.token_hex(8)}{SPARE[1]}"
            try:
                write(spare)
                if scheme_of(self.url) not in _RENAMES_OVER and self._system.exists(self._path):
                    self._system.rm_file(self._path)
                self._system.mv(spare, self._path)
            except BaseException:
                Remote(self.url, self._system, spare).remove()
                raise


def _state(info: _Info) -> State:
    size = info.get("size")
    tag = next((str(info[key]) for key in _TAGS if info.get(key)), "")
    time = next((info[key] for key in _TIMES if info.get(key)), None)
    if isinstance(time, datetime):
        time = time.timestamp()
    elif isinstance(time, str) and not tag:
        tag, time = time, None
    mtime_ns = int(time * 1e9) if isinstance(time, (int, float)) else 0
    return State(size if isinstance(size, int) else -1, mtime_ns, tag.strip('"'))


def _command(url: str, package: str = "") -> str:
    extra = _EXTRAS.get(scheme_of(url), "remote")
    wanted = package if extra == "remote" and package else f'"lvm-meet[{extra}]"'
    return f"pip install {wanted}"


@contextmanager
def _told(url: str, kind: type[InputError] | type[OutputError], verb: str) -> Iterator[None]:
    """Whatever a driver raises, as an error of ours about this address."""
    try:
        yield
    except (LvmError, MemoryError):
        raise
    except Exception as error:
        reason, hint = _reason(error)
        raise kind(f"can't be {verb}: {reason}", path=url, hint=hint) from error


def _reason(error: Exception) -> tuple[str, str]:
    """What went wrong, in one line without secrets, and what to do about it."""
    name, text = type(error).__name__, _SECRETS.sub("…", " ".join(str(error).split()))[:_LONGEST]
    if isinstance(error, FileNotFoundError):
        return text if "bucket" in text.lower() else "there is no such file", _HINTS[errno.ENOENT]
    if isinstance(error, PermissionError) or name in _NO_RIGHT:
        return f"no permission ({text or name})", _ACCESS
    if isinstance(error, OSError):
        return text or name, _HINTS.get(error.errno or 0, "")
    return f"{text} ({name})" if text else name, _HINTS[errno.ENETUNREACH]
