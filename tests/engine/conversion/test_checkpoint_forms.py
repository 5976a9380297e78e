"""Whatever form a checkpoint comes in, its weights are read, or the reason says what it really is."""

from collections.abc import Callable
from pathlib import Path
import pickle
import struct
import zipfile

import numpy as np
import pytest

from custom_components.digitalshadow.engine.conversion.checkpoint import Checkpoint
from custom_components.digitalshadow.engine.conversion.inert_pickle import Bounded, unpickle
from custom_components.digitalshadow.engine.records.errors import ModelError
from models.checkpoint_writer import (
    TensorPlan,
    build,
    call,
    dictionary,
    name_of,
    several,
    tensor,
    text,
    whole,
    write_archive,
    write_checkpoint,
)
from tests.engine.conversion.checkpoint_forms import (
    pack_again,
    stream_tensor,
    write_safetensors,
    write_stream,
)

VALUES = np.array([[1.5, -2.0, 0.25], [3.0, 4.0, -0.5]], np.float32)
OTHERS = VALUES + 10
PLAN = TensorPlan(VALUES.shape, lambda: VALUES)
WEIGHTS = dictionary([("weight", tensor(0, PLAN))])
OTHER_WEIGHTS = dictionary([("weight", tensor(1, PLAN))])
NO_ENTRIES = name_of("collections", "OrderedDict") + b")R"


def read(path: Path) -> list[list[float]]:
    with path.open("rb") as file:
        return Checkpoint(file).read("weight").tolist()


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        read(path)
    return str(caught.value)


def archive(path: Path, *items: tuple[str, bytes]) -> Path:
    write_archive(path, dictionary(items), [VALUES, OTHERS])
    return path


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([("state_dict", WEIGHTS), ("epoch", whole(3))], id="Lightning and timm"),
        pytest.param([("model_state_dict", WEIGHTS)], id="a tutorial of PyTorch"),
        pytest.param([("net", WEIGHTS)], id="net"),
        pytest.param([("model_ema", WEIGHTS)], id="a running mean, where there is nothing else"),
        pytest.param([("model", dictionary([("state_dict", WEIGHTS)]))], id="one inside the other"),
        pytest.param([("model", text("beit_base")), ("state_dict", WEIGHTS)], id="model is a name"),
        pytest.param([("my_network", WEIGHTS), ("epoch", whole(1))], id="a key that nobody told us of"),
        pytest.param(
            [("my_network", WEIGHTS), ("optimizer", OTHER_WEIGHTS)], id="beside an optimiser's state"
        ),
        pytest.param([("model", WEIGHTS), ("model_ema", OTHER_WEIGHTS)], id="the model goes before its mean"),
        pytest.param([("model", WEIGHTS), ("rng_state", tensor(1, PLAN))], id="a state beside the model"),
        pytest.param([("weight", tensor(0, PLAN)), ("epoch", whole(1))], id="settings among the weights"),
        pytest.param(
            [("checkpoint", dictionary([("model", WEIGHTS), ("model_ema", OTHER_WEIGHTS)]))],
            id="a whole checkpoint below a key that nobody told us of",
        ),
        pytest.param(
            [("run", dictionary([("best", dictionary([("weight", tensor(0, PLAN))])), ("epoch", whole(1))]))],
            id="two keys that nobody told us of",
        ),
        pytest.param(
            [
                ("my_network", WEIGHTS),
                ("history", dictionary([("loss", tensor(1, TensorPlan((6,), lambda: OTHERS)))])),
            ],
            id="beside a row of numbers",
        ),
    ],
)
def test_weights_are_found_where_training_programs_put_them(
    tmp_path: Path, items: list[tuple[str, bytes]]
) -> None:
    assert read(archive(tmp_path / "c.pth", *items)) == VALUES.tolist()


