"""What the guard lets through to onnxruntime, and what it does not."""

from collections.abc import Callable
from pathlib import Path
import random
from typing import SupportsIndex

import numpy as np
import onnx
from onnx import AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper
import pytest

from custom_components.digitalshadow.engine.model_file import onnx_format
from custom_components.digitalshadow.engine.model_file.onnx_format import ELEMENT_BITS, Layout, read_metadata
from custom_components.digitalshadow.engine.model_file.protobuf import FileSource, WireError
from custom_components.digitalshadow.engine.model_file.structure import (
    MAX_INPUTS,
    MICROSOFT_OPERATORS,
    OPSETS,
    inspect,
)
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.engine import synthetic_models
from tests.engine.conftest import DEMONSTRATION
from tests.face_models import DETECTORS, RECOGNISERS, model_file

type Change = Callable[[ModelProto], None]


def honest(opset: int = 17) -> ModelProto:
    """Return a small model with weights, an attribute tensor and metadata."""
    weights = numpy_helper.from_array(np.ones((2, 3), np.float32), "weights")
    constant = numpy_helper.from_array(np.array([1, 2], np.int64), "constant")
    nodes = [
        helper.make_node("Constant", [], ["shape"], value=constant),
        helper.make_node("MatMul", ["input", "weights"], ["logits"], name="head"),
    ]
    graph = helper.make_graph(
        nodes,
        "honest",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 2])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    helper.set_model_props(model, {"kind": "livecad", "name": "Straße"})
    return model


def refusal_of(data: bytes) -> ModelRefusal | None:
    """Return why the guard refuses a file; None where it lets it through."""
    try:
        inspect(data)
    except ModelError as err:
        return err.reason
    return None


def test_honest_models_pass() -> None:
    """Among them all that this project makes and ships."""
    inspect(honest().SerializeToString())
    inspect(DEMONSTRATION.read_bytes())
    inspect(synthetic_models.detector())
    inspect(synthetic_models.recogniser())
    for opset in OPSETS:
        inspect(honest(opset).SerializeToString())


@pytest.mark.parametrize("names", [DETECTORS, RECOGNISERS], ids=["detector", "recogniser"])
def test_real_face_models_pass(names: tuple[str, ...]) -> None:
    """Convolutional networks from two different exporters."""
    inspect(model_file(*names).read_bytes())


def node(operator: str, domain: str = "", **attributes: object) -> Change:
    """Return a change that adds a node."""
    return lambda model: model.graph.node.append(
        helper.make_node(operator, ["input"], ["more"], domain=domain, **attributes)
    )


def subgraph(operator: str, attribute: str) -> Change:
    """Return a change that adds a node with a graph inside."""
    body = helper.make_graph([], "body", [], [])
    return node(operator, **{attribute: body})


def outside(model: ModelProto) -> None:
    """Move the weights into another file."""
    onnx.external_data_helper.set_external_data(model.graph.initializer[0], "../secrets.yaml")
    model.graph.initializer[0].ClearField("raw_data")


def located_outside(model: ModelProto) -> None:
    """Say that the weights lie elsewhere, without saying where."""
    model.graph.initializer[0].data_location = TensorProto.EXTERNAL


def function(model: ModelProto) -> None:
    """Bring an operator of its own."""
    body = helper.make_node("Identity", ["a"], ["b"])
    model.functions.append(
        helper.make_function("own", "Mine", ["a"], ["b"], [body], [helper.make_opsetid("", 17)])
    )


def tensor(**changes: object) -> Change:
    """Return a change of the weights' fields."""

    def change(model: ModelProto) -> None:
        weights = model.graph.initializer[0]
        for name, value in changes.items():
            weights.ClearField(name)
            if isinstance(value, list):
                getattr(weights, name).extend(value)
            else:
                setattr(weights, name, value)

    return change


def inputs(count: int) -> Change:
    """Return a change that adds inputs."""
    return lambda model: model.graph.input.extend(
        helper.make_tensor_value_info(f"input_{number}", TensorProto.FLOAT, [1]) for number in range(count)
    )


