"""The fixed forms of a summary, filled with a meeting's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvm_meet.lexicon import Book
from lvm_meet.model import Topic, Utterance
from lvm_meet.prose.case import capital

_PLURAL, _SPECIFIC = 0.5, 0.4
"""shares of mentions from which a phrase stands in the plural, or with an article"""
_LOOK_BACK = 20
"""characters before a mention in which the word before it is looked for"""
_PLACE = re.compile(r"\{(?:who|what|task)\}")
_MOST_CITED = 2
"""utterances cited for each phrase"""


class Wording:
    """Lists, articles and patterns from the book "summary" for one meeting.

    `units` and `texts` (their cleaned texts) run in parallel; `team`: few enough speak to be one.
    """

    def __init__(
        self, units: Sequence[Utterance], texts: Sequence[str], *, team: bool, book: Book
    ) -> None:
        self._units = units
        self._texts = [text.lower() for text in texts]
        self._joined = "\n".join(self._texts)
        self._befores: dict[str, list[list[str]]] = {}
        self._book = book
        self._determiners = frozenset(book.group("determiners").words)
        self._article = "".join(book.group("article").words[:1])
        joints = book.group("joints").words
        self._and, self._colon = joints[0], joints[1]
        self.everybody = book.group("everybody").words[0 if team else 1]

    def pattern(self, section: str, *, turn: int = 0, what: str = "", who: str = "") -> str:
        """A pattern of `section` filled in, with a capital; those of a section in turn."""
        words = self._book.group(section).words
        text = words[turn % len(words)]
        text = _filled(text, who=who or self.everybody, what=what)
        return capital(text)

    def counted(self, section: str, count: int) -> str:
        """How many there are of what `section` names, in one word for one and another for more."""
        one, many = self._book.group(section).words[:2]
        return (one if count == 1 else many).replace("{n}", str(count))

    def task(self, who: str, task: str) -> str:
        """One task as a clause, as yet without a capital."""
        return _filled(self._book.group("tasks").words[0], who=who, task=task)

    def listed(self, parts: Sequence[str]) -> str:
        """The parts as "a, b and c"; "" for none."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self._and} {parts[-1]}"

    def headline(self, phrases: Sequence[str], outcome: str) -> str:
        """What it was about and, where something did, what came of it."""
        about = self.listed([self.plain(phrase) for phrase in phrases])
        about = capital(about)
        return f"{about}{self._colon} {outcome}" if outcome else about

    def plain(self, phrase: str) -> str:
        """The phrase in the plural, where the talk mostly has it so."""
        many = f"{phrase}s"
        usual = phrase[-1:].isalpha() and self._exactly(many) > _PLURAL * self._exactly(phrase)
        return many if usual else phrase

    def named(self, phrase: str) -> str:
        """The phrase as the talk has it: in the plural, or with "the", where that is usual."""
        if (many := self.plain(phrase)) != phrase:
            return many
        found = self._found(phrase)
        specific = sum(not self._determiners.isdisjoint(before) for before in found)
        return f"{self._article} {phrase}" if specific > _SPECIFIC * len(found) else phrase

    def mentions(self, phrase: str) -> int:
        """How often the phrase is said, in the plural too."""
        return self._exactly(phrase) + self._exactly(f"{phrase}s")

    def _exactly(self, phrase: str) -> int:
        return len(self._found(phrase))

    def _found(self, phrase: str) -> list[list[str]]:
        """The two words before each mention, an article and perhaps an adjective."""
        key = phrase.lower()
        if key not in self._befores:
            self._befores[key] = list(_words_before(self._joined, key))
        return self._befores[key]

    def titled(self, topic: Topic) -> str:
        """The topic's title as it stands within a sentence."""
        return uncapital(topic.title)

    def cited(self, topic: Topic, phrases: Sequence[str]) -> list[str]:
        """Ids of the first utterances of the topic that say the phrases, in order; never none."""
        inside = set(topic.utterances)
        found: set[int] = set()
        for phrase in phrases:
            wanted = phrase.lower()
            places = [
                place
                for place, unit in enumerate(self._units)
                if unit.id in inside and wanted in self._texts[place]
            ]
            found.update(places[:_MOST_CITED])
        return [self._units[place].id for place in sorted(found)] or [topic.utterances[0]]


def _filled(pattern: str, *, who: str, what: str = "", task: str = "") -> str:
    """The pattern with its places filled at once: what fills one may look like another."""
    words = {"{who}": who, "{what}": what, "{task}": task}
    return _PLACE.sub(lambda match: words[match.group()], pattern)


def _words_before(text: str, phrase: str) -> Iterator[list[str]]:
    """For each whole mention of the phrase the words before it in its line, two at most."""
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        inside = text[end : end + 1].isalnum() or text[start - 1 : start].isalnum()
        if not inside:
            line = text.rfind("\n", 0, start) + 1
            before = text[max(line, start - _LOOK_BACK) : start].split()
            yield before[-2:]
        start = text.find(phrase, end)


def uncapital(text: str) -> str:
    """`text` without the capital of a beginning; "LCD" and "I" keep theirs."""
    return text if text[1:2].isupper() or text[:2] == "I " else text[:1].lower() + text[1:]
