"""pyannote's segmentation-3.0 as an ONNX graph: SincNet, four LSTM layers, a powerset classifier.

In: `x` (chunks, 1, samples), 16 kHz. Out: `y` (chunks, frames, 7), log-probabilities of: nobody,
each of three speakers, each pair of them. A frame every 270 samples.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.diarization.checkpoint import Tensors
from benchmarks.diarization.graph import Graph

_LOWEST_HZ = 50.0
_NYQUIST_HZ = 8000.0


def write(tensors: Tensors, path: Path) -> None:
    """Convert the checkpoint's `state_dict` and write it to `path`."""
    graph = Graph()
    features = _sincnet(graph, tensors)
    hidden = _lstm(graph, tensors, features)
    for layer in range(2):
        hidden = graph.add("LeakyRelu", _linear(graph, tensors, hidden, f"linear.{layer}"))
    graph.add("LogSoftmax", _linear(graph, tensors, hidden, "classifier"), name="y", axis=-1)
    graph.save(
        path,
        name="pyannote-segmentation-3.0",
        inputs={"x": ["chunks", 1, "samples"]},
        outputs={"y": ["chunks", "frames", 7]},
    )


def _sincnet(graph: Graph, tensors: Tensors) -> str:
    """-> (chunks, 60, frames)"""
    hidden = _normalise(graph, tensors, "x", "sincnet.wav_norm1d")
    for layer in range(3):
        if layer == 0:
            filters = graph.floats(_sinc_filters(tensors))
            hidden = graph.add("Abs", graph.add("Conv", hidden, filters, strides=[10]))
        else:
            weight, bias = (
                graph.floats(tensors[f"sincnet.conv1d.{layer}.{part}"])
                for part in ("weight", "bias")
            )
            hidden = graph.add("Conv", hidden, weight, bias)
        hidden = graph.add("MaxPool", hidden, kernel_shape=[3], strides=[3])
        hidden = _normalise(graph, tensors, hidden, f"sincnet.norm1d.{layer}")
        hidden = graph.add("LeakyRelu", hidden)
    return hidden


def _normalise(graph: Graph, tensors: Tensors, hidden: str, key: str) -> str:
    weight, bias = (graph.floats(tensors[f"{key}.{part}"]) for part in ("weight", "bias"))
    return graph.add("InstanceNormalization", hidden, weight, bias, epsilon=1e-5)


def _sinc_filters(tensors: Tensors) -> np.ndarray:
    """The band-pass filters that SincNet's learnt cut-offs stand for, shape (80, 1, 251).

    First the even (cosine) filters of all bands, then the odd (sine) ones.
    """
    part = {
        key: tensors[f"sincnet.conv1d.0.filterbank.{key}"].astype(np.float64)
        for key in ("low_hz_", "band_hz_", "n_", "window_")
    }
    low = _LOWEST_HZ + np.abs(part["low_hz_"])
    high = np.clip(low + _LOWEST_HZ + np.abs(part["band_hz_"]), _LOWEST_HZ, _NYQUIST_HZ)
    band, time = high - low, part["n_"]
    even = (np.sin(high @ time) - np.sin(low @ time)) / (time / 2) * part["window_"]
    odd = (np.cos(low @ time) - np.cos(high @ time)) / (time / 2) * part["window_"]
    filters = np.concatenate(
        [
            np.concatenate([even, 2 * band, even[:, ::-1]], axis=1),
            np.concatenate([odd, 0 * band, -odd[:, ::-1]], axis=1),
        ]
    )
    return np.asarray((filters / np.tile(2 * band, (2, 1)))[:, None])


def _lstm(graph: Graph, tensors: Tensors, features: str) -> str:
    """(chunks, 60, frames) -> (chunks, frames, 256)"""
    hidden = graph.add("Transpose", features, perm=[2, 0, 1])
    both_ways = graph.integers(0, 0, 256)
    for layer in range(4):
        weights = [
            np.stack([_gates(tensors[f"lstm.weight_{kind}_l{layer}{way}"]) for way in _WAYS])
            for kind in _KINDS
        ]
        biases = np.stack(
            [
                np.concatenate(
                    [_gates(tensors[f"lstm.bias_{kind}_l{layer}{way}"]) for kind in _KINDS]
                )
                for way in _WAYS
            ]
        )
        constants = [graph.floats(values) for values in (*weights, biases)]
        hidden = graph.add("LSTM", hidden, *constants, hidden_size=128, direction="bidirectional")
        hidden = graph.add("Transpose", hidden, perm=[0, 2, 1, 3])
        hidden = graph.add("Reshape", hidden, both_ways)
    return graph.add("Transpose", hidden, perm=[1, 0, 2])


_WAYS = ("", "_reverse")
_KINDS = ("ih", "hh")


def _gates(weights: np.ndarray) -> np.ndarray:
    """From torch's order (input, forget, cell, output) to ONNX's (input, output, forget, cell)."""
    into, forget, cell, out = np.split(weights, 4)
    return np.concatenate([into, out, forget, cell])


def _linear(graph: Graph, tensors: Tensors, hidden: str, key: str) -> str:
    weight = graph.floats(tensors[f"{key}.weight"].T)
    return graph.add(
        "Add", graph.add("MatMul", hidden, weight), graph.floats(tensors[f"{key}.bias"])
    )
