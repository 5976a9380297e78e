"""All names that a checkpoint may mention, and what stands for them here. Whatever they mean elsewhere, it never runs.

Training files carry settings, counters and states beside the weights. What has to keep its structure are dictionaries
and tensors; everything else becomes one object that takes everything and does nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from .stored_tensor import ElementType, OtherTensor, Sealed, StoredTensor


class Inert:
    """Stands for objects that a checkpoint carries and nobody needs: takes everything and does nothing."""

    __slots__ = ()

    def __init__(self, *_: object, **__: object) -> None:
        """Ignore what it would be made of."""

    def __setstate__(self, _: object) -> None:
        """Ignore what it would hold."""

    def __call__(self, *_: object, **__: object) -> Inert:
        """Return nothing of use."""
        return self

    def __setitem__(self, _: object, __: object) -> None:
        """Ignore an entry, where it stands for a dictionary."""

    def append(self, _: object) -> None:
        """Ignore an item, where it stands for a list."""

    add = extend = append


class InertArray(Inert):
    """Stands for an array of NumPy: no weight, but what a file without weights may hold in their place."""

    __slots__ = ()


class Dictionary(dict[Any, Any]):
    """Stands for every kind of dictionary."""

    __slots__ = ()

    def __init__(self, *arguments: object) -> None:
        """Take the entries of the last argument; one before it would make missing ones, and is ignored."""
        given = arguments[-1] if arguments else None
        super().__init__(given if isinstance(given, dict | list | tuple) else ())

    def __setstate__(self, _: object) -> None:
        """Ignore attributes."""


class _Function(Sealed):
    """Stands for a function that a pickle may call."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[..., object]) -> None:
        """Take what is called instead."""
        self._call = call

    def __call__(self, *arguments: Any) -> object:  # noqa: ANN401  # a pickle passes what it likes
        """Call it."""
        return self._call(*arguments)


def stand_in(module: str, name: str) -> object | None:
    """Return what stands for a name; None where a checkpoint does not need it."""
    for former, present in _FORMER_MODULES:
        if module == former or module.startswith(f"{former}."):
            module = present + module.removeprefix(former)
    return _KNOWN.get(f"{module}.{name}")


def _tensor(storage: object, offset: object, shape: Any, strides: Any, *_: object) -> StoredTensor:  # noqa: ANN401  # as the pickle passes it
    """Return a tensor. Whether gradients are wanted, and which hooks hang on it, is of no use here."""
    return StoredTensor(storage, offset, shape, strides)


def _of_subclass(make: object, _type: object, arguments: Iterable[object], *_: object) -> object:
    """Return what a function makes, which PyTorch would then call by another type."""
    return make(*arguments) if isinstance(make, _Function) else Inert()


def _other(what: str) -> _Function:
    """Return a function that makes a tensor of another kind."""
    return _Function(lambda *_: OtherTensor(what))


_FORMER_MODULES: Final = (
    ("__builtin__", "builtins"),
    ("copy_reg", "copyreg"),
    ("numpy.core", "numpy._core"),
    ("pathlib._local", "pathlib"),
    ("lightning_fabric", "lightning.fabric"),
    ("pytorch_lightning", "lightning.pytorch"),
)
"""What modules were called in former versions of Python, NumPy and Lightning."""

_WHOLE_NUMBERS: Final = ("int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8")

_INERT: Final = {
    "argparse": "Namespace",
    "builtins": "Ellipsis NotImplemented bool bytearray bytes complex float frozenset int list long object range set "
    "slice str tuple type unicode xrange",
    "_codecs": "encode",
    "copyreg": "_reconstructor",
    "collections": "ChainMap UserDict UserList UserString deque",
    "UserDict": "IterableUserDict UserDict",
    "UserList": "UserList",
    "UserString": "UserString",
    "datetime": "date datetime time timedelta timezone",
    "decimal": "Decimal",
    "dateutil.tz.tz": "tzfile tzlocal tzutc",
    "fractions": "Fraction",
    "functools": "partial",
    "pathlib": "Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath",
    "pytz": "UTC _UTC _p",
    "random": "Random",
    "re": "_compile",
    "types": "SimpleNamespace",
    "typing": "Any",
    "uuid": "UUID SafeUUID",
    "zoneinfo": "ZoneInfo",
    "numpy": "dtype ndarray bool bool_ bytes_ str_ float16 float32 float64 longdouble complex64 complex128 datetime64 "
    "matrix record timedelta64 int8 int16 int32 int64 intc longlong ulonglong uint8 uint16 uint32 uint64 void",
    "numpy.dtypes": "BoolDType Float16DType Float32DType Float64DType Int8DType Int16DType Int32DType Int64DType "
    "UInt8DType UInt16DType UInt32DType UInt64DType",
    "numpy.ma": "MaskedArray",
    "numpy.ma.core": "MaskedArray _mareconstruct",
    "numpy.rec": "recarray",
    "numpy._core._internal": "_convert_to_stringdtype_kwargs",
    "numpy._core.multiarray": "scalar",
    "numpy.random.bit_generator": "SeedSequence __pyx_unpickle_SeedSequence",
    "numpy.random._mt19937": "MT19937",
    "numpy.random._pcg64": "PCG64 PCG64DXSM",
    "numpy.random._philox": "Philox",
    "numpy.random._sfc64": "SFC64",
    "numpy.random._pickle": "__bit_generator_ctor __generator_ctor __randomstate_ctor",
    "torch": "device Size layout memory_format strided sparse_coo contiguous_format channels_last Generator Tensor "
    "float float16 float32 float64 half double bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 int long "
    "bool complex64 complex128 qint8 quint8 qint32 float8_e4m3fn float8_e5m2 channels_last_3d preserve_format "
    "per_tensor_affine per_channel_affine per_tensor_symmetric per_channel_symmetric",
    "torch._C": "Generator",
    "torch._utils": "torch.channels_last torch.channels_last_3d torch.contiguous_format torch.preserve_format",
    "torch.nn.parameter": "Parameter Buffer",
    "torch.serialization": "_get_layout",
    "torch.torch_version": "TorchVersion",
    "torch.version": "__version__",
    "lightning.fabric.utilities.data": "AttributeDict",
    "lightning.pytorch.utilities.parsing": "AttributeDict",
    "lightning.pytorch.callbacks.early_stopping": "EarlyStopping",
    "lightning.pytorch.callbacks.model_checkpoint": "ModelCheckpoint",
    "omegaconf.base": "ContainerMetadata Metadata",
    "omegaconf.dictconfig": "DictConfig",
    "omegaconf.listconfig": "ListConfig",
    "omegaconf.nodes": "AnyNode BooleanNode FloatNode IntegerNode StringNode",
    "addict.addict": "Dict",
    "box.box": "Box",
    "easydict": "EasyDict",
    "ml_collections.config_dict.config_dict": "ConfigDict FrozenConfigDict",
    "mmcv.utils.config": "ConfigDict",
    "mmengine.config.config": "Config ConfigDict",
    "mmengine.logging.history_buffer": "HistoryBuffer",
    "yacs.config": "CfgNode",
}
"""What stands beside the weights in training files, by module."""

