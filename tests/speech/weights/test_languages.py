from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.settings import Settings
from lvm_meet.speech.listener import Listener
from lvm_meet.speech.weights import WhisperWeights, as_known, languages


@pytest.fixture
def weights(tmp_path):
    """Weights that know three languages, as CTranslate2's converter writes their vocabulary."""
    words = '["hello", "<|startoftranscript|>", "<|en|>", "<|de|>", "<|haw|>", "<|nospeech|>"]'
    (tmp_path / "vocabulary.json").write_text(words, "utf-8")
    return WhisperWeights("mine", tmp_path, "a test", "MIT", "00", multilingual=True, bytes=1)


@pytest.mark.parametrize(
    ("given", "code"),
    [(None, None), ("en", "en"), ("EN", "en"), ("de_AT", "de"), (" haw ", "haw"), ("en-US", "en")],
)
def test_a_language_is_known_by_its_code(weights, given, code):
    assert as_known(given, weights) == code


@pytest.mark.parametrize("given", ["", " ", "xx", "english", "yue", "-", "<|en|>"])
def test_another_one_lists_what_is_known(weights, given):
    with pytest.raises(SettingsError, match="mine know no language") as caught:
        as_known(given, weights)
    assert caught.value.hint == "choose one of: de, en, haw"


def test_english_only_weights_know_english_whatever_their_vocabulary_says(weights):
    english = replace(weights, multilingual=False)
    assert languages(english) == {"en"}
    with pytest.raises(SettingsError):
        as_known("de", english)


def test_where_the_files_do_not_tell_every_code_is_taken(weights):
    nowhere = replace(weights, directory=Path("no/such/folder"))
    assert languages(nowhere) == frozenset()
    assert as_known("tlh", nowhere) == "tlh"
    with pytest.raises(SettingsError):
        as_known("", nowhere)


def test_the_real_weights_know_a_hundred(packages):
    plain = Settings()

    def build(language):
        return Listener.build(
            replace(plain, speech=replace(plain.speech, model="base", language=language))
        )

    assert build("EN-gb").settings.speech.language == "en"
    with pytest.raises(SettingsError, match="base know no language 'yue'") as caught:
        build("yue")
    assert caught.value.hint.count(",") == 98
