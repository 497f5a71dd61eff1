"""What the people of a meeting are called when a task is given to them: names, parts, roles.

Transcripts may name speakers by role ("Industrial Designer"). A role is said in more ways than a
name is: with a noun behind it ("the marketing expert"), by its initials ("the I_D_ will"), or as a
bare word that is also a word of the talk ("Marketing, you'll"). Such a bare word is a person only
where what follows speaks to one, and so is a name that is a word as well ("Mark", "May").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lvm_meet.lexicon import Book

_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 3
"""letters of a part of a name that may stand for the whole"""
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s+$")
_REACH = 60
"""characters before a name in which the word before it is looked for"""


class Names:
    """The names of the speakers of one meeting, to be found in what is said; build it once."""

    def __init__(self, speakers: Sequence[str], *, book: Book) -> None:
        ignored, nouns = book.group("not_names").words, book.group("role_nouns").words
        namesakes = book.group("namesakes")
        known = known_names(speakers, not_names=ignored, role_nouns=nouns)
        self._full = {name: who for name, who in known.items() if name not in namesakes.words}
        self._initials = role_initials(speakers, not_names=ignored, role_nouns=nouns)
        bare = {plain(name): name for name in speakers if plain(name) in ignored}
        self._bare = {name: who for name, who in bare.items() if len(name) >= _SHORTEST}
        # A name is looked for as it is written: "Mark" is somebody, "mark" is something to do.
        self._finder = _either((*self._full, *self._initials))
        calls = [*book.group("role_calls").phrases, *book.group("named").phrases]
        self._calls = _behind(self._bare, calls) if self._bare and calls else None
        self._namesakes = {name: who for name, who in known.items() if name not in self._full}
        sure = [*namesakes.phrases, *book.group("named").phrases]
        self._meant = _named(self._namesakes, calls=calls, sure=sure) if self._namesakes else None
        when = [*book.group("due_limits").words, *book.group("due_places").words]
        self._when = re.compile(rf"(?<!\w)(?:{_any(when)})\s+$", re.IGNORECASE)
        parts = [_NAME.findall(plain(speaker)) for speaker in speakers]
        self._last = frozenset(part[-1] for part in parts if len(part) > 1)
        lists = ("not_names", "request_openings", "due_weekdays", "due_months")
        self._apart = frozenset(word for name in lists for word in book.group(name).words)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """(speaker, begin, end) of the names of speakers in a text, in their order."""
        found = list(self._written(text))
        if self._calls is not None:
            found += [
                (self._bare[plain(match.group(1))], match.start(1), match.end(1))
                for match in self._calls.finditer(text)
            ]
        if self._meant is not None:
            found += [
                (self._namesakes[plain(match.group())], match.start(), match.end())
                for match in self._meant.finditer(text)
                if not self._when.search(text, 0, match.start())  # "in May, can you"
                and not self._anothers(text, plain(match.group()), match.start())
            ]
        return sorted(found, key=lambda each: each[1])

    def _written(self, text: str) -> Iterable[tuple[str, int, int]]:
        cased = text != text.lower()
        for match in self._finder.finditer(text) if self._finder else ():
            said = match.group()
            name = plain(said)
            if name in self._full:
                written = not cased or said[:1].isupper() or " " in said
                if written and not self._anothers(text, name, match.start()):
                    yield self._full[name], match.start(), match.end()
            elif said.isupper():
                yield self._initials[name], match.start(), match.end()

    def _anothers(self, text: str, name: str, begin: int) -> bool:
        """Whether a last name has another first name before it: "Bruce Lee" isn't Ann Lee."""
        before = _LAST_WORD.search(text, max(0, begin - _REACH), begin)
        if name not in self._last or before is None:
            return False
        word = before.group(1)
        return word[:1].isupper() and word[1:].islower() and plain(word) not in self._apart


def known_names(
    speakers: Iterable[str], *, not_names: Iterable[str], role_nouns: Sequence[str] = ()
) -> Mapping[str, str]:
    """From a name, or a part of it, in lower case to the one speaker whom it can mean.

    A part that two speakers share, is too short or is no name ("manager") is left out, and so is
    a whole name of one word that is none ("Marketing") or a mere sign ("B", "1": "plan B will").
    A role is known with a noun behind it, too, and so is each word of it
    ("the marketing expert"; for User Interface "the interface designer").
    """
    ignored = frozenset(not_names)
    found: dict[str, set[str]] = {}
    for speaker in speakers:
        parts = [plain(part) for part in _NAME.findall(speaker)]
        whole = plain(speaker)
        if len(parts) > 1 or (sum(map(len, parts)) > 1 and whole not in ignored):
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


def _any(names: Iterable[str]) -> str:
    """A pattern for any of the names; one that fits nowhere for none."""
    return "|".join(re.escape(name) for name in sorted(names, key=longest_first)) or "(?!)"


def _either(names: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{_any(names)})(?!\w)", re.IGNORECASE) if names else None


def _behind(names: Iterable[str], calls: Iterable[str]) -> re.Pattern[str]:
    """One of the names as a whole word, where one of the calls follows."""
    return re.compile(
        rf"(?<!\w)({_any(names)})(?=\s*,?\s*(?:{_any(calls)})(?![\w'’]))", re.IGNORECASE
    )


def _named(names: Iterable[str], *, calls: Iterable[str], sure: Iterable[str]) -> re.Pattern[str]:
    """One of the names with a capital, where a comma and a call follow, or what is `sure`.

    Or at the end, behind a comma ("Can you do it, Mark?").
    """
    whole = _any([name.capitalize() for name in names])
    follows = rf"\s*,\s*(?i:{_any(calls)})(?![\w'’])|\s*(?i:{_any(sure)})(?![\w'’])"
    return re.compile(
        rf"(?<!\w)(?:{whole})(?!\w)(?={follows})|(?<=,\s)(?:{whole})(?=[.?!]?$|[.?!]\s)"
    )