def attribute(**fields: object) -> Change:
    """Return a change that adds an attribute to a node."""
    return lambda model: model.graph.node[1].attribute.append(AttributeProto(name="extra", **fields))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(outside, id="weights in another file"),
        pytest.param(located_outside, id="weights that lie elsewhere"),
        pytest.param(subgraph("Loop", "body"), id="a loop"),
        pytest.param(subgraph("If", "then_branch"), id="a branch"),
        pytest.param(subgraph("Mine", "body"), id="a graph in any attribute"),
        pytest.param(attribute(graphs=[GraphProto()]), id="several graphs in an attribute"),
        *(
            pytest.param(node(each), id=f"{each} without its graph")
            for each in ("Loop", "If", "Scan", "SequenceMap")
        ),
        pytest.param(function, id="a function"),
        pytest.param(lambda model: model.training_info.add(), id="training information"),
        pytest.param(node("Anything", "org.example"), id="a foreign domain"),
        pytest.param(node("Conv", "com.microsoft.nchwc"), id="a domain that starts like a known one"),
        pytest.param(node("Irfft", "com.microsoft"), id="a Microsoft operator that no face model needs"),
        pytest.param(lambda model: setattr(model.opset_import[0], "version", 6), id="operators too old"),
        pytest.param(
            lambda model: setattr(model.opset_import[0], "version", 99), id="operators of the future"
        ),
        pytest.param(lambda model: model.ClearField("opset_import"), id="no version of the operators"),
        pytest.param(lambda model: model.ClearField("graph"), id="no graph"),
        pytest.param(lambda model: model.graph.ClearField("node"), id="no nodes"),
        pytest.param(lambda model: model.graph.ClearField("input"), id="no input"),
        pytest.param(lambda model: model.graph.ClearField("output"), id="no output"),
        pytest.param(inputs(MAX_INPUTS), id="too many inputs"),
        pytest.param(lambda model: model.graph.sparse_initializer.add(), id="sparse weights"),
        pytest.param(tensor(raw_data=bytes(23)), id="a byte too few"),
        pytest.param(tensor(raw_data=bytes(25)), id="a byte too many"),
        pytest.param(tensor(raw_data=b""), id="no data"),
        pytest.param(tensor(dims=[2, 2**40]), id="a shape of terabytes"),
        pytest.param(tensor(dims=[-2, -3]), id="a negative shape whose product fits"),
        pytest.param(tensor(dims=[1] * 9), id="nine dimensions"),
        pytest.param(tensor(data_type=TensorProto.STRING), id="a tensor of text"),
        pytest.param(tensor(data_type=TensorProto.COMPLEX64), id="complex numbers"),
        pytest.param(tensor(data_type=0), id="no element type"),
        pytest.param(tensor(data_type=99), id="an element type of the future"),
        pytest.param(tensor(data_type=TensorProto.DOUBLE), id="an element type of another size"),
        pytest.param(tensor(raw_data=b"", float_data=[1.0] * 5), id="an element too few"),
        pytest.param(tensor(raw_data=b"", int64_data=[1] * 6), id="elements in the field of another type"),
        pytest.param(tensor(float_data=[1.0] * 6), id="data twice"),
        pytest.param(
            lambda model: model.graph.initializer[0].segment.CopyFrom(TensorProto.Segment(begin=0, end=1)),
            id="a tensor in segments",
        ),
        pytest.param(attribute(ref_attr_name="other"), id="a reference to a function's attribute"),
        pytest.param(
            attribute(tensors=[TensorProto(dims=[4], data_type=1)]), id="an empty tensor in an attribute"
        ),
        pytest.param(
            lambda model: model.graph.node[0].attribute[0].t.dims.append(9), id="a constant of another shape"
        ),
        pytest.param(
            lambda model: setattr(model.graph.node[1], "overload", "other"), id="an overloaded function"
        ),
    ],
)
def test_what_no_face_model_needs_is_refused(change: Change) -> None:
    """Each is something that has aborted, hung or read other files, or that hides such a thing."""
    model = honest()
    change(model)
    assert refusal_of(model.SerializeToString()) is ModelRefusal.UNSAFE_STRUCTURE


