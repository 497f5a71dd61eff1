"""Which role somebody has: as it was given, or because the name is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvm_meet.lexicon import Book

_NUMBER = re.compile(r"\s+(?:\d+|[a-z])$")


def find_roles(
    speakers: Sequence[str | None], plan_roles: tuple[tuple[str, str], ...], *, book: Book
) -> tuple[tuple[str, str], ...]:
    """(speaker, role), sorted by speaker; only of those whose role is known.

    A role that was given (`plan_roles`; names are compared without regard to case) goes before one
    that is the name itself ("Project Manager", "PhD C", "The Chair (Jo Li)"), which has to stand
    in the section [roles] of `book` ("leading"). Roles are never guessed from what somebody says.
    """
    words = frozenset(book.group("roles").words)
    given = {_plain(name): role for name, role in plan_roles if role.strip()}
    found: dict[str, str] = {}
    for speaker in speakers:
        if speaker is None:
            continue
        role = given.get(_plain(speaker)) or _role_in(speaker, words)
        if role:
            found[speaker] = role
    return tuple(sorted(found.items()))


def _role_in(speaker: str, words: frozenset[str]) -> str | None:
    """The role that a name is, in the name's own spelling; None where it is none."""
    outside = re.sub(r"\s*\([^)]*\)\s*$", "", speaker).strip()
    plain = _plain(outside)
    if plain in words:
        return outside
    bare = _NUMBER.sub("", plain)
    return outside[: len(bare)].strip() if bare != plain and bare in words else None


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
