"""From a checkpoint to a model file that computes the same thing, or to a refusal that says why not."""

from dataclasses import replace
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
import onnxruntime  # type: ignore[import-untyped]  # it ships no types
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]  # it ships no types
import pytest

from custom_components.digitalshadow.engine.conversion import conversion, proof as conversion_proof
from custom_components.digitalshadow.engine.conversion.beit import Architecture
from custom_components.digitalshadow.engine.conversion.beit_graph import template
from custom_components.digitalshadow.engine.conversion.beit_weights import quantise
from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.conversion.proof import drawn_faces
from custom_components.digitalshadow.engine.model_file import onnxruntime_session
from custom_components.digitalshadow.engine.reading.examining import examine
from custom_components.digitalshadow.engine.reading.livecad import prepare
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.conversion_plan import (
    Precision,
)
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from models.random_checkpoint import BASE, LARGE, TINY
from tests.builders.networks import one_loud_channel
from tests.engine.conversion.beit_textbook import (
    PLAN,
    Change,
    Parameters,
    answers,
    converted,
    finish,
    parameters_of,
    refused,
    textbook_probability,
    write,
)


@pytest.mark.parametrize(
    ("precision", "tolerance"),
    [
        pytest.param(Precision.FP32, 2e-6, id="fp32"),
        pytest.param(Precision.FP16, 1e-3, id="fp16"),
        pytest.param(Precision.INT8, 1e-2, id="int8"),
        pytest.param(Precision.INT8_REDUCED, 1e-2, id="int8-reduced"),
    ],
)
def test_the_file_computes_what_the_definition_of_the_network_says(
    tmp_path: Path, precision: Precision, tolerance: float
) -> None:
    parameters = parameters_of()
    result, model = converted(tmp_path, parameters, replace(PLAN, precision=precision))
    expected = textbook_probability(parameters, model, 1)
    assert max(expected) - min(expected) > 0.1, "faces that answer alike would prove nothing"
    assert answers(model) == pytest.approx(expected, abs=tolerance)
    assert result.precision is precision
    assert [found.precision for found in result.parities] == [precision]
    assert result.parities[0].max_difference <= tolerance


def test_a_runtime_does_not_widen_16_bit_matrices_while_it_loads_them(tmp_path: Path) -> None:
    """Both forms of all matrices at once are what made a conversion to fp16 need 640 MB."""
    result, _ = converted(tmp_path, parameters_of(), replace(PLAN, precision=Precision.FP16))
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "as_kept.onnx")
    options.log_severity_level = 3
    onnxruntime.InferenceSession(result.path, options, providers=["CPUExecutionProvider"])
    kept = onnx.load(tmp_path / "as_kept.onnx").graph.initializer
    narrow = [one for one in kept if one.data_type == onnx.TensorProto.FLOAT16]
    assert len(narrow) == 4 * TINY.depth


def test_weights_are_rounded_bit_for_bit_as_the_runtimes_own_quantiser_does(tmp_path: Path) -> None:
    parameters = parameters_of()
    parameters["blocks.0.mlp.fc1.weight"][3] = 0
    plain, _ = converted(tmp_path, parameters)
    Path(plain.path).rename(tmp_path / "plain.onnx")
    ours, _ = converted(tmp_path, parameters, replace(PLAN, precision=Precision.INT8))
    quantize_dynamic(
        tmp_path / "plain.onnx",
        tmp_path / "theirs.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=["head.product"],
    )
    theirs = {
        one.name: numpy_helper.to_array(one) for one in onnx.load(tmp_path / "theirs.onnx").graph.initializer
    }
    mine = {one.name: numpy_helper.to_array(one) for one in onnx.load(ours.path).graph.initializer}
    names = [name for name in mine if name.endswith(".weight_step")]
    assert len(names) == 4 * TINY.depth
    for name in names:
        weight = name.removesuffix("_step")
        assert np.array_equal(mine[weight], theirs[f"{weight}_quantized"])
        assert np.array_equal(mine[name], theirs[f"{weight}_scale"])
        assert np.array_equal(mine[f"{weight}_zero"], theirs[f"{weight}_zero_point"])


def test_reduced_weights_cannot_saturate_sums_of_two_products() -> None:
    whole, step = quantise(
        np.random.default_rng(1).standard_normal((8, 50), np.float32), Precision.INT8_REDUCED.levels
    )
    assert int(np.abs(whole.astype(int)).max()) == 64
    assert 2 * 255 * 64 < 2**15
    assert step.shape == (8,)


@pytest.mark.parametrize("precision", list(Precision))
@pytest.mark.parametrize("size", [TINY, BASE, LARGE], ids=["tiny", "base", "large"])
def test_the_template_is_small_sound_and_always_the_same(size: Architecture, precision: Precision) -> None:
    data = template(size, precision)
    assert data == template(size, precision)
    assert len(data) < 130_000
    model = onnx.load_from_string(data)
    assert not model.graph.initializer
    assert [entry.version for entry in model.opset_import] == [17]
    used = {name for node in model.graph.node for name in node.input}
    made = {name for node in model.graph.node for name in node.output} | {"input"}
    # What is neither computed nor the input must come from the weights; nothing computed is left over.
    assert made - used == {"logits"}
    assert {name.rpartition(".")[0].partition(".")[0] for name in used - made} >= {
        "blocks",
        "fc_norm",
        "head",
    }


