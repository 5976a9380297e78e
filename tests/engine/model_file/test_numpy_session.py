"""Whole models on NumPy alone, beside onnxruntime."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper
import pytest

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.conversion.proof import drawn_faces
from custom_components.digitalshadow.engine.model_file.arithmetic.rewriting import rewrite
from custom_components.digitalshadow.engine.model_file.numpy_session import NumpySession
from custom_components.digitalshadow.engine.model_file.onnx_graph import read_graph
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from models.random_checkpoint import TINY, write_random_checkpoint
from tests.engine import synthetic_models
from tests.engine.conftest import DEMONSTRATION
from tests.engine.conversion.beit_textbook import PLAN
from tests.engine.model_file.graphs import model_of, random
from tests.face_models import DETECTORS, RECOGNISERS, model_file


def answers_of(
    session: NumpySession | OnnxRuntimeSession, inputs: Sequence[NDArray[Any]]
) -> list[dict[str, NDArray[Any]]]:
    """Return what a model answers to each input."""
    return [session.run({session.inputs[0].name: values}) for values in inputs]


def difference(model: bytes, inputs: Sequence[NDArray[Any]]) -> float:
    """Return the largest difference of any number that the two runtimes answer."""
    ours, theirs = NumpySession(model), OnnxRuntimeSession(model)
    assert (ours.inputs, ours.metadata) == (theirs.inputs, theirs.metadata)
    said = [[(spec.name, spec.dtype) for spec in session.outputs] for session in (ours, theirs)]
    assert said[0] == said[1]
    return max(
        float(np.abs(mine[name] - other[name]).max())
        for mine, other in zip(answers_of(ours, inputs), answers_of(theirs, inputs), strict=True)
        for name in other
    )


def pictures(side: int, count: int = 3) -> list[NDArray[np.float32]]:
    """Return inputs of 0 to 255."""
    return [random(1, 3, side, side, seed=number) % 1 * 255 for number in range(count)]


@pytest.mark.parametrize(
    ("model", "side", "bound"),
    [
        pytest.param(synthetic_models.detector(), 640, 2e-5, id="the drawn faces' detector"),
        pytest.param(
            synthetic_models.recogniser(), 112, 2e-4, id="the drawn faces' recogniser, of numbers to 128"
        ),
        pytest.param(DEMONSTRATION.read_bytes(), 224, 2e-5, id="the demonstration"),
    ],
)
def test_the_models_that_everybody_has_answer_as_on_onnxruntime(
    model: bytes, side: int, bound: float
) -> None:
    assert difference(model, pictures(side)) <= bound


@pytest.mark.parametrize(
    ("role", "side"), [(DETECTORS, 640), (RECOGNISERS, 112)], ids=["YuNet", "a recogniser"]
)
def test_real_face_models_answer_as_on_onnxruntime(role: tuple[str, ...], side: int) -> None:
    assert difference(model_file(*role).read_bytes(), pictures(side)) <= 2e-5


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights in the layout of LiveCAD's authors."""
    return write_random_checkpoint(tmp_path_factory.mktemp("checkpoint"), TINY)


@pytest.mark.parametrize(
    ("precision", "bound"),
    [(Precision.FP32, 2e-6), (Precision.FP16, 2e-6), (Precision.INT8, 1e-4), (Precision.INT8_REDUCED, 1e-4)],
)
def test_a_converted_livecad_gives_the_probabilities_of_onnxruntime(
    checkpoint: Path, tmp_path: Path, precision: Precision, bound: float
) -> None:
    path = tmp_path / "livecad.onnx"
    for _ in convert(checkpoint, path, replace(PLAN, precision=precision)):
        pass
    ours, theirs = (LiveCad(make(path.read_bytes())) for make in (NumpySession, OnnxRuntimeSession))
    probabilities = np.array(
        [[livecad.estimate(face.pixels, face.box) for livecad in (ours, theirs)] for face in drawn_faces()]
    )
    assert len(set(probabilities[:, 0])) > 1
    assert np.abs(np.subtract(*probabilities.T)).max() <= bound
    ours.golden_check()


