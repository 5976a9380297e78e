"""Unpickles the description of a PyTorch checkpoint without running anything that it says.

A pickle can name any function there is, call it, and change any object it met. The reader here knows the handful of
names that training files need. None of them does more than make an inert record, none can be changed by the pickle, and
every other name is refused.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
import io
from math import prod
import pickle
from typing import TYPE_CHECKING, Any, NoReturn, override

import numpy as np

from ..records.errors import ModelError
from ..records.observations import ModelRefusal

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_MAX_RANK = 8
_MAX_COUNT = 2**40


def unpickle(data: bytes) -> object:
    """Return what a pickle describes, tensors as `StoredTensor`.

    Raises `ModelError` for a name that is not known, and nearly any other exception for a damaged pickle.
    """
    return _InertUnpickler(io.BytesIO(data)).load()


class _Sealed:
    """Something that a pickle may mention but not change: its `BUILD` instruction would write into any other object."""

    __slots__ = ()

    def __setstate__(self, _: object) -> NoReturn:
        """Refuse another state."""
        raise ValueError(f"an attempt to change a {type(self).__name__}")


class _ElementType(_Sealed):
    """Element type of a storage. NumPy has no bfloat16: its bits are read as whole numbers and widened."""

    __slots__ = ("dtype", "is_bfloat16")

    def __init__(self, dtype: str, *, is_bfloat16: bool = False) -> None:
        """Take NumPy's name of the type, little-endian, and whether the numbers are upper halves of 32-bit floats."""
        self.dtype, self.is_bfloat16 = np.dtype(dtype), is_bfloat16


class _Function(_Sealed):
    """Stands for a function that a pickle may call."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[..., object]) -> None:
        """Take what is called instead."""
        self._call = call

    def __call__(self, *arguments: Any) -> object:  # noqa: ANN401 - a pickle passes what it likes
        """Call it."""
        return self._call(*arguments)


class _Inert:
    """Stands for objects that a checkpoint carries and nobody needs: takes everything and does nothing."""

    __slots__ = ()

    def __init__(self, *_: object, **__: object) -> None:
        """Ignore what it would be made of."""

    def __setstate__(self, _: object) -> None:
        """Ignore what it would hold."""


class _Storage(_Sealed):
    """One entry of raw numbers in the archive."""

    __slots__ = ("entry", "type")

    def __init__(self, element_type: _ElementType, entry: str) -> None:
        """Take what its numbers are, and the entry's name below the archive's folder."""
        self.type, self.entry = element_type, entry


class StoredTensor(_Sealed):
    """A tensor that is read from the archive when it is asked for."""

    __slots__ = ("_offset", "_strides", "shape", "storage")

    def __init__(
        self, storage: object, offset: object, shape: tuple[object, ...], strides: tuple[object, ...]
    ) -> None:
        """Take what the pickle says, checked: offset and strides count elements of the storage."""
        if not isinstance(storage, _Storage):
            raise TypeError("a tensor without a storage")
        self.storage = storage
        self._offset = _count(offset)
        self.shape = tuple(_count(size) for size in shape)
        self._strides = tuple(_count(stride) for stride in strides)
        if len(self.shape) != len(self._strides) or len(self.shape) > _MAX_RANK:
            raise ValueError(f"a tensor of shape {self.shape} with strides {self._strides}")

    def take(self, data: bytes) -> NDArray[float32]:
        """Return the tensor's numbers out of the bytes of its storage, as a contiguous array of float32.

        Raises ValueError where the storage is shorter than the shape says.
        """
        elements = np.frombuffer(data, self.storage.type.dtype)
        reach = sum((size - 1) * stride for size, stride in zip(self.shape, self._strides, strict=True))
        if prod(self.shape) == 0 or self._offset + reach >= len(elements):
            raise ValueError(f"a storage of {len(elements)} numbers for a tensor that reaches behind it")
        strides = [stride * elements.itemsize for stride in self._strides]
        view = np.lib.stride_tricks.as_strided(elements[self._offset :], self.shape, strides, writeable=False)
        if self.storage.type.is_bfloat16:
            return (np.array(view, np.uint32, order="C") << 16).view(np.float32)
        return np.array(view, np.float32, order="C")


class _InertUnpickler(pickle.Unpickler):
    """Rebuilds dictionaries, lists, numbers and texts, and records of where tensors lie. Calls nothing else."""

    @override
    def find_class(self, module: str, name: str) -> Any:
        """Return our inert counterpart of a type; refuse what a checkpoint does not need."""
        try:
            return _KNOWN[f"{module}.{name}"]
        except KeyError:
            raise ModelError(
                ModelRefusal.UNSAFE_STRUCTURE,
                f"Expected a checkpoint of numbers and settings, got one that asks for {module}.{name}. It could run "
                "code and is not read. Save the model's state_dict alone and choose that file.",
            ) from None

    @override
    def persistent_load(self, pid: Any) -> _Storage:
        """Return where a storage lies, without reading it."""
        match pid:
            case ("storage", _ElementType() as kind, str(key), str(), int()):
                return _Storage(kind, f"data/{key}")
        raise ValueError("a reference to something other than a storage")


def _count(number: object) -> int:
    """Return a whole number that counts something; raise TypeError for anything else."""
    if type(number) is not int or not 0 <= number < _MAX_COUNT:
        raise TypeError("a tensor whose shape is made of something other than counts")
    return number


_KNOWN: Mapping[str, object] = {
    "collections.OrderedDict": OrderedDict,
    "builtins.set": set,
    "__builtin__.set": set,
    "argparse.Namespace": _Inert,
    "torch.device": _Inert,
    "torch.Size": _Inert,
    # Whether gradients are wanted, and which hooks hang on a tensor, is of no use here.
    "torch._utils._rebuild_tensor_v2": _Function(
        lambda storage, offset, shape, strides, *_: StoredTensor(storage, offset, shape, strides)
    ),
    "torch._utils._rebuild_parameter": _Function(lambda tensor, *_: tensor),
    "torch.DoubleStorage": _ElementType("<f8"),
    "torch.FloatStorage": _ElementType("<f4"),
    "torch.HalfStorage": _ElementType("<f2"),
    "torch.BFloat16Storage": _ElementType("<u2", is_bfloat16=True),
    "torch.LongStorage": _ElementType("<i8"),
    "torch.IntStorage": _ElementType("<i4"),
    "torch.ShortStorage": _ElementType("<i2"),
    "torch.CharStorage": _ElementType("<i1"),
    "torch.ByteStorage": _ElementType("<u1"),
    "torch.BoolStorage": _ElementType("?"),
}
"""All that a checkpoint may name, and what stands for it here."""