@pytest.mark.parametrize(
    ("data_type", "values"),
    [
        pytest.param(TensorProto.FLOAT, {"float_data": [0.5] * 6}, id="float_data"),
        pytest.param(TensorProto.DOUBLE, {"double_data": [0.5] * 6}, id="double_data"),
        pytest.param(TensorProto.INT64, {"int64_data": [-1, 0, 1, 2**62, -(2**62), 300]}, id="int64_data"),
        pytest.param(TensorProto.UINT64, {"uint64_data": [2**63, 0, 1, 2, 3, 300]}, id="uint64_data"),
        pytest.param(TensorProto.INT8, {"int32_data": [-1, 0, 1, 2, 3, 127]}, id="int32_data"),
        pytest.param(TensorProto.FLOAT16, {"raw_data": bytes(12)}, id="16 bits"),
        pytest.param(TensorProto.INT4, {"raw_data": bytes(3)}, id="4 bits"),
        pytest.param(TensorProto.INT2, {"raw_data": bytes(2)}, id="2 bits, the last byte half full"),
    ],
)
def test_weights_may_be_written_in_every_honest_way(data_type: int, values: dict[str, object]) -> None:
    """Exporters differ in where they put small tensors."""
    model = honest()
    tensor(data_type=data_type, **({"raw_data": b""} | values))(model)
    assert refusal_of(model.SerializeToString()) is None


@pytest.mark.parametrize("operator", sorted(MICROSOFT_OPERATORS))
def test_fused_and_quantised_operators_pass(operator: str) -> None:
    """Quantisers and transformer optimisers write them."""
    model = honest()
    node(operator, "com.microsoft")(model)
    assert refusal_of(model.SerializeToString()) is None


def test_weights_listed_among_the_inputs_are_no_inputs() -> None:
    """Files of the oldest format do that."""
    model = honest()
    for number in range(MAX_INPUTS + 1):
        name = f"weight_{number}"
        model.graph.initializer.append(numpy_helper.from_array(np.ones(1, np.float32), name))
        model.graph.input.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]))
    assert refusal_of(model.SerializeToString()) is None


def test_weights_may_be_appended_to_a_template() -> None:
    """Readers merge a second graph into the first; so does the guard, and it looks into both."""
    template, weights = honest(), GraphProto()
    weights.initializer.append(template.graph.initializer.pop())
    data = template.SerializeToString()
    assert refusal_of(data + ModelProto(graph=weights).SerializeToString()) is None
    weights.initializer[0].raw_data = b"short"
    assert refusal_of(data + ModelProto(graph=weights).SerializeToString()) is ModelRefusal.UNSAFE_STRUCTURE


@pytest.mark.parametrize(
    "addition",
    [
        pytest.param(NodeProto(op_type="Loop").SerializeToString(), id="a second operator name"),
        pytest.param(NodeProto(domain="org.example").SerializeToString(), id="a second domain"),
        pytest.param(b"\xfa\x01\x00", id="a field that nobody knows"),
        pytest.param(b"\x20\x01", id="a number where a text belongs"),
        pytest.param(b"\x22\x02\xff\xfe", id="a text that is none"),
    ],
)
def test_fields_that_readers_could_take_differently_are_refused(addition: bytes) -> None:
    """Of two values of one field the last counts, and unknown fields may be known tomorrow."""
    model = honest()
    plain = NodeProto(input=["input"], output=["more"]).SerializeToString()
    assert (
        refusal_of(with_node(model, plain + NodeProto(op_type="Relu", domain="").SerializeToString())) is None
    )
    twice = NodeProto(op_type="Relu", domain="ai.onnx").SerializeToString() + addition
    assert refusal_of(with_node(model, plain + twice)) is ModelRefusal.UNSAFE_STRUCTURE


def with_node(model: ModelProto, raw_node: bytes) -> bytes:
    """Return the file with a node that stands there byte for byte."""
    graph = b"\x0a" + bytes([len(raw_node)]) + raw_node
    return model.SerializeToString() + b"\x3a" + bytes([len(graph)]) + graph


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(honest().SerializeToString()[:-1], id="cut off by a byte"),
        pytest.param(honest().SerializeToString()[:50], id="cut off early"),
        pytest.param(b"<!DOCTYPE html><html>404</html>", id="a web page"),
        pytest.param(b"version https://git-lfs.github.com/spec/v1\n", id="a pointer to a large file"),
        pytest.param(b"PK\x03\x04" + bytes(40), id="an archive"),
        pytest.param(b"\xff" * 64, id="a number without an end"),
        pytest.param(b"\x00\x00", id="field number nought"),
        pytest.param(b"\x3b\x3c", id="a group, which protobuf gave up"),
    ],
)
def test_what_is_no_onnx_file_is_unreadable_or_unsafe(data: bytes) -> None:
    """The message says what to do about it."""
    with pytest.raises(ModelError, match="Expected"):
        inspect(data)


def test_nothing_at_all_has_no_nodes() -> None:
    """An empty file is a valid empty message."""
    assert refusal_of(b"") is ModelRefusal.UNSAFE_STRUCTURE


