import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvm_meet import resources
from lvm_meet.errors import MissingError
from lvm_meet.speech.diarize import models as under_test
from lvm_meet.speech.diarize.models import Models


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.diarizer(), tmp_path / "diarize"))


def test_the_id_names_the_networks(models: Models) -> None:
    name, _, sha256 = models.model_id.partition("@")
    assert name == "lvm-meet-voices-1"
    assert len(sha256) == 12
    assert under_test.identify(resources.diarizer()) == models.model_id


def test_every_shipped_file_is_in_the_manifest() -> None:
    directory = resources.diarizer()
    promised = json.loads((directory / "manifest.json").read_text("utf-8"))["sha256"]
    assert {path.name for path in directory.iterdir()} == {*promised, "manifest.json"}
    for name, sha256 in promised.items():
        assert hashlib.sha256((directory / name).read_bytes()).hexdigest() == sha256, name


def test_both_licences_and_the_changes_are_stated() -> None:
    directory = resources.diarizer()
    assert "Copyright (c) 2020 CNRS" in (directory / "LICENSE-MIT.txt").read_text("utf-8")
    assert "Version 2.0" in (directory / "LICENSE-Apache-2.0.txt").read_text("utf-8")
    assert "converted from PyTorch" in (directory / "NOTICE").read_text("utf-8")


@pytest.mark.parametrize("name", ["segmentation.onnx", "campplus.onnx"])
def test_an_altered_network_is_refused(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    with pytest.raises(MissingError, match="is not the file that") as error:
        Models.open(copy)
    assert name in error.value.message
    assert "reinstall" in error.value.hint


@pytest.mark.parametrize("name", ["segmentation.onnx", "campplus.onnx", "manifest.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(MissingError, match=name) as error:
        Models.open(copy)
    assert "reinstall" in error.value.command


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x", "version": "1", "sha256": {}}'])
def test_a_broken_manifest_is_refused(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(MissingError, match="does not describe"):
        Models.open(copy)
    with pytest.raises(MissingError, match="does not describe"):
        under_test.identify(copy)


def test_shapes(models: Models) -> None:
    found = models.segment(np.zeros((2, 160_000), np.float32))
    assert found.shape == (2, 589, 7)
    np.testing.assert_allclose(np.exp(found).sum(axis=-1), 1, atol=1e-4)
    assert models.embed(np.zeros((3, 148, 80), np.float32)).shape == (3, 192)


@pytest.mark.parametrize("threads", [1, 3])
def test_side_by_side_keeps_the_order_and_draws_only_what_it_needs(
    models: Models, threads: int
) -> None:
    few = Models("", threads, models.segmentation, models.embedding)
    drawn = 0

    def items() -> Iterator[int]:
        nonlocal drawn
        for number in range(50):
            drawn += 1
            yield number

    ahead = []
    for place, result in enumerate(few.side_by_side(lambda n: n * n, items())):
        assert result == place * place
        ahead.append(drawn - place)
    assert len(ahead) == 50
    assert max(ahead) <= 2 * threads + 1


def test_side_by_side_passes_errors_on_and_leaves_no_thread(models: Models) -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError):
        list(models.side_by_side(lambda n: 1 // n, [1, 0, 1]))
    assert threading.active_count() == before
