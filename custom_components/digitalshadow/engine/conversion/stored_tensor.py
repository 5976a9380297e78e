"""Tensors of a checkpoint that is open: where their numbers lie, and what those are.

Numbers are read when a tensor is asked for. Nothing here can be changed by the pickle that mentions it.
"""

from math import prod
from typing import TYPE_CHECKING, Final, NoReturn

import numpy as np

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_MAX_RANK: Final = 8
_MAX_COUNT: Final = 2**40


class Sealed:
    """Something that a pickle may mention but not change: its `BUILD` instruction would write into any other object."""

    __slots__ = ()

    def __setstate__(self, _: object) -> NoReturn:
        """Refuse another state."""
        raise ValueError(f"an attempt to change a {type(self).__name__}")


class ElementType(Sealed):
    """Element type of a storage. NumPy has no bfloat16: its bits are read as whole numbers and widened."""

    __slots__ = ("dtype", "is_bfloat16", "item_bytes", "name")

    def __init__(
        self, name: str, dtype: str | None = None, *, item_bytes: int = 1, is_bfloat16: bool = False
    ) -> None:
        """Take what people call it, and NumPy's name of it, little-endian.

        Without that, numbers of this type are stepped over and never read; one takes `item_bytes`.
        """
        self.name, self.is_bfloat16 = name, is_bfloat16
        self.dtype = None if dtype is None else np.dtype(dtype)
        self.item_bytes = item_bytes if self.dtype is None else self.dtype.itemsize


class Storage(Sealed):
    """One run of raw numbers in the file."""

    __slots__ = ("first", "key", "type")

    def __init__(self, element_type: ElementType, key: str, first: int = 0) -> None:
        """Take what its numbers are, what the file calls it, and with which of its numbers it begins."""
        self.type, self.key, self.first = element_type, key, count(first)


class OtherTensor(Sealed):
    """A tensor that is not a plain array of numbers. Beside the weights it does no harm; as a weight it is refused."""

    __slots__ = ("what",)

    def __init__(self, what: str) -> None:
        """Take what it is, with its article."""
        self.what = what


class StoredTensor(Sealed):
    """A tensor that is read from the file when it is asked for."""

    __slots__ = ("_offset", "_strides", "shape", "storage")

    def __init__(
        self, storage: object, offset: object, shape: tuple[object, ...], strides: tuple[object, ...]
    ) -> None:
        """Take what the pickle says, checked: offset and strides count elements of the storage."""
        if not isinstance(storage, Storage):
            raise TypeError("a tensor without a storage")
        self.storage = storage
        self._offset = storage.first + count(offset)
        self.shape = tuple(count(size) for size in shape)
        self._strides = tuple(count(stride) for stride in strides)
        if len(self.shape) != len(self._strides) or len(self.shape) > _MAX_RANK:
            raise ValueError(f"a tensor of shape {self.shape} with strides {self._strides}")

    def take(self, data: bytes) -> NDArray[float32]:
        """Return the tensor's numbers out of the bytes of its storage, as a contiguous array of float32.

        Raises:
            ValueError: The storage is shorter than the shape says, or its numbers are of a kind that is not read.
        """
        if self.storage.type.dtype is None:
            raise ValueError(f"numbers of the type {self.storage.type.name}, which is not read")
        elements = np.frombuffer(data, self.storage.type.dtype)
        reach = sum((size - 1) * stride for size, stride in zip(self.shape, self._strides, strict=True))
        if prod(self.shape) == 0 or self._offset + reach >= len(elements):
            raise ValueError(f"a storage of {len(elements)} numbers for a tensor that reaches behind it")
        strides = [stride * elements.itemsize for stride in self._strides]
        view = np.lib.stride_tricks.as_strided(elements[self._offset :], self.shape, strides, writeable=False)
        if self.storage.type.is_bfloat16:
            return (np.array(view, np.uint32, order="C") << 16).view(np.float32)
        # A number that is too large for 32 bits becomes infinite, and the reader refuses that.
        with np.errstate(over="ignore"):
            return np.array(view, np.float32, order="C")


def count(number: object) -> int:
    """Return a whole number that counts something; raise TypeError for anything else."""
    if type(number) is not int or not 0 <= number < _MAX_COUNT:
        raise TypeError("a tensor whose shape is made of something other than counts")
    return number
