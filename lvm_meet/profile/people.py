"""Who is meant: speakers by name in the words, and whose answer shows that they were asked.

A wrong name is worse than none, so a name counts only where it is that of exactly one speaker of
the meeting, and an answer only where one person gives it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvm_meet.lexicon import Book
from lvm_meet.model import Utterance

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_CAPITAL_BEHIND = re.compile(r"\s+[A-Z][a-z]")
_CAPITAL_BEFORE = re.compile(r"\b(?P<word>[A-Z][a-z]*)\.?\s+\Z")
_WORD_BEFORE = re.compile(r"\b(\w+)\s+\Z")
_SHORTEST = 3


class People:
    """The named speakers of one meeting; build it once."""

    def __init__(self, units: Sequence[Utterance], *, book: Book) -> None:
        """`book` is "leading": its [titles] stand before names, its [roles] may be names, its
        [namesakes] are both names and words, and [talked_about] stands before others' names.
        """
        titles = frozenset(book.group("titles").words)
        self._apart = titles.union(book.group("lead_ins").words)
        self._floor = frozenset(book.group("floor").words)
        behind = "|".join(map(re.escape, book.group("assigned").words)) or r"(?!)"
        self._does = re.compile(rf",?\s*(?:{behind})\b", re.IGNORECASE)
        self._about = frozenset(book.group("talked_about").words)
        namesakes = book.group("namesakes")
        self._namesakes = frozenset(namesakes.words)
        sure = "|".join(map(re.escape, namesakes.phrases)) or r"(?!)"
        self._sure = re.compile(rf"\s*(?:,|(?:{sure})\b)", re.IGNORECASE)
        roles = self._roles = frozenset(book.group("roles").words)
        self.speakers = tuple(
            dict.fromkeys(unit.speaker for unit in units if unit.speaker is not None)
        )
        parts = [_WORD.findall(speaker.lower()) for speaker in self.speakers]
        self._last = frozenset(part[-1] for part in parts if len(part) > 1)
        owners: dict[str, set[str]] = {}
        for speaker in self.speakers:
            for name in _names(speaker, titles=titles, roles=roles):
                owners.setdefault(name, set()).add(speaker)
        self._owners = {name: min(who) for name, who in owners.items() if len(who) == 1}
        known = sorted(self._owners, key=lambda name: (-len(name), name))
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)
            if known
            else None
        )

    def named(self, unit: Utterance) -> str | None:
        """The one other speaker to whom the words speak, or of whom they say what to do or what
        was done; None for nobody and for several. "Send it to Ada" names nobody.

        In a text that has capitals a name needs one as well, and in one without them roles don't
        count: "user interface" and "marketing" are common words, like many a first name.
        """
        mentions = self._mentions(unit.text)
        return self._one(unit, [each for each in mentions if not self._behind(each)])

    def assigned(self, unit: Utterance) -> str | None:
        """The one other speaker whom the words give something to do: a name, then "will", "can
        you" and the like ([assigned]); None for nobody and for several.
        """
        mentions = self._mentions(unit.text)
        return self._one(
            unit, [each for each in mentions if self._does.match(unit.text, each.end())]
        )

    def gives_the_floor(self, speaker: str) -> bool:
        """Whether the name is that of who calls on the speakers ("The Chair (Jo Li)")."""
        return " ".join(speaker.lower().partition("(")[0].split()) in self._floor

    def _one(self, unit: Utterance, mentions: list[re.Match[str]]) -> str | None:
        found = {self._owners[each.group().lower()] for each in mentions} - {unit.speaker}
        return found.pop() if len(found) == 1 else None

    def _mentions(self, text: str) -> list[re.Match[str]]:
        """Names in the words that are those of a speaker, as far as the spelling tells."""
        if self._pattern is None:
            return []
        capitals = text != text.lower()
        found = []
        for match in self._pattern.finditer(text):
            name = match.group()
            if capitals and not all(word[0].isupper() for word in name.split()):
                continue
            if not capitals and name.lower() in self._roles:
                continue
            if capitals and " " not in name and self._is_part(text, match):
                continue
            if name.lower() in self._namesakes and not (capitals and self._is_meant(text, match)):
                continue
            found.append(match)
        return found

    def _is_meant(self, text: str, match: re.Match[str]) -> bool:
        """Whether a capital is that of a name, or what follows shows one: "Will you" doesn't."""
        if self._behind(match):  # "in May"
            return False
        before = text[: match.start()].rstrip()
        inside = before and before[-1] not in ".!?"
        return bool(inside) or self._sure.match(text, match.end()) is not None

    def _behind(self, match: re.Match[str]) -> bool:
        """Whether the word before a name shows that its owner is talked about, not to."""
        before = _WORD_BEFORE.search(match.string, 0, match.start())
        return before is not None and before.group(1).lower() in self._about

    def _is_part(self, text: str, match: re.Match[str]) -> bool:
        """Whether a single name belongs to a longer one, so to somebody else: "Mark" in "Mark
        Twain", "Lee" in "Bruce Lee". Titles before it are no part of a name, nor is the first word
        of the text, if the name isn't somebody's last one.
        """
        if _CAPITAL_BEHIND.match(text, match.end()):
            return True
        before = _CAPITAL_BEFORE.search(text, 0, match.start())
        if before is None or before["word"].lower() in self._apart:
            return False
        return before.start() > 0 or match.group().lower() in self._last

    def only_other(self, speaker: str | None) -> str | None:
        """The other one of two speakers; None in any other company."""
        others = [each for each in self.speakers if each != speaker]
        return others[0] if speaker in self.speakers and len(others) == 1 else None


def _names(speaker: str, *, titles: frozenset[str], roles: frozenset[str]) -> set[str]:
    """What a speaker may be called: the whole name, and its parts where they name somebody.

    Labels such as "me013" or "Speaker 2" hold digits and give nothing; "PhD C" is called so, never
    "C". The parts of a role are no names ("Marketing" alone is one, as a whole).
    """
    whole = " ".join(speaker.lower().split())
    if any(sign.isdigit() for sign in whole) or not whole:
        return set()
    names = {whole} if len(whole) > _SHORTEST - 1 else set()
    if whole not in roles:
        parts = [match.group() for match in _WORD.finditer(whole)]
        names |= {
            part
            for part in parts
            if len(part) >= _SHORTEST and part not in titles and part not in roles
        }
    return names
