"""The messages of an ONNX file: which fields they have, and which of them a face model may use.

Field numbers and element types are those of onnx.proto3. What is not listed here is refused where it is met.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, NoReturn

from ..records.errors import ModelError
from ..records.refusals import ModelRefusal
from .protobuf import BYTES, FIXED32, FIXED64, VARINT, Field, Source, WireError, walk


class Slot(NamedTuple):
    """What a field of a message may be."""

    name: str
    """The field's name, or what it brings in where it is forbidden."""
    kinds: tuple[int, ...] = (BYTES,)
    """How it may be written; empty where it is forbidden."""
    repeated: bool = False
    """Whether it may occur more than once."""


type Layout = Mapping[int, Slot]

MAX_FIELDS: Final = 500_000
"""Parts that are looked at in one file. A network of 20,000 nodes has 200,000."""
MAX_PAIRS: Final = 256
MAX_METADATA_BYTES: Final = 2**20
"""What a model may say about itself; its licence is the longest of it."""

_NUMBERS: Final = (VARINT, BYTES)
_FORBIDDEN: Final[tuple[int, ...]] = ()

MODEL: Final = {
    1: Slot("ir_version", (VARINT,)),
    2: Slot("producer_name"),
    3: Slot("producer_version"),
    4: Slot("domain"),
    5: Slot("model_version", (VARINT,)),
    6: Slot("doc_string"),
    # Several graphs are merged by every reader; weights are appended to a template that way.
    7: Slot("graph", repeated=True),
    8: Slot("opset_import", repeated=True),
    14: Slot("metadata_props", repeated=True),
    20: Slot("training information", _FORBIDDEN),
    25: Slot("functions", _FORBIDDEN),
    26: Slot("device configurations", _FORBIDDEN),
}
OPSET: Final = {1: Slot("domain"), 2: Slot("version", (VARINT,))}
GRAPH: Final = {
    1: Slot("node", repeated=True),
    2: Slot("name", repeated=True),
    5: Slot("initializer", repeated=True),
    10: Slot("doc_string", repeated=True),
    11: Slot("input", repeated=True),
    12: Slot("output", repeated=True),
    13: Slot("value_info", repeated=True),
    14: Slot("quantization_annotation", repeated=True),
    15: Slot("sparse tensors", _FORBIDDEN),
    16: Slot("metadata_props", repeated=True),
}
NODE: Final = {
    1: Slot("input", repeated=True),
    2: Slot("output", repeated=True),
    3: Slot("name"),
    4: Slot("op_type"),
    5: Slot("attribute", repeated=True),
    6: Slot("doc_string"),
    7: Slot("domain"),
    8: Slot("overloads of functions", _FORBIDDEN),
    9: Slot("metadata_props", repeated=True),
    10: Slot("device configurations", _FORBIDDEN),
}
ATTRIBUTE: Final = {
    1: Slot("name"),
    2: Slot("f", (FIXED32,)),
    3: Slot("i", (VARINT,)),
    4: Slot("s"),
    5: Slot("tensor"),
    6: Slot("subgraphs", _FORBIDDEN),
    7: Slot("floats", (FIXED32, BYTES), repeated=True),
    8: Slot("ints", _NUMBERS, repeated=True),
    9: Slot("strings", repeated=True),
    10: Slot("tensors", repeated=True),
    11: Slot("subgraphs", _FORBIDDEN),
    13: Slot("doc_string"),
    14: Slot("types as attributes", _FORBIDDEN),
    15: Slot("types as attributes", _FORBIDDEN),
    20: Slot("type", (VARINT,)),
    21: Slot("references to attributes of functions", _FORBIDDEN),
    22: Slot("sparse tensors", _FORBIDDEN),
    23: Slot("sparse tensors", _FORBIDDEN),
}
TENSOR: Final = {
    1: Slot("dims", _NUMBERS, repeated=True),
    2: Slot("data_type", (VARINT,)),
    3: Slot("tensors in segments", _FORBIDDEN),
    4: Slot("float_data", (FIXED32, BYTES), repeated=True),
    5: Slot("int32_data", _NUMBERS, repeated=True),
    6: Slot("tensors of text", _FORBIDDEN),
    7: Slot("int64_data", _NUMBERS, repeated=True),
    8: Slot("name"),
    9: Slot("raw_data"),
    10: Slot("double_data", (FIXED64, BYTES), repeated=True),
    11: Slot("uint64_data", _NUMBERS, repeated=True),
    12: Slot("doc_string"),
    13: Slot("data outside of the file", _FORBIDDEN),
    14: Slot("data_location", (VARINT,)),
    16: Slot("metadata_props", repeated=True),
}
VALUE: Final = {
    1: Slot("name"),
    2: Slot("type"),
    3: Slot("doc_string"),
    4: Slot("metadata_props", repeated=True),
}
PAIR: Final = {1: Slot("key"), 2: Slot("value")}

