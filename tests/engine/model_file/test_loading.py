"""The door through which a model file becomes a session."""

from dataclasses import replace
import hashlib
import os
from pathlib import Path
import shutil

import pytest

from custom_components.digitalshadow.engine.model_file import loading
from custom_components.digitalshadow.engine.model_file.loading import LADDER, open_session
from custom_components.digitalshadow.engine.model_file.native_builds import RUNTIMES_VARIABLE
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.configuration import ModelFile
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.engine.conftest import DEMONSTRATION


@pytest.fixture
def file(tmp_path: Path) -> ModelFile:
    """A model that nobody vouches for."""
    path = Path(shutil.copy(DEMONSTRATION, tmp_path / "mine.onnx"))
    return ModelFile("mine", str(path), hashlib.sha256(path.read_bytes()).hexdigest(), pinned=False)


def test_a_session_works_after_its_file_is_gone(file: ModelFile) -> None:
    session = open_session(file, 1)
    Path(file.path).unlink()
    LiveCad(session).golden_check()


def test_the_bytes_that_were_checked_can_no_longer_be_changed(
    file: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by somebody who writes to the file, nor through the copy itself."""
    tried = []

    def session_of(model: Path, *, threads: int) -> OnnxRuntimeSession:
        Path(file.path).write_bytes(b"something else")
        with pytest.raises(PermissionError), model.open("r+b") as copy:
            os.write(copy.fileno(), b"something else")
        tried.append(threads)
        return OnnxRuntimeSession(model, threads=threads)

    monkeypatch.setattr(loading, "OnnxRuntimeSession", session_of)
    LiveCad(open_session(file, 1)).golden_check()
    assert tried == [1]


@pytest.mark.parametrize(
    ("absent", "speaks"),
    [((), "onnxruntime"), (("onnxruntime",), "ncnn"), (("onnxruntime", "ncnn"), "numpy")],
)
def test_the_fastest_runtime_that_is_here_computes_a_model(
    file: ModelFile, monkeypatch: pytest.MonkeyPatch, absent: tuple[str, ...], speaks: str
) -> None:
    here = {rung: (lambda: None) if rung in absent else version for rung, version in LADDER.items()}
    monkeypatch.setattr(loading, "LADDER", here)
    session = LiveCad(open_session(file, 1))
    session.golden_check()
    assert session.runtime.split()[0] == speaks


@pytest.mark.parametrize(
    ("chosen", "speaks"), [("ncnn", "ncnn"), ("ncnn,onnxruntime", "onnxruntime"), ("", "numpy")]
)
def test_whoever_compares_runtimes_chooses_them(
    file: ModelFile, monkeypatch: pytest.MonkeyPatch, chosen: str, speaks: str
) -> None:
    monkeypatch.setenv(RUNTIMES_VARIABLE, chosen)
    assert open_session(file, 1).runtime.split()[0] == speaks


@pytest.mark.parametrize(
    ("content", "changes", "reason"),
    [
        pytest.param(b"other", {}, ModelRefusal.WRONG_HASH, id="a file that changed since it was chosen"),
        pytest.param(b"", {}, ModelRefusal.WRONG_HASH, id="a file that is empty now"),
        pytest.param(None, {"path": "/nowhere/mine.onnx"}, ModelRefusal.MISSING, id="a file that is gone"),
        pytest.param(
            b"other",
            {"sha256": hashlib.sha256(b"other").hexdigest()},
            ModelRefusal.UNREADABLE,
            id="a file that is no model, and that nobody vouches for",
        ),
        pytest.param(
            b"other",
            {"sha256": hashlib.sha256(b"other").hexdigest(), "pinned": True},
            ModelRefusal.UNREADABLE,
            id="the same from the catalogue, which the runtime refuses",
        ),
    ],
)
def test_refusals_leave_nothing_open(
    file: ModelFile, content: bytes | None, changes: dict[str, object], reason: ModelRefusal
) -> None:
    if content is not None:
        Path(file.path).write_bytes(content)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(ModelError) as caught:
        open_session(replace(file, **changes), 1)
    assert caught.value.reason is reason
    assert len(list(Path("/proc/self/fd").iterdir())) == before
