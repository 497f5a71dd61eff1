from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

pytest.importorskip("onnx")

from benchmarks.diarization.graph import Graph


def write(path: Path) -> np.ndarray:
    graph = Graph()
    weights = np.linspace(-1, 1, 30 * 20, dtype=np.float32).reshape(30, 20)
    hidden = graph.add("MatMul", "x", graph.floats(weights))
    graph.add("Add", hidden, graph.floats(np.full(20, 1e-7)), name="y")
    graph.save(path, name="test", inputs={"x": ["n", 30]}, outputs={"y": ["n", 20]})
    return weights


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "one.onnx")
    write(tmp_path / "two.onnx")
    assert (tmp_path / "one.onnx").read_bytes() == (tmp_path / "two.onnx").read_bytes()


def test_large_weights_are_stored_in_half_and_small_ones_are_not(tmp_path: Path) -> None:
    weights = write(tmp_path / "one.onnx")
    assert (tmp_path / "one.onnx").stat().st_size < weights.nbytes
    session = ort.InferenceSession(tmp_path / "one.onnx", providers=["CPUExecutionProvider"])
    x = np.eye(30, dtype=np.float32)
    (found,) = session.run(None, {"x": x})
    np.testing.assert_allclose(found, weights.astype(np.float16).astype(np.float32) + 1e-7)
