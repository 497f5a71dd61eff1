import hashlib
import json

import pytest

from lvm_meet.errors import MissingError
from lvm_meet.speech.weights.own import in_directory


@pytest.fixture
def place(tmp_path):
    """A directory that looks like a model."""
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").write_text("{}")
    (folder / "vocabulary.txt").write_text("word\n" * 51_864)
    return folder


def test_it_goes_by_its_folder_and_the_hash_of_its_weights(place):
    found = in_directory(place)
    assert (found.name, found.licence, found.directory) == ("my-model", "not known", place)
    assert found.sha256 == hashlib.sha256(b"weights").hexdigest()
    assert found.bytes == 7 + 2 + 2 + 5 * 51_864


@pytest.mark.parametrize(
    ("name", "content", "multilingual"),
    [
        ("vocabulary.txt", "word\n" * 51_864, False),
        ("vocabulary.txt", "word\n" * 51_864 + "word", True),
        ("vocabulary.txt", "word\n" * 51_865, True),
        ("vocabulary.json", json.dumps(["word"] * 51_864), False),
        ("vocabulary.json", json.dumps(["word"] * 51_866), True),
    ],
)
def test_the_vocabulary_tells_whether_it_knows_languages(place, name, content, multilingual):
    (place / "vocabulary.txt").unlink()
    (place / name).write_text(content)
    assert in_directory(place).multilingual == multilingual


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.txt"])
def test_what_is_lacking_is_named(place, name):
    (place / name).unlink()
    with pytest.raises(MissingError, match=f"lacks .*{name}") as caught:
        in_directory(place)
    assert "ct2-transformers-converter" in caught.value.hint


def test_no_directory(tmp_path):
    with pytest.raises(MissingError, match="no directory"):
        in_directory(tmp_path / "none")
    with pytest.raises(MissingError, match=r"lacks model.bin, config.json, tokenizer.json"):
        in_directory(tmp_path)


@pytest.mark.parametrize("content", ["{", "{}", "\ud800"])
def test_a_vocabulary_that_is_none_is_told(place, content):
    (place / "vocabulary.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(MissingError, match="cannot be read"):
        in_directory(place)
