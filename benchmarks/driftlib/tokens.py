"""The words of a transcript one by one, and what a recogniser might hear instead of each."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate
from math import exp

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from benchmarks.speechlib.spoken import plain
from lvm_meet.model import Transcript

SENTENCE = ".?!"
FUNCTION_WORDS, FUNCTION_LETTERS = 100, 4
"""function words are taken to be a meeting's commonest words of few letters"""
SOUND_WEIGHT = 8.0
"""how fast a word gets unlikely as a substitute with its distance in sound (0 to 1)"""

_LOOSE_MARK = re.compile(r"\s+([.,?!;:…]+)(?=\s|$)")
_LOOSE_ENDING = re.compile(r"(?<=\w)\s+('(?:re|ve|ll|s|d|m|t)\b)", re.IGNORECASE)
_LOOSE_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")
_SOUNDS = (
    (re.compile(r"[^a-z0-9]"), ""),
    (re.compile(r"gh|(?<=.)e$"), ""),
    (re.compile(r"^kn"), "n"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"wh"), "w"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"(.)\1"), r"\1"),
)


def tidied(transcript: Transcript) -> Transcript:
    """Marks and endings that a corpus writes apart ("sure .", "we 're") joined to their words."""
    segments = []
    for segment in transcript.segments:
        text = _LOOSE_HYPHEN.sub("-", _LOOSE_ENDING.sub(r"\1", segment.text))
        text = " ".join(t for t in _LOOSE_MARK.sub(r"\1", text).split() if _has_word(t))
        if text:
            segments.append(replace(segment, text=text))
    return replace(transcript, segments=tuple(segments))


class Tokens:
    """The words of a transcript, and what may stand for each of them."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.turns = [segment.text.split() for segment in transcript.segments]
        self.tokens = [token for turn in self.turns for token in turn]
        self.turn_of = [index for index, turn in enumerate(self.turns) for _ in turn]
        self.plain = [plain(token) for token in self.tokens]
        self.counts = Counter(word for word in self.plain if word)
        self._words = sorted(self.counts)
        self._sounds = [sound(word) for word in self._words]
        self._drawers: dict[str, list[float]] = {}
        short = [w for w, _ in self.counts.most_common() if len(w) <= FUNCTION_LETTERS]
        self.function = frozenset(short[:FUNCTION_WORDS])
        proper = Counter(
            word
            for index, word in enumerate(self.plain)
            if word and self.tokens[index][:1].isupper() and not self.begins(index)
        )
        self.proper = frozenset(w for w, n in proper.items() if 2 * n > self.counts[w]) | {"i"}

    def begins(self, index: int) -> bool:
        """Whether a sentence begins with this word."""
        first = index == 0 or self.turn_of[index - 1] != self.turn_of[index]
        return first or self.tokens[index - 1][-1] in SENTENCE

    def counted(self) -> list[int]:
        """Indexes of the words that count in a WER."""
        return [index for index, word in enumerate(self.plain) if word]

    def instead_of(self, word: str, rng: random.Random) -> str:
        """A word of this meeting that is common and sounds like `word`, never `word` itself."""
        if word not in self._drawers:
            distances = cdist([sound(word)], self._sounds, scorer=Levenshtein.normalized_distance)
            weights = [
                0.0 if other == word else self.counts[other] * exp(-SOUND_WEIGHT * distance)
                for other, distance in zip(self._words, distances[0].tolist(), strict=True)
            ]
            self._drawers[word] = list(accumulate(weights))
        if not self._drawers[word][-1]:
            return word
        return rng.choices(self._words, cum_weights=self._drawers[word])[0]

    def any_word(self, rng: random.Random) -> str:
        """A word of this meeting, the commoner the likelier."""
        return self.plain[rng.choice(self.counted())]


def sound(word: str) -> str:
    """A rough spelling by sound, for comparing words."""
    key = word.lower()
    for pattern, becomes in _SOUNDS:
        key = pattern.sub(becomes, key)
    return key or word


def _has_word(token: str) -> bool:
    return any(character.isalnum() for character in token)
