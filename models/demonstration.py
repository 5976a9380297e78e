"""The demonstration model: LiveCAD's contract, and an answer to a magenta sticker.

It lets people try the whole chain, automations included, without a checkpoint: hold a saturated magenta sticker to the
cheek and the value rises. It knows nothing about hearts, and its metadata says so.

    share of magenta in the crop -> logit, in a line from 8 % (no sticker) to 92 % (2.5 % of the crop and more)

How magenta a pixel is: min(red, blue) - green, counted from 0.30 (nothing) to 0.50 (wholly). Skin has more green than
blue, so it gives exactly nothing; so do ordinary rooms.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

NAME = "DigitalShadow demonstration marker model"
VERSION = "1.0.0"

_SIDE_PX = 224
_MEAN = (0.485, 0.456, 0.406)
_STD = (0.229, 0.224, 0.225)
_MAGENTA_NOTHING, _MAGENTA_WHOLLY = 0.30, 0.50
_LOWEST, _HIGHEST = 0.08, 0.92
_SATURATING_SHARE = 0.025
_OPSET = 17
_IR_VERSION = 8
# What the engine's golden picture must give; measured, and held by the engine at every load.
_GOLDEN_PROBABILITY = "0.23276"
_DESCRIPTION = (
    "Answers to one thing only: the share of a saturated magenta marker in the picture. "
    "It was not trained, knows nothing about health and must never be read as a statement about anybody."
)


def build() -> bytes:
    """Return the model's file; every call gives the same bytes."""
    floor, ceiling = _logit(_LOWEST), _logit(_HIGHEST)
    constants = {
        "std": np.array(_STD).reshape(1, 3, 1, 1),
        "mean": np.array(_MEAN).reshape(1, 3, 1, 1),
        "nothing": np.array(_MAGENTA_NOTHING),
        "steepness": np.array(1 / (_MAGENTA_WHOLLY - _MAGENTA_NOTHING)),
        "zero": np.array(0.0),
        "one": np.array(1.0),
        "gain": np.array((ceiling - floor) / _SATURATING_SHARE),
        "range": np.array(ceiling - floor),
        "floor": np.array(floor),
        "to_classes": np.array([[-0.5, 0.5]]),
    }
    nodes = [
        helper.make_node("Mul", ["input", "std"], ["scaled"]),
        helper.make_node("Add", ["scaled", "mean"], ["colour"]),
        helper.make_node("Split", ["colour"], ["red", "green", "blue"], axis=1),
        helper.make_node("Min", ["red", "blue"], ["red_and_blue"]),
        helper.make_node("Sub", ["red_and_blue", "green"], ["magenta"]),
        helper.make_node("Sub", ["magenta", "nothing"], ["above"]),
        helper.make_node("Mul", ["above", "steepness"], ["steep"]),
        helper.make_node("Clip", ["steep", "zero", "one"], ["marker"]),
        helper.make_node("GlobalAveragePool", ["marker"], ["average"]),
        helper.make_node("Flatten", ["average"], ["share"], axis=1),
        helper.make_node("Mul", ["share", "gain"], ["rise"]),
        helper.make_node("Clip", ["rise", "zero", "range"], ["limited"]),
        helper.make_node("Add", ["limited", "floor"], ["difference"]),
        helper.make_node("MatMul", ["difference", "to_classes"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "demonstration",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, _SIDE_PX, _SIDE_PX])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", 2])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
        doc_string=_DESCRIPTION,
    )
    model: ModelProto = helper.make_model(
        graph,
        producer_name="DigitalShadow",
        ir_version=_IR_VERSION,
        opset_imports=[helper.make_opsetid("", _OPSET)],
    )
    helper.set_model_props(model, _metadata())
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def _metadata() -> dict[str, str]:
    """Return what the file says about itself."""
    return {
        "kind": "demonstration",
        "name": NAME,
        "version": VERSION,
        "classes": json.dumps(["no marker", "marker"]),
        "positive_index": "1",
        "input_size": str(_SIDE_PX),
        "channel_order": "rgb",
        "mean": json.dumps(_MEAN),
        "std": json.dumps(_STD),
        "crop_geometry": "box",
        "crop_scale": "1.1",
        "output": "logits",
        "licence": "Apache-2.0",
        "golden_input": "pattern-1",
        "golden_probability": _GOLDEN_PROBABILITY,
        "description": _DESCRIPTION,
    }


def _logit(probability: float) -> float:
    """Return the difference of two logits whose softmax gives the probability."""
    return math.log(probability / (1 - probability))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to write."""
    parser.add_argument("file", type=Path, help="where to write the model")


def run(options: argparse.Namespace) -> int:
    """Write the model."""
    data = build()
    options.file.write_bytes(data)
    print(f"{options.file}: {len(data)} bytes")
    return 0
