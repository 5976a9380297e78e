"""From a checkpoint to a model file that computes the same thing, or to a refusal that says why not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
import json
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]  # it ships no types
import pytest

from custom_components.digitalshadow.engine import conversion, conversion_proof, onnxruntime_session
from custom_components.digitalshadow.engine.beit import Architecture
from custom_components.digitalshadow.engine.beit_graph import template
from custom_components.digitalshadow.engine.beit_weights import quantise
from custom_components.digitalshadow.engine.catalog import list_risk_models
from custom_components.digitalshadow.engine.conversion import convert
from custom_components.digitalshadow.engine.conversion_plan import (
    ConversionPlan,
    ConversionProgress,
    ConversionStage,
    Converted,
    Precision,
)
from custom_components.digitalshadow.engine.conversion_proof import drawn_faces
from custom_components.digitalshadow.engine.crop_geometry import CropGeometry
from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.errors import ModelError
from custom_components.digitalshadow.engine.livecad import LiveCad, prepare
from custom_components.digitalshadow.engine.messages import (
    BeginConversion,
    CancelConversion,
    Configure,
    ContinueConversion,
    ConversionCancelled,
    Failure,
    ModelFile,
)
from custom_components.digitalshadow.engine.observations import ModelKind, ModelRefusal
from custom_components.digitalshadow.engine.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.wire import decode, encode
from models.checkpoint_writer import TensorPlan, write_checkpoint
from models.random_checkpoint import BASE, LARGE, TINY, random_parameters

type Parameters = dict[str, NDArray[np.floating]]
type Change = Callable[[Parameters], None]

PLAN = ConversionPlan(
    name="a test",
    version="3",
    classes=("normal", "cad"),
    positive_index=1,
    licence="for tests",
    converted_on="2026-11-24",
    precision=Precision.FP32,
)


def parameters_of(size: Architecture = TINY, seed: int = 1) -> Parameters:
    return {name: plan.values() for name, plan in random_parameters(size, seed)}


def write(path: Path, parameters: Parameters) -> Path:
    plans = {
        name: TensorPlan(values.shape, partial(np.asarray, values), values.dtype.name)
        for name, values in parameters.items()
    }
    write_checkpoint(path, plans)
    return path


def finish(steps: Iterator[ConversionProgress]) -> Converted:
    """Run a conversion to its end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def converted(folder: Path, parameters: Parameters, plan: ConversionPlan = PLAN) -> tuple[Converted, LiveCad]:
    """Convert parameters and open the file."""
    source = write(folder / "checkpoint-best.pth", parameters)
    result = finish(convert(source, folder / "model.onnx", plan))
    return result, LiveCad(OnnxRuntimeSession(Path(result.path).read_bytes()))


def refused(folder: Path, parameters: Parameters, plan: ConversionPlan = PLAN) -> ModelError:
    """Convert what must be refused; return why, and make sure that nothing is left behind."""
    source = write(folder / "checkpoint-best.pth", parameters)
    with pytest.raises(ModelError) as caught:
        finish(convert(source, folder / "model.onnx", plan))
    assert [path.name for path in folder.iterdir()] == ["checkpoint-best.pth"]
    return caught.value