@pytest.mark.parametrize("precision", [Precision.FP16, Precision.INT8])
def test_weights_of_few_bits_stay_so(checkpoint: Path, tmp_path: Path, precision: Precision) -> None:
    """Else LiveCAD would take three times the memory; small ones may be widened."""
    path = tmp_path / "livecad.onnx"
    for _ in convert(checkpoint, path, replace(PLAN, precision=precision)):
        pass
    graph = rewrite(read_graph(path.read_bytes()))
    products = [node for node in graph.nodes if node.operator == "Product"]
    assert len(products) == 4 * TINY.depth + 1
    if precision is Precision.INT8:
        assert {graph.constants[node.inputs[1]].dtype for node in products[:-1]} == {np.dtype(np.int8)}
    assert not {"MatMulInteger", "DynamicQuantizeLinear", "Erf", "MatMul"} & {
        node.operator for node in graph.nodes if node.operator != "MatMul"
    }


def test_a_large_matrix_of_16_bits_is_widened_product_by_product() -> None:
    x, weights = random(3, 300), random(300, 400, seed=2).astype(np.float16)
    nodes = [
        helper.make_node("Cast", ["w"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["x", "wide"], ["y"]),
    ]
    model = model_of(nodes, {"x": x}, {"w": weights}, ["y"])
    [product] = rewrite(read_graph(model)).nodes
    assert product.operator == "Product"
    np.testing.assert_allclose(
        NumpySession(model).run({"x": x})["y"], x @ weights.astype(np.float32), atol=1e-4
    )


@pytest.mark.parametrize("zero", [0, 7], ids=["even", "with another zero"])
def test_a_product_of_8_bits_is_nearer_to_the_weights_than_whole_numbers_are(zero: int) -> None:
    random_numbers = np.random.default_rng(3)
    x, step = random(4, 64), np.abs(random(500, seed=4)) / 100
    weights = random_numbers.integers(-120, 120, (64, 500), np.int8)
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["rounded", "x_step", "x_zero"]),
        helper.make_node("MatMulInteger", ["rounded", "w", "x_zero", "w_zero"], ["whole"]),
        helper.make_node("Cast", ["whole"], ["number"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["x_step", "w_step"], ["steps"]),
        helper.make_node("Mul", ["number", "steps"], ["product"]),
        helper.make_node("Add", ["product", "bias"], ["y"]),
    ]
    constants = {"w": weights, "w_zero": np.full(500, zero, np.int8), "w_step": step, "bias": random(500)}
    model = model_of(nodes, {"x": x}, constants, ["y"])
    exact = x @ ((weights.astype(np.float64) - zero) * step) + constants["bias"]
    errors = [
        float(np.abs(session(model).run({"x": x})["y"] - exact).max())
        for session in (NumpySession, OnnxRuntimeSession)
    ]
    assert errors[0] < 1e-4 < errors[1]


def test_a_run_changes_neither_its_input_nor_an_earlier_answer() -> None:
    session = NumpySession(model_file(*DETECTORS).read_bytes())
    first, second = pictures(640, 2)
    copy = first.copy()
    [before, _] = answers_of(session, [first, second])
    kept = {name: values.copy() for name, values in before.items()}
    [again] = answers_of(session, [first])
    assert (first == copy).all()
    assert all((before[name] == kept[name]).all() and (again[name] == kept[name]).all() for name in kept)


