"""Small ONNX graphs for the tests of what computes them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper, shape_inference

OPSET = 17


def model_of(
    nodes: Sequence[NodeProto],
    feeds: Mapping[str, NDArray[Any]],
    constants: Mapping[str, NDArray[Any]],
    outputs: Sequence[str],
    *,
    opset: int = OPSET,
    output_type: int = TensorProto.FLOAT,
) -> bytes:
    """Return a model that takes arrays like these, with the shapes of what it answers worked out."""
    graph = helper.make_graph(
        nodes,
        "graph",
        [
            helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(array.dtype), array.shape)
            for name, array in feeds.items()
        ],
        [helper.make_tensor_value_info(name, output_type, None) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    model = helper.make_model(
        graph,
        ir_version=8,
        opset_imports=[helper.make_opsetid("", opset), helper.make_opsetid("com.microsoft", 1)],
    )
    data: bytes = shape_inference.infer_shapes(model).SerializeToString()
    return data


def random(*shape: int, seed: int = 1) -> NDArray[np.float32]:
    """Return numbers around 0."""
    return np.random.default_rng(seed).standard_normal(shape, np.float32)
