"""Sessions: real onnxruntime, and the checks around every run."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
import pytest

from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.model_file.session import (
    TensorSpec,
    check_answers,
    require_image_input,
    require_outputs,
)
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.engine import synthetic_models

CHIP = np.full((1, 3, 112, 112), 200, np.float32)


def reciprocal() -> bytes:
    """Return a model that divides 1 by its input."""
    node = helper.make_node("Reciprocal", ["x"], ["y"])
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in "xy"]
    graph = helper.make_graph([node], "reciprocal", values[:1], values[1:])
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    data: bytes = model.SerializeToString()
    return data


def test_a_session_says_what_it_takes_gives_and_knows() -> None:
    session = OnnxRuntimeSession(synthetic_models.constant_answer([0.0, 1.0], {"kind": "livecad"}))
    assert session.inputs == (TensorSpec("input", (None, 3, 224, 224), "float32"),)
    assert session.outputs == (TensorSpec("logits", (None, 2), "float32"),)
    assert session.metadata == {"kind": "livecad"}


def test_an_answer_is_addressed_by_name() -> None:
    answers = OnnxRuntimeSession(synthetic_models.recogniser()).run({"data": CHIP})
    assert list(answers) == ["embedding"]
    assert np.allclose(answers["embedding"], 200 - 127)


@pytest.mark.parametrize(
    ("feeds", "says"),
    [
        pytest.param({}, "got nothing", id="no input"),
        pytest.param({"data": CHIP[:, :, :100]}, r"got float32 \(1, 3, 100, 112\)", id="another shape"),
        pytest.param({"data": CHIP[0]}, r"got float32 \(3, 112, 112\)", id="a dimension too few"),
        pytest.param({"data": CHIP.astype(np.float64)}, "got float64", id="another type"),
        pytest.param({"data": CHIP, "more": CHIP}, "more", id="an input too many"),
    ],
)
def test_a_wrong_input_is_refused_with_what_was_expected_and_what_came(
    feeds: dict[str, Any], says: str
) -> None:
    with pytest.raises(ModelError, match=says) as caught:
        OnnxRuntimeSession(synthetic_models.recogniser()).run(feeds)
    assert caught.value.reason is ModelRefusal.WRONG_SIGNATURE


@pytest.mark.parametrize("value", [0.0, np.nan], ids=["infinite", "not a number"])
def test_an_answer_that_is_not_finite_is_an_error(value: float) -> None:
    session = OnnxRuntimeSession(reciprocal())
    assert np.allclose(session.run({"x": np.array([2, 4], np.float32)})["y"], [0.5, 0.25])
    with pytest.raises(ModelError, match="finite") as caught:
        session.run({"x": np.array([2, value], np.float32)})
    assert caught.value.reason is ModelRefusal.BAD_OUTPUT


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(np.zeros((1, 3), np.float32), id="another shape"),
        pytest.param(np.zeros((1, 2), np.float64), id="another type"),
    ],
)
def test_an_answer_of_another_form_is_an_error(answer: NDArray[Any]) -> None:
    with pytest.raises(ModelError, match="Expected output 'p'"):
        check_answers([TensorSpec("p", (1, 2), "float32")], {"p": answer})


def test_a_model_that_trips_over_its_input_is_an_error() -> None:
    node = helper.make_node("Reshape", ["x", "shape"], ["y"])
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n"]) for name in "xy"]
    shape = numpy_helper.from_array(np.array([5]), "shape")
    graph = helper.make_graph([node], "reshape", values[:1], values[1:], [shape])
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    session = OnnxRuntimeSession(model.SerializeToString())
    assert session.run({"x": np.zeros(5, np.float32)})["y"].shape == (5,)
    with pytest.raises(ModelError) as caught:
        session.run({"x": np.zeros(4, np.float32)})
    assert caught.value.reason is ModelRefusal.BAD_OUTPUT


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<!DOCTYPE html>", id="a web page"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", id="a pointer instead of the file"),
        pytest.param(synthetic_models.detector()[:900], id="half a file"),
        pytest.param(b"\xff" * 300, id="bytes that are no text either"),
    ],
)
def test_what_is_no_model_is_refused(data: bytes) -> None:
    with pytest.raises(ModelError) as caught:
        OnnxRuntimeSession(data)
    assert caught.value.reason is ModelRefusal.UNREADABLE


def test_what_the_runtime_says_about_a_model_is_told_without_places(tmp_path: Path) -> None:
    """A graph of opset 17 that only says it is of opset 24, whose Split needs more."""
    node = helper.make_node("Split", ["x"], ["y", "z"], axis=0)
    values = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [size])
        for name, size in zip("xyz", (6, 2, 4), strict=True)
    ]
    graph = helper.make_graph([node], "g", values[:1], values[1:])
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 24)])
    path = tmp_path / "split.onnx"
    path.write_bytes(model.SerializeToString())
    with pytest.raises(ModelError, match=r"got Fail: Node .*Split.*num_outputs") as caught:
        OnnxRuntimeSession(path)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("opset", [24, 25, 26])
def test_operators_of_new_versions_are_taken(opset: int) -> None:
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in "xy"]
    graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "g", values[:1], values[1:])
    model = helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", opset)])
    session = OnnxRuntimeSession(model.SerializeToString())
    assert session.run({"x": np.array([-1, 1], np.float32)})["y"].tolist() == [0, 1]


def test_weights_outside_the_file_are_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    weights = numpy_helper.from_array(np.ones(2, np.float32), "w")
    (tmp_path / "weights.bin").write_bytes(weights.raw_data)
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    entry = weights.external_data.add()
    entry.key, entry.value = "location", "weights.bin"
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [2]) for name in "xy"]
    graph = helper.make_graph(
        [helper.make_node("Add", ["x", "w"], ["y"])], "g", values[:1], values[1:], [weights]
    )
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    with pytest.raises(ModelError) as caught:
        OnnxRuntimeSession(model.SerializeToString())
    assert caught.value.reason is ModelRefusal.UNREADABLE


def test_a_session_names_what_computes_it() -> None:
    assert OnnxRuntimeSession(reciprocal()).runtime.startswith("onnxruntime 1.")


def test_a_model_that_takes_no_picture_is_refused() -> None:
    with pytest.raises(ModelError, match="Expected one float32 input"):
        require_image_input(OnnxRuntimeSession(reciprocal()))


def test_missing_outputs_are_named() -> None:
    with pytest.raises(ModelError, match="cls_8"):
        require_outputs(OnnxRuntimeSession(reciprocal()), ["cls_8", "y"])
