"""What the people of a meeting are called when a task is given to them: names, parts, roles.

Transcripts may name speakers by role ("Industrial Designer"). A role is said in more ways than a
name is: with a noun behind it ("the marketing expert"), by its initials ("the I_D_ will"), or as a
bare word that is also a word of the talk ("Marketing, you'll"). Such a bare word is a person only
where what follows speaks to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lvm_meet.lexicon import Book

_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 3
"""letters of a part of a name that may stand for the whole"""


class Names:
    """The names of the speakers of one meeting, to be found in what is said; build it once."""

    def __init__(self, speakers: Sequence[str], *, book: Book) -> None:
        ignored, nouns = book.group("not_names").words, book.group("role_nouns").words
        self._full = known_names(speakers, not_names=ignored, role_nouns=nouns)
        self._initials = role_initials(speakers, not_names=ignored, role_nouns=nouns)
        bare = {plain(name): name for name in speakers if plain(name) in ignored}
        self._bare = {name: who for name, who in bare.items() if len(name) >= _SHORTEST}
        # A name is looked for as it is written: "Mark" is somebody, "mark" is something to do.
        self._finder = _either((*self._full, *self._initials))
        calls = [*book.group("role_calls").phrases, *book.group("named").phrases]
        self._calls = _behind(self._bare, calls) if self._bare and calls else None

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """(speaker, begin, end) of the names of speakers in a text, in their order."""
        found = [] if self._finder is None else list(self._written(text))
        if self._calls is not None:
            found += [
                (self._bare[plain(match.group(1))], match.start(1), match.end(1))
                for match in self._calls.finditer(text)
            ]
            found.sort(key=lambda each: each[1])
        return found

    def _written(self, text: str) -> Iterable[tuple[str, int, int]]:
        cased = text != text.lower()
        for match in self._finder.finditer(text) if self._finder else ():
            said = match.group()
            name = plain(said)
            if name in self._full:
                if not cased or said[:1].isupper() or " " in said:
                    yield self._full[name], match.start(), match.end()
            elif said.isupper():
                yield self._initials[name], match.start(), match.end()


def known_names(
    speakers: Iterable[str], *, not_names: Iterable[str], role_nouns: Sequence[str] = ()
) -> Mapping[str, str]:
    """From a name, or a part of it, in lower case to the one speaker whom it can mean.

    A part that two speakers share, is too short or is no name ("manager") is left out, and so is
    a whole name of one word that is none ("Marketing"). A role is known with a noun behind it, too,
    and so is each word of it ("the marketing expert"; for User Interface "the interface designer").
    """
    ignored = frozenset(not_names)
    found: dict[str, set[str]] = {}
    for speaker in speakers:
        parts = [plain(part) for part in _NAME.findall(speaker)]
        whole = plain(speaker)
        if len(parts) > 1 or whole not in ignored:
            found.setdefault(whole, set()).add(speaker)
        if parts and ignored.issuperset(parts):
            for noun in role_nouns:
                own = [part for part in parts if part not in role_nouns]
                for begin in (whole, *(own if len(parts) > 1 else ())):
                    found.setdefault(f"{begin} {noun}", set()).add(speaker)
        for part in parts:
            if len(part) >= _SHORTEST and part not in ignored:
                found.setdefault(part, set()).add(speaker)
    return {name: next(iter(who)) for name, who in found.items() if len(who) == 1}


def role_initials(
    speakers: Iterable[str], *, not_names: Iterable[str], role_nouns: Sequence[str] = ()
) -> Mapping[str, str]:
    """From the initials of a role, in lower case, to the one speaker who has it.

    Both spellings of recognisers are there, "id" and "i_d_", alone and with the initial of a noun
    ("User Interface" is "ui" and, as the designer, "uid"). A role of one word has none.
    """
    ignored = frozenset(not_names)
    found: dict[str, set[str]] = {}
    for speaker in speakers:
        parts = [plain(part) for part in _NAME.findall(speaker)]
        if len(parts) < _SHORTEST - 1 or not ignored.issuperset(parts):
            continue
        letters = [part[0] for part in parts]
        for more in ([], *([noun[0]] for noun in role_nouns)):
            found.setdefault("".join(letters + more), set()).add(speaker)
            found.setdefault("".join(f"{each}_" for each in letters + more), set()).add(speaker)
    return {name: next(iter(who)) for name, who in found.items() if len(who) == 1}


def longest_first(name: str) -> tuple[int, str]:
    """The key that sorts names so that a longer one is tried before its beginning."""
    return -len(name), name


def plain(name: str) -> str:
    """A name in lower case, with straight apostrophes and single spaces."""
    return " ".join(name.lower().replace("’", "'").split())


def _either(names: Iterable[str]) -> re.Pattern[str] | None:
    spoken = "|".join(re.escape(name) for name in sorted(names, key=longest_first))
    return re.compile(rf"(?<!\w)(?:{spoken})(?!\w)", re.IGNORECASE) if spoken else None


def _behind(names: Iterable[str], calls: Iterable[str]) -> re.Pattern[str]:
    """One of the names as a whole word, where one of the calls follows."""
    whole = "|".join(re.escape(name) for name in sorted(names, key=longest_first))
    after = "|".join(re.escape(call) for call in sorted(calls, key=longest_first))
    return re.compile(rf"(?<!\w)({whole})(?=\s*,?\s*(?:{after})(?![\w'’]))", re.IGNORECASE)