_FLOAT64, _FLOAT32, _FLOAT16 = (
    ElementType("float64", "<f8"),
    ElementType("float32", "<f4"),
    ElementType("float16", "<f2"),
)
_BFLOAT16: Final = ElementType("bfloat16", "<u2", is_bfloat16=True)
_WHOLE: Final = {
    name: ElementType(name, f"<{name[0]}{int(name.lstrip('uint')) // 8}") for name in _WHOLE_NUMBERS
}
_BOOL: Final = ElementType("bool", "?")
_STORAGE_TYPES: Final = {
    "Double": _FLOAT64,
    "Float": _FLOAT32,
    "Half": _FLOAT16,
    "BFloat16": _BFLOAT16,
    "Long": _WHOLE["int64"],
    "Int": _WHOLE["int32"],
    "Short": _WHOLE["int16"],
    "Char": _WHOLE["int8"],
    "Byte": _WHOLE["uint8"],
    "Bool": _BOOL,
    "ComplexFloat": ElementType("complex64", item_bytes=8),
    "ComplexDouble": ElementType("complex128", item_bytes=16),
    "QInt32": ElementType("qint32", item_bytes=4),
    **{f"Q{name}": ElementType(f"q{name.lower()}") for name in ("Int8", "UInt8", "UInt4x2", "UInt2x4")},
}
"""Element types by PyTorch's name of their storage."""

SAFETENSORS_TYPES: Final[Mapping[str, ElementType]] = {
    "F64": _FLOAT64,
    "F32": _FLOAT32,
    "F16": _FLOAT16,
    "BF16": _BFLOAT16,
    "BOOL": _BOOL,
    **{f"{name[0].upper()}{kind.item_bytes * 8}": kind for name, kind in _WHOLE.items()},
}
"""Element types by their name in a file of safetensors."""

_KNOWN: Final[Mapping[str, object]] = {
    **{f"{module}.{name}": Inert for module, names in _INERT.items() for name in names.split()},
    "numpy._core.multiarray._reconstruct": (array := _Function(lambda *_: InertArray())),
    "numpy._core.numeric._frombuffer": array,
    **{f"torch.{name}Storage": kind for name, kind in _STORAGE_TYPES.items()},
    "torch.storage.UntypedStorage": (untyped := ElementType("untyped bytes")),
    "torch.UntypedStorage": untyped,
    "builtins.dict": Dictionary,
    "collections.Counter": Dictionary,
    "collections.OrderedDict": Dictionary,
    "collections.defaultdict": Dictionary,
    "torch._utils._rebuild_tensor": _Function(_tensor),
    "torch._utils._rebuild_tensor_v2": _Function(_tensor),
    "torch._utils._rebuild_tensor_v3": _other("a tensor of a rare type of numbers, such as 8-bit floats"),
    "torch._utils._rebuild_parameter": _Function(lambda tensor, *_: tensor),
    "torch._utils._rebuild_parameter_with_state": _Function(lambda tensor, *_: tensor),
    "torch._tensor._rebuild_from_type_v2": _Function(_of_subclass),
    "torch._utils._rebuild_sparse_tensor": _other("a sparse tensor"),
    "torch._utils._rebuild_qtensor": _other("a tensor in PyTorch's own 8-bit form"),
    "torch._utils._rebuild_meta_tensor_no_storage": _other("a tensor without numbers"),
    "torch._utils._rebuild_nested_tensor": _other("a nested tensor"),
}
"""What stands for each name."""
