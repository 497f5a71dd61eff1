"""What is to be done, as a clean imperative: "send Dan a mail about it".

The words are the speaker's own, cut at the clause; none is invented. Persons are turned where
that is certain. A task speaks to its owner: of what somebody takes on, "my slides" become "your
slides" and a listener who only receives ("send you a mail") goes; of what somebody asks, "me" is
the asker, by name where there is one. Where "you" means a listener in another place, nothing is
turned.
"""

from __future__ import annotations

import re

from lvm_meet.insights.action_cues import TaskCues
from lvm_meet.lexicon import Book
from lvm_meet.model import spoken_words
from lvm_meet.prose.case import capital

_SENTENCE = re.compile(r"[.!?;:](?=\s|$)|\s[-–—]+(?=\s|$)")
_NAME = 3
"""words of a name that may stand for "me" in a task"""
_SHORTEST = 3
"""words that a task keeps at least where it is cut for its length"""
_LEAST = 2
"""words that are a task at all"""
_COMMA = re.compile(",")
_LET = re.compile(r"let you\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_FIRST = {"my": "your", "mine": "yours", "myself": "yourself", "me": "you", "i": "you"}
_ME = re.compile(r"\b(?:my|mine|myself|me|i)\b", re.IGNORECASE)
_NOT_TOLD = {
    True: frozenset({"you", "your", "you're", "you'll", "you've", "i'm", "i've", "am", "was"}),
    False: frozenset({"i", "me", "my", "i'm", "i've", "we", "us", "our"}),
}
"""words of a condition that would mean somebody else in a task; of one's own, and of another's"""


class Tasks:
    """Makes tasks of what stands behind a cue; build it once."""

    def __init__(self, book: Book, *, cues: TaskCues, longest: int) -> None:
        self._cues = cues
        self._longest = longest
        self._not_names = frozenset(book.group("not_names").words)
        self._vague = frozenset(book.group("task_vague").words)
        self._empty = frozenset(book.group("task_empty").words)
        self._ends = _inside(book.group("task_ends").words)
        self._commas = _inside(book.group("task_commas").words)
        self._cuts = _inside(book.group("task_cuts").words)
        self._breaks = _inside(book.group("task_breaks").words)
        articles = "|".join(_escaped(book.group("articles").words)) or r"(?!)"
        self._restart = re.compile(rf"\b(?:{articles})\s+(?=(?:{articles})\b)", re.IGNORECASE)
        self._tails = _at_end(book.group("task_tails").words)
        self._loose = _at_end(book.group("task_loose").words)
        several = "|".join(_escaped(book.group("plural").words)) or r"(?!)"
        self._receiver = re.compile(
            rf"^(\w+(?:\s+(?:up|out|over))?)\s+you\s+(?=\w)|\s+to you\b(?!\s+(?:{several})\b)", re.I
        )

    def vague(self, task: str) -> bool:
        """Whether the verb of a task says nothing without its object."""
        return not self._vague.isdisjoint(spoken_words(task)[:1])

    def content(self, task: str) -> frozenset[str]:
        """The words of a task, its verb aside, that say what it is about."""
        words = (_singular(word) for word in spoken_words(task)[1:] if word not in self._empty)
        return frozenset(word for word in words if len(word) >= _SHORTEST or word.isupper())

    def task(self, whole: str, *, due: str, mine: bool, speaker: str | None) -> str:
        """The imperative for `whole`, what stands behind a cue; "" where nothing is left of it.

        `due` is the date as said, which an end of the task needn't repeat; `mine`: the speaker
        takes it on; `speaker` asks for it where not.
        """
        said = _SENTENCE.split(whole, maxsplit=1)[0]
        text = self._cut(said)
        shorter = self._shortened(text)
        loose = shorter != text or whole[len(said) : len(said) + 1] not in tuple(".?!;:")
        text = self._trimmed(self._cues.infinitive(shorter.strip(" ,")), due, loose=loose)
        text = self._turned(text, mine=mine, speaker=speaker)
        text = self._restart.sub("", _SPACE.sub(" ", text)).strip(" ,.-")
        return capital(text)

    def under(self, task: str, condition: str, *, mine: bool) -> str:
        """The task with what it depends on ("Look into it, if he writes").

        Without it where the two are too long together, or where it can't be told to the owner:
        of what somebody takes on, "if you" is a listener.
        """
        said = condition.strip(" ,")
        words = set(spoken_words(said))
        if _count(task) + _count(said) > self._longest or words & _NOT_TOLD[mine]:
            return task
        if mine:
            said = _ME.sub(lambda match: _FIRST[match.group().lower()], said)
        return f"{task}, {said[:1].lower()}{said[1:]}"

    def _person(self, speaker: str) -> bool:
        """Whether a speaker's name reads as one in a sentence: no role, no label, no title."""
        words = speaker.split()
        return len(words) <= _NAME and all(
            word.isalpha() and word[0].isupper() and word.lower() not in self._not_names
            for word in words
        )

    def _cut(self, text: str) -> str:
        for match in self._ends.finditer(text):
            if _count(text[: match.start()]) >= _LEAST:
                text = text[: match.start()]
                break
        for match in self._commas.finditer(text):
            head = text[: match.start()]
            if _count(head) >= _LEAST and head.rstrip().endswith(","):
                return head
        return text

    def _shortened(self, text: str) -> str:
        """`text`, where it is too long cut at the last clause, comma or phrase that fits."""
        if _count(text) <= self._longest:
            return text
        return (
            self._longest_head(text, self._cuts)
            or self._longest_head(text, _COMMA)
            or self._longest_head(text, self._breaks)
            or text
        )

    def _longest_head(self, text: str, places: re.Pattern[str]) -> str:
        """The longest beginning that ends at one of the places and isn't too long; "": none."""
        heads = [text[: match.start()] for match in places.finditer(text)]
        fitting = [head for head in heads if _SHORTEST <= _count(head) <= self._longest]
        return fitting[-1] if fitting else ""

    def _trimmed(self, text: str, due: str, *, loose: bool) -> str:
        while True:
            shorter = text.rstrip(" ,")
            if due and shorter.lower().endswith(due.lower()) and len(shorter) > len(due):
                shorter = shorter[: -len(due)].rstrip(" ,")
            shorter = self._tails.sub("", shorter)
            if loose:
                shorter = self._loose.sub("", shorter)
            if shorter == text:
                return text
            text = shorter

    def _turned(self, text: str, *, mine: bool, speaker: str | None) -> str:
        if mine:
            without = self._receiver.sub(
                lambda match: f"{match.group(1)} " if match.group(1) else "", text
            )
            you = {"you", "your", "yours", "yourself"} & set(spoken_words(without))
            if you or _LET.match(text):
                return text
            return re.sub(
                r"\b(?:my|mine|myself)\b",
                lambda match: _FIRST[match.group().lower()],
                without,
                flags=re.IGNORECASE,
            )
        if speaker is None or not self._person(speaker):
            return text
        text = re.sub(r"\bme\b", lambda _: speaker, text)
        return re.sub(r"\bmy\b", lambda _: f"{speaker}'s", text)


def _singular(word: str) -> str:
    """Enough of a singular to tell that two tasks are about the same."""
    return word[:-1] if len(word) > _SHORTEST and word.endswith("s") and word[-2] != "s" else word


def _count(text: str) -> int:
    return len(text.split())


def _escaped(phrases: tuple[str, ...]) -> list[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return [r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered]


def _at_end(phrases: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(_escaped(phrases))
    return re.compile(rf"[\s,]+(?:{either})$" if either else r"(?!)", re.IGNORECASE)


def _inside(phrases: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(_escaped(phrases))
    return re.compile(rf"(?<=[\s,])(?:{either})(?![\w'’])" if either else r"(?!)", re.IGNORECASE)
