import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from lvm_meet import resources
from lvm_meet.embed import open_encoder
from lvm_meet.embed.fast import FastEncoder
from lvm_meet.errors import MissingError


@pytest.fixture(scope="module")
def encoder() -> FastEncoder:
    return FastEncoder(resources.encoder())


def test_vectors_have_length_one(encoder: FastEncoder) -> None:
    vectors = encoder.embed(["We ship on Monday.", "Well done, all of you!", ""])
    assert vectors.shape == (3, encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts(encoder: FastEncoder) -> None:
    assert encoder.embed([]).shape == (0, encoder.dimension)


def test_order_and_company_do_not_matter(encoder: FastEncoder) -> None:
    texts = [f"Sentence number {i} " + "and so on " * (i % 7) for i in range(70)]
    together = encoder.embed(texts)
    backwards = encoder.embed(texts[::-1])[::-1]
    alone = np.concatenate([encoder.embed([text]) for text in texts[:5]])
    # int8 scales its activations by what else is in the batch, so the last digits may differ
    assert (together * backwards).sum(axis=1).min() > 0.99
    assert (together[:5] * alone).sum(axis=1).min() > 0.99


def test_the_same_call_gives_the_same_bytes(encoder: FastEncoder) -> None:
    texts = ["Who can take that?", "Who can take that?", "Nobody asked why."]
    first, second = encoder.embed(texts), encoder.embed(texts)
    assert first.tobytes() == second.tobytes()
    assert (first[0] == first[1]).all()


def test_what_was_said_before_matters(encoder: FastEncoder) -> None:
    alone = encoder.embed(["Yes, by Friday."])
    answered = encoder.embed(["Yes, by Friday."], ["Could you send me the figures?"])
    assert 0.2 < float((alone * answered).sum()) < 0.9999


def test_a_very_long_text_is_cut(encoder: FastEncoder) -> None:
    assert np.isfinite(encoder.embed(["word " * 5000])).all()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "encoder"
    shutil.copytree(resources.encoder(), target)
    return target


def test_a_changed_file_is_refused(copy: Path) -> None:
    with (copy / "model.bin").open("r+b") as stream:
        stream.seek(1000)
        stream.write(b"\0\1\2\3")
    with pytest.raises(MissingError, match=r"model\.bin"):
        open_encoder(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    with pytest.raises(MissingError, match=r"tokenizer\.json"):
        open_encoder(copy)


@pytest.mark.parametrize("text", ["", "{}", json.dumps({"name": "x", "sha256": 3})])
def test_a_broken_manifest_is_named(copy: Path, text: str) -> None:
    (copy / "encoder.json").write_text(text)
    with pytest.raises(MissingError, match=r"encoder\.json"):
        open_encoder(copy)


def test_a_directory_without_an_encoder(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="neither"):
        open_encoder(tmp_path)
