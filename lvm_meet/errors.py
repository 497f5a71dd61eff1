"""The one error tree.

    LvmError                    1
      OutputError               1   a result that cannot be written
      SettingsError             2   an option or a setting that cannot be
      InputError                3   a file that cannot be read as a meeting
      MissingError              4   an extra, a model or a pipeline that is not installed
      LexiconError              5   a lexicon file or entry that is broken
      BatchError                6   some meetings of a batch failed

Every error says what, where and what to do. It carries its facts as fields; the exit code is
turned into a process status in one place (`lvm_meet.cli.main`).
"""

from __future__ import annotations

import errno
import shlex
from collections.abc import Iterable


class LvmError(Exception):
    """Base of all errors that this package raises on purpose.

    `message` says what is wrong, `hint` what to do about it (may be empty).
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class SettingsError(LvmError):
    """An option or setting is wrong; exit code 2."""

    exit_code = 2


class InputError(LvmError):
    """A source cannot be read; exit code 3.

    `path` is the name that the user gave, `line` is 1-based (None where the format has no lines),
    `excerpt` is the offending text, shortened.
    """

    exit_code = 3
    excerpt_length = 80

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        line: int | None = None,
        excerpt: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.line = line
        excerpt = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in excerpt)
        if len(excerpt) > self.excerpt_length:
            excerpt = excerpt[: self.excerpt_length - 1] + "…"
        self.excerpt = excerpt

    def __str__(self) -> str:
        where = self.path
        if self.line is not None:
            where = f"{where}:{self.line}" if where else f"line {self.line}"
        text = f"{where}: {self.message}" if where else self.message
        return f"{text} [{self.excerpt}]" if self.excerpt else text


class OutputError(LvmError):
    """A result cannot be written; exit code 1. `path` is the name that the user gave."""

    def __init__(self, message: str, *, path: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class MissingError(LvmError):
    """Something that must be installed is not; exit code 4. `command` mends it."""

    exit_code = 4

    def __init__(self, message: str, *, command: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint or (f"run: {command}" if command else ""))
        self.command = command


class LexiconError(LvmError):
    """A lexicon file is broken; exit code 5. `path` names the file, `entry` the entry in it."""

    exit_code = 5

    def __init__(self, message: str, *, path: str = "", entry: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.entry = entry

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.path, self.entry) if part)
        return f"{where}: {self.message}" if where else self.message


class BatchError(LvmError):
    """Some meetings of a batch failed; exit code 6."""

    exit_code = 6


_UNREADABLE = {
    errno.ENOENT: "look whether the name is right, and the folder",
    errno.EISDIR: "give the files in it, or analyse them all: lvm-meet batch {path} --out results",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EACCES: "you may not read it: ask its owner",
    errno.EPERM: "you may not read it: ask its owner",
}


def unreadable(path: str, error: OSError | ValueError) -> InputError:
    """The error for a file that the system does not give out; ValueError: a NUL in its name."""
    reason = getattr(error, "strerror", None) or str(error)
    hint = _UNREADABLE.get(getattr(error, "errno", None) or 0, "")
    hint = hint.replace("{path}", shlex.quote(path))
    return InputError(f"can't be read: {reason}", path=path, hint=hint)


def unknown_choice(name: str, value: object, choices: Iterable[str]) -> SettingsError:
    """The error for a value that is not among the closed `choices` of option `name`."""
    return SettingsError(
        f"{name}: there is no {value!r}", hint=f"choose one of: {', '.join(sorted(choices))}"
    )