ELEMENT_BITS: Final = {
    **dict.fromkeys((1, 6, 12), 32),
    **dict.fromkeys((7, 11, 13), 64),
    **dict.fromkeys((4, 5, 10, 16), 16),
    **dict.fromkeys((2, 3, 9, 17, 18, 19, 20, 24), 8),
    **dict.fromkeys((21, 22, 23), 4),
    **dict.fromkeys((25, 26), 2),
}
"""Bits of one element by `data_type`. Text and complex numbers are missing: no face model has them."""

TYPED_DATA: Final = {
    1: "float_data",
    11: "double_data",
    7: "int64_data",
    **dict.fromkeys((12, 13), "uint64_data"),
    **dict.fromkeys((2, 3, 4, 5, 6, 9, 10, 16, 17, 18, 19, 20), "int32_data"),
}
"""Where elements of a `data_type` stand when they are not in `raw_data`."""


def named_fields(source: Source, layout: Layout, start: int, end: int) -> Iterator[tuple[str, Field]]:
    """Yield the fields of a message with their names; raise ModelError for one that a face model does not need."""
    seen: set[str] = set()
    for field in walk(source, start, end):
        slot = layout.get(field.number)
        if slot is None:
            refuse(f"no field {field.number}")
        if not slot.kinds:
            refuse(f"no {slot.name}")
        if field.kind not in slot.kinds or (slot.name in seen and not slot.repeated):
            refuse(f"one {slot.name} of the usual kind")
        seen.add(slot.name)
        yield slot.name, field


def text_of(source: Source, field: Field) -> str:
    """Return the text of a field; raise ModelError where it is none."""
    try:
        return source[field.start : field.end].decode()
    except UnicodeDecodeError:
        refuse("texts in UTF-8")


def read_metadata(source: Source) -> dict[str, str]:
    """Return the key-value pairs that a model carries; raise ModelError where the file is no ONNX model.

    Files are made to keep a reader busy too: one with more pairs or longer texts than any model has is refused at once.
    """
    pairs: dict[str, str] = {}
    size = 0
    try:
        for number, (name, field) in enumerate(named_fields(source, MODEL, 0, len(source))):
            if number > MAX_FIELDS:
                refuse(f"at most {MAX_FIELDS} parts")
            if name == "metadata_props":
                size += field.end - field.start
                if len(pairs) >= MAX_PAIRS or size > MAX_METADATA_BYTES:
                    refuse(f"at most {MAX_PAIRS} texts about itself, of {MAX_METADATA_BYTES} bytes together")
                key, value = _pair(source, field)
                if key in pairs:
                    refuse("one text about itself for each key")
                pairs[key] = value
    except WireError as err:
        raise unreadable(err) from err
    return pairs


def _pair(source: Source, pair: Field) -> tuple[str, str]:
    """Return a key and its value."""
    texts = {name: text_of(source, field) for name, field in named_fields(source, PAIR, pair.start, pair.end)}
    return texts.get("key", ""), texts.get("value", "")


def refuse(expected: str) -> NoReturn:
    """Raise the refusal of a file whose structure a face model does not need."""
    raise ModelError(
        ModelRefusal.UNSAFE_STRUCTURE,
        f"Expected a model with {expected}, got another one. Convert the model again with plain operators only.",
    )


def unreadable(err: WireError) -> ModelError:
    """Return the refusal of bytes that are no ONNX file."""
    return ModelError(
        ModelRefusal.UNREADABLE,
        f"Expected an ONNX file, got {err}. The file is cut off or something else; copy it again.",
    )