def textbook(parameters: Parameters, image: NDArray[np.float32], heads: int) -> NDArray[np.float64]:
    """Return the logits of one image (3, side, side), written out from the definition of BEiT v2 in 64-bit numbers."""
    p = {name: values.astype(np.float64) for name, values in parameters.items()}
    width, _, patch, _ = p["patch_embed.proj.weight"].shape
    grid = image.shape[1] // patch

    def norm(tokens: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        spread = np.sqrt(tokens.var(axis=-1, keepdims=True) + 1e-6)
        return (tokens - tokens.mean(axis=-1, keepdims=True)) / spread * p[f"{name}.weight"] + p[
            f"{name}.bias"
        ]

    def bias_row(one: int, other: int) -> int:
        if 0 in (one, other):
            return (2 * grid - 1) ** 2 + (0 if other else 1 if one else 2)
        down = (one - 1) // grid - (other - 1) // grid + grid - 1
        across = (one - 1) % grid - (other - 1) % grid + grid - 1
        return down * (2 * grid - 1) + across

    tokens = [p["cls_token"].reshape(width)]
    for row in range(grid):
        for column in range(grid):
            part = image[:, row * patch : (row + 1) * patch, column * patch : (column + 1) * patch]
            product = np.tensordot(p["patch_embed.proj.weight"], part.astype(np.float64), 3)
            tokens.append(product + p["patch_embed.proj.bias"])
    x = np.array(tokens)
    count, size = len(x), width // heads
    rows = np.array([[bias_row(one, other) for other in range(count)] for one in range(count)])
    erf = np.vectorize(math.erf)
    for index in range(sum(name.endswith("norm1.weight") for name in p)):
        b = f"blocks.{index}"
        normed = norm(x, f"{b}.norm1")
        weight = p[f"{b}.attn.qkv.weight"]
        query = normed @ weight[:width].T + p[f"{b}.attn.q_bias"]
        key = normed @ weight[width : 2 * width].T
        value = normed @ weight[2 * width :].T + p[f"{b}.attn.v_bias"]
        mixed = np.zeros_like(x)
        for head in range(heads):
            own = slice(head * size, (head + 1) * size)
            likeness = query[:, own] @ key[:, own].T / math.sqrt(size)
            likeness += p[f"{b}.attn.relative_position_bias_table"][rows, head]
            power = np.exp(likeness)
            mixed[:, own] = power / power.sum(axis=1, keepdims=True) @ value[:, own]
        x = x + p[f"{b}.gamma_1"] * (mixed @ p[f"{b}.attn.proj.weight"].T + p[f"{b}.attn.proj.bias"])
        inner = norm(x, f"{b}.norm2") @ p[f"{b}.mlp.fc1.weight"].T + p[f"{b}.mlp.fc1.bias"]
        inner = inner * (1 + erf(inner / math.sqrt(2))) / 2
        x = x + p[f"{b}.gamma_2"] * (inner @ p[f"{b}.mlp.fc2.weight"].T + p[f"{b}.mlp.fc2.bias"])
    return norm(x[1:].mean(axis=0), "fc_norm") @ p["head.weight"].T + p["head.bias"]


def textbook_probability(
    parameters: Parameters, model: LiveCad, index: int, heads: int = TINY.heads
) -> list[float]:
    """Return what the definition answers to the drawn faces."""
    found = []
    for face in drawn_faces():
        logits = textbook(parameters, prepare(face.pixels, face.box, model.metadata)[0], heads)
        found.append(float((np.exp(logits) / np.exp(logits).sum())[index]))
    return found


def answers(model: LiveCad) -> list[float]:
    return [model.estimate(face.pixels, face.box) for face in drawn_faces()]


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


def test_the_file_says_what_it_is_and_where_it_came_from(tmp_path: Path) -> None:
    result, model = converted(tmp_path, parameters_of(), replace(PLAN, precision=Precision.INT8))
    (found,) = list_risk_models([tmp_path])
    assert found.refusal is None
    assert found.model is not None
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


def prefixed(parameters: Parameters) -> None:
    for name in list(parameters):
        parameters[f"encoder.{name}"] = parameters.pop(name)


def shared_table(parameters: Parameters) -> None:
    table = "attn.relative_position_bias_table"
    parameters["rel_pos_bias.relative_position_bias_table"] = parameters[f"blocks.0.{table}"]
    for index in range(TINY.depth):
        del parameters[f"blocks.{index}.{table}"]


def with_index(parameters: Parameters) -> None:
    parameters["blocks.0.attn.relative_position_index"] = np.zeros((17, 17), np.int64)


def in_half(parameters: Parameters) -> None:
    for name, values in parameters.items():
        parameters[name] = values.astype(np.float16)


@pytest.mark.parametrize(
    ("change", "tolerance"),
    [
        pytest.param(prefixed, 1e-7, id="the prefix encoder."),
        pytest.param(with_index, 1e-7, id="a position index, which is derived"),
        pytest.param(shared_table, 1e-7, id="one position table for all blocks"),
        pytest.param(in_half, 1e-3, id="weights in 16-bit numbers"),
    ],
)
def test_other_forms_of_a_checkpoint_give_the_same_model(
    tmp_path: Path, change: Change, tolerance: float
) -> None:
    parameters = parameters_of()
    parameters["blocks.1.attn.relative_position_bias_table"] = parameters[
        "blocks.0.attn.relative_position_bias_table"
    ]
    _, plain = converted(tmp_path, parameters)
    change(parameters)
    _, changed = converted(tmp_path, parameters)
    assert answers(changed) == pytest.approx(answers(plain), abs=tolerance)


def test_a_network_of_three_classes_keeps_all_of_them(tmp_path: Path) -> None:
    parameters = parameters_of(replace(TINY, classes=3))
    plan = replace(PLAN, classes=("a", "cad", "b"))
    _, model = converted(tmp_path, parameters, plan)
    assert answers(model) == pytest.approx(textbook_probability(parameters, model, 1), abs=2e-6)


def test_another_input_size_is_converted_with_interpolated_positions(tmp_path: Path) -> None:
    parameters = parameters_of()
    _, model = converted(tmp_path, parameters, replace(PLAN, input_size=96))
    assert model.metadata.input_size == 96
    _, trained = converted(tmp_path, parameters)
    assert answers(model) == pytest.approx(answers(trained), abs=0.2)


def without(name: str) -> Change:
    def change(parameters: Parameters) -> None:
        del parameters[name]

    return change


def misshapen(parameters: Parameters) -> None:
    parameters["blocks.1.mlp.fc2.weight"] = np.zeros((32, 63), np.float32)


def with_absolute_positions(parameters: Parameters) -> None:
    parameters["pos_embed"] = np.zeros((1, 17, 32), np.float32)


def twice(parameters: Parameters) -> None:
    parameters["encoder.head.bias"] = parameters["head.bias"]


def without_a_block(parameters: Parameters) -> None:
    parameters |= {
        name.replace("blocks.1", "blocks.2"): parameters[name]
        for name in list(parameters)
        if "blocks.1" in name
    }
    for name in list(parameters):
        if name.startswith("blocks.1."):
            del parameters[name]


@pytest.mark.parametrize(
    ("change", "listed"),
    [
        pytest.param(
            without("blocks.1.attn.v_bias"), "blocks.1.attn.v_bias is missing", id="a parameter is missing"
        ),
        pytest.param(without("head.weight"), "head.weight missing", id="there is no head"),
        pytest.param(with_absolute_positions, "pos_embed is unexpected", id="a parameter of another network"),
        pytest.param(
            misshapen, "fc2.weight is (32, 63) instead of (32, 64)", id="a parameter of another shape"
        ),
        pytest.param(without_a_block, "blocks.1.gamma_1 is missing", id="a block in the middle is missing"),
        pytest.param(twice, "with and without the prefix", id="a parameter that is there twice"),
    ],
)
def test_parameters_that_do_not_fit_are_listed_and_refused(
    tmp_path: Path, change: Change, listed: str
) -> None:
    parameters = parameters_of()
    change(parameters)
    error = refused(tmp_path, parameters)
    assert error.reason is ModelRefusal.WRONG_SIGNATURE
    assert listed in str(error)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param(
            {"classes": ("a", "b", "cad")}, ModelRefusal.WRONG_SIGNATURE, id="another number of classes"
        ),
        pytest.param(
            {"positive_index": 2}, ModelRefusal.MISSING_METADATA, id="a positive class that is not there"
        ),
        pytest.param({"name": ""}, ModelRefusal.MISSING_METADATA, id="a model without a name"),
        pytest.param({"std": (0.0, 1.0, 1.0)}, ModelRefusal.MISSING_METADATA, id="a deviation of zero"),
        pytest.param(
            {"input_size": 100}, ModelRefusal.WRONG_SIGNATURE, id="a size that is no multiple of the patch"
        ),
        pytest.param(
            {"input_size": 1040}, ModelRefusal.WRONG_SIGNATURE, id="a size that nothing here can feed"
        ),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(
    tmp_path: Path, changes: dict[str, object], reason: ModelRefusal
) -> None:
    assert refused(tmp_path, parameters_of(), replace(PLAN, **changes)).reason is reason


def test_a_file_too_large_to_be_loaded_is_not_even_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "MAX_MODEL_BYTES", 100_000)
    error = refused(tmp_path, parameters_of())
    assert error.reason is ModelRefusal.TOO_LARGE
    assert "int8" in str(error)


