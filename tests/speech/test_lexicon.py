import pytest

from lvm_meet import resources
from lvm_meet.errors import LexiconError
from lvm_meet.speech.lexicon import recogniser_words


def test_the_phrases_are_in_the_form_in_which_they_are_looked_up():
    inventions = recogniser_words().inventions
    assert {"thanks for watching", "don't forget to like and subscribe"} <= inventions
    assert "" not in inventions


def test_talk_is_written_with_all_marks():
    for text in recogniser_words().written.values():
        assert {".", ",", "?"} <= set(text)
        assert text[0].isupper()
        assert text[-1] in ".?!"


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"inventions = [",
        b"inventions = 7",
        b"inventions = [7]",
        b"\xff",
        b"other = []",
        b"inventions = []",
        b"inventions = []\nwritten = 7",
        b"inventions = []\nwritten = {en = 7}",
    ],
)
def test_a_broken_lexicon_is_named(content, tmp_path, monkeypatch):
    path = tmp_path / "recogniser.toml"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(resources, "lexicons", lambda: tmp_path)
    recogniser_words.cache_clear()
    try:
        with pytest.raises(LexiconError) as caught:
            recogniser_words()
    finally:
        recogniser_words.cache_clear()
    assert caught.value.path == str(path)
