"""P1, P2, … in place of names, and the key file that says who is who.

The key lies apart from the data set, for its owner only. Where one is there already it is gone on
with, so that a person keeps the pseudonym in the next data set; nobody is taken out of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.errors import InputError, SettingsError
from lvm_meet.files import read_at_most, write_atomically

_SCHEMA = "lvm-meet/dataset-key"
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Key:
    """Pseudonym -> name as it was first seen, and the files of the meetings by their ids.

    Names that differ only in case or blanks are one.
    """

    speakers: Mapping[str, str]
    files: Mapping[str, str]

    def with_people(self, names: Iterable[str]) -> Key:
        """The key with a new pseudonym for everybody who had none, in the order of `names`."""
        speakers = dict(self.speakers)
        known = {_same(name) for name in speakers.values()}
        number = 0
        for name in names:
            if _same(name) in known:
                continue
            known.add(_same(name))
            number += 1
            while f"P{number}" in speakers:
                number += 1
            speakers[f"P{number}"] = name
        return Key(speakers, self.files)

    def with_files(self, files: Mapping[str, str]) -> Key:
        return Key(self.speakers, {**self.files, **files})

    def pseudonyms(self) -> dict[str, str]:
        """Name, as `Names` looks it up -> pseudonym."""
        return {_same(name): pseudonym for pseudonym, name in self.speakers.items()}


@dataclass(frozen=True, slots=True)
class Names:
    """Looks names up in a key."""

    known: Mapping[str, str]

    @classmethod
    def of(cls, key: Key) -> Names:
        return cls(key.pseudonyms())

    def pseudonym(self, name: str) -> str:
        """What stands for a name; the name has to be in the key."""
        return self.known[_same(name)]


def load_key(path: Path) -> Key:
    """The key in a file, an empty one where there is none; InputError where it is no key."""
    if not path.exists():
        return Key({}, {})
    content = read_at_most(path, _MOST_BYTES)
    try:
        found = json.loads(content)
        if found["schema"] != _SCHEMA:
            raise ValueError(found["schema"])
        speakers = {str(name): str(other) for name, other in found["speakers"].items()}
        return Key(speakers, {str(id_): str(file) for id_, file in found["files"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "is no key of a data set, or it is damaged",
            path=str(path),
            hint="name another file with --key; a new key gives people other pseudonyms",
        ) from error


def save_key(path: Path, key: Key) -> None:
    """Write the key, whole or not at all, for its owner only; OutputError where that fails."""
    document = {
        "schema": _SCHEMA,
        "schema_version": 1,
        "speakers": dict(key.speakers),
        "files": dict(sorted(key.files.items())),
    }
    # all ASCII: a name may hold what UTF-8 can't encode
    write_atomically(path, json.dumps(document, indent=1) + "\n", force=True, private=True)


def refuse_inside(path: Path, folder: Path) -> None:
    """SettingsError where the key would lie in the data set, and be given away with it."""
    if path.resolve().is_relative_to(folder.resolve()):
        raise SettingsError(
            f"--key: {path} lies in the data set that it opens", hint="name a file elsewhere"
        )


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