def one_loud_channel(parameters: Parameters) -> None:
    """Make one number per token so large that 8 bits hold nothing beside it, though no weight looks at it."""
    for index in range(TINY.depth):
        for norm, matrix in (("norm1", "attn.qkv"), ("norm2", "mlp.fc1")):
            parameters[f"blocks.{index}.{norm}.bias"][0] = 3000.0
            parameters[f"blocks.{index}.{matrix}.weight"][:, 0] = 0.0
        parameters[f"blocks.{index}.gamma_1"] *= 20
        parameters[f"blocks.{index}.gamma_2"] *= 20


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


def test_without_a_runtime_a_file_is_made_and_the_result_says_that_nothing_was_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    compared = finish(convert(source, tmp_path / "compared.onnx", PLAN))
    monkeypatch.setattr(onnxruntime_session, "onnxruntime", None)
    result = finish(convert(source, tmp_path / "model.onnx", PLAN))
    assert result.parities == ()
    assert result.sha256 == compared.sha256


def test_the_faces_of_a_household_are_compared_on_too(tmp_path: Path) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    alone = finish(convert(source, tmp_path / "model.onnx", PLAN))
    more = finish(convert(source, tmp_path / "model.onnx", PLAN, drawn_faces()[:2]))
    assert more.parities[0].faces == alone.parities[0].faces + 2


