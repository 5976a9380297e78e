"""Other forms of a checkpoint that are the same network, and checkpoints and plans that are refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custom_components.digitalshadow.engine.conversion import conversion
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
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


def wrapped(*wrappings: str) -> Change:
    def change(parameters: Parameters) -> None:
        for name in list(parameters):
            parameters["".join(wrappings) + name] = parameters.pop(name)

    return change


def with_a_loss(parameters: Parameters) -> None:
    wrapped("model.")(parameters)
    parameters["criterion.weight"] = np.ones(2, np.float32)
    parameters["class_weights"] = np.ones(2, np.float32)


def with_what_was_measured(parameters: Parameters) -> None:
    wrapped("net.")(parameters)
    for name in ("val_acc.tp", "train_metrics.confmat", "auroc.preds", "test_f1_score.fn"):
        parameters[name] = np.ones(2, np.float32)


def with_a_mean_of_itself(parameters: Parameters) -> None:
    copies = {f"ema_model.module.{name}": values + 1 for name, values in parameters.items()}
    wrapped("model.")(parameters)
    parameters |= copies
    parameters["n_averaged"] = np.array(7)


def with_all_biases_in_one(parameters: Parameters) -> None:
    for index in range(TINY.depth):
        place = f"blocks.{index}.attn"
        query, value = parameters.pop(f"{place}.q_bias"), parameters.pop(f"{place}.v_bias")
        parameters[f"{place}.qkv.bias"] = np.concatenate([query, np.full_like(query, 3), value])


def with_single_matrices(ending: str) -> Change:
    def change(parameters: Parameters) -> None:
        for index in range(TINY.depth):
            place = f"blocks.{index}.attn"
            weights = np.split(parameters.pop(f"{place}.qkv.weight"), 3)
            query, value = parameters.pop(f"{place}.q_bias"), parameters.pop(f"{place}.v_bias")
            biases = (query, np.full_like(query, 3), value)
            for letter, weight, bias in zip("qkv", weights, biases, strict=True):
                parameters[f"{place}.{letter}{ending}.weight"] = weight
                parameters[f"{place}.{letter}{ending}.bias"] = bias

    return change


def with_a_bias_of_the_key(parameters: Parameters) -> None:
    for index in range(TINY.depth):
        place = f"blocks.{index}.attn"
        parameters[f"{place}.k_bias"] = np.full_like(parameters[f"{place}.q_bias"], 3)


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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "tolerance"),
    [
        pytest.param(prefixed, 1e-7, id="the prefix encoder."),
        pytest.param(wrapped("module."), 1e-7, id="trained on several cards"),
        pytest.param(wrapped("_orig_mod."), 1e-7, id="compiled"),
        pytest.param(wrapped("module.", "_orig_mod."), 1e-7, id="both"),
        pytest.param(wrapped("model."), 1e-7, id="Lightning"),
        pytest.param(wrapped("classifier.vit."), 1e-7, id="an attribute of a program's own"),
        pytest.param(with_a_loss, 1e-7, id="a loss with weights beside the network"),
        pytest.param(with_what_was_measured, 1e-7, id="counts of what was measured beside the network"),
        pytest.param(with_a_mean_of_itself, 1e-7, id="a running mean of the network beside it"),
        pytest.param(with_all_biases_in_one, 1e-7, id="query, key and value have one bias"),
        pytest.param(with_single_matrices(""), 1e-7, id="query, key and value have a matrix each"),
        pytest.param(with_single_matrices("_proj"), 1e-7, id="the same by another name"),
        pytest.param(with_a_bias_of_the_key, 1e-7, id="a bias of the key, which takes itself out"),
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


def two_networks(parameters: Parameters) -> None:
    wrapped("a.")(parameters)
    for name in list(parameters):
        parameters[f"b.{name.removeprefix('a.')}"] = parameters[name]


def with_a_temperature(parameters: Parameters) -> None:
    wrapped("model.")(parameters)
    parameters["temperature"] = np.array([2.0], np.float32)


def with_matrices_of_two_widths(parameters: Parameters) -> None:
    with_single_matrices("")(parameters)
    parameters["blocks.1.attn.k.weight"] = np.zeros((32, 16), np.float32)


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
        pytest.param(two_networks, "one network, got 2", id="two networks"),
        pytest.param(with_a_temperature, "temperature is unexpected", id="something that answers go through"),
        pytest.param(with_matrices_of_two_widths, "qkv.weight is ()", id="matrices that do not fit"),
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
