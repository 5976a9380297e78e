"""Whole models on ncnn, beside NumPy: each was translated from its ONNX graph when it was loaded."""

from collections.abc import Mapping
from dataclasses import replace
import gc
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
import onnx
from onnx import NodeProto, helper, version_converter
import pytest

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.model_file import native_builds, ncnn_session
from custom_components.digitalshadow.engine.model_file.native_builds import NCNN_BUILDS, ncnn_build
from custom_components.digitalshadow.engine.model_file.ncnn_session import NcnnSession
from custom_components.digitalshadow.engine.model_file.numpy_session import NumpySession
from custom_components.digitalshadow.engine.model_file.onnx_graph import read_graph
from custom_components.digitalshadow.engine.model_file.translation.layering import UntranslatableError
from custom_components.digitalshadow.engine.model_file.translation.translate import translate
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from models.random_checkpoint import TINY, write_random_checkpoint
from tests.engine import synthetic_models
from tests.engine.conftest import DEMONSTRATION
from tests.engine.conversion.beit_textbook import PLAN
from tests.engine.model_file.graphs import model_of, random
from tests.face_models import DETECTORS, RECOGNISERS, model_file


def on_ncnn(model: bytes) -> NcnnSession:
    """Return a model on ncnn."""
    return NcnnSession(translate(read_graph(model)))


def difference(model: bytes, values: NDArray[Any]) -> float:
    """Return the largest difference of any number that the two runtimes answer, as a share of numbers above 1."""
    ours, plain = on_ncnn(model), NumpySession(model)
    assert (ours.inputs, ours.outputs, ours.metadata) == (plain.inputs, plain.outputs, plain.metadata)
    answers, expected = (session.run({session.inputs[0].name: values}) for session in (ours, plain))
    return max(
        float((np.abs(answers[name] - values) / np.maximum(np.abs(values), 1)).max())
        for name, values in expected.items()
    )


@pytest.mark.parametrize("names", [DETECTORS, RECOGNISERS], ids=["YuNet", "a recogniser"])
def test_real_face_models_answer_as_on_numpy(names: tuple[str, ...]) -> None:
    model = model_file(*names).read_bytes()
    shape = [size or 1 for size in NumpySession(model).inputs[0].shape]
    assert difference(model, np.random.default_rng(1).random(shape, np.float32) * 255) <= 5e-5


def test_the_demonstration_answers_as_on_numpy() -> None:
    assert difference(DEMONSTRATION.read_bytes(), random(1, 3, 224, 224)) <= 1e-6


@pytest.mark.parametrize(
    ("precision", "bound"),
    [(Precision.FP32, 2e-6), (Precision.FP16, 2e-6), (Precision.INT8, 2e-3), (Precision.INT8_REDUCED, 2e-3)],
)
def test_a_converted_livecad_gives_the_logits_of_numpy(
    tmp_path: Path, precision: Precision, bound: float
) -> None:
    """In 8 bits ncnn rounds what it multiplies, and NumPy does not."""
    path = tmp_path / "livecad.onnx"
    for _ in convert(write_random_checkpoint(tmp_path, TINY), path, replace(PLAN, precision=precision)):
        pass
    session = on_ncnn(path.read_bytes())
    side = session.inputs[0].shape[-1]
    assert side is not None
    several = random(3, 3, side, side)
    assert difference(path.read_bytes(), several) <= bound
    [alone] = session.run({"input": several[1:2]}).values()
    [together] = session.run({"input": several}).values()
    assert (alone[0] == together[1]).all()


@pytest.mark.parametrize("opset", [18, 20, 24])
def test_a_livecad_of_newer_operators_is_translated_too(tmp_path: Path, opset: int) -> None:
    """Since version 18 the axes of a mean are an input, and a split says into how many."""
    path = tmp_path / "livecad.onnx"
    for _ in convert(write_random_checkpoint(tmp_path, TINY), path, replace(PLAN, precision=Precision.FP32)):
        pass
    newer = version_converter.convert_version(onnx.load(path), opset).SerializeToString()
    side = on_ncnn(newer).inputs[0].shape[-1]
    assert side is not None
    assert difference(newer, random(1, 3, side, side)) <= 2e-6


PICTURE = random(1, 4, 9, 11)
NODE = helper.make_node
W, B = random(6, 4, 3, 2, seed=2), random(6, seed=3)