_DTYPE = call("numpy", "dtype", [text("f8"), b"\x89", b"\x88"])
ARRAY = (
    call(
        "numpy._core.multiarray",
        "_reconstruct",
        [name_of("numpy", "ndarray"), several([whole(0)]), text("b")],
    )
    + several([whole(1), several([whole(2)]), _DTYPE, b"\x89", text("xx")])
    + b"b"
)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        pytest.param(
            [("a", WEIGHTS), ("b", OTHER_WEIGHTS)], "several networks, under a, b", id="two networks"
        ),
        pytest.param(
            [("optimizer", WEIGHTS), ("epoch", whole(1))], "a dictionary of optimizer, epoch", id="none"
        ),
        pytest.param(
            [("run", dictionary([("a", WEIGHTS), ("b", OTHER_WEIGHTS)]))],
            "several networks, under run.a, run.b",
            id="two networks below a key",
        ),
        pytest.param([("model", dictionary([("weight", ARRAY)]))], "arrays of NumPy", id="arrays of NumPy"),
        pytest.param(
            [
                (
                    "model",
                    dictionary([("weight", call("torch._utils", "_rebuild_sparse_tensor", [b"N", b"N"]))]),
                )
            ],
            "weight is a sparse tensor",
            id="a sparse weight",
        ),
        pytest.param(
            [("model", dictionary([("weight", call("torch._utils", "_rebuild_tensor_v3", [b"N"] * 7))]))],
            "weight is a tensor of a rare type of numbers",
            id="8-bit floats",
        ),
        pytest.param(
            [("model", dictionary([("weight", call("torch._utils", "_rebuild_qtensor", [b"N"]))]))],
            "weight is a tensor in PyTorch's own 8-bit form",
            id="a quantised weight",
        ),
    ],
)
def test_what_cannot_be_read_is_called_what_it_is(
    tmp_path: Path, items: list[tuple[str, bytes]], said: str
) -> None:
    assert said in refusal(archive(tmp_path / "c.pth", *items))


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(
            call(
                "numpy._core.multiarray",
                "scalar",
                [_DTYPE + several([whole(3), text("<")]) + b"b", text("x")],
            ),
            id="a NumPy scalar",
        ),
        pytest.param(
            call(
                "numpy.core.multiarray",
                "scalar",
                [_DTYPE, call("_codecs", "encode", [text("x"), text("latin1")])],
            ),
            id="one of NumPy 1",
        ),
        pytest.param(ARRAY, id="a NumPy array"),
        pytest.param(name_of("numpy.rec", "recarray"), id="a table of NumPy"),
        pytest.param(call("numpy.random._philox", "Philox", []), id="a source of random numbers"),
        pytest.param(
            call("numpy.random.bit_generator", "__pyx_unpickle_SeedSequence", [whole(1), b"N"]),
            id="the seed of NumPy's newer generators",
        ),
        pytest.param(name_of("torch", "float16"), id="an element type"),
        pytest.param(name_of("torch", "per_channel_affine"), id="a way to make 8 bits"),
        pytest.param(name_of("torch._utils", "torch.channels_last"), id="an order in memory"),
        pytest.param(build("torch._C", "Generator", b"N"), id="PyTorch's source of random numbers"),
        pytest.param(name_of("__builtin__", "unicode"), id="a type as Python 2 calls it"),
        pytest.param(call("builtins", "type", [b"N"]), id="the type of nothing"),
        pytest.param(name_of("builtins", "Ellipsis"), id="three dots"),
        pytest.param(call("collections", "ChainMap", [dictionary([("a", whole(1))])]), id="layered settings"),
        pytest.param(call("torch", "device", [text("cuda"), whole(1)]), id="a device"),
        pytest.param(call("torch", "Size", [several([whole(2)])]), id="a shape"),
        pytest.param(
            call("collections", "defaultdict", [name_of("__builtin__", "float")])
            + b"("
            + text("a")
            + whole(1)
            + b"u",
            id="a defaultdict",
        ),
        pytest.param(call("collections", "Counter", [dictionary([("a", whole(1))])]), id="a counter"),
        pytest.param(call("__builtin__", "set", [b"]"]), id="a set"),
        pytest.param(call("builtins", "frozenset", [b"]"]), id="a frozen set"),
        pytest.param(call("pathlib", "PosixPath", [text("/data"), text("run")]), id="a path"),
        pytest.param(call("pathlib._local", "WindowsPath", [text("C:")]), id="a path of Python 3.13"),
        pytest.param(call("datetime", "datetime", [text("0123456789")]), id="a date"),
        pytest.param(
            call(
                "copy_reg",
                "_reconstructor",
                [name_of("argparse", "Namespace"), name_of("__builtin__", "object"), b"N"],
            )
            + dictionary([("lr", whole(1))])
            + b"b",
            id="settings as Python 2 wrote them",
        ),
        pytest.param(
            name_of("yacs.config", "CfgNode") + b")\x81(" + text("a") + whole(1) + b"u",
            id="settings as a dictionary",
        ),
        pytest.param(
            build("pytorch_lightning.utilities.parsing", "AttributeDict", dictionary([("a", whole(1))])),
            id="settings of Lightning",
        ),
        pytest.param(call("torch._utils", "_rebuild_sparse_tensor", [b"N", b"N"]), id="a sparse tensor"),
    ],
)
def test_what_stands_beside_the_weights_is_left_alone(tmp_path: Path, beside: bytes) -> None:
    assert read(archive(tmp_path / "c.pth", ("args", beside), ("model", WEIGHTS))) == VALUES.tolist()
    inside = dictionary([("state", dictionary([("key", beside)])), ("model", WEIGHTS)])
    write_archive(tmp_path / "inside.pth", inside, [VALUES])
    assert read(tmp_path / "inside.pth") == VALUES.tolist()


