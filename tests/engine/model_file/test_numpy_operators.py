"""Every operator on NumPy answers as it does on onnxruntime."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper
import pytest

from custom_components.digitalshadow.engine.model_file.arithmetic.kernels import KNOWN_OPERATORS
from custom_components.digitalshadow.engine.model_file.numpy_session import NumpySession
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from tests.engine.model_file.graphs import model_of, random

PICTURE = random(1, 4, 9, 11)
TWO_PICTURES = random(2, 4, 9, 11)
ROWS = random(2, 5, 8)
POSITIVE = np.abs(random(2, 5, 8)) + np.float32(0.1)
WHOLE = np.array([-7, -3, 3, 7, 0], np.int64)
type Constants = Mapping[str, NDArray[Any]]


def longs(*numbers: int) -> NDArray[np.int64]:
    """Return whole numbers as shapes and axes are written."""
    return np.array(numbers, np.int64)


def case(  # what a node is made of
    name: str,
    operator: str,
    x: NDArray[Any],
    constants: Constants | None = None,
    *,
    outputs: int = 1,
    opset: int = 17,
    output_type: int = TensorProto.FLOAT,
    **attributes: Any,  # noqa: ANN401  # whatever an operator takes
) -> Any:  # noqa: ANN401  # pytest's own
    """Return one row of the table."""
    return pytest.param(
        operator, x, constants or {}, outputs, opset, output_type, attributes, id=f"{operator}, {name}"
    )


CASES = [
    *(
        case("each number", operator, ROWS)
        for operator in ("Abs", "Exp", "Erf", "Identity", "Neg", "Relu", "Sigmoid", "Tanh")
    ),
    *(case("each number", operator, POSITIVE) for operator in ("Log", "Reciprocal", "Sqrt")),
    *(
        case("with a row", operator, ROWS, {"b": random(8, seed=2)})
        for operator in ("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum")
    ),
    case("whole numbers are cut towards zero", "Div", WHOLE, {"b": longs(2)}, output_type=TensorProto.INT64),
    case("of three", "Max", ROWS, {"b": random(8, seed=2), "c": random(5, 1, seed=3)}),
    case("of one", "Min", ROWS),
    case("with a number", "Pow", POSITIVE, {"b": np.array(1.7, np.float32)}),
    case("large numbers do not overflow", "Sigmoid", np.array([-200, -90, 0, 90, 200], np.float32)),
    case("beyond where it is 1", "Erf", np.linspace(-6, 6, 30_001, dtype=np.float32)),
    case("with a slope for each channel", "PRelu", PICTURE, {"slope": random(4, 1, 1, seed=2)}),
    case("as it is", "LeakyRelu", ROWS),
    case("with a slope", "LeakyRelu", ROWS, alpha=0.3),
    case("both ends", "Clip", ROWS, {"a": np.array(-0.5, np.float32), "b": np.array(0.7, np.float32)}),
    case("before version 11", "Clip", ROWS, opset=10, min=-0.5, max=0.7),
    case("before version 11, one end", "Clip", ROWS, opset=10, max=0.7),
    case("along the last axis", "Softmax", ROWS, axis=-1),
    case("along the last axis by its number", "Softmax", ROWS, axis=2),
    case("old, of two axes", "Softmax", ROWS[0], opset=11, axis=-1),
    case("rows", "LayerNormalization", ROWS, {"s": random(8, seed=2), "b": random(8, seed=3)}, axis=-1),
    case("rows without a shift", "LayerNormalization", ROWS, {"s": random(8, seed=2)}, epsilon=1e-3),
    case(
        "two axes", "LayerNormalization", ROWS, {"s": random(5, 8, seed=2), "b": random(5, 8, seed=3)}, axis=1
    ),
    case(
        "as learned",
        "BatchNormalization",
        PICTURE,
        {
            "s": random(4, seed=2),
            "b": random(4, seed=3),
            "m": random(4, seed=4),
            "v": np.abs(random(4, seed=5)),
        },
    ),
    case("as it is", "Flatten", PICTURE),
    case("everything in a row", "Flatten", PICTURE, axis=0),
    case("keeps and guesses", "Reshape", ROWS, {"shape": longs(0, -1, 4)}),
    case("backwards", "Transpose", ROWS),
    case("in an order", "Transpose", ROWS, perm=[1, 0, 2]),
    case("one axis", "Squeeze", random(1, 3, 1), {"axes": longs(2)}),
    case("all axes", "Squeeze", random(1, 3, 1)),
    case("before version 13", "Squeeze", random(1, 3, 1), opset=11, axes=[0]),
    case("two axes", "Unsqueeze", ROWS, {"axes": longs(0, -1)}),
    case("before version 13", "Unsqueeze", ROWS, opset=11, axes=[1]),
    case("behind", "Concat", ROWS, {"b": random(2, 3, 8, seed=2)}, axis=1),
    case("into sizes", "Split", ROWS, {"sizes": longs(3, 5)}, outputs=2, axis=2),
    case("into equal parts", "Split", ROWS, outputs=2, axis=2),
    case("before version 13", "Split", ROWS, outputs=2, opset=11, axis=2, split=[2, 6]),
    case("a range", "Slice", ROWS, {"s": longs(1, 2), "e": longs(4, 2**62), "a": longs(1, -1)}),
    case(
        "backwards",
        "Slice",
        ROWS,
        {"s": longs(-1), "e": longs(-(2**62)), "a": longs(2), "steps": longs(-2)},
    ),
    case("before version 10", "Slice", ROWS, opset=9, starts=[1], ends=[-1], axes=[1]),
    case("rows of a table", "Gather", ROWS, {"i": longs(3, 0, 0)}, axis=1),
    case("an index from the end", "Gather", ROWS, {"i": longs(-1)}),
    case("all", "Shape", ROWS, output_type=TensorProto.INT64),
    case("some", "Shape", ROWS, output_type=TensorProto.INT64, start=1, end=3),
    case("along an axis", "Expand", random(2, 1, 8), {"shape": longs(5, 1)}),
    case("to half the bits", "Cast", ROWS, output_type=TensorProto.FLOAT16, to=TensorProto.FLOAT16),
    case("to whole numbers", "Cast", ROWS * 3, output_type=TensorProto.INT32, to=TensorProto.INT32),
    case("of each channel", "GlobalAveragePool", TWO_PICTURES),
    case("all", "ReduceMean", ROWS),
    case("one axis, which goes", "ReduceMean", ROWS, axes=[1], keepdims=0),
    case("from version 18", "ReduceMean", ROWS, {"axes": longs(1)}, opset=18),
    case("along axes", "ReduceSum", ROWS, {"axes": longs(1, 2)}),
    case("no axes, by wish", "ReduceSum", ROWS, noop_with_empty_axes=1),
    case("an axis", "ReduceMax", ROWS, axes=[-1]),
    case("an axis", "ReduceMin", ROWS, axes=[-1]),
    case("matrices", "Gemm", ROWS[0], {"b": random(8, 3, seed=2), "c": random(3, seed=3)}),
    case(
        "turned and scaled",
        "Gemm",
        ROWS[0],
        {"b": random(3, 5, seed=2), "c": random(3, seed=3)},
        transA=1,
        transB=1,
        alpha=0.5,
        beta=2.0,
    ),
    case("by a matrix", "MatMul", ROWS, {"b": random(8, 3, seed=2)}),
    case("by a stack", "MatMul", ROWS, {"b": random(2, 8, 3, seed=2)}),
    case("by a row", "MatMul", ROWS, {"b": random(8, seed=2)}),
    case(
        "whole numbers",
        "MatMulInteger",
        np.arange(40, dtype=np.uint8).reshape(5, 8) * 6,
        {
            "b": np.random.default_rng(2).integers(-127, 127, (8, 3), np.int8),
            "x_zero": np.array(100, np.uint8),
            "b_zero": np.array(3, np.int8),
        },
        output_type=TensorProto.INT32,
    ),
    case("nothing is dropped", "Dropout", ROWS),
    case("exact", "Gelu", np.linspace(-7, 7, 30_001, dtype=np.float32), opset=20),
    *(
        case(f"{name}", "MaxPool", PICTURE, **attributes)
        for name, attributes in (
            ("halves", {"kernel_shape": [2, 2], "strides": [2, 2]}),
            ("overlaps and pads", {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]}),
        )
    ),
    case("fields", "AveragePool", TWO_PICTURES, kernel_shape=[3, 2], strides=[3, 2]),
    *(
        case(
            f"{name} times",
            "Resize",
            TWO_PICTURES,
            {"roi": np.empty(0, np.float32), "scales": np.array([1, 1, down, across], np.float32)},
            mode="nearest",
            coordinate_transformation_mode=coordinates,
            nearest_mode=rounding,
        )
        for name, down, across, coordinates, rounding in (
            ("two", 2, 2, "asymmetric", "floor"),
            ("three and once", 3, 1, "half_pixel", "round_prefer_floor"),
        )
    ),
]


@pytest.mark.parametrize(
    ("operator", "x", "constants", "outputs", "opset", "output_type", "attributes"), CASES
)
def test_an_operator_answers_as_on_onnxruntime(  # noqa: PLR0917  # what a node is made of
    operator: str,
    x: NDArray[Any],
    constants: Constants,
    outputs: int,
    opset: int,
    output_type: int,
    attributes: dict[str, Any],
) -> None:
    names = [f"y{number}" for number in range(outputs)]
    node = helper.make_node(operator, ["x", *constants], names, **attributes)
    model = model_of([node], {"x": x}, constants, names, opset=opset, output_type=output_type)
    expected = OnnxRuntimeSession(model).run({"x": x})
    answers = NumpySession(model).run({"x": x})
    for name in names:
        assert answers[name].shape == expected[name].shape
        assert answers[name].dtype == expected[name].dtype
        np.testing.assert_allclose(answers[name], expected[name], rtol=2e-6, atol=2e-6)


@pytest.mark.parametrize(
    ("channels", "outputs", "groups", "kernel", "attributes"),
    [
        pytest.param(4, 6, 1, 1, {}, id="each pixel by itself"),
        pytest.param(4, 6, 1, 3, {"pads": [1, 1, 1, 1]}, id="nine pixels"),
        pytest.param(4, 6, 1, 3, {"pads": [1, 1, 1, 1], "strides": [2, 2]}, id="nine pixels, halving"),
        pytest.param(4, 4, 4, 3, {"pads": [1, 1, 1, 1]}, id="each channel by itself"),
        pytest.param(4, 4, 4, 3, {"pads": [1, 1, 1, 1], "strides": [2, 2]}, id="each channel, halving"),
        pytest.param(4, 8, 4, 3, {"pads": [1, 1, 1, 1]}, id="two of each channel"),
        pytest.param(4, 6, 2, 3, {"pads": [1, 1, 1, 1]}, id="in two groups"),
        pytest.param(4, 6, 1, 3, {"pads": [0, 2, 1, 0]}, id="another padding on each side"),
        pytest.param(4, 6, 1, 3, {"pads": [2, 2, 2, 2], "dilations": [2, 2]}, id="with gaps"),
        pytest.param(4, 6, 1, 3, {}, id="without padding"),
        pytest.param(4, 6, 1, 1, {"strides": [2, 2]}, id="every second pixel"),
        pytest.param(4, 6, 1, 4, {"strides": [4, 4]}, id="patches"),
        pytest.param(4, 6, 1, 5, {"pads": [2, 2, 2, 2]}, id="25 pixels"),
    ],
)
@pytest.mark.parametrize("pictures", [1, 2], ids=["one picture", "two pictures"])
@pytest.mark.parametrize("activation", ["", "Relu", "Clip", "PRelu"])
@pytest.mark.parametrize(
    ("height", "width"), [pytest.param(9, 12, id="small"), pytest.param(170, 161, id="larger than a block")]
)
def test_a_convolution_answers_as_on_onnxruntime(  # noqa: PLR0917  # what a convolution is made of
    channels: int,
    outputs: int,
    groups: int,
    kernel: int,
    attributes: dict[str, Any],
    pictures: int,
    activation: str,
    height: int,
    width: int,
) -> None:
    """Behind another one, so that it also meets pictures whose frame is not empty."""
    x = random(pictures, channels, height, width)
    constants = {
        "first": random(channels, channels, 1, 1, seed=2),
        "shift": random(channels, seed=3),
        "w": random(outputs, channels // groups, kernel, kernel, seed=4),
        "b": random(outputs, seed=5),
        "slope": random(outputs, 1, 1, seed=6),
        "least": np.array(-0.5, np.float32),
        "most": np.array(2, np.float32),
    }
    nodes = [
        helper.make_node("Conv", ["x", "first", "shift"], ["h"]),
        helper.make_node("Conv", ["h", "w", "b"], ["c"], group=groups, **attributes),
    ]
    more = {"Clip": ["least", "most"], "PRelu": ["slope"]}.get(activation, [])
    nodes += [helper.make_node(activation, ["c", *more], ["y"])] if activation else []
    model = model_of(nodes, {"x": x}, constants, ["y" if activation else "c"])
    [expected] = OnnxRuntimeSession(model).run({"x": x}).values()
    [answer] = NumpySession(model).run({"x": x}).values()
    assert answer.shape == expected.shape
    np.testing.assert_allclose(answer, expected, rtol=1e-5, atol=3e-5)


@pytest.mark.parametrize(
    "name", sorted(KNOWN_OPERATORS - {"Conv", "Constant", "ConstantOfShape", "Upsample"})
)
def test_every_known_operator_is_in_the_table(name: str) -> None:
    """DynamicQuantizeLinear stands in the files of 8 bits below."""
    tried = {parameters.values[0] for parameters in CASES} | {"DynamicQuantizeLinear"}
    assert name in tried
