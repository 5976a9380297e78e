"""The command `repository`: writes a model repository for an inference server, with its configuration."""

import argparse
from dataclasses import dataclass
import json
from pathlib import Path
import shutil

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, helper, numpy_helper

from custom_components.digitalshadow.engine.model_file.catalog import open_model
from custom_components.digitalshadow.engine.model_file.onnx_format import read_metadata
from custom_components.digitalshadow.engine.model_file.protobuf import FileSource
from custom_components.digitalshadow.engine.reading.risk_metadata import RiskMetadata, read_risk_metadata
from custom_components.digitalshadow.engine.records.errors import ModelError

SERVERS = ("triton", "ovms", "kserve")
VERSION = "1"
MOST_TOGETHER = 16
"""Faces in one batch, where the server may put them together."""
PATIENCE_MICROSECONDS = 2000
"""How long a server waits for more of them."""
PIXELS = "pixels"
"""The input of a model that normalises by itself."""


@dataclass(frozen=True, slots=True)
class ServedFile:
    """What a server's configuration must say of a model."""

    name: str
    """The model's name on the server."""
    input_name: str
    """The only input."""
    input_type: str
    """Its type, as Triton writes it."""
    side: int
    """Pixels along each side."""
    output: str
    """The output that counts."""
    classes: int
    """How many numbers it holds."""
    may_batch: bool
    """Whether faces may be put together: not in 8 bits, where they would answer a little otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, the folder and the server."""
    parser.add_argument("file", type=Path, help="the ONNX file that speaks in DigitalShadow")
    parser.add_argument("folder", type=Path, help="where the repository is written")
    parser.add_argument("--for", dest="server", choices=SERVERS, required=True, help="which server it is for")
    parser.add_argument("--name", default="face", help="the model's name on the server (default: face)")
    parser.add_argument(
        "--pixels",
        action="store_true",
        help="let the model take 8-bit pixels: a quarter of the bytes to send",
    )


def run(options: argparse.Namespace) -> int:
    """Write the repository; return 1 for a file that is no risk model."""
    try:
        with open_model(options.file) as opened:
            metadata = read_risk_metadata(read_metadata(FileSource(opened)))
    except ModelError as refusal:
        print(f"REFUSED ({refusal.reason}): {refusal}")
        return 1
    target = options.folder / options.name / VERSION / "model.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    model = onnx.load(options.file)
    if options.pixels:
        model = with_pixels(model, metadata)
        onnx.save(model, target)
    else:
        shutil.copyfile(options.file, target)
    served = describe(model, metadata, options.name)
    for path, text in configuration(options.server, served).items():
        (options.folder / path).write_text(text)
        print(f"wrote {options.folder / path}")
    print(f"wrote {target}; name {options.name!r} as the model in DigitalShadow")
    return 0


def with_pixels(model: ModelProto, metadata: RiskMetadata) -> ModelProto:
    """Return the model with an input of 8-bit pixels, red-green-blue, that it normalises as the engine does."""
    (taken,) = model.graph.input
    std = np.array(metadata.std).reshape(1, 3, 1, 1)
    constants = {
        "pixels_scale": (1 / (255 * std)).astype(np.float32),
        "pixels_offset": (np.array(metadata.mean).reshape(1, 3, 1, 1) / std).astype(np.float32),
    }
    nodes = [
        helper.make_node("Cast", [PIXELS], ["pixels_as_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["pixels_as_float", "pixels_scale"], ["pixels_scaled"]),
        helper.make_node("Sub", ["pixels_scaled", "pixels_offset"], [taken.name]),
    ]
    changed = ModelProto()
    changed.CopyFrom(model)
    graph, others = changed.graph, list(changed.graph.node)
    del graph.node[:], graph.input[:]
    shape = [1 if size.dim_value == 1 else "batch" for size in taken.type.tensor_type.shape.dim[:1]]
    side = metadata.input_size
    graph.input.append(helper.make_tensor_value_info(PIXELS, TensorProto.UINT8, [*shape, 3, side, side]))
    graph.node.extend([*nodes, *others])
    graph.initializer.extend(numpy_helper.from_array(array, name) for name, array in constants.items())
    return changed


def describe(model: ModelProto, metadata: RiskMetadata, name: str) -> ServedFile:
    """Return what a configuration must say of a model file."""
    (taken,) = model.graph.input
    tensor = taken.type.tensor_type
    return ServedFile(
        name=name,
        input_name=taken.name,
        input_type="TYPE_UINT8" if tensor.elem_type == TensorProto.UINT8 else "TYPE_FP32",
        side=metadata.input_size,
        output=metadata.output,
        classes=len(metadata.classes),
        may_batch=tensor.shape.dim[0].dim_value != 1 and not metadata.precision.startswith("int8"),
    )


def configuration(server: str, served: ServedFile) -> dict[str, str]:
    """Return the text of each configuration file by its path within the repository."""
    if server == "ovms":
        return {"config.json": _for_ovms(served)}
    files = {f"{served.name}/config.pbtxt": _for_triton(served)}
    return files | ({"inferenceservice.yaml": _for_kserve(served)} if server == "kserve" else {})


def _for_triton(served: ServedFile) -> str:
    """Return `config.pbtxt`. Where faces are put together, shapes are written without the batch."""
    batch = "" if served.may_batch else "1, "
    together = (
        f"dynamic_batching {{ max_queue_delay_microseconds: {PATIENCE_MICROSECONDS} }}\n"
        if served.may_batch
        else ""
    )
    return (
        f'name: "{served.name}"\n'
        'platform: "onnxruntime_onnx"\n'
        f"max_batch_size: {MOST_TOGETHER if served.may_batch else 0}\n"
        f'input [ {{ name: "{served.input_name}" data_type: {served.input_type} '
        f"dims: [ {batch}3, {served.side}, {served.side} ] }} ]\n"
        f'output [ {{ name: "{served.output}" data_type: TYPE_FP32 dims: [ {batch}{served.classes} ] }} ]\n'
        f"{together}"
    )


def _for_ovms(served: ServedFile) -> str:
    """Return `config.json`; the server reads the ONNX file itself."""
    entry = {
        "config": {
            "name": served.name,
            "base_path": f"/models/{served.name}",
            "shape": {served.input_name: f"(1,3,{served.side},{served.side})"},
        }
    }
    return json.dumps({"model_config_list": [entry]}, indent=2) + "\n"


def _for_kserve(served: ServedFile) -> str:
    """Return an InferenceService that runs Triton; its deployer says where the repository lies."""
    return (
        "apiVersion: serving.kserve.io/v1beta1\n"
        "kind: InferenceService\n"
        "metadata:\n"
        f"  name: {served.name}\n"
        "spec:\n"
        "  predictor:\n"
        "    model:\n"
        "      modelFormat: {name: triton}\n"
        "      protocolVersion: v2\n"
        "      storageUri: pvc://CHANGE-ME/models # where this folder was copied to\n"
    )