@pytest.mark.parametrize(
    ("nodes", "constants"),
    [
        pytest.param(
            [NODE("Conv", ["x", "w", "b"], ["y"], strides=[2, 1], pads=[1, 0, 2, 1], dilations=[2, 1])],
            {"w": W, "b": B},
            id="a convolution that is lopsided in everything",
        ),
        pytest.param(
            [NODE("Conv", ["x", "w"], ["c"], group=2), NODE("PRelu", ["c", "s"], ["y"])],
            {"w": random(6, 2, 3, 3), "s": random(6, 1, 1)},
            id="groups of channels, no bias, and a slope for each channel",
        ),
        pytest.param(
            [NODE("Conv", ["x", "w"], ["c"]), NODE("Clip", ["c", "", "m"], ["y"])],
            {"w": W, "m": np.float32(0.4)},
            id="a bound above alone",
        ),
        pytest.param(
            [NODE("MaxPool", ["x"], ["y"], kernel_shape=[2, 3], strides=[2, 2])], {}, id="a pool with a rest"
        ),
        pytest.param(
            [
                NODE("Resize", ["x", "", "f"], ["y"], mode="nearest", nearest_mode="floor",
                     coordinate_transformation_mode="asymmetric"),
            ],
            {"f": np.array([1, 1, 2, 3], np.float32)},
            id="each pixel repeated",
        ),
        pytest.param([NODE("Sub", ["c", "x"], ["y"])], {"c": np.float32(3)}, id="a number less a picture"),
        pytest.param([NODE("Div", ["c", "x"], ["y"])], {"c": np.float32(3)}, id="a number by a picture"),
        pytest.param(
            [NODE("Mul", ["x", "c"], ["y"])], {"c": random(1, 4, 1, 1)}, id="one number for each channel"
        ),
        pytest.param(
            [NODE("Add", ["x", "x"], ["a"]), NODE("Relu", ["a"], ["b"]), NODE("Max", ["b", "x"], ["y"])],
            {},
            id="values that are read again, also by a layer that works in place",
        ),
        pytest.param(
            [NODE("Split", ["x"], ["a", "b"], axis=1), NODE("Sub", ["a", "b"], ["y"])], {}, id="halves"
        ),
        pytest.param(
            [NODE("Transpose", ["x"], ["a"], perm=[0, 2, 3, 1]), NODE("Reshape", ["a", "s"], ["y"])],
            {"s": np.array([0, -1, 2], np.int64)},
            id="rows of pixels",
        ),
        pytest.param(
            [
                NODE("GlobalAveragePool", ["x"], ["a"]),
                NODE("Flatten", ["a"], ["b"]),
                NODE("Gemm", ["b", "w", "c"], ["y"]),
            ],
            {"w": random(4, 7), "c": random(7)},
            id="means, and a product of one row",
        ),
    ],
)  # fmt: skip
def test_every_form_of_an_operator_that_is_translated_answers_as_on_numpy(
    nodes: list[NodeProto], constants: Mapping[str, NDArray[Any]]
) -> None:
    assert difference(model_of(nodes, {"x": PICTURE}, dict(constants), ["y"]), PICTURE) <= 1e-5


@pytest.mark.parametrize(
    ("nodes", "constants"),
    [
        pytest.param([NODE("Exp", ["x"], ["y"])], {}, id="another operator"),
        pytest.param([NODE("Softmax", ["x"], ["y"], axis=-1)], {}, id="one outside of attention"),
        pytest.param(
            [NODE("MaxPool", ["x"], ["y"], kernel_shape=[3, 3], pads=[1, 1, 1, 1])], {}, id="a padded pool"
        ),
        pytest.param([NODE("Add", ["x", "c"], ["y"])], {"c": random(9, 11)}, id="one number for each pixel"),
        pytest.param([NODE("Flatten", ["x"], ["y"], axis=2)], {}, id="the batch among what is made flat"),
        pytest.param(
            [NODE("Split", ["x"], ["a", "b"], axis=2), NODE("Identity", ["a"], ["y"])],
            {},
            id="rows of pixels apart",
        ),
        pytest.param([NODE("Transpose", ["x"], ["y"], perm=[0, 3, 2, 1])], {}, id="another order of axes"),
        pytest.param([NODE("Identity", ["c"], ["y"])], {"c": random(3)}, id="an answer that is fixed"),
    ],
)
def test_everything_else_is_left_to_another_runtime(
    nodes: list[NodeProto], constants: Mapping[str, NDArray[Any]]
) -> None:
    model = model_of(nodes, {"x": PICTURE}, dict(constants), ["y"])
    NumpySession(model)
    with pytest.raises(UntranslatableError, match="is not translated"):
        on_ncnn(model)


def test_names_of_the_file_never_reach_the_parser() -> None:
    """It reads lines and words, and a name could be both."""
    nodes = [NODE("Relu", ["x"], ["a 1 1\nExp b 1 1"]), NODE("Sigmoid", ["a 1 1\nExp b 1 1"], ["y"])]
    model = model_of(nodes, {"x": PICTURE}, {}, ["y"])
    assert "Exp" not in translate(read_graph(model)).text
    assert difference(model, PICTURE) <= 1e-6


def test_a_run_changes_neither_its_input_nor_an_earlier_answer() -> None:
    session = on_ncnn(model_of([NODE("Relu", ["x"], ["y"])], {"x": PICTURE}, {}, ["y"]))
    before = PICTURE.copy()
    [first] = session.run({"x": PICTURE}).values()
    kept = first.copy()
    session.run({"x": PICTURE - 1})
    gc.collect()
    assert np.array_equal(PICTURE, before)
    assert (first == kept).all()


def test_weights_are_let_go_of_as_they_are_written() -> None:
    network = translate(read_graph(DEMONSTRATION.read_bytes()))
    assert network.weights
    NcnnSession(network)
    assert not network.weights


def test_a_text_that_ncnn_refuses_is_an_error() -> None:
    network = translate(read_graph(DEMONSTRATION.read_bytes()))
    with pytest.raises(ModelError) as caught:
        NcnnSession(replace(network, text=network.text.replace("Clip", "NoSuchLayer")))
    assert caught.value.reason is ModelRefusal.UNREADABLE


def test_a_wheel_of_pypi_is_a_build_that_was_tried_and_another_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build = ncnn_build()
    assert build is not None
    assert (build.is_listed, build.title) == (True, f"ncnn {build.version}")
    assert len(NCNN_BUILDS) == 4
    monkeypatch.setattr(native_builds, "NCNN_BUILDS", {})
    assert build.title == f"ncnn {build.version} (unlisted build {build.sha256[:8]})"


def test_the_native_file_is_hashed_before_anything_of_it_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_name: str) -> None:
        pytest.fail("nothing is imported to learn what it is")

    monkeypatch.setattr(ncnn_session, "import_module", refuse)
    ncnn_session.installed_version.cache_clear()
    assert (ncnn_session.installed_version() or "").startswith("ncnn ")


def test_the_drawn_faces_models_are_left_to_numpy() -> None:
    for model in (synthetic_models.detector(), synthetic_models.recogniser()):
        with pytest.raises(UntranslatableError):
            on_ncnn(model)
