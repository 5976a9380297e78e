"""Walks over protobuf's wire format without loading what it steps over."""

from collections.abc import Iterator
import os
from typing import IO, Final, NamedTuple, Protocol, SupportsIndex, overload, override

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_FIXED_BYTES: Final = {FIXED64: 8, FIXED32: 4}
_VARINT_BITS: Final = 64
_WINDOW_BYTES: Final = 2**14


class WireError(Exception):
    """These bytes are no protobuf message."""


class Source(Protocol):
    """`bytes`, or a file that is read where it is indexed."""

    def __len__(self) -> int:
        """Return the number of bytes."""
        ...

    @overload
    def __getitem__(self, where: SupportsIndex, /) -> int: ...
    @overload
    def __getitem__(self, where: slice, /) -> bytes: ...


class FileSource(Source):
    """A file's bytes, of which only those that are looked at are read: weights stay on disk."""

    def __init__(self, file: IO[bytes] | int) -> None:
        """Read from an open file, or from its descriptor."""
        self._descriptor = file if isinstance(file, int) else file.fileno()
        self._length = os.fstat(self._descriptor).st_size
        self._window = b""
        self._window_start = 0

    @override
    def __len__(self) -> int:
        """Return the file's size."""
        return self._length

    @overload
    def __getitem__(self, where: SupportsIndex, /) -> int: ...
    @overload
    def __getitem__(self, where: slice, /) -> bytes: ...
    @override
    def __getitem__(self, where: SupportsIndex | slice, /) -> int | bytes:
        """Return one byte, or the bytes from start to stop."""
        if isinstance(where, slice):
            start, stop, _ = where.indices(self._length)
            return os.pread(self._descriptor, stop - start, start)
        offset = int(where) - self._window_start
        if not 0 <= offset < len(self._window):
            self._window_start, offset = int(where), 0
            self._window = os.pread(self._descriptor, _WINDOW_BYTES, self._window_start)
            if not self._window:
                raise WireError("the file ends early")
        return self._window[offset]


class Field(NamedTuple):
    """One field of a message."""

    number: int
    """Which field, by the message's definition."""
    kind: int
    """VARINT, FIXED64, BYTES or FIXED32."""
    number_value: int
    """What a VARINT says; 0 for other kinds."""
    start: int
    """Where the value's bytes start."""
    end: int
    """Where they end."""


def walk(source: Source, start: int, end: int) -> Iterator[Field]:
    """Yield the fields of the message between two positions; raise WireError where there is none."""
    position = start
    while position < end:
        key, position = _varint(source, position, end)
        number, kind = key >> 3, key & 7
        value = 0
        if kind == BYTES:
            length, position = _varint(source, position, end)
            stop = position + length
        elif kind == VARINT:
            value, stop = _varint(source, position, end)
        elif kind in _FIXED_BYTES:
            stop = position + _FIXED_BYTES[kind]
        else:
            raise WireError(f"a field of kind {kind}")
        if stop > end or number == 0:
            raise WireError(f"a field {number} that ends {stop - end} bytes behind its message")
        yield Field(number, kind, value, position, stop)
        position = stop


def varints(source: Source, field: Field) -> list[int]:
    """Return the numbers of a repeated field, whether they stand alone or are packed, as signed 64-bit integers."""
    if field.kind == VARINT:
        return [_signed(field.number_value)]
    numbers = []
    position = field.start
    while position < field.end:
        number, position = _varint(source, position, field.end)
        numbers.append(_signed(number))
    return numbers


def _varint(source: Source, position: int, end: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the position behind it."""
    value = shift = 0
    while position < end and shift < _VARINT_BITS:
        byte = source[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004  # the bit that says that more follows
            return value, position
        shift += 7
    raise WireError("a number without an end")


def _signed(number: int) -> int:
    """Return a 64-bit number in two's complement as what it means."""
    number &= 2**_VARINT_BITS - 1
    return number - 2**_VARINT_BITS if number >> (_VARINT_BITS - 1) else number
