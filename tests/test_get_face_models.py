"""`scripts/face-models` fetches exactly the files that the catalogue names."""

import hashlib
import json
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

REPOSITORY = Path(__file__).parents[1]
CONTENT = b"what the catalogue names"


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """The command in a checkout whose catalogue names two addresses, and one file that cannot be fetched."""
    checkout = tmp_path / "checkout"
    (checkout / "scripts").mkdir(parents=True)
    shutil.copy(REPOSITORY / "scripts" / "face-models", checkout / "scripts")
    entry = {
        "name": "detector",
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "size_bytes": len(CONTENT),
        "urls": [(tmp_path / name).as_uri() for name in ("first", "second")],
    }
    shipped = {"name": "demonstration", "sha256": "0", "size_bytes": 0, "urls": []}
    engine = checkout / "custom_components/digitalshadow/engine"
    engine.mkdir(parents=True)
    (engine / "catalog.json").write_text(json.dumps([entry, shipped]))
    return checkout / "scripts" / "face-models"


def fetch(command: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it."""
    return subprocess.run((sys.executable, command, folder), check=False, capture_output=True, text=True)


def test_the_folder_is_named_and_holds_the_file(command: Path, tmp_path: Path) -> None:
    (tmp_path / "first").write_bytes(CONTENT)
    done = fetch(command, tmp_path / "models")
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "models")), done.stderr
    assert {file.name: file.read_bytes() for file in (tmp_path / "models").iterdir()} == {
        "detector.onnx": CONTENT
    }


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(None, id="nothing there"),
        pytest.param(b"a page that says sorry", id="another file"),
        pytest.param(CONTENT + b"and more", id="a longer one"),
    ],
)
def test_the_next_address_is_asked_where_the_first_gives_something_else(
    command: Path, tmp_path: Path, first: bytes | None
) -> None:
    if first is not None:
        (tmp_path / "first").write_bytes(first)
    (tmp_path / "second").write_bytes(CONTENT)
    assert fetch(command, tmp_path / "models").returncode == 0
    assert (tmp_path / "models" / "detector.onnx").read_bytes() == CONTENT


def test_what_is_there_is_not_fetched_again(command: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "detector.onnx").write_bytes(CONTENT)
    assert fetch(command, tmp_path / "models").returncode == 0


def test_a_wrong_file_is_left_nowhere_and_the_address_is_named(command: Path, tmp_path: Path) -> None:
    (tmp_path / "first").write_bytes(b"a page that says sorry")
    done = fetch(command, tmp_path / "models")
    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / "first").as_uri() in done.stderr
    assert not list((tmp_path / "models").iterdir())
