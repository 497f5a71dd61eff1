from pathlib import Path

import numpy as np
import pytest

from lvm_meet.errors import MissingError
from lvm_meet.signals.store import STORE, embed_with_store, save


class Counting:
    """An encoder that remembers what it was asked for: each text's length, as a direction."""

    model_id = "counting@0"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts, contexts=None) -> np.ndarray:
        self.asked += texts
        angles = np.array([len(text) / 100 for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_known_texts_are_looked_up_and_new_ones_embedded(tmp_path: Path) -> None:
    encoder = Counting()
    known = ["one", "two and three", "four"]
    save(tmp_path / STORE, known, encoder.embed(known))
    encoder.asked.clear()
    vectors = embed_with_store(encoder, ["four", "brand new", "one"], directory=tmp_path)
    assert encoder.asked == ["brand new"]
    expected = Counting().embed(["four", "brand new", "one"])
    np.testing.assert_allclose(vectors, expected, atol=1e-3)


def test_without_a_store_everything_is_embedded(tmp_path: Path) -> None:
    encoder = Counting()
    assert embed_with_store(encoder, ["a", "b"], directory=tmp_path).shape == (2, 2)
    assert encoder.asked == ["a", "b"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x93NUMPY"])
def test_a_damaged_store_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STORE).write_bytes(content)
    with pytest.raises(MissingError, match="exemplars"):
        embed_with_store(Counting(), ["a"], directory=tmp_path)
