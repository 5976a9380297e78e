"""Which model files are found, and what is said about those that a user brings."""

from dataclasses import replace
import hashlib
import os
from pathlib import Path
import shutil
from urllib.parse import urlsplit

import pytest

from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.model_file.catalog import (
    PACKAGE_FOLDER,
    ModelRole,
    entries,
    entry_of,
    find,
    find_role,
    find_user_file,
    model_folders,
    user_file,
    user_files,
)
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.records.configuration import ModelFile
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.engine.conftest import DEMONSTRATION
from tests.face_models import FOLDERS


def test_the_demonstration_model_that_ships_is_the_one_of_the_catalogue() -> None:
    """A changed file needs a changed pin."""
    data = DEMONSTRATION.read_bytes()
    entry = entry_of("demonstration")
    assert entry is not None
    assert (len(data), hashlib.sha256(data).hexdigest()) == (entry.size_bytes, entry.sha256)
    assert find("demonstration", [PACKAGE_FOLDER]) == ModelFile(
        "demonstration", str(DEMONSTRATION), entry.sha256, pinned=True
    )


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_the_catalogue_says_what_the_files_say(entry: object) -> None:
    """Signatures, for every file that is at hand."""
    known = entry_of(getattr(entry, "name", ""))
    assert known is not None
    file = find(known.name, [*FOLDERS, PACKAGE_FOLDER])
    if file is None:
        pytest.skip(f"{known.file_name} is not here")
    session = open_session(file, threads=1)
    assert {(spec.name, spec.shape) for spec in session.inputs} == {(i.name, i.shape) for i in known.inputs}
    assert {(spec.name, spec.shape) for spec in session.outputs} == {(o.name, o.shape) for o in known.outputs}


def test_the_catalogue_is_in_order() -> None:
    """Names are unique, hashes are hashes, addresses are HTTPS, and the preferred recogniser comes first."""
    names = [entry.name for entry in entries()]
    assert len(set(names)) == len(names)
    for entry in entries():
        assert len(bytes.fromhex(entry.sha256)) == 32
        assert entry.size_bytes > 0
        assert entry.licence
        assert all(urlsplit(url).scheme == "https" for url in entry.urls)
    assert [entry.name for entry in entries() if entry.role is ModelRole.RECOGNISER] == [
        "face_recognition_sface_2021dec",
        "mobileface_v2",
    ]
    assert all(entry.urls for entry in entries() if entry.name.startswith("face_"))


def test_models_are_looked_for_in_the_users_folder_first(tmp_path: Path) -> None:
    """Then where a developer points, then in the package."""
    environment = {"DIGITALSHADOW_MODELS": os.pathsep.join(["/one", "", "/two"])}
    assert model_folders(tmp_path, environment) == (
        tmp_path / "digitalshadow" / "models",
        Path("/one"),
        Path("/two"),
        PACKAGE_FOLDER,
    )
    assert model_folders(tmp_path, {}) == (tmp_path / "digitalshadow" / "models", PACKAGE_FOLDER)


def copy_of_demonstration(folder: Path) -> Path:
    """Put the demonstration model into a folder."""
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(DEMONSTRATION, folder / "demonstration.onnx"))


def link_symbolically(path: Path) -> None:
    """Replace the file by a symbolic link to itself elsewhere."""
    path.rename(path.with_suffix(".other"))
    path.symlink_to(path.with_suffix(".other"))


def replace_by_pipe(path: Path) -> None:
    """Replace the file by a named pipe that nobody writes to."""
    path.unlink()
    os.mkfifo(path)


def replace_by_folder(path: Path) -> None:
    """Replace the file by a folder."""
    path.unlink()
    path.mkdir()


def change_last_bit(path: Path) -> None:
    """Flip one bit."""
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


