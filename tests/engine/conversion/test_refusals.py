"""Other forms of a checkpoint that are the same network, and checkpoints and plans that are refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custom_components.digitalshadow.engine.conversion import conversion
from custom_components.digitalshadow.engine.records.observations import ModelRefusal
from models.random_checkpoint import TINY
from tests.engine.conversion.beit_textbook import (
    PLAN,
    Change,
    Parameters,
    answers,
    converted,
    parameters_of,
    refused,
    textbook_probability,
)


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


def with_a_crooked_table(parameters: Parameters) -> None:
    parameters["blocks.0.attn.relative_position_bias_table"] = np.zeros((67, 2), np.float32)


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
        pytest.param(with_a_crooked_table, "bias_table (67, 2)", id="a table of no square grid"),
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
