"""A native runtime may speak for the facial model only where it answers as NumPy does."""

from collections.abc import Mapping
from dataclasses import replace
import hashlib
from pathlib import Path
from typing import Any, override

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine import agreement
from custom_components.digitalshadow.engine.agreement import open_agreeing, proof_of
from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.model_file import loading, onnxruntime_session
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.messages import Configure, ModelFile, Ready
from custom_components.digitalshadow.engine.records.observations import ModelRefusal
from models.random_checkpoint import TINY, write_random_checkpoint
from tests.engine.configured import demonstration
from tests.engine.conversion.beit_textbook import PLAN
from tests.engine.wrapped_session import WrappedSession


@pytest.fixture(scope="module", params=[Precision.FP32, Precision.FP16, Precision.INT8])
def livecad(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    """A converted LiveCAD of random weights."""
    folder = tmp_path_factory.mktemp("livecad")
    path = folder / "livecad.onnx"
    for _ in convert(write_random_checkpoint(folder, TINY), path, replace(PLAN, precision=request.param)):
        pass
    return ModelFile("livecad", str(path), hashlib.sha256(path.read_bytes()).hexdigest(), pinned=False)


def wrong_by(difference: float) -> type[WrappedSession]:
    """Return a runtime that answers plausibly and wrong, as one that lost a bias does."""

    class WrongSession(WrappedSession):
        def __init__(self, model: Path, *, threads: int) -> None:
            super().__init__(OnnxRuntimeSession(model, threads=threads))

        @override
        def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
            answers = super().run(feeds)
            return {name: values + np.array([difference, 0], np.float32) for name, values in answers.items()}

    return WrongSession


class FailingSession(WrappedSession):
    """A runtime that loads a model and cannot run it."""

    def __init__(self, model: Path, *, threads: int) -> None:
        super().__init__(OnnxRuntimeSession(model, threads=threads))

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        raise ModelError(ModelRefusal.BAD_OUTPUT, "Expected the model to run, got NaN.")


def test_a_runtime_that_agrees_speaks_and_need_not_prove_it_again(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    proven = open_agreeing(livecad, 1, ())
    assert proven.session.runtime.startswith("onnxruntime ")
    assert proven.proof
    assert proven.refused_runtime == ""

    def open_nothing(_file: ModelFile) -> None:
        pytest.fail("what was proven is not proven again")

    monkeypatch.setattr(agreement, "open_with_numpy", open_nothing)
    assert open_agreeing(livecad, 1, (proven.proof,)).proof == proven.proof


@pytest.mark.parametrize(
    "session",
    [pytest.param(wrong_by(0.012), id="plausibly wrong"), pytest.param(FailingSession, id="no answer")],
)
def test_a_runtime_that_does_not_agree_is_refused_and_numpy_speaks(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch, session: type[WrappedSession]
) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", session)
    found = open_agreeing(livecad, 1, ())
    assert found.session.runtime == f"numpy {np.__version__}"
    assert found.proof == ""
    assert found.refused_runtime.startswith("onnxruntime ")
    LiveCad(found.session).golden_check()


def test_the_engine_says_which_runtime_it_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", wrong_by(0.003))
    ready = Engine(lambda: 0.0).handle(Configure(demonstration(), None, None))
    assert isinstance(ready, Ready)
    assert (ready.runtime.split()[0], ready.refused_runtime.split()[0]) == ("numpy", "onnxruntime")


@pytest.mark.parametrize("livecad", [Precision.INT8], indirect=True)
def test_roundings_of_8_bits_are_no_disagreement(livecad: ModelFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", wrong_by(0.005))
    assert open_agreeing(livecad, 1, ()).proof


def test_where_only_numpy_is_there_is_nothing_to_prove(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnxruntime_session, "onnxruntime", None)
    found = open_agreeing(livecad, 1, ())
    assert (found.session.runtime, found.proof, found.refused_runtime) == (f"numpy {np.__version__}", "", "")


def test_a_model_that_numpy_does_not_know_runs_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: ModelFile) -> None:
        raise ModelError(ModelRefusal.UNREADABLE, "operator 'Det' is not known")

    monkeypatch.setattr(agreement, "open_with_numpy", refuse)
    found = open_agreeing(demonstration(), 1, ())
    assert (found.session.runtime.split()[0], found.proof, found.refused_runtime) == ("onnxruntime", "", "")


def test_a_proof_holds_for_one_file_one_version_and_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    known = proof_of("a" * 64, "onnxruntime 1.32.0")
    assert proof_of("a" * 64, "onnxruntime 1.32.0") == known
    assert known not in {proof_of("b" * 64, "onnxruntime 1.32.0"), proof_of("a" * 64, "onnxruntime 1.33.0")}
    monkeypatch.setattr(agreement, "_processor", lambda: "another one")
    assert proof_of("a" * 64, "onnxruntime 1.32.0") != known
