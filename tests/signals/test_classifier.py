"""The classifier with a toy encoder whose vectors can be worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from lvm_meet import lexicon as lexicons
from lvm_meet.lexicon import Entry, Lexicon
from lvm_meet.model import LABELS, Label, Span, Utterance
from lvm_meet.signals.classifier import Classifier
from lvm_meet.signals.rows import Row
from lvm_meet.signals.similarity import Calibration

AXES = {"goal": 0, "thanks": 1, "task": 2, "rule": 3, "talk": 4}


class WordEncoder:
    """One axis per known word; a text is the sum of its words' axes."""

    model_id = "words@0"

    def __init__(self) -> None:
        self.contexts: list[str] = []

    def embed(self, texts, contexts=None) -> np.ndarray:
        self.contexts += contexts or []
        rows = np.zeros((len(texts), len(AXES)), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", "").split():
                if word in AXES:
                    rows[row, AXES[word]] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.maximum(lengths, 1e-9)


@pytest.fixture
def lexicon() -> Lexicon:
    entries = tuple(
        Entry(label, f"a {word} here", f"{label}.toml exemplars.x[1]", "x")
        for label, word in zip(LABELS, AXES, strict=True)
    )
    return replace(lexicons.load(), exemplars=entries)


@pytest.fixture
def classifier(lexicon: Lexicon) -> Classifier:
    encoder = WordEncoder()
    vectors = encoder.embed([entry.text for entry in lexicon.exemplars])
    return Classifier(
        encoder=encoder, lexicon=lexicon, vectors=vectors, calibration=Calibration(), evidence=2
    )


@pytest.mark.parametrize(("word", "label"), list(zip(AXES, LABELS, strict=True)))
def test_a_unit_gets_the_label_of_what_it_is_near(classifier, word: str, label: Label) -> None:
    coding = classifier.code_texts([f"this {word} now"], [""], ids=["u"])
    (signal,) = coding.signals
    assert (signal.utterance, signal.label) == ("u", label)
    assert signal.evidence.exemplars[0].label is label
    assert signal.evidence.exemplars[0].similarity == 1000
    assert len(signal.evidence.exemplars) == 2


def test_back_channels_are_neither_embedded_nor_coded(classifier) -> None:
    texts = ["Mm-hm.", "a task for you", "Yeah."]
    coding = classifier.code_texts(texts, ["", "x", ""], ids=["a", "b", "c"])
    assert [signal.label for signal in coding.signals] == ["none", "execution", "none"]
    assert coding.signals[0].scores == (0, 0, 0, 0, 1000)
    assert not coding.vectors[[0, 2]].any()
    assert classifier.encoder.contexts == ["x"]


def test_a_meeting_is_coded_with_what_was_said_before(classifier) -> None:
    units = [
        Utterance(f"u{i}", "A", text, Span(i, i + 1), (i,))
        for i, text in enumerate(["a goal for us", "a rule for us", "a task for us"])
    ]
    coding = classifier.code(units, context=1)
    assert [signal.label for signal in coding.signals] == ["vision", "control", "execution"]
    assert classifier.encoder.contexts == ["", "a goal for us", "a rule for us"]


def test_rows_keep_their_order_and_drop_names_from_what_was_before(classifier) -> None:
    rows = [Row("x", "a task for us", before=("Eve: a rule",)), Row(7, "a goal for us")]
    coding = classifier.code_rows(rows, context=2)
    assert [signal.utterance for signal in coding.signals] == ["x", "7"]
    assert classifier.encoder.contexts == ["a rule", ""]


def test_no_units_no_codes(classifier) -> None:
    coding = classifier.code_texts([], [], ids=[])
    assert coding.signals == ()
    assert coding.vectors.shape == (0, len(AXES))


def test_an_exemplar_is_checked_without_itself(classifier) -> None:
    """Each toy class has one exemplar; without it nothing of its class is left to be near to."""
    labels = classifier.label_exemplars()
    assert len(labels) == len(LABELS)
    assert all(found is not own for found, own in zip(labels, LABELS, strict=True))