@pytest.mark.parametrize(
    ("folder", "beside"),
    [
        pytest.param("again/", (), id="in a folder"),
        pytest.param("", (), id="without a folder"),
        pytest.param("one/two/", (), id="in a folder in a folder"),
        pytest.param("again/", ("__MACOSX/again/._data.pkl", "again/.DS_Store"), id="on a Mac"),
    ],
)
def test_an_archive_that_was_packed_again_is_read(
    tmp_path: Path, folder: str, beside: tuple[str, ...]
) -> None:
    write_checkpoint(tmp_path / "c.pth", {"weight": PLAN})
    again = pack_again(tmp_path / "c.pth", tmp_path / "again.pth", folder=folder, beside=beside)
    assert read(again) == VALUES.tolist()


def test_an_archive_with_the_separators_of_windows_is_read(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "c.pth", {"weight": PLAN})
    pack_again(tmp_path / "c.pth", tmp_path / "again.pth", folder="again\\")
    with zipfile.ZipFile(tmp_path / "again.pth") as old, zipfile.ZipFile(tmp_path / "new.pth", "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name.replace("/", "\\")), old.read(name))
    assert read(tmp_path / "new.pth") == VALUES.tolist()


def test_an_archive_that_pytorch_wrote_without_checksums_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "c.pth", ("model", WEIGHTS))
    data = bytearray(path.read_bytes())
    for start, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        position = data.find(start)
        while position >= 0:
            data[position + place : position + place + 4] = bytes(4)
            position = data.find(start, position + 4)
    path.write_bytes(data)
    assert read(path) == VALUES.tolist()


def test_weights_that_were_compressed_are_compared_with_their_checksum(tmp_path: Path) -> None:
    plan = TensorPlan((2000,), lambda: np.random.default_rng(1).standard_normal(2000, np.float32))
    write_checkpoint(tmp_path / "c.pth", {"weight": plan})
    data = bytearray(pack_again(tmp_path / "c.pth", tmp_path / "again.pth").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "again.pth").write_bytes(data)
    refusal(tmp_path / "again.pth")


def locked(path: Path) -> Path:
    """Say of every entry that it is encrypted."""
    data = bytearray(archive(path, ("model", WEIGHTS)).read_bytes())
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(start)
        while position >= 0:
            data[position + place] |= 1
            position = data.find(start, position + 4)
    path.write_bytes(data)
    return path


def packed_by(method: int) -> Callable[[Path], Path]:
    def pack(path: Path) -> Path:
        return pack_again(archive(path.with_name("c.pth"), ("model", WEIGHTS)), path, method=method)

    return pack