def test_a_cancelled_conversion_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    (tmp_path / "model.onnx").write_bytes(b"older")
    steps = convert(source, tmp_path / "model.onnx", PLAN)
    while next(steps).stage is not ConversionStage.WRITING:
        pass
    assert (tmp_path / "model.onnx.part").exists()
    steps.close()
    assert {path.name for path in tmp_path.iterdir()} == {"checkpoint-best.pth", "model.onnx"}
    assert (tmp_path / "model.onnx").read_bytes() == b"older"


def test_progress_goes_through_the_stages_and_never_backwards(tmp_path: Path) -> None:
    seen = list(
        convert(write(tmp_path / "checkpoint-best.pth", parameters_of()), tmp_path / "model.onnx", PLAN)
    )
    stages = list(dict.fromkeys(step.stage for step in seen))
    assert stages == list(ConversionStage)[:-1]
    for stage in stages:
        shares = [step.share for step in seen if step.stage is stage]
        assert shares == sorted(shares)
        assert shares[-1] == pytest.approx(1.0, abs=0.05)


def request(engine: Engine, message: object) -> object:
    """Ask as Home Assistant asks: as bytes on a pipe."""
    return decode(encode(engine.handle(decode(encode(message)))))


def test_the_engine_converts_in_steps_between_other_requests(tmp_path: Path) -> None:
    engine = Engine(lambda: 0.0)
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    reply = request(engine, BeginConversion(str(source), str(tmp_path / "model.onnx"), PLAN))
    while isinstance(reply, ConversionProgress) and reply.result is None:
        reply = request(engine, ContinueConversion())
    assert isinstance(reply, ConversionProgress)
    assert reply.stage is ConversionStage.DONE
    assert reply.result is not None
    assert Path(reply.result.path).exists()
    nothing = request(engine, ContinueConversion())
    assert isinstance(nothing, Failure)
    assert nothing.reason == ModelRefusal.MISSING


def test_the_engine_drops_a_conversion_when_asked(tmp_path: Path) -> None:
    engine = Engine(lambda: 0.0)
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    reply = request(engine, BeginConversion(str(source), str(tmp_path / "model.onnx"), PLAN))
    while isinstance(reply, ConversionProgress) and reply.stage is not ConversionStage.WRITING:
        reply = request(engine, ContinueConversion())
    assert request(engine, CancelConversion()) == ConversionCancelled()
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-best.pth"]
    assert isinstance(request(engine, ContinueConversion()), Failure)


def test_the_engine_names_what_is_wrong_with_a_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "checkpoint-best.pth").write_bytes(b"something else")
    begin = BeginConversion(str(tmp_path / "checkpoint-best.pth"), str(tmp_path / "model.onnx"), PLAN)
    engine = Engine(lambda: 0.0)
    reply = request(engine, begin)
    while isinstance(reply, ConversionProgress):
        reply = request(engine, ContinueConversion())
    assert isinstance(reply, Failure)
    assert reply.reason == ModelRefusal.UNREADABLE


def test_a_model_that_needs_landmarks_is_refused_where_no_detector_gives_them(tmp_path: Path) -> None:
    result, _ = converted(tmp_path, parameters_of())
    file = ModelFile("model", result.path, result.sha256, pinned=False)
    reply = Engine(lambda: 0.0).handle(Configure(risk_model=file, detector=None, embedder=None))
    assert isinstance(reply, Failure)
    assert "landmarks" in reply.message