def test_values_that_are_read_twice_live_until_the_second_time() -> None:
    """Views among them: a buffer that is taken too early holds something else by then."""
    x = random(1, 8, 16)
    nodes = [
        helper.make_node("Add", ["x", "x"], ["a"]),
        helper.make_node("Transpose", ["a"], ["turned"], perm=[0, 2, 1]),
        helper.make_node("Split", ["turned"], ["one", "two"], axis=1),
        helper.make_node("Add", ["one", "two"], ["b"]),
        helper.make_node("Add", ["x", "x"], ["c"]),
        helper.make_node("Add", ["c", "a"], ["d"]),
        helper.make_node("Softmax", ["two"], ["e"], axis=-1),
        helper.make_node("Flatten", ["e"], ["y"]),
    ]
    model = model_of(nodes, {"x": x}, {}, ["y", "b", "d", "a"])
    assert difference(model, [x[..., ::-1].copy(), x, x * 2]) <= 1e-6


@pytest.mark.parametrize(
    ("nodes", "constants", "says"),
    [
        pytest.param([helper.make_node("Det", ["x"], ["y"])], {}, "operator 'Det'", id="an operator"),
        pytest.param(
            [helper.make_node("FastGelu", ["x"], ["y"], domain="com.microsoft")],
            {},
            "operator 'com.microsoft.FastGelu'",
            id="an operator of another domain",
        ),
        pytest.param(
            [helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[2, 2], pads=[1, 1, 1, 1])],
            {},
            "'AveragePool' with a padding",
            id="a form of a known operator",
        ),
        pytest.param(
            [helper.make_node("Conv", ["x", "x"], ["y"])], {}, "'Conv' with computed weights", id="no weights"
        ),
        pytest.param(
            [helper.make_node("Resize", ["x", "", "scales"], ["y"], mode="linear")],
            {"scales": np.array([1, 1, 2, 2], np.float32)},
            "'Resize' with anything but",
            id="enlarging by mixing",
        ),
        pytest.param(
            [helper.make_node("Resize", ["x", "", "scales"], ["y"], nearest_mode="floor")],
            {"scales": np.array([1, 1, 2, 2], np.float32)},
            "'Resize' with those coordinates",
            id="enlarging by pixels that lie askew",
        ),
    ],
)
def test_what_is_not_known_is_named(
    nodes: list[NodeProto], constants: dict[str, NDArray[Any]], says: str
) -> None:
    with pytest.raises(ModelError, match=says) as caught:
        NumpySession(model_of(nodes, {"x": random(1, 3, 8, 8)}, constants, ["y"]))
    assert caught.value.reason is ModelRefusal.UNREADABLE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<!DOCTYPE html>", id="a web page"),
        pytest.param(synthetic_models.detector()[:900], id="half a file"),
        pytest.param(b"\xff" * 300, id="bytes that are no text either"),
    ],
)
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ModelError):
        NumpySession(data)


def test_a_graph_that_trips_over_its_constants_is_refused_when_it_is_loaded() -> None:
    node = helper.make_node("Reshape", ["w", "shape"], ["y"])
    constants = {"w": random(4), "shape": np.array([5], np.int64)}
    with pytest.raises(ModelError) as caught:
        NumpySession(
            model_of([node, helper.make_node("Add", ["x", "y"], ["z"])], {"x": random(5)}, constants, ["z"])
        )
    assert caught.value.reason is ModelRefusal.UNREADABLE


def test_a_graph_that_trips_over_its_input_is_an_error() -> None:
    node = helper.make_node("Reshape", ["x", "shape"], ["y"])
    session = NumpySession(model_of([node], {"x": random(4)}, {"shape": np.array([5], np.int64)}, ["y"]))
    with pytest.raises(ModelError) as caught:
        session.run({"x": random(4)})
    assert caught.value.reason is ModelRefusal.BAD_OUTPUT


def test_the_buffer_that_numpy_copies_through_is_as_before_after_a_run() -> None:
    before = np.getbufsize()
    NumpySession(synthetic_models.recogniser()).run({"data": random(1, 3, 112, 112)})
    assert np.getbufsize() == before


