"""A native runtime may speak for the facial model only where it answers as NumPy does."""

from collections.abc import Mapping
from dataclasses import replace
import gc
import hashlib
from pathlib import Path
from typing import Any, override
import weakref

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine import agreement
from custom_components.digitalshadow.engine.agreement import (
    DETECTOR,
    FACIAL_MODEL,
    RECOGNISER,
    Question,
    open_agreeing,
    proof_of,
)
from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.model_file import loading
from custom_components.digitalshadow.engine.model_file.loading import Rung, open_on
from custom_components.digitalshadow.engine.model_file.native_builds import RUNTIMES_VARIABLE
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.model_file.session import Session
from custom_components.digitalshadow.engine.model_file.translation import transforms
from custom_components.digitalshadow.engine.model_file.translation.network import Weights
from custom_components.digitalshadow.engine.reading.livecad import GOLDEN_BOX, LiveCad, golden_picture
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile, Ready
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from models.random_checkpoint import TINY, write_random_checkpoint
from tests.engine.configured import demonstration
from tests.engine.conversion.beit_textbook import PLAN
from tests.engine.wrapped_session import WrappedSession
from tests.face_models import DETECTORS, RECOGNISERS, model_file


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
    proven = open_agreeing(livecad, 1, (), FACIAL_MODEL)
    assert proven.session.runtime.startswith("onnxruntime ")
    assert proven.proof
    assert proven.refused_runtimes == ()

    def open_natively(rung: Rung, file: ModelFile, threads: int, _side_px: int | None) -> Session:
        assert rung is not Rung.NUMPY, "what was proven is not proven again"
        return open_on(rung, file, threads)

    monkeypatch.setattr(agreement, "open_on", open_natively)
    assert open_agreeing(livecad, 1, (proven.proof,), FACIAL_MODEL).proof == proven.proof


@pytest.mark.parametrize(
    "session",
    [pytest.param(wrong_by(0.012), id="plausibly wrong"), pytest.param(FailingSession, id="no answer")],
)
def test_a_runtime_that_does_not_agree_is_refused_and_numpy_speaks(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch, session: type[WrappedSession]
) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", session)
    monkeypatch.setenv(RUNTIMES_VARIABLE, Rung.ONNXRUNTIME)
    found = open_agreeing(livecad, 1, (), FACIAL_MODEL)
    assert found.session.runtime == f"numpy {np.__version__}"
    assert found.proof == ""
    assert found.refused_runtimes[0].startswith("onnxruntime ")
    LiveCad(found.session).golden_check()


def test_where_the_fastest_runtime_is_refused_the_next_one_speaks(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", wrong_by(0.012))
    found = open_agreeing(livecad, 1, (), FACIAL_MODEL)
    assert found.session.runtime.startswith("ncnn ")
    assert found.proof
    assert [runtime.split()[0] for runtime in found.refused_runtimes] == ["onnxruntime"]


@pytest.mark.parametrize("livecad", [Precision.FP32, Precision.FP16], indirect=True)
def test_a_translation_that_lost_a_tag_of_its_weights_is_refused(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ncnn loads it without complaint, and answers a little otherwise; so every number is in its range."""

    def untagged(numbers: NDArray[Any], *, tagged: bool = False) -> Weights:
        return Weights(numbers, tagged and numbers.ndim > 1)

    monkeypatch.setattr(transforms, "Weights", untagged)
    monkeypatch.setenv(RUNTIMES_VARIABLE, Rung.NCNN)
    wrong = LiveCad(open_on(Rung.NCNN, livecad, 1))
    assert 0 < wrong.estimate(golden_picture(), GOLDEN_BOX) < 1
    found = open_agreeing(livecad, 1, (), FACIAL_MODEL)
    assert found.session.runtime == f"numpy {np.__version__}"
    assert [runtime.split()[0] for runtime in found.refused_runtimes] == ["ncnn"]


def test_numpys_copy_is_gone_before_a_runtime_loads_its_own(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both at once would take what LiveCAD does twice."""
    opened: list[weakref.ref[Session]] = []

    def watched(rung: Rung, file: ModelFile, threads: int, _side_px: int | None) -> Session:
        gc.collect()
        assert [session() for session in opened] == [None] * len(opened)
        session = WrappedSession(open_on(rung, file, threads))
        opened.append(weakref.ref(session))
        return session

    monkeypatch.setattr(agreement, "open_on", watched)
    assert open_agreeing(livecad, 1, (), FACIAL_MODEL).proof
    assert len(opened) == 2


@pytest.mark.parametrize(
    ("names", "question"),
    [pytest.param(DETECTORS, DETECTOR, id="YuNet"), pytest.param(RECOGNISERS, RECOGNISER, id="a recogniser")],
)
@pytest.mark.parametrize("runtime", [Rung.ONNXRUNTIME, Rung.NCNN])
def test_the_face_models_are_compared_too(
    names: tuple[str, ...], question: Question, runtime: Rung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RUNTIMES_VARIABLE, runtime)
    path = model_file(*names)
    file = ModelFile(path.stem, str(path), hashlib.sha256(path.read_bytes()).hexdigest(), pinned=True)
    assert open_agreeing(file, 1, (), question).proof
    monkeypatch.setattr(agreement, "TOLERANCE", 0.0)
    assert open_agreeing(file, 1, (), question).refused_runtimes


def test_the_engine_says_which_runtime_it_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", wrong_by(0.003))
    ready = Engine(lambda: 0.0).handle(Configure(demonstration(), None, None))
    assert isinstance(ready, Ready)
    assert ready.runtime.split()[0] == "ncnn"
    assert [runtime.split()[0] for runtime in ready.refused_runtimes] == ["onnxruntime"]
    assert len(ready.proofs) == 1


@pytest.mark.parametrize("livecad", [Precision.INT8], indirect=True)
def test_roundings_of_8_bits_are_no_disagreement(livecad: ModelFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "OnnxRuntimeSession", wrong_by(0.005))
    assert open_agreeing(livecad, 1, (), FACIAL_MODEL).proof


def test_where_only_numpy_is_there_is_nothing_to_prove(
    livecad: ModelFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LADDER", {})
    found = open_agreeing(livecad, 1, (), FACIAL_MODEL)
    assert (found.session.runtime, found.proof, found.refused_runtimes) == (f"numpy {np.__version__}", "", ())


def test_a_model_that_numpy_does_not_know_runs_unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(rung: Rung, file: ModelFile, threads: int, _side_px: int | None) -> Session:
        if rung is Rung.NUMPY:
            raise ModelError(ModelRefusal.UNREADABLE, "operator 'Det' is not known")
        return open_on(rung, file, threads)

    monkeypatch.setattr(agreement, "open_on", refuse)
    found = open_agreeing(demonstration(), 1, (), FACIAL_MODEL)
    assert (found.session.runtime.split()[0], found.proof, found.refused_runtimes) == ("onnxruntime", "", ())


def test_a_proof_holds_for_one_file_one_version_and_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    known = proof_of("a" * 64, "onnxruntime 1.32.0")
    assert proof_of("a" * 64, "onnxruntime 1.32.0") == known
    assert known not in {proof_of("b" * 64, "onnxruntime 1.32.0"), proof_of("a" * 64, "onnxruntime 1.33.0")}
    monkeypatch.setattr(agreement, "_processor", lambda: "another one")
    assert proof_of("a" * 64, "onnxruntime 1.32.0") != known
