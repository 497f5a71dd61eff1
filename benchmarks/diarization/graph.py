"""Puts an ONNX graph together, one operation after the other; large weights are stored in fp16."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_OPSET = 17
_IR_VERSION = 8
_SMALL = 256
"""a constant with fewer numbers stays fp32: nothing to gain, and it may be an epsilon"""

Attribute = int | float | str | list[int]


class Graph:
    """Collects constants and nodes; every method gives the name of what it added."""

    def __init__(self) -> None:
        self._weights: list[onnx.TensorProto] = []
        self._casts: list[onnx.NodeProto] = []
        self._nodes: list[onnx.NodeProto] = []

    def floats(self, values: np.ndarray | float) -> str:
        """A constant for fp32 arithmetic; a large one is stored as fp16 and cast when loaded."""
        array = np.ascontiguousarray(values, dtype=np.float32)
        name = f"w{len(self._weights)}"
        if array.size < _SMALL:
            self._weights.append(numpy_helper.from_array(array, name))
            return name
        stored = f"{name}_fp16"
        self._weights.append(numpy_helper.from_array(array.astype(np.float16), stored))
        self._casts.append(helper.make_node("Cast", [stored], [name], to=TensorProto.FLOAT))
        return name

    def integers(self, *values: int) -> str:
        """A constant of int64, shape (n,)."""
        name = f"w{len(self._weights)}"
        self._weights.append(numpy_helper.from_array(np.array(values, dtype=np.int64), name))
        return name

    def add(self, kind: str, *inputs: str, name: str = "", **attributes: Attribute) -> str:
        """An operation with one output, called `name` where that is given."""
        output = name or f"t{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def save(
        self,
        path: Path,
        *,
        name: str,
        inputs: dict[str, list[str | int]],
        outputs: dict[str, list[str | int]],
    ) -> None:
        """Check the graph and write it; the same graph gives the same bytes."""
        graph = helper.make_graph(
            self._casts + self._nodes, name, _infos(inputs), _infos(outputs), self._weights
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", _OPSET)],
            ir_version=_IR_VERSION,
            producer_name="lvm-meet",
        )
        onnx.checker.check_model(model)
        path.write_bytes(model.SerializeToString(deterministic=True))


def _infos(tensors: dict[str, list[str | int]]) -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in tensors.items()
    ]
