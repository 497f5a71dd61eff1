"""Stable names P1, P2, … in place of people's, and the key file that says who is who.

The key lies apart from the library (another folder, mode 0600) and belongs to that library alone:
who has only the library, or only the key, has nobody. A number is never given twice, also when its
person has been forgotten. Whoever changes the key holds the library's write lock.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.cache import places, private
from lvm_meet.errors import InputError, SettingsError
from lvm_meet.files import explained

_SCHEMA = "lvm-meet/library-key"


@dataclass(frozen=True, slots=True)
class Key:
    """Who is who in one library. `names` maps a name as it was first written to its pseudonym."""

    library: str
    following: int
    names: Mapping[str, str]

    def with_people(self, people: Iterable[str]) -> Key:
        """The key with a pseudonym for everybody who had none."""
        names, following = dict(self.names), self.following
        known = {_same(name) for name in names}
        for name in people:
            if _same(name) not in known:
                known.add(_same(name))
                names[name] = f"P{following}"
                following += 1
        return Key(self.library, following, names)

    def without(self, kept: Iterable[str]) -> Key:
        """The key of those whose pseudonyms are in `kept` alone."""
        left = set(kept)
        names = {name: other for name, other in self.names.items() if other in left}
        return Key(self.library, self.following, names)

    def pseudonym(self, name: str) -> str:
        """What stands for a name; the name has to be in the key."""
        if name in self.names:
            return self.names[name]
        return next(other for known, other in self.names.items() if _same(known) == _same(name))


def new_key() -> Key:
    """The empty key of a new library."""
    return Key(secrets.token_hex(8), 1, {})


def key_path(library: str, given: Path | None) -> Path:
    """Where the key of a library is: where the user says, else in a folder of keys."""
    return given or places.data() / "keys" / f"{library}.json"


def load(path: Path, *, library: str) -> Key:
    """The key in a file.

    InputError where it is not there, broken, or that of another library: going on with a new one
    would give the names of some people to others.
    """
    lost = "without it the same person would get another name; --key FILE says where it is"
    try:
        table = json.loads(path.read_text("utf-8"))
        found = Key(
            str(table["library"]),
            int(table["next"]),
            {str(name): str(other) for name, other in table["names"].items()},
        )
    except FileNotFoundError as error:
        raise InputError("the key of this library is missing", path=str(path), hint=lost) from error
    except OSError as error:
        raise InputError(
            f"the key of this library can't be read: {error.strerror}", path=str(path), hint=lost
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("is damaged, or no key of a library", path=str(path), hint=lost) from error
    if found.library != library:
        raise InputError("is the key of another library", path=str(path), hint=lost)
    return found


def save(path: Path, key: Key) -> None:
    """Write the key, whole or not at all, for its owner only; OutputError where that fails."""
    document = {
        "schema": _SCHEMA,
        "library": key.library,
        "next": key.following,
        "names": dict(key.names),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        if not path.parent.exists():
            private.make_folder(path.parent)
        private.write(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise explained(error, path=str(path)) from error


def refuse_beside(path: Path, library: Path | None) -> None:
    """SettingsError where the key would lie in the folder of its library."""
    if library is not None and path.absolute().parent == library.absolute().parent:
        raise SettingsError(
            f"--key: {path} lies beside the library that it opens",
            hint="choose another folder, or leave --key out",
        )


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