def test_ten_thousand_damaged_files_are_refused_or_pass() -> None:
    """The guard itself never fails, and most damage is seen."""
    chance = random.Random(20261124)  # noqa: S311  # repeatable damage, no secret
    seeds = [honest().SerializeToString(), DEMONSTRATION.read_bytes(), synthetic_models.recogniser()]
    refused = 0
    for _ in range(10_000):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 3)):
            where = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[where] ^= 1 << chance.randrange(8)
                case 1:
                    data[where] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
                case 2:
                    del data[where : where + chance.randint(1, 8)]
                case 3:
                    data[where:where] = chance.randbytes(chance.randint(1, 8))
            if not data:
                break
        refused += refusal_of(bytes(data)) is not None
    assert 5_000 < refused < 10_000


class Watched:
    """Bytes that count how many of them are looked at."""

    def __init__(self, data: bytes) -> None:
        """Nothing was looked at."""
        self.data = data
        self.looked_at = 0

    def __len__(self) -> int:
        """Return the number of bytes."""
        return len(self.data)

    def __getitem__(self, where: SupportsIndex | slice) -> int | bytes:
        """Count and return."""
        found = self.data[where]
        self.looked_at += 1 if isinstance(found, int) else len(found)
        return found


def test_weights_are_stepped_over() -> None:
    """The time does not grow with the file: a LiveCAD file of 350 MB has a few thousand fields."""
    model = honest()
    model.graph.initializer.append(numpy_helper.from_array(np.zeros(5_000_000, np.float32), "large"))
    watched = Watched(model.SerializeToString())
    inspect(watched)
    assert watched.looked_at < 1_000


def test_a_file_on_disk_reads_as_its_bytes(tmp_path: Path) -> None:
    """Home Assistant's process lists large models without loading them."""
    model = honest()
    model.graph.initializer.append(numpy_helper.from_array(np.zeros(100_000, np.float32), "large"))
    path = tmp_path / "model.onnx"
    path.write_bytes(model.SerializeToString())
    with path.open("rb") as file:
        source = FileSource(file)
        inspect(source)
        assert read_metadata(source) == {"kind": "livecad", "name": "Straße"}
        assert source[:4] == path.read_bytes()[:4]
        # Somebody cuts the file while it is read.
        path.write_bytes(b"")
        with pytest.raises(WireError):
            FileSource(file)[0]


def test_metadata_are_read_without_loading_the_model() -> None:
    """Key-value pairs as onnx writes them; half a pair counts as empty."""
    model = honest()
    model.metadata_props.add(key="alone")
    assert read_metadata(model.SerializeToString()) == {"kind": "livecad", "name": "Straße", "alone": ""}
    assert read_metadata(b"") == {}
    with pytest.raises(ModelError):
        read_metadata(b"\x3a\xff")


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        pytest.param(onnx_format.MODEL, ModelProto, id="model"),
        pytest.param(onnx_format.GRAPH, GraphProto, id="graph"),
        pytest.param(onnx_format.NODE, NodeProto, id="node"),
        pytest.param(onnx_format.ATTRIBUTE, AttributeProto, id="attribute"),
        pytest.param(onnx_format.TENSOR, TensorProto, id="tensor"),
        pytest.param(onnx_format.VALUE, onnx.ValueInfoProto, id="value"),
        pytest.param(onnx_format.OPSET, onnx.OperatorSetIdProto, id="opset"),
        pytest.param(onnx_format.PAIR, onnx.StringStringEntryProto, id="pair"),
    ],
)
def test_every_field_of_the_format_is_decided(layout: Layout, message: type[ModelProto]) -> None:
    """A field that the format gains shows here before a user's file meets it."""
    fields = {field.number: field.name for field in message.DESCRIPTOR.fields}
    assert layout.keys() == fields.keys()
    for number, slot in layout.items():
        if slot.kinds and slot.name != "tensor":
            assert slot.name == fields[number]


def test_sizes_of_elements_are_those_of_the_format() -> None:
    """Compared with what the onnx package packs."""
    for data_type, bits in ELEMENT_BITS.items():
        dtype = helper.tensor_dtype_to_np_dtype(data_type)
        packed = numpy_helper.from_array(np.zeros(8, dtype), "x")
        if packed.data_type == data_type:
            assert len(packed.raw_data) == bits, TensorProto.DataType.Name(data_type)
