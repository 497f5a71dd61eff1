"""Which sentences of a meeting a summary could tell, and how much they tell of it.

Extractive summarisation by centroid (Radev et al. 2004), with key phrases, cue phrases and signals
(Edmundson 1969) added in; only what can be told in the third person as a whole sentence is a
candidate.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import PhraseFinder, finder_of
from lvm_meet.model import Decision, Label, Signal, Topic, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.reported import Reporter
from lvm_meet.settings import SummarySettings

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_LINK = "that"
_DECIDED = 2.0
"""what a decision is worth before its words are looked at"""
_LEAST_SAID = 3
"""units that have to hold a word before it counts as what the meeting is about"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that can be told: its unit's place and topic, its text, words and worth.

    `worth` is a sum of cosines and shares, about 0 to 2; `content` are its content words.
    """

    place: int
    topic: int
    text: str
    speaker: str | None
    worth: float
    content: frozenset[str]
    utterances: tuple[str, ...]


class Meeting:
    """The cleaned text of a meeting and how often each word is in it."""

    def __init__(self, units: Sequence[Utterance], *, cleaner: Cleaner) -> None:
        self.units = units
        self.texts = ["" if unit.backchannel else cleaner.clean(unit.text) for unit in units]
        self.words = [_WORD.findall(text.lower()) for text in self.texts]
        self.common = {word for text in self.texts for word in _SMALL.findall(text[1:])}
        self.speakers = len({unit.speaker for unit in units})
        self._held = Counter(word for words in self.words for word in set(words))

    def content(self, place: int, grammar: Collection[str]) -> frozenset[str]:
        """The content words of a unit: no function words, nothing of one or two letters."""
        return _content(self.words[place], grammar)

    def rarity(self, word: str) -> float:
        """The inverse document frequency of a word, its units as documents; 0 if never said."""
        held = self._held.get(word, 0)
        return math.log(len(self.units) / held) if held else 0.0

    def held(self, word: str) -> int:
        """How many units hold the word."""
        return self._held.get(word, 0)


class Candidates:
    """Finds and weighs the sentences that can be told; build it once per meeting."""

    def __init__(
        self,
        meeting: Meeting,
        signals: Sequence[Signal],
        vectors: np.ndarray,
        *,
        topics: Sequence[Topic],
        book: Book,
        cleaner: Cleaner,
        reporter: Reporter,
        settings: SummarySettings,
    ) -> None:
        self.meeting = meeting
        self._signals = signals
        self._vectors = vectors
        self._reporter = reporter
        self._settings = settings
        self._unclear = frozenset(book.group("unclear").words)
        self._spoken = frozenset(book.group("spoken").words)
        self._pointing = frozenset(book.group("pointing").words)
        self._expletive = finder_of(book.group("expletive").phrases)
        self._strong = finder_of(book.group("strong").phrases)
        self._phrases = [PhraseFinder(_searchable(topic.phrases)) for topic in topics]
        self._personal = cleaner.grammar.subjects | frozenset(book.group("personal").words)
        self._auxiliaries = cleaner.grammar.auxiliaries
        self._grammar_of = cleaner.grammar
        self._grammar = cleaner.grammar.function_words | self._spoken
        self._topic = _topic_of(meeting.units, topics)
        self.team = meeting.speakers <= settings.team
        self._about = self._centroid(range(len(meeting.units)))

    def all(self) -> list[Candidate]:
        """The candidates in the order of the talk; their text is not told yet."""
        by_topic: dict[int, list[int]] = {}
        for place in range(len(self.meeting.units)):
            by_topic.setdefault(self._topic[place], []).append(place)
        centroids = {topic: self._centroid(places) for topic, places in by_topic.items()}
        found = []
        for place, text in enumerate(self.meeting.texts):
            if self._fits(self.meeting.words[place]):
                topic = self._topic[place]
                worth = self._worth(place, text, centroids[topic], topic)
                content = self.meeting.content(place, self._grammar)
                unit = self.meeting.units[place]
                found.append(
                    Candidate(place, topic, text, unit.speaker, worth, content, (unit.id,))
                )
        return found

    def decided(self, decision: Decision, place: int | None) -> Candidate | None:
        """A decision as a candidate before all others; None where it doesn't fit a summary."""
        if place is None:
            return None
        text = f"{decision.text.rstrip('. ')}."
        if not self._fits(_WORD.findall(text.lower())):
            return None
        content = self._content(text)
        return Candidate(
            place,
            self._topic[place],
            text,
            decision.speaker,
            _DECIDED + self._cosine(content, self._about),
            content,
            decision.utterances,
        )

    def weight(self, text: str) -> float:
        """How much a text says of what the meeting is about, 0 to 1."""
        return self._cosine(self._content(text), self._about)

    def tellable(self, text: str, *, most: int) -> bool:
        """True where a task can stand in a summary: short, clear, and about something."""
        words = _WORD.findall(text.lower())
        fits = 3 <= len(words) <= most and self._unclear.isdisjoint(words)
        if not fits or not self._spoken.isdisjoint(words) or not self._personal.isdisjoint(words):
            return False
        content = self._content(text)
        return len(content) >= self._settings.least_content and self._grammar_of.smooth(words)

    def name(self, speaker: str | None) -> str:
        """How a speaker is called within a sentence."""
        return self._reporter.name(speaker)

    def fresh(self, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
        """False where a chosen sentence says the same: by its words, or by its vector."""
        return not any(self._same(candidate, other) for other in chosen)

    def _same(self, candidate: Candidate, other: Candidate) -> bool:
        shared = len(candidate.content & other.content)
        if 1000 * shared >= self._settings.redundant * max(len(candidate.content), 1):
            return True
        cosine = float(self._vectors[candidate.place] @ self._vectors[other.place])
        return 1000 * cosine >= self._settings.similar

    def tell(self, candidate: Candidate, *, turn: int) -> str | None:
        """The candidate as reported speech; None where it can't be told or is unclear."""
        told = self._reporter.told(
            candidate.text,
            speaker=candidate.speaker,
            team=self.team,
            common=self.meeting.common,
            turn=turn,
        )
        return None if told is None or self._begins_unclear(told) else told

    def _begins_unclear(self, told: str) -> bool:
        """True for "thought that it was cheap"; "that it was better to wait" stands alone."""
        clause = told.partition(f" {_LINK} ")[2]
        if clause.partition(" ")[0].strip(",.") not in self._pointing:
            return False
        return not any(start == 0 for start, _, _ in self._expletive.find(clause))

    def _content(self, text: str) -> frozenset[str]:
        return _content(_WORD.findall(text.lower()), self._grammar)

    def _fits(self, words: Sequence[str]) -> bool:
        if not self._settings.least_words <= len(words) <= self._settings.most_words:
            return False
        asks = words[0] in self._auxiliaries and words[1] in self._unclear
        if asks or words[0] in self._unclear or not self._spoken.isdisjoint(words):
            return False
        return len(_content(words, self._grammar)) >= self._settings.least_content

    def _worth(self, place: int, text: str, centroid: Mapping[str, float], topic: int) -> float:
        content = self.meeting.content(place, self._grammar)
        phrases = {place for _, _, places in self._phrases[topic].find(text) for place in places}
        strong = sum(1 for _ in self._strong.find(text))
        signal = 1 - self._signals[place].score(Label.NONE) / 1000
        return (
            self._cosine(content, self._about)
            + self._cosine(content, centroid)
            + 0.1 * min(len(phrases), 3)
            + 0.08 * min(strong, 2)
            + 0.1 * signal
        )

    def _centroid(self, places: Collection[int]) -> dict[str, float]:
        """Words that are said in several units, weighed by how often and how rare they are."""
        counts = Counter(
            word for place in places for word in self.meeting.content(place, self._grammar)
        )
        weights = {
            word: count * self.meeting.rarity(word)
            for word, count in counts.items()
            if self.meeting.held(word) >= _LEAST_SAID
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def _cosine(self, content: Collection[str], centroid: Mapping[str, float]) -> float:
        weights = {word: self.meeting.rarity(word) for word in content}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        if not length:
            return 0.0
        return sum(centroid.get(word, 0.0) * each for word, each in weights.items()) / length


def _content(words: Sequence[str], grammar: Collection[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) > 2 and word not in grammar)


def _searchable(phrases: Sequence[str]) -> list[str]:
    """Phrases as the lexicon's finder takes them: signs that it doesn't know end a phrase."""
    found = (" ".join(_WORD.findall(phrase)) for phrase in phrases)
    return [phrase for phrase in found if phrase]


def _topic_of(units: Sequence[Utterance], topics: Sequence[Topic]) -> list[int]:
    """The index of each unit's topic; topics cover a meeting."""
    place = {unit: number for number, topic in enumerate(topics) for unit in topic.utterances}
    return [place.get(unit.id, 0) for unit in units]
