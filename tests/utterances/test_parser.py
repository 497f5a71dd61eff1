import pytest

from lvm_meet.settings import Splitter, UnitSettings
from lvm_meet.utterances import parser, split

SPACY = UnitSettings(splitter=Splitter.SPACY)


@pytest.fixture
def source(transcript):
    return transcript(
        ("Ann", "We met Mr. Lee on Monday. He liked the plan a lot.", 0, 5000),
        ("Ben", "mm-hm", 5000, 5200),
        ("Ben", "Then we should go on with it, shouldn't we? I think so.", 8000, 9000),
    )


@pytest.fixture
def no_model(monkeypatch):
    monkeypatch.setattr(parser, "_MODELS", ())


def test_with_a_model(source, words):
    units, notes = split(source, words=words, settings=SPACY)
    if notes:
        pytest.skip("no English spaCy model is installed")
    assert [unit.text for unit in units] == [
        "We met Mr. Lee on Monday.",
        "He liked the plan a lot.",
        "mm-hm",
        "Then we should go on with it, shouldn't we? I think so.",
    ]


def test_without_a_model_a_note_says_so(source, words, no_model):
    units, notes = split(source, words=words, settings=SPACY)
    assert [note.code for note in notes] == ["spacy-blank"]
    assert [unit.text for unit in units][-1].endswith("I think so.")


@pytest.mark.parametrize(
    "text",
    ["word " * 4500, "Mr.Lee.And then.He went. ", ". . .", "a\u00a0b c. D e f g.", "3.5 p.m. " * 9],
)
def test_no_word_is_lost(text, words, transcript, no_model):
    units, _ = split(transcript((None, text)), words=words, settings=SPACY)
    assert " ".join(unit.text for unit in units).split() == text.split()