def zip_of(*names: str) -> Callable[[Path], Path]:
    def pack(path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as packed:
            for name in names:
                packed.writestr(name, b"something")
        return path

    return pack


def bytes_of(data: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(locked, "locked with a password", id="an archive with a password"),
        pytest.param(packed_by(zipfile.ZIP_LZMA), "packed in a way that is not read", id="another packing"),
        pytest.param(zip_of("m/data.pkl", "m/constants.pkl", "m/code/m.py"), "TorchScript", id="TorchScript"),
        pytest.param(
            zip_of("run/checkpoint-best.pth"), "around the checkpoint run/", id="a folder as an archive"
        ),
        pytest.param(zip_of("weight.npy"), "NumPy arrays", id="NumPy's archive"),
        pytest.param(
            zip_of("m/archive_format", "m/models/model.json", "m/data/sample_inputs/model.pt"),
            "torch.export",
            id="an exported program",
        ),
        pytest.param(zip_of("a/data.pkl", "b/data.pkl"), "2 descriptions", id="two in one"),
        pytest.param(bytes_of(b""), "an empty file", id="nothing"),
        pytest.param(bytes_of(b"version https://git-lfs.github.com/spec/v1\n"), "git lfs", id="a pointer"),
        pytest.param(bytes_of(b"<!DOCTYPE html><html>"), "web page", id="a web page"),
        pytest.param(bytes_of(b"\x1f\x8b\x08" + bytes(20)), "gzip", id="gzip"),
        pytest.param(bytes_of(b"\x89HDF\r\n\x1a\n"), "Keras", id="HDF5"),
        pytest.param(bytes_of(b"storages".ljust(257, b"\0") + b"ustar\x0000"), "tar archive", id="tar"),
        pytest.param(
            bytes_of(pickle.dumps({"weight": [1.0]})), "torch.save did not write", id="a plain pickle"
        ),
        pytest.param(bytes_of(bytes(4096)), "cut off", id="a download that never began"),
    ],
)
def test_other_files_are_called_what_they_are(
    tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    assert said in refusal(make(tmp_path / "other.pth"))


def test_the_stream_of_old_versions_is_read(tmp_path: Path) -> None:
    weights = dictionary([("weight", stream_tensor("94331", (2, 3)))])
    content = dictionary(
        [
            ("state", dictionary([("moment", stream_tensor("7", (1,), kind="DoubleStorage"))])),
            ("model", weights),
        ]
    )
    storages = {"7": np.ones(1), "94331": VALUES}
    assert read(write_stream(tmp_path / "old.pth", content, storages)) == VALUES.tolist()


def test_the_stream_of_python_2s_digits_is_read(tmp_path: Path) -> None:
    content = dictionary([("model", dictionary([("weight", stream_tensor("1", (2, 3)))]))])
    path = write_stream(tmp_path / "old.pth", content, {"1": VALUES}, protocol=1)
    assert read(path) == VALUES.tolist()


def test_a_view_in_a_stream_is_cut_out_of_its_storage(tmp_path: Path) -> None:
    view = several([text("view"), whole(3), whole(3)])
    content = dictionary([("model", dictionary([("weight", stream_tensor("1", (3,), view=view))]))])
    assert read(write_stream(tmp_path / "old.pth", content, {"1": VALUES})) == VALUES[1].tolist()


@pytest.mark.parametrize(
    ("little_endian", "version", "lost_bytes", "said"),
    [
        pytest.param(False, 1001, 0, "big-endian", id="the other byte order"),
        pytest.param(True, 1002, 0, "another version", id="another version"),
        pytest.param(True, 1001, 5, "the end of the file", id="cut off in its last storage"),
        pytest.param(True, 1001, 26, "the end of the file", id="cut off in front of it"),
    ],
)
def test_a_stream_that_cannot_be_read_says_why(
    tmp_path: Path, little_endian: bool, version: int, lost_bytes: int, said: str
) -> None:
    content = dictionary([("model", dictionary([("weight", stream_tensor("1", (2, 3)))]))])
    path = write_stream(
        tmp_path / "old.pth", content, {"1": VALUES}, little_endian=little_endian, version=version
    )
    path.write_bytes(path.read_bytes()[: path.stat().st_size - lost_bytes])
    assert said in refusal(path)


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_safetensors_are_read(tmp_path: Path, dtype: str) -> None:
    tensors = {"other": np.arange(5), "weight": VALUES.astype(dtype)}
    assert read(write_safetensors(tmp_path / "model.safetensors", tensors)) == VALUES.tolist()


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param(
            b'{"weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,8]}}', "its size", id="too few bytes"
        ),
        pytest.param(
            b'{"weight":{"dtype":"F32","shape":[2,3],"data_offsets":[24,0]}}', "its size", id="backwards"
        ),
        pytest.param(
            b'{"weight":{"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]}}', "counts", id="below nothing"
        ),
        pytest.param(
            b'{"weight":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}', "F8_E4M3", id="8-bit floats"
        ),
        pytest.param(
            b'{"weight":{"dtype":"F32","shape":[9],"data_offsets":[0,36]}}', "the end of the file", id="cut"
        ),
        pytest.param(b'{"weight":', "Expecting value", id="half a description"),
        pytest.param(b"{}", "no parameters", id="nothing in it"),
    ],
)
def test_safetensors_that_do_not_add_up_are_refused(tmp_path: Path, head: bytes, said: str) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(struct.pack("<Q", len(head)) + head + VALUES.tobytes())
    assert said in refusal(path)


def test_a_description_that_announces_more_than_any_has_is_refused_before_memory_is_taken(
    tmp_path: Path,
) -> None:
    path = tmp_path / "announces.pkl"
    path.write_bytes(b"\x80\x02X" + struct.pack("<I", 2**31))
    with path.open("rb") as file, pytest.raises(ValueError, match="longer than any network's"):
        unpickle(Bounded(file, 1000))
