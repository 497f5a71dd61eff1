"""Every example of the packaged lexicons is a case: said in a meeting, it gets its own label."""

import pytest

from lvm_meet import lexicon as lexicons
from lvm_meet.lexicon import Entry
from lvm_meet.model import Signal
from lvm_meet.pipeline import Pipeline

ENTRIES = lexicons.load().exemplars


@pytest.fixture(scope="module")
def coded() -> dict[str, Signal]:
    texts = [entry.text for entry in ENTRIES]
    classifier = Pipeline.build().classifier
    coding = classifier.code_texts(texts, [""] * len(texts), ids=[entry.entry for entry in ENTRIES])
    return {signal.utterance: signal for signal in coding.signals}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.entry)
def test_an_example_is_coded_as_what_it_stands_for(entry: Entry, coded: dict[str, Signal]) -> None:
    signal = coded[entry.entry]
    assert signal.label is entry.label, f"{entry.text} -> {signal.label} {signal.scores}"
    assert signal.evidence.exemplars[0].text == entry.text
    assert signal.evidence.exemplars[0].similarity > 950
