"""Turns frozen records into JSON and blobs of bytes, and back, driven by nothing but their type hints.

A field may be a str, int, float, bool, `StrEnum`, bytes, `tuple[X, ...]`, `dict[str, X]`, `X | None` or another
record. Both directions check every value, so that a record which could not have been made honestly never exists.
"""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from math import isfinite
from types import NoneType
from typing import Final, NoReturn, Protocol, Union, cast, get_args, get_origin, get_type_hints, override

from ..records.errors import MessageError

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

_MAX_INT: Final = 2**63
"""Integers below this fit into every reader of JSON that we might ever talk to."""


class Blobs:
    """The bytes that travel behind the JSON, written or read in order."""

    def __init__(self, content: bytes | memoryview = b"") -> None:
        """Start at the first byte of what came, or with nothing written."""
        self._content = memoryview(content)
        self._position = 0
        self.written: list[bytes] = []

    @property
    def left(self) -> int:
        """How many bytes nobody took yet."""
        return len(self._content) - self._position

    def take(self, length: int) -> bytes:
        """Return the next bytes; raise MessageError when there are fewer."""
        if not 0 <= length <= self.left:
            raise MessageError(f"Expected bytes of length 0 to {self.left}, got the length {length}.")
        start, self._position = self._position, self._position + length
        return bytes(self._content[start : self._position])


class Codec(Protocol):
    """How one kind of value is written and read. `where` in its making is the field that errors name."""

    def pack(self, value: object, blobs: Blobs) -> Json:
        """Return the value as JSON; bytes go into the blobs."""
        ...

    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Return the value that JSON and blobs describe."""
        ...


@cache
def codec_of(hint: Hashable, where: str) -> Codec:
    """Return the codec of a type hint; raise TypeError for one that records do not use."""
    if isinstance(hint, type) and is_dataclass(hint):
        return _Record(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Enum(hint, where)
    if hint is bytes:
        return _Bytes(where)
    if hint in (str, int, float, bool):
        return _Plain(cast("type", hint), where)
    return _composed_of(hint, where)


def _composed_of(hint: Hashable, where: str) -> Codec:
    """Return the codec of `tuple[X, ...]`, `dict[str, X]` or `X | None`."""
    match get_origin(hint), get_args(hint):
        case kind, (item, other) if kind is tuple and other is ...:
            return _Tuple(codec_of(item, where), where)
        case kind, (key, item) if kind is dict and key is str:
            return _Mapping(codec_of(item, where), where)
        case kind, (item, other) if kind is Union and other is NoneType:
            return _Optional(codec_of(item, where))
    raise TypeError(f"Expected a type that can travel in {where}, got {hint}. See the docstring of codec.py.")


class _Plain(Codec):
    """A str, int, float or bool that is exactly that; an int may stand for a float."""

    def __init__(self, kind: type, where: str) -> None:
        """Remember the type and the field."""
        self._kind = kind
        self._where = where

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Check the value."""
        kind = self._kind
        if kind is float and type(value) is int and abs(value) < _MAX_INT:
            value = float(value)
        if (
            type(value) is not kind
            or (kind is float and not isfinite(cast("float", value)))
            or (kind is int and abs(cast("int", value)) >= _MAX_INT)
        ):
            _refuse(f"a finite {kind.__name__}" if kind is float else kind.__name__, self._where, value)
        return cast("Json", value)

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Check the value; the rules are the same both ways."""
        return self.pack(value, blobs)


class _Enum(Codec):
    """A member of a string enum."""

    def __init__(self, kind: type[StrEnum], where: str) -> None:
        """Remember the enum and the field."""
        self._kind = kind
        self._where = where

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Return the member's value."""
        if not isinstance(value, self._kind):
            _refuse(self._kind.__name__, self._where, value)
        return value.value

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Return the member with this value."""
        if not isinstance(value, str) or value not in self._kind:
            _refuse(f"one of {', '.join(self._kind)}", self._where, value)
        return self._kind(value)


class _Bytes(Codec):
    """Bytes, whose length stands in the JSON."""

    def __init__(self, where: str) -> None:
        """Remember the field."""
        self._length = _Plain(int, where)
        self._where = where

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Append the bytes to the blobs."""
        if not isinstance(value, bytes):
            _refuse("bytes", self._where, value)
        blobs.written.append(value)
        return len(value)

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Take the next bytes from the blobs."""
        return blobs.take(cast("int", self._length.unpack(value, blobs)))


class _Tuple(Codec):
    """Any number of values of one kind."""

    def __init__(self, item: Codec, where: str) -> None:
        """Remember the items' codec and the field."""
        self._item = item
        self._where = where

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Return a list."""
        if not isinstance(value, tuple):
            _refuse("a tuple", self._where, value)
        return [self._item.pack(each, blobs) for each in value]

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Return a tuple."""
        if not isinstance(value, list):
            _refuse("a list", self._where, value)
        return tuple([self._item.unpack(each, blobs) for each in value])


class _Mapping(Codec):
    """Values of one kind by name."""

    def __init__(self, item: Codec, where: str) -> None:
        """Remember the values' codec and the field."""
        self._item = item
        self._key = _Plain(str, where)
        self._where = where

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Return an object."""
        if not isinstance(value, dict):
            _refuse("a dict", self._where, value)
        return {
            cast("str", self._key.pack(key, blobs)): self._item.pack(each, blobs)
            for key, each in value.items()
        }

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Return a dictionary."""
        if not isinstance(value, dict):
            _refuse("an object", self._where, value)
        return {key: self._item.unpack(each, blobs) for key, each in value.items()}


class _Optional(Codec):
    """A value or None."""

    def __init__(self, kind: Codec) -> None:
        """Remember the codec of the value."""
        self._kind = kind

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Return null for None."""
        return None if value is None else self._kind.pack(value, blobs)

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Return None for null."""
        return None if value is None else self._kind.unpack(value, blobs)


class _Record(Codec):
    """A frozen dataclass: every field is there, and none besides."""

    def __init__(self, kind: type) -> None:
        """Find the codec of each field."""
        hints = get_type_hints(kind)
        self._kind = kind
        self._fields = {
            field.name: codec_of(hints[field.name], f"{kind.__name__}.{field.name}") for field in fields(kind)
        }

    @override
    def pack(self, value: object, blobs: Blobs) -> Json:
        """Return an object."""
        if type(value) is not self._kind:
            _refuse(self._kind.__name__, self._kind.__name__, value)
        return {name: codec.pack(getattr(value, name), blobs) for name, codec in self._fields.items()}

    @override
    def unpack(self, value: Json, blobs: Blobs) -> object:
        """Make the record."""
        if not isinstance(value, dict) or value.keys() != self._fields.keys():
            _refuse(f"an object with {', '.join(self._fields) or 'no fields'}", self._kind.__name__, value)
        # In the sender's order, because that is the order of the blobs.
        return self._kind(**{name: self._fields[name].unpack(each, blobs) for name, each in value.items()})


def _refuse(expected: str, where: str, got: object) -> NoReturn:
    """Raise the error of a wrong value; it tells the value's type only, since values may be personal."""
    raise MessageError(f"Expected {expected} in {where}, got {type(got).__name__}.")
