"""The command `template`: writes the graph that a conversion fills in, and has the format's own checker look at it."""

import argparse
import hashlib
from pathlib import Path

import onnx

from custom_components.digitalshadow.engine.conversion.beit_graph import template
from custom_components.digitalshadow.engine.records.conversion_plan import Precision

from .random_checkpoint import SIZES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which graph, and where to."""
    parser.add_argument("file", type=Path, help="where to write the graph")
    parser.add_argument("--size", choices=SIZES, default="base")
    parser.add_argument("--precision", type=Precision, choices=list(Precision), default=Precision.INT8)


def run(options: argparse.Namespace) -> int:
    """Write the graph and describe it."""
    data = template(SIZES[options.size], options.precision)
    model = onnx.load_from_string(data)
    operators = sorted({node.op_type for node in model.graph.node})
    options.file.write_bytes(data)
    print(f"{options.file}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")
    print(f"{len(model.graph.node)} nodes of opset {model.opset_import[0].version}: {', '.join(operators)}")
    return 0
