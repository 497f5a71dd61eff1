"""What results are called: after their source, in a place that nothing else has.

"team/monday.vtt" gives "team/monday.vtt.json": the whole name of the source, so that monday.vtt and
monday.srt have different results today and when one of them is added next year. Where a name is
taken all the same (two folders of one name, a file that is not ours) a number is added: "~2".
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence

SUMMARY, FAILURES, RECORD = "summary.csv", "failures.csv", "run.jsonl"
_LONGEST = 200
"""bytes of one part of a path; the systems allow 255, and suffixes come after it"""


class Names:
    """Who has which name in the folder of results. Case and accents' spelling make no difference:
    on some systems "Team.json" and "team.json" are one file. `is_taken` knows what else is there.
    """

    def __init__(self, is_taken: Callable[[str], bool]) -> None:
        self._is_taken = is_taken
        self._owners = dict.fromkeys(map(_folded, (SUMMARY, FAILURES, RECORD)), "")

    def take(self, names: Iterable[str], *, owner: str) -> None:
        """These names are `owner`'s from now on."""
        for name in names:
            self._owners[_folded(name)] = owner

    def choose(self, name: str, suffixes: Sequence[str], *, owner: str) -> str:
        """`name`, or with a number, so that with any of the suffixes it is nobody else's."""
        stem = _fitting(name)
        base, number = stem, 1
        while not all(self._is_free(base + suffix, owner) for suffix in suffixes):
            number += 1
            base = f"{stem}~{number}"
        self.take((base + suffix for suffix in suffixes), owner=owner)
        return base

    def belongs(self, name: str, *, owner: str) -> bool:
        """Whether writing `name` can overwrite nothing but what is `owner`'s."""
        return self._owners.get(_folded(name)) == owner or self._is_free(name, owner)

    def _is_free(self, name: str, owner: str) -> bool:
        taken = self._owners.get(_folded(name))
        if taken is not None:
            return taken == owner
        return not self._is_taken(name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _fitting(name: str) -> str:
    """The name with every part short enough for a suffix; a shortened part ends in a hash."""
    return "/".join(map(_short, name.split("/")))


def _short(part: str) -> str:
    data = os.fsencode(part)
    if len(data) <= _LONGEST:
        return part
    digest = hashlib.sha256(data).hexdigest()[:12]
    # the cut may go through a character
    return f"{data[: _LONGEST - 20].decode('utf-8', 'ignore')}~{digest}"
