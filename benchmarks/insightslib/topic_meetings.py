"""Meetings whose topics people have marked: QMSum files, with `topic_list`.

People's topics may overlap, come back, or leave turns out. Where two overlap the turn is the later
one's; a topic that comes back begins anew; more than ten turns in a row without a topic are one by
themselves, fewer belong to the topic before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from lvm_meet.insights.topic_features import features
from lvm_meet.lexicon import Book
from lvm_meet.model import Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import TopicSettings

DOMAINS = ("product", "academic", "committee")
_GAP = 10
"""turns in a row without a topic, above which they are one by themselves"""

Boundaries = list[int]
"""1 for each turn at which a topic begins, but the first; else 0"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: its units, their features, and the topic of each turn that has words."""

    name: str
    texts: tuple[str, ...]
    units: tuple[Utterance, ...]
    rows: np.ndarray
    """features of the units, shape (n, 7)"""
    topics: tuple[int, ...]

    @property
    def reference(self) -> Boundaries:
        return [0, *(int(one != other) for one, other in pairwise(self.topics))]

    @property
    def series(self) -> str:
        """The group of people that met."""
        found = re.match(r"[A-Z]{2}\d{4}|[A-Za-z]+", self.name)
        return found.group() if found else self.name

    @property
    def domain(self) -> str:
        if re.match(r"[A-Z]{2}\d{4}", self.name):
            return DOMAINS[0]
        return DOMAINS[1] if self.name.startswith("B") else DOMAINS[2]


def topics_of(spans: Sequence[tuple[int, int, int]], count: int) -> list[int]:
    """The topic of each of `count` turns, from (first turn, last turn, topic); -1 for none.

    The rules for overlaps and gaps are those of the module.
    """
    found = [-1] * count
    for first, last, topic in sorted(spans):
        for turn in range(first, min(last, count - 1) + 1):
            found[turn] = topic
    start = 0
    while start < count:
        stop = start + 1
        while stop < count and (found[stop] == -1) == (found[start] == -1):
            stop += 1
        if found[start] == -1 and stop - start <= _GAP:
            near = found[start - 1] if start else found[stop] if stop < count else -1
            found[start:stop] = [near] * (stop - start)
        start = stop
    return found


def read(paths: Sequence[Path], pipeline: Pipeline, *, settings: TopicSettings) -> list[Meeting]:
    """The meetings with the features of their units; SystemExit where a file has no topics."""
    book = pipeline.classifier.lexicon.book("topics")
    examples = pipeline.classifier.encoder.embed(list(book.group("shift").exemplars))
    return [_meeting(path, pipeline, book, examples, settings) for path in paths]


def _meeting(
    path: Path, pipeline: Pipeline, book: Book, examples: np.ndarray, settings: TopicSettings
) -> Meeting:
    document = json.loads(path.read_text("utf-8"))
    turns = [letters(turn["content"]) for turn in document["meeting_transcripts"]]
    spans = [
        (int(first), int(last), number)
        for number, topic in enumerate(document["topic_list"])
        for first, last in topic["relevant_text_span"]
    ]
    if not spans:
        raise SystemExit(f"{path}: there are no topics")
    transcript = pipeline.read(path)
    units, _ = pipeline.unitizer.split(transcript)
    coding = pipeline.classifier.code(units, context=pipeline.settings.signals.context)
    rows = features(
        units, coding.vectors, book=book, exemplars={"shift": examples}, settings=settings
    )
    texts = tuple(segment.text for segment in transcript.segments)
    topics = topics_of(spans, len(turns))
    kept = tuple(topics[turn] for turn in places(turns, [letters(text) for text in texts]))
    return Meeting(path.stem, texts, units, rows, kept)


def letters(text: str) -> str:
    """What is left of a turn however it is read: its letters and digits, without its marks."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\{[a-z]{2,20}\}", " ", text).lower())


def places(turns: Sequence[str], kept: Sequence[str]) -> list[int]:
    """Which turn each kept one is; both in order. ValueError where one is not among the turns."""
    found: list[int] = []
    for text in kept:
        found.append(turns.index(text, found[-1] + 1 if found else 0))
    return found
