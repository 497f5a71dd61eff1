"""Lexicon files that no analysis reads: plain lists of words, and a team's targets.

They lie in the same folder as the lexicons, so a copy of that folder has them too. Those who need
them read them here (`library.toml`) or by themselves (`targets.toml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lvm_meet import resources
from lvm_meet.errors import LexiconError
from lvm_meet.lexicon.parse import (
    Origin,
    closest,
    known_keys,
    list_of,
    read_toml,
    replace_of,
    table_of,
)

LIBRARY, TARGETS = BESIDE = ("library.toml", "targets.toml")
"""what a folder of lexicons may hold beside them, for the library of meetings"""
_FREE = "verbs_"
"""before the name of a list that a user may add"""


def read_lists(file: str, *, own: Path | None = None) -> dict[str, frozenset[str]]:
    """Section -> its words in lower case; what the file of that name in the folder `own` has is
    added, or is all there is where it says `replace = true`.

    LexiconError where a file is broken or missing, or the user's has a section of another name.
    """
    if own is not None and not own.is_dir():
        raise LexiconError("there is no such directory", path=str(own))
    found = _sections(Origin(str(resources.lexicons() / file), file), known=None)
    path = None if own is None else own / file
    if path is None or not path.is_file():
        return found
    origin = Origin(str(path), f"own/{file}")
    more = _sections(origin, known=found)
    if replace_of(read_toml(origin), origin):
        return more
    return {
        name: found.get(name, frozenset()) | more.get(name, frozenset())
        for name in (*found, *(name for name in more if name not in found))
    }


def _sections(
    origin: Origin, *, known: Mapping[str, frozenset[str]] | None
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for section, value in read_toml(origin).items():
        if section == "replace":
            continue
        if known is not None and section not in known and not section.startswith(_FREE):
            raise origin.error(
                f"there is no section {section!r}", entry=section, hint=closest(section, known)
            )
        table = table_of(value, section, origin)
        known_keys(table, ["words"], origin, inside=section)
        listed = list_of(table.get("words", []), f"{section}.words", origin)
        found[section] = frozenset(text.lower() for _, text in listed)
    return found