@pytest.mark.parametrize(
    "element",
    [TensorProto.INT32, TensorProto.FLOAT16, TensorProto.INT8, TensorProto.FLOAT, TensorProto.BFLOAT16],
)
def test_constants_that_stand_in_typed_fields_are_read(element: int) -> None:
    tensor = helper.make_tensor("w", element, [3], [1, 2, 5])
    assert not tensor.raw_data
    node = helper.make_node("Constant", [], ["c"], value=tensor)
    nodes = [node, helper.make_node("Cast", ["c"], ["f"], to=1), helper.make_node("Add", ["x", "f"], ["y"])]
    model = model_of(nodes, {"x": random(3)}, {}, ["y"])
    assert difference(model, [random(3)]) == 0


def test_weights_of_16_bits_whose_range_is_that_of_32_are_widened() -> None:
    values = np.array([1, -2.5, 3e38], np.float32)
    tensor = TensorProto(name="h", data_type=TensorProto.BFLOAT16, dims=[3])
    tensor.raw_data = (values.view(np.uint32) >> 16).astype("<u2").tobytes()
    node = helper.make_node("Constant", [], ["c"], value=tensor)
    nodes = [node, helper.make_node("Cast", ["c"], ["f"], to=1), helper.make_node("Mul", ["x", "f"], ["y"])]
    model = model_of(nodes, {"x": random(3)}, {}, ["y"])
    assert difference(model, [random(3)]) == 0


def test_nodes_may_stand_in_any_order() -> None:
    """As the usual tool for weights of 16 bits leaves them, which puts all its casts at the end."""
    nodes = [
        helper.make_node("Add", ["b", "x"], ["y"]),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("Neg", ["x"], ["a"]),
    ]
    model = onnx.load_from_string(model_of(nodes[::-1], {"x": random(3)}, {}, ["y"]))
    forwards = NumpySession(model.SerializeToString()).run({"x": random(3)})
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    backwards = NumpySession(model.SerializeToString()).run({"x": random(3)})
    assert backwards["y"].tolist() == forwards["y"].tolist()


def test_a_value_that_depends_on_itself_is_refused() -> None:
    nodes = [helper.make_node("Relu", ["a"], ["y"]), helper.make_node("Add", ["y", "x"], ["a"])]
    value = partial(helper.make_tensor_value_info, elem_type=TensorProto.FLOAT, shape=[3])
    graph = helper.make_graph(nodes, "g", [value("x")], [value("y")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    with pytest.raises(ModelError, match="do not depend on themselves") as caught:
        NumpySession(model.SerializeToString())
    assert caught.value.reason is ModelRefusal.UNSAFE_STRUCTURE


def test_an_answer_about_whose_shape_nothing_is_said_is_taken() -> None:
    model = onnx.load_from_string(
        model_of([helper.make_node("Relu", ["x"], ["y"])], {"x": random(1, 2)}, {}, ["y"])
    )
    model.graph.output[0].type.tensor_type.ClearField("shape")
    session = NumpySession(model.SerializeToString())
    assert session.run({"x": np.array([[-1, 1]], np.float32)})["y"].tolist() == [[0, 1]]


def test_a_file_of_the_oldest_format_lists_its_weights_among_the_inputs() -> None:
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in "xwy"]
    graph = helper.make_graph(
        [helper.make_node("Add", ["x", "w"], ["y"])],
        "g",
        values[:2],
        values[2:],
        [numpy_helper.from_array(np.ones(2, np.float32), "w")],
    )
    model = helper.make_model(graph, ir_version=3, opset_imports=[helper.make_opsetid("", 8)])
    session = NumpySession(model.SerializeToString())
    assert [spec.name for spec in session.inputs] == ["x"]
    assert session.run({"x": np.zeros(2, np.float32)})["y"].tolist() == [1, 1]


def test_a_session_names_what_computes_it() -> None:
    assert NumpySession(synthetic_models.recogniser()).runtime == f"numpy {np.__version__}"
