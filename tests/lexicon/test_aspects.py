"""The sentences of the twelve aspects and of the shared duties: complete, varied, in place."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from lvm_meet import lexicon, resources
from lvm_meet.embed import open_encoder
from lvm_meet.model import LEADERSHIP, MANAGEMENT, spoken_words
from lvm_meet.profile.aspects import memberships
from lvm_meet.settings import AspectSettings
from lvm_meet.signals.classifier import Classifier
from lvm_meet.signals.similarity import Calibration
from lvm_meet.signals.store import embed_with_store

ASPECTS = (
    "main-goal", "main-function", "decision-approach", "team-dynamic", "change-orientation",
    "goal-setting", "authority-style", "time-viewpoint", "problem-approach", "development-focus",
    "communication-purpose", "performance-focus",
)  # fmt: skip
DUTIES = (
    "goal-setting", "communication-and-feedback", "decision-making", "team-development",
    "problem-solving", "adaptability", "culture", "motivation", "coordination",
)  # fmt: skip
FILES = ("aspects", "duties")
FILLERS = {"um", "uh"}
MOST_OPENINGS = 5
NEAR_DUPLICATE = 0.7


@pytest.fixture(scope="module")
def packaged():
    return lexicon.load()


@pytest.fixture(scope="module")
def coded(packaged):
    """texts -> (labels, vectors) by the packaged encoder and classifier."""
    directory = resources.encoder()
    encoder = open_encoder(directory, threads=1, batch=16)
    classifier = Classifier(
        encoder=encoder,
        lexicon=packaged,
        vectors=embed_with_store(
            encoder, [entry.text for entry in packaged.exemplars], directory=directory
        ),
        calibration=Calibration.load(directory),
    )

    def code(texts):
        coding = classifier.code_texts(texts, [""] * len(texts), ids=list(map(str, texts)))
        return [signal.label for signal in coding.signals], coding.vectors

    return code


def sides(packaged, file):
    """(row, pole, sentences), in the order of the file."""
    for poles in getattr(packaged, file):
        yield poles.name, "leadership", poles.leadership
        yield poles.name, "management", poles.management


def texts_of(packaged, file):
    return [text for *_, texts in sides(packaged, file) for text in texts]


def test_all_rows_are_there_in_their_order(packaged):
    assert tuple(each.name for each in packaged.aspects) == ASPECTS
    assert tuple(each.name for each in packaged.duties) == DUTIES


@pytest.mark.parametrize("file", FILES)
def test_both_poles_of_each_row_have_enough_sentences_and_as_many(packaged, file):
    counts = {len(texts) for *_, texts in sides(packaged, file)}
    assert len(counts) == 1  # a row with more would draw more units
    assert 16 <= counts.pop() <= 24


@pytest.mark.parametrize("file", FILES)
def test_nothing_stands_twice(packaged, file):
    words = [frozenset(spoken_words(text)) for text in texts_of(packaged, file)]
    twice = [
        (sorted(one), sorted(two))
        for one, two in combinations(words, 2)
        if len(one & two) >= NEAR_DUPLICATE * len(one | two)
    ]
    assert twice == []


@pytest.mark.parametrize("file", FILES)
def test_no_opening_is_worn_out(packaged, file):
    openings = Counter(" ".join(spoken_words(text)[:3]) for text in texts_of(packaged, file))
    assert [opening for opening, n in openings.items() if n > MOST_OPENINGS] == []


@pytest.mark.parametrize("file", FILES)
def test_sentences_are_as_long_as_talk(packaged, file):
    lengths = sorted(len(text.split()) for text in texts_of(packaged, file))
    assert lengths[0] >= 4
    assert lengths[-1] <= 30


@pytest.mark.parametrize("file", FILES)
def test_every_pole_is_spoken(packaged, file):
    stiff = [
        (name, pole)
        for name, pole, texts in sides(packaged, file)
        if not any(FILLERS & set(spoken_words(text)) for text in texts)
    ]
    assert stiff == []


@pytest.mark.parametrize("file", FILES)
def test_sentences_are_coded_as_their_pole(packaged, coded, file):
    """What is coded otherwise is never compared with units of its side in earnest."""
    astray = []
    for name, pole, texts in sides(packaged, file):
        own = LEADERSHIP if pole == "leadership" else MANAGEMENT
        labels, _ = coded(list(texts))
        astray += [(name, t) for t, label in zip(texts, labels, strict=True) if label not in own]
    assert len(astray) <= len(texts_of(packaged, file)) // 50, astray


@pytest.mark.parametrize(("file", "least"), [("aspects", 500), ("duties", 330)])
@pytest.mark.parametrize("pole", ["leadership", "management"])
def test_a_sentence_left_out_is_drawn_to_its_own_row(packaged, coded, file, pole, least):
    """At a guess it would be one of 12 (83 permille), one of 9 (111)."""
    rows = [coded(list(texts))[1] for _, side, texts in sides(packaged, file) if side == pole]
    right = 0
    for number, row in enumerate(rows):
        for place in range(len(row)):
            others = [*rows[:number], np.delete(row, place, axis=0), *rows[number + 1 :]]
            one = row[place : place + 1]
            right += memberships(one, others, settings=AspectSettings())[0].argmax() == number
    assert 1000 * right >= least * sum(map(len, rows))