NOT_THE_MODEL = [
    pytest.param(Path.unlink, id="missing"),
    pytest.param(change_last_bit, id="a bit flipped"),
    pytest.param(lambda path: path.write_bytes(path.read_bytes() + b"\0"), id="a byte more"),
    pytest.param(lambda path: path.write_bytes(b""), id="empty"),
    pytest.param(link_symbolically, id="a symbolic link"),
    pytest.param(lambda path: os.link(path, path.with_suffix(".other")), id="a file of two names"),
    pytest.param(replace_by_pipe, id="a pipe"),
    pytest.param(replace_by_folder, id="a folder"),
    pytest.param(lambda path: os.truncate(path, 600_000_001), id="larger than any model"),
]


@pytest.mark.parametrize("harm", NOT_THE_MODEL)
def test_a_file_that_is_not_the_model_is_passed_over(tmp_path: Path, harm: object) -> None:
    """The next folder is asked."""
    path = copy_of_demonstration(tmp_path / "first")
    assert callable(harm)
    harm(path)
    copy = copy_of_demonstration(tmp_path / "second")
    found = find("demonstration", [tmp_path / "first", tmp_path / "second", tmp_path / "absent"])
    assert found is not None
    assert found.path == str(copy)
    assert find("demonstration", [tmp_path / "first"]) is None


@pytest.mark.parametrize("harm", NOT_THE_MODEL)
def test_a_file_that_changed_after_it_was_found_is_refused(tmp_path: Path, harm: object) -> None:
    """The engine reads the bytes once, checks them, and uses no others."""
    path = copy_of_demonstration(tmp_path)
    file = find("demonstration", [tmp_path])
    assert file is not None
    open_session(file, threads=1)
    assert callable(harm)
    harm(path)
    with pytest.raises(ModelError, match="Expected"):
        open_session(file, threads=1)


def test_a_hash_that_does_not_fit_says_so(tmp_path: Path) -> None:
    """By its first digits, as people compare them."""
    copy_of_demonstration(tmp_path)
    file = find("demonstration", [tmp_path])
    assert file is not None
    with pytest.raises(ModelError, match="hash 01234567, got") as caught:
        open_session(replace(file, sha256="0123456789" + "0" * 54), threads=1)
    assert caught.value.reason is ModelRefusal.WRONG_HASH


def test_a_role_is_filled_by_what_is_there(tmp_path: Path) -> None:
    """The demonstration model is the only risk model that ships; face models have to be brought."""
    risk = find_role(ModelRole.RISK, [tmp_path, PACKAGE_FOLDER])
    assert risk is not None
    assert risk.name == "demonstration"
    assert find_role(ModelRole.DETECTOR, [tmp_path, PACKAGE_FOLDER]) is None


def test_an_unknown_name_is_a_mistake() -> None:
    """Not the same as a known model that is not here."""
    with pytest.raises(ModelError, match="catalogue"):
        find("face_recognition_of_tomorrow", [PACKAGE_FOLDER])
    assert entry_of("face_recognition_of_tomorrow") is None


def test_files_that_a_user_brings_are_found_by_name_and_by_hash(tmp_path: Path) -> None:
    """Nothing in them is looked at here; the catalogue's files are no user's files."""
    copy_of_demonstration(tmp_path)
    path = tmp_path / "livecad.onnx"
    path.write_bytes(b"whatever it is")
    (tmp_path / "notes.txt").touch()
    (tmp_path / "gone.onnx").symlink_to(tmp_path / "nowhere")
    folders = [tmp_path, PACKAGE_FOLDER, tmp_path / "absent"]
    assert user_files(folders) == (tmp_path / "gone.onnx", path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    file = ModelFile("livecad", str(path), sha256, pinned=False)
    assert find_user_file(sha256, folders) == file
    assert user_file(path) == file
    assert user_file(tmp_path / "gone.onnx") is None
    assert find_user_file("0" * 64, folders) is None


def test_the_preprocessing_of_the_catalogue_is_what_the_recogniser_takes() -> None:
    """Words of the catalogue reach the recogniser unchanged."""
    for entry in entries():
        if entry.role is ModelRole.RECOGNISER:
            assert entry.preprocessing is not None
            assert entry.preprocessing.channel_order in {"rgb", "bgr"}
            assert entry.preprocessing.std > 0
    assert Recogniser.__init__.__kwdefaults__ == {"channel_order": "rgb", "mean": 0.0, "std": 1.0}
