"""Repetitions are found within and across labels, and a classifier's doubts are reported."""

import random
from dataclasses import replace

import pytest

from lvm_meet import lexicon
from lvm_meet.lexicon import CuePhrase, Entry
from lvm_meet.lexicon.check import FindingKind, duplicates, misplaced
from lvm_meet.model import Label
from lvm_meet.settings import LexiconSettings

TEN = "one two three four five six seven eight nine ten"


@pytest.fixture(scope="module")
def packaged():
    return lexicon.load()


@pytest.fixture
def of(packaged):
    """A lexicon of the given (label, text) pairs, with entries "1", "2" and so on, and cues."""

    def make(*pairs, cues=()):
        entries = tuple(
            Entry(label, text, str(number), "team") for number, (label, text) in enumerate(pairs, 1)
        )
        found = tuple(
            CuePhrase(label, text, f"cue {number}") for number, (label, text) in enumerate(cues, 1)
        )
        return replace(packaged, exemplars=entries, cues=found)

    return make


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("We go.", "we  GO", FindingKind.DUPLICATE),
        ("What's that, then?", "what’s that then", FindingKind.DUPLICATE),
        (TEN, f"{TEN} eleven", FindingKind.NEAR_DUPLICATE),
        (TEN, " ".join(reversed(TEN.split())), FindingKind.NEAR_DUPLICATE),
        (TEN, f"{TEN} eleven twelve", None),
        ("We go.", "They stay.", None),
    ],
)
@pytest.mark.parametrize("label", [Label.VISION, Label.NONE])
def test_two_sentences(of, one, two, kind, label):
    found = duplicates(of((Label.VISION, one), (label, two)))
    assert [finding.kind for finding in found] == ([kind] if kind else [])
    if found:
        assert (found[0].entry, found[0].other) == ("2", "1")
        assert ("none/vision" in found[0].message) is (label is Label.NONE)


def test_each_repetition_is_reported_once_in_the_order_of_the_lexicon(of):
    pairs = [TEN, "We go.", f"{TEN} more", "We go!", TEN, "we go"]
    found = duplicates(of(*((Label.VISION, text) for text in pairs)))
    assert [(finding.entry, finding.other) for finding in found] == [
        ("3", "1"),
        ("4", "2"),
        ("5", "1"),
        ("6", "2"),
    ]


def test_the_threshold_is_a_setting(of):
    pair = of((Label.VISION, "one two three"), (Label.VISION, "one two four"))
    assert duplicates(pair) == ()
    assert len(duplicates(pair, settings=LexiconSettings(near_duplicate=500))) == 1


def test_near_pairs_are_those_of_comparing_all_with_all(of):
    rng = random.Random(20)
    texts = [" ".join(rng.choices("abcdefgh", k=rng.randint(1, 12))) for _ in range(120)]
    sets = [frozenset(text.split()) for text in texts]
    repeats = {
        str(two + 1)
        for two in range(len(texts))
        for one in range(two)
        if 1000 * len(sets[one] & sets[two]) >= 850 * len(sets[one] | sets[two])
    }
    found = duplicates(of(*((Label.VISION, text) for text in texts)))
    assert {finding.entry for finding in found} == repeats


def test_cue_phrases_that_stand_twice(of):
    cues = [(Label.VISION, "long-term"), (Label.VISION, "goal"), (Label.CONTROL, "Long  term")]
    found = duplicates(of(cues=cues))
    assert [(finding.kind, finding.entry, finding.other) for finding in found] == [
        (FindingKind.DUPLICATE, "cue 3", "cue 1")
    ]


def test_an_empty_lexicon_has_no_duplicates(of):
    assert duplicates(of()) == ()


def test_what_the_classifier_puts_elsewhere_is_reported(of):
    three = of((Label.VISION, "Up."), (Label.NONE, "So."), (Label.CONTROL, "Stop."))
    found = misplaced(three, lambda texts: [Label.VISION for _ in texts])
    assert [(finding.kind, finding.entry) for finding in found] == [
        (FindingKind.MISPLACED, "2"),
        (FindingKind.MISPLACED, "3"),
    ]
    assert found[0].message == "stands for none, but is coded as vision: So."


def test_the_classifier_sees_all_texts_at_once_in_order(of):
    seen = []

    def predict(texts):
        seen.append(list(texts))
        return [Label.VISION, Label.NONE]

    assert misplaced(of((Label.VISION, "Up."), (Label.NONE, "So.")), predict) == ()
    assert seen == [["Up.", "So."]]


def test_a_classifier_that_answers_too_little_is_not_believed(of):
    with pytest.raises(ValueError, match="shorter"):
        misplaced(of((Label.VISION, "Up.")), lambda texts: [])
