"""Checkpoints are read without PyTorch, and nothing in them is ever run."""

from pathlib import Path
import zipfile

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.conversion import checkpoint_files
from custom_components.digitalshadow.engine.conversion.checkpoint import Checkpoint
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
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

VALUES = np.array([[1.5, -2.0, 0.25], [3.0, 4.0, -0.5]], np.float32)


def plan(values: NDArray[np.generic] = VALUES, element_type: str = "float32") -> TensorPlan:
    return TensorPlan(values.shape, lambda: values, element_type)


def as_bfloat16(values: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Return the upper halves of 32-bit floats; exact for numbers of few digits."""
    return (values.view(np.uint32) >> 16).astype(np.uint16)


def read(path: Path, name: str = "weight") -> NDArray[np.float32]:
    with path.open("rb") as file:
        return Checkpoint(file).read(name)


def refusal(path: Path, *, name: str = "weight") -> ModelError:
    with pytest.raises(ModelError) as caught:
        read(path, name)
    return caught.value


def archive_of(path: Path, content: bytes) -> Path:
    """Write an archive of one storage and this pickle."""
    write_archive(path, content, [VALUES])
    return path


@pytest.mark.parametrize(
    ("element_type", "stored"),
    [
        pytest.param("float32", VALUES, id="the usual one"),
        pytest.param("float16", VALUES.astype(np.float16), id="half"),
        pytest.param("float64", VALUES.astype(np.float64), id="double"),
        pytest.param("bfloat16", as_bfloat16(VALUES), id="bfloat16, which NumPy does not know"),
        pytest.param("int64", np.arange(6).reshape(2, 3), id="whole numbers"),
    ],
)
def test_numbers_of_every_type_arrive_as_float32(
    tmp_path: Path, element_type: str, stored: NDArray[np.generic]
) -> None:
    path = tmp_path / "checkpoint.pth"
    write_checkpoint(path, {"weight": plan(stored, element_type)})
    values = read(path)
    assert values.dtype == np.float32
    assert values.flags.c_contiguous
    assert values.tolist() == (np.arange(6).reshape(2, 3) if element_type == "int64" else VALUES).tolist()


@pytest.mark.parametrize(
    ("shape", "offset", "strides", "expected"),
    [
        pytest.param((3, 2), 0, (1, 3), VALUES.T, id="a transposed view"),
        pytest.param((2,), 1, (3,), VALUES[:, 1], id="a column of a larger storage"),
        pytest.param((2, 3), 0, (0, 1), VALUES[[0, 0]], id="one row repeated"),
        pytest.param((), 5, (), VALUES[1, 2], id="a single number"),
    ],
)
def test_views_of_a_storage_are_cut_out_of_it(
    tmp_path: Path,
    shape: tuple[int, ...],
    offset: int,
    strides: tuple[int, ...],
    expected: NDArray[np.float32],
) -> None:
    pickled = tensor(0, TensorPlan(shape, lambda: VALUES), offset=offset, strides=strides, elements=6)
    path = archive_of(tmp_path / "views.pth", dictionary([("model", dictionary([("weight", pickled)]))]))
    assert read(path).tolist() == expected.tolist()


@pytest.mark.parametrize("key", ["model", "module"])
def test_parameters_are_found_under_the_keys_of_the_original_loader(tmp_path: Path, key: str) -> None:
    write_checkpoint(tmp_path / "c.pth", {"weight": plan()}, key=key)
    assert read(tmp_path / "c.pth").tolist() == VALUES.tolist()


def test_a_bare_state_dict_is_a_checkpoint_too(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "bare.pth", dictionary([("weight", tensor(0, plan()))]))
    assert read(path).tolist() == VALUES.tolist()


def test_the_state_of_an_optimiser_is_never_read(tmp_path: Path) -> None:
    """Its storages are damaged here, so that reading one would fail."""
    path = tmp_path / "checkpoint-best.pth"
    write_checkpoint(path, {"weight": plan()}, with_optimizer=True)
    with zipfile.ZipFile(path) as archive:
        places = [
            entry.header_offset for entry in archive.infolist() if entry.filename.endswith(("/1", "/2"))
        ]
    data = bytearray(path.read_bytes())
    for place in places:
        data[place + 80] ^= 0xFF
    path.write_bytes(data)
    assert len(places) == 2
    assert read(path).tolist() == VALUES.tolist()


@pytest.mark.parametrize(
    ("module", "name", "arguments"),
    [
        pytest.param("os", "system", [text("touch executed")], id="a shell command"),
        pytest.param("posix", "system", [text("touch executed")], id="the same by its other name"),
        pytest.param("builtins", "eval", [text("open('executed', 'w')")], id="eval"),
        pytest.param(
            "builtins", "getattr", [name_of("collections", "OrderedDict"), text("clear")], id="getattr"
        ),
        pytest.param("torch", "load", [text("other.pth")], id="another function of PyTorch"),
        pytest.param("torch.storage", "_load_from_bytes", [text("other")], id="a storage inside the pickle"),
        pytest.param("argparse", "Action", [], id="another class of an allowed module"),
        pytest.param("torch.nn.modules.linear", "Linear", [], id="a part of a whole program"),
    ],
)
def test_any_other_name_is_refused_with_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, arguments: list[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = archive_of(tmp_path / "evil.pth", dictionary([("model", call(module, name, arguments))]))
    error = refusal(path)
    assert error.reason is ModelRefusal.UNSAFE_STRUCTURE
    assert f"{module}.{name}" in str(error)
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize(
    "target",
    [
        pytest.param(tensor(0, plan()), id="a tensor, whose strides would then read beyond its storage"),
        pytest.param(name_of("torch", "FloatStorage"), id="an element type, for all files to come"),
        pytest.param(name_of("torch._utils", "_rebuild_tensor_v2"), id="the function that makes tensors"),
        pytest.param(name_of("argparse", "Namespace"), id="a class"),
    ],
)
def test_a_pickle_cannot_change_what_it_met(tmp_path: Path, target: bytes) -> None:
    state = dictionary(
        [("_strides", several([whole(10**6)])), ("dtype", text("O")), ("_call", text("other"))]
    )
    # Both forms of a state: for the object's dictionary, and for its slots.
    for number, form in enumerate((state, several([b"N", state]))):
        changed = target + form + b"b"
        path = archive_of(
            tmp_path / f"{number}.pth", dictionary([("model", dictionary([("weight", changed)]))])
        )
        assert refusal(path).reason is ModelRefusal.UNREADABLE
    write_checkpoint(tmp_path / "honest.pth", {"weight": plan()})
    assert read(tmp_path / "honest.pth").tolist() == VALUES.tolist()


def test_what_a_namespace_holds_is_ignored(tmp_path: Path) -> None:
    namespace = build("argparse", "Namespace", dictionary([("device", text("cuda:1"))]))
    content = dictionary([("args", namespace), ("model", dictionary([("weight", tensor(0, plan()))]))])
    assert read(archive_of(tmp_path / "c.pth", content)).tolist() == VALUES.tolist()


@pytest.mark.parametrize(
    "pickled",
    [
        pytest.param(tensor(0, plan(), offset=1), id="a tensor that reaches behind its storage"),
        pytest.param(
            tensor(0, TensorPlan((2, 3), lambda: VALUES), strides=(-3, 1), elements=6), id="a negative stride"
        ),
        pytest.param(
            tensor(0, TensorPlan((2,), lambda: VALUES), strides=(1, 1), elements=6),
            id="strides of another rank",
        ),
        pytest.param(tensor(7, plan()), id="a storage that is not there"),
        pytest.param(tensor(0, TensorPlan((0, 3), lambda: VALUES)), id="no numbers at all"),
        pytest.param(text("something"), id="a text"),
        pytest.param(call("torch._utils", "_rebuild_tensor_v2", [b"N"] * 4), id="a tensor without a storage"),
        pytest.param(b"]", id="a list"),
        pytest.param(
            several([text("storage"), name_of("torch", "FloatStorage")]) + b"Q", id="half a storage"
        ),
    ],
)
def test_impossible_tensors_are_refused(tmp_path: Path, pickled: bytes) -> None:
    path = archive_of(tmp_path / "odd.pth", dictionary([("model", dictionary([("weight", pickled)]))]))
    assert refusal(path).reason is ModelRefusal.UNREADABLE


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"<!doctype html>" * 40, id="a web page"),
        pytest.param(b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", id="only the begin of a stream"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.pth").write_bytes(content)
    error = refusal(tmp_path / "other.pth")
    assert error.reason is ModelRefusal.UNREADABLE
    assert "copy it again" in str(error)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "cut.pth"
    write_checkpoint(path, {"weight": plan()})
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path).reason is ModelRefusal.UNREADABLE


def test_a_flipped_bit_in_a_weight_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "flipped.pth"
    write_checkpoint(path, {"weight": plan()})
    data = bytearray(path.read_bytes())
    data[data.index(VALUES.tobytes()) + 5] ^= 1
    path.write_bytes(data)
    assert "CRC" in str(refusal(path))


def test_a_weight_that_is_not_finite_is_named(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "nan.pth", {"weight": plan(np.array([[1.0, np.nan]], np.float32))})
    assert "finite numbers in weight" in str(refusal(tmp_path / "nan.pth"))


def test_an_entry_that_would_grow_beyond_any_network_is_refused_before_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_files, "MAX_PICKLE_BYTES", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.pth", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb/data.pkl", b"\0" * 10_000_000)
    assert "10000000 bytes" in str(refusal(tmp_path / "bomb.pth"))


@pytest.mark.parametrize(
    "content", [b"]", dictionary([("model", b"N")]), dictionary([])], ids=["a list", "None", "nothing"]
)
def test_a_file_without_parameters_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "no parameters in it" in str(refusal(archive_of(tmp_path / "other.pth", content)))


def test_an_enormous_description_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint_files, "MAX_PICKLE_BYTES", 100)
    write_checkpoint(tmp_path / "long.pth", {"weight": plan()})
    assert "at most 100 are read" in str(refusal(tmp_path / "long.pth"))


def test_numbers_of_the_other_byte_order_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "big.pth", "w") as archive:
        archive.writestr("big/data.pkl", b"\x80\x02}.")
        archive.writestr("big/byteorder", b"big")
    assert "big-endian" in str(refusal(tmp_path / "big.pth"))
