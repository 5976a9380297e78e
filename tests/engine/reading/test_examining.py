"""A file that nobody vouches for is looked at before it is loaded: what it is, or why it may not be used."""

from collections.abc import Callable
import hashlib
import os
from pathlib import Path
import time

import onnx
from onnx import helper
import pytest

from custom_components.digitalshadow.engine.conversion.onnx_writer import metadata
from custom_components.digitalshadow.engine.reading.examining import examine
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.engine.conftest import DEMONSTRATION
from tests.engine.synthetic_models import LIVECAD_SAYS, livecad

LONGEST_LOOK_SECONDS = 5.0
"""A crafted file of 20 MB took 6 to 20 seconds of the processor before it had limits."""


def brought(folder: Path, said: dict[str, str] = LIVECAD_SAYS) -> Path:
    """Put a file into a folder."""
    path = folder / "livecad.onnx"
    path.write_bytes(livecad(**said))
    return path


def refusal(path: Path) -> ModelError:
    """Look at a file that must be refused."""
    with pytest.raises(ModelError) as caught:
        examine(path)
    return caught.value


def test_a_file_is_what_it_says_and_unverified(tmp_path: Path) -> None:
    path = brought(tmp_path, LIVECAD_SAYS | {"source_sha256": "c" * 64, "precision": "fp16"})
    found = examine(path)
    assert (found.model.name, found.model.version, found.model.licence) == ("LiveCAD", "7", "CC-BY-NC-4.0")
    assert found.model.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (found.model.kind, found.model.is_verified) == (ModelKind.LIVECAD, False)
    assert (found.source_sha256, found.precision) == ("c" * 64, "fp16")


def link_symbolically(path: Path) -> None:
    """Put a link in a file's place."""
    path.rename(path.with_suffix(".moved"))
    path.symlink_to(path.with_suffix(".moved"))


def write_loop(path: Path) -> None:
    """Put a loop into the model."""
    model = onnx.load(path)
    model.graph.node.append(onnx.NodeProto(op_type="Loop", input=["a"], output=["b"]))
    path.write_bytes(model.SerializeToString())


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        pytest.param(write_loop, ModelRefusal.UNSAFE_STRUCTURE, id="a loop"),
        pytest.param(lambda path: os.truncate(path, 900), ModelRefusal.UNREADABLE, id="cut off"),
        pytest.param(lambda path: path.write_text("<html>"), ModelRefusal.UNREADABLE, id="a web page"),
        pytest.param(link_symbolically, ModelRefusal.MISSING, id="a symbolic link"),
        pytest.param(
            lambda path: os.link(path, f"{path}.2"), ModelRefusal.UNREADABLE, id="a file of two names"
        ),
        pytest.param(lambda path: os.truncate(path, 600_000_001), ModelRefusal.TOO_LARGE, id="too large"),
    ],
)
def test_a_file_that_is_no_safe_model_is_refused_with_the_reason(
    tmp_path: Path, harm: Callable[[Path], object], reason: ModelRefusal
) -> None:
    path = brought(tmp_path)
    harm(path)
    assert refusal(path).reason is reason


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("kind", None, id="does not say what it is"),
        pytest.param("kind", "clairvoyance", id="says that it is something unknown"),
        pytest.param("name", None, id="has no name"),
        pytest.param("version", "", id="has an empty version"),
        pytest.param("positive_index", None, id="does not say which class is the risk"),
    ],
)
def test_a_file_that_does_not_say_what_it_is_is_refused(tmp_path: Path, key: str, value: str | None) -> None:
    """No value without its model's name, and no guess at which class is the risk."""
    said = LIVECAD_SAYS | {key: value or ""}
    assert refusal(brought(tmp_path, said)).reason is ModelRefusal.MISSING_METADATA


def in_disguise(said: dict[str, str], *nodes: onnx.NodeProto) -> onnx.ModelProto:
    """Return the demonstration model with other words about itself, and perhaps more nodes."""
    model = onnx.load(DEMONSTRATION)
    model.graph.node.extend(nodes)
    del model.metadata_props[:]
    helper.set_model_props(model, said)
    return model


def test_the_demonstrations_graph_is_refused_under_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "mine.onnx"
    more = helper.make_node("Identity", ["logits"], ["same"])
    for model in (in_disguise(LIVECAD_SAYS), in_disguise(LIVECAD_SAYS, more)):
        path.write_bytes(model.SerializeToString())
        assert refusal(path).reason is ModelRefusal.DISGUISED
    path.write_bytes(in_disguise(LIVECAD_SAYS | {"kind": "demonstration"}).SerializeToString())
    assert examine(path).model.kind is ModelKind.DEMONSTRATION


def test_renamed_tensors_and_other_numbers_do_not_hide_the_demonstrations_graph(tmp_path: Path) -> None:
    model = in_disguise(LIVECAD_SAYS)
    names = {name for node in model.graph.node for name in (*node.input, *node.output)} - {"input", "logits"}
    for node in model.graph.node:
        node.input[:] = [f"x{name}" if name in names else name for name in node.input]
        node.output[:] = [f"x{name}" if name in names else name for name in node.output]
    for weight in model.graph.initializer:
        weight.name = f"x{weight.name}"
        weight.doc_string = "mine"
    (tmp_path / "mine.onnx").write_bytes(model.SerializeToString())
    assert refusal(tmp_path / "mine.onnx").reason is ModelRefusal.DISGUISED


def many_texts() -> bytes:
    """Return twenty megabytes of tiny texts about a model."""
    return livecad() + metadata("k", "") * (20_000_000 // len(metadata("k", "")))


def one_long_text() -> bytes:
    """Return a model with one text of twenty megabytes."""
    return livecad() + metadata("k", "x" * 20_000_000)


def many_parts_without_effect() -> bytes:
    """Return a model with millions of empty graphs."""
    return livecad() + b"\x3a\x00" * 10_000_000


def packed_dimensions() -> bytes:
    """Return a model with a weight of ten million dimensions."""
    dims = b"\x0a" + varint(10_000_000) + b"\x01" * 10_000_000
    weight = b"\x2a" + varint(len(dims)) + dims
    return livecad() + b"\x3a" + varint(len(weight)) + weight


def single_numbers() -> bytes:
    """Return a model with a weight whose numbers each have a field of their own."""
    numbers = b"\x10\x06" + b"\x28\x01" * 10_000_000
    weight = b"\x2a" + varint(len(numbers)) + numbers
    return livecad() + b"\x3a" + varint(len(weight)) + weight


def varint(number: int) -> bytes:
    """Write a number of seven bits a byte."""
    data = b""
    while number > 127:
        data += bytes([number & 127 | 128])
        number >>= 7
    return data + bytes([number])


@pytest.mark.parametrize(
    "make",
    [many_texts, one_long_text, many_parts_without_effect, packed_dimensions, single_numbers],
    ids=lambda make: make.__name__.replace("_", " "),
)
def test_no_file_keeps_whoever_looks_at_it_busy(tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = tmp_path / "busy.onnx"
    path.write_bytes(make())
    began = time.process_time()
    assert refusal(path).reason is ModelRefusal.UNSAFE_STRUCTURE
    assert time.process_time() - began < LONGEST_LOOK_SECONDS