def test_a_finished_file_passes_the_checker_of_the_format(tmp_path: Path) -> None:
    for precision in Precision:
        result, _ = converted(tmp_path, parameters_of(), replace(PLAN, precision=precision))
        onnx.checker.check_model(onnx.load(result.path), full_check=True)


def test_batches_of_any_size_are_accepted_and_answered_one_by_one_alike(tmp_path: Path) -> None:
    _, model = converted(tmp_path, parameters_of())
    images = np.concatenate([prepare(face.pixels, face.box, model.metadata) for face in drawn_faces()])
    together = model._session.run({"input": images})["logits"]
    alone = np.concatenate([model._session.run({"input": image[None]})["logits"] for image in images])
    assert together == pytest.approx(alone, abs=1e-5)


def test_a_value_does_not_depend_on_who_else_is_in_view(tmp_path: Path) -> None:
    """An 8-bit answer depends on what is computed in the same run, so each face has a run of its own."""
    _, model = converted(tmp_path, parameters_of(), replace(PLAN, precision=Precision.INT8))
    alone = answers(model)
    backwards = [model.estimate(face.pixels, face.box) for face in reversed(drawn_faces())]
    assert backwards[::-1] == alone
    images = np.concatenate([prepare(face.pixels, face.box, model.metadata) for face in drawn_faces()])
    together = model._session.run({"input": images})["logits"]
    one_by_one = np.concatenate([model._session.run({"input": image[None]})["logits"] for image in images])
    assert np.abs(together - one_by_one).max() > 1e-6, "batches would be harmless after all"


def test_the_file_says_what_it_is_and_where_it_came_from(tmp_path: Path) -> None:
    result, model = converted(tmp_path, parameters_of(), replace(PLAN, precision=Precision.INT8))
    found = examine(Path(result.path))
    assert (found.source_sha256, found.precision) == (result.source_sha256, "int8")
    assert (found.model.name, found.model.version, found.model.licence) == ("a test", "3", "for tests")
    assert (found.model.kind, found.model.sha256) == (ModelKind.LIVECAD, result.sha256)
    pairs = model._session.metadata
    assert json.loads(pairs["classes"]) == ["normal", "cad"]
    assert (pairs["positive_index"], pairs["precision"], pairs["converted_on"]) == ("1", "int8", "2026-11-24")
    assert pairs["source_sha256"] == result.source_sha256
    assert pairs["golden_input"] == "pattern-1"
    assert float(pairs["golden_probability"]) == pytest.approx(result.golden_probability, abs=1e-6)
    assert model.metadata.crop_geometry is CropGeometry.DLIB
    assert result.size_bytes == Path(result.path).stat().st_size


def test_the_same_checkpoint_and_plan_make_the_same_bytes(tmp_path: Path) -> None:
    first, _ = converted(tmp_path, parameters_of())
    again, _ = converted(tmp_path, parameters_of())
    assert first.sha256 == again.sha256


def one_huge_weight(parameters: Parameters) -> None:
    """Use a number that 16 bits cannot hold, on a channel that is 0."""
    parameters["blocks.0.norm2.weight"][0] = parameters["blocks.0.norm2.bias"][0] = 0.0
    parameters["blocks.0.mlp.fc1.weight"][:, 0] = 1e6


@pytest.mark.parametrize(
    ("change", "wish", "tried"),
    [
        pytest.param(
            one_loud_channel, Precision.INT8, ["int8", "int8-reduced", "fp16"], id="8 bits are too few"
        ),
        pytest.param(one_huge_weight, Precision.FP16, ["fp16", "fp32"], id="16 bits overflow"),
    ],
)
def test_a_form_that_is_too_far_off_gives_way_to_a_more_exact_one(
    tmp_path: Path, change: Change, wish: Precision, tried: list[str]
) -> None:
    parameters = parameters_of()
    change(parameters)
    result, model = converted(tmp_path, parameters, replace(PLAN, precision=wish))
    assert [found.precision for found in result.parities] == tried
    assert [found.is_within_bounds for found in result.parities] == [False] * (len(tried) - 1) + [True]
    assert result.precision == model.metadata.precision == tried[-1]
    assert answers(model) == pytest.approx(textbook_probability(parameters, model, 1), abs=1e-3)


def test_a_file_that_never_answers_as_its_checkpoint_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion_proof, "BOUNDS", dict.fromkeys(Precision, (-1.0, -1.0)))
    assert refused(tmp_path, parameters_of()).reason is ModelRefusal.BAD_OUTPUT


def test_a_file_that_the_door_refuses_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "template", lambda *_: b"")
    assert refused(tmp_path, parameters_of()).reason is ModelRefusal.UNSAFE_STRUCTURE


def test_where_only_numpy_is_a_file_is_compared_too_and_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    compared = finish(convert(source, tmp_path / "compared.onnx", PLAN))
    monkeypatch.setattr(onnxruntime_session, "onnxruntime", None)
    result = finish(convert(source, tmp_path / "model.onnx", PLAN))
    assert [parity.is_within_bounds for parity in result.parities] == [True]
    assert result.sha256 == compared.sha256


def test_the_faces_of_a_household_are_compared_on_too(tmp_path: Path) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    alone = finish(convert(source, tmp_path / "model.onnx", PLAN))
    more = finish(convert(source, tmp_path / "model.onnx", PLAN, drawn_faces()[:2]))
    assert more.parities[0].faces == alone.parities[0].faces + 2
