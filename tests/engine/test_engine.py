"""The engine as a whole, on real sessions: what it loads, what it refuses, what it keeps."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
import time

import numpy as np
from numpy.typing import NDArray
import onnx
import pytest

from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.records.configuration import (
    Configure,
    ModelFile,
    ModelKind,
    Ready,
)
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.gallery import (
    Enrol,
    EnrolledPerson,
    EnrolmentPhoto,
    GalleryLoaded,
    SetGallery,
)
from custom_components.digitalshadow.engine.records.messages import Failure, Request
from custom_components.digitalshadow.engine.records.pictures import Assess, Assessment, Process
from tests.builders.sessions import ENGINE_RUNTIME
from tests.engine import synthetic_models
from tests.engine.configured import (
    SETTLED,
    brought,
    demonstration,
    enrolled,
    picture,
    png,
    started,
    with_faces,
)
from tests.engine.conftest import DEMONSTRATION
from tests.engine.synthetic_models import BLUE, RED


def test_it_says_which_models_answer(tmp_path: Path) -> None:
    """No value without its model's name."""
    configure = with_faces(tmp_path)
    ready = Engine(time.perf_counter).handle(configure)
    assert isinstance(ready, Ready)
    assert configure.recogniser is not None
    assert (ready.detector, ready.recogniser) == ("detector", "recogniser")
    assert ready.recogniser_sha256 == configure.recogniser.sha256
    assert ready.risk_model.kind is ModelKind.DEMONSTRATION
    assert ready.risk_model.sha256 == demonstration().sha256
    assert "demonstration" in ready.risk_model.name
    assert ready.runtime.startswith(f"{ENGINE_RUNTIME} ")
    assert ready.image_backend.split()[0] in {"opencv", "pillow"}


def test_an_enrolled_person_is_recognised_and_read_and_a_stranger_is_not(tmp_path: Path) -> None:
    """The whole way of a frame through one engine."""
    engine = started(with_faces(tmp_path))
    person = enrolled(engine, "a", picture((20, 20, RED)))
    assert engine.handle(SetGallery((person,))) == GalleryLoaded(1, ())
    results = [
        engine.handle(Process("hall", SETTLED + number / 5, picture((20, 20, RED), (60, 20, BLUE))))
        for number in range(3)
    ]
    last = results[-1]
    assert isinstance(last, FrameResult)
    assert last.faces == 2
    (sighting,) = last.sightings
    assert sighting.person_id == "a"
    probabilities = [
        sighting.probability
        for result in results
        if isinstance(result, FrameResult)
        for sighting in result.sightings
    ]
    assert any(probability is not None for probability in probabilities)
    assert engine.handle(SetGallery(())) == GalleryLoaded(0, ())


def test_the_gallery_survives_another_configuration(tmp_path: Path) -> None:
    """And people of another recogniser are asked to enrol again."""
    configure = with_faces(tmp_path)
    engine = started(configure)
    person = enrolled(engine, "a", picture((20, 20, RED)))
    stranger = EnrolledPerson("b", may_be_read=True, model_sha256="0" * 64, templates=person.templates)
    assert engine.handle(SetGallery((person, stranger))) == GalleryLoaded(1, ("b",))
    assert isinstance(engine.handle(configure), Ready)
    assessment = engine.handle(Assess(picture((20, 20, RED))))
    assert isinstance(assessment, Assessment)
    assert [face.person_id for face in assessment.faces] == ["a"]


def test_a_recogniser_of_the_catalogue_is_fed_as_the_catalogue_says(tmp_path: Path) -> None:
    """Here with the contract of SFace: red-green-blue, 0-255."""
    configure = with_faces(tmp_path)
    known = brought(tmp_path / "face_recognition_sface_2021dec.onnx", synthetic_models.recogniser())
    photos = [
        started(replace(configure, recogniser=file)).handle(Enrol("a", picture((20, 20, RED))))
        for file in (known, configure.recogniser)
    ]
    assert isinstance(photos[0], EnrolmentPhoto)
    assert photos[0] == photos[1]
    assert configure.recogniser is not None
    alone = started(replace(configure, recogniser=None))
    refused = alone.handle(Enrol("a", picture((20, 20, RED))))
    assert isinstance(refused, Failure)
    assert refused.reason == "no_recognition"


def test_without_a_detector_nobody_is_recognised_but_the_only_person_of_a_camera_is_read(
    portrait: NDArray[np.uint8],
) -> None:
    """The fallback has no landmarks, so a recogniser is not even loaded."""
    engine = Engine(time.perf_counter)
    gone = ModelFile("gone", "/nowhere/gone.onnx", "0" * 64, pinned=True)
    ready = engine.handle(Configure(demonstration(), None, gone))
    assert isinstance(ready, Ready)
    assert (ready.detector, ready.recogniser, ready.recogniser_sha256) == ("dlib", None, None)
    engine.handle(SetGallery((EnrolledPerson("a", may_be_read=True, model_sha256="", templates=()),)))
    alone = engine.handle(Assess(png(portrait), single_person_id="a"))
    assert isinstance(alone, Assessment)
    assert alone.faces[0].probability is not None
    anybody = engine.handle(Assess(png(portrait)))
    assert isinstance(anybody, Assessment)
    assert all(face.probability is None and face.person_id is None for face in anybody.faces)


def change(**metadata: str) -> Callable[[onnx.ModelProto], None]:
    """Return a change of a model's metadata."""

    def apply(model: onnx.ModelProto) -> None:
        for pair in model.metadata_props:
            pair.value = metadata.get(pair.key, pair.value)

    return apply


def add_loop(model: onnx.ModelProto) -> None:
    """Add a node with a graph inside."""
    body = onnx.helper.make_graph([], "body", [], [])
    model.graph.node.append(onnx.helper.make_node("Loop", ["input"], ["more"], body=body))


def always_the_same(model: onnx.ModelProto) -> None:
    """Let the model answer with a constant."""
    answer = onnx.numpy_helper.from_array(np.array([[0.5, 0.5]], np.float32))
    del model.graph.node[:]
    model.graph.node.append(onnx.helper.make_node("Constant", [], ["logits"], value=answer))


def not_a_number(model: onnx.ModelProto) -> None:
    """Let the model answer with the logarithm of less than nothing."""
    for node in model.graph.node:
        if "logits" in node.output:
            node.output[0] = "good"
    model.graph.initializer.append(onnx.numpy_helper.from_array(np.full((1, 2), -1, np.float32), "minus"))
    model.graph.node.append(onnx.helper.make_node("Mul", ["good", "good"], ["square"]))
    model.graph.node.append(onnx.helper.make_node("Sub", ["minus", "square"], ["negative"]))
    model.graph.node.append(onnx.helper.make_node("Log", ["negative"], ["logits"]))


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        pytest.param(add_loop, "unsafe_structure", id="a loop"),
        pytest.param(lambda model: model.metadata_props.pop(1), "missing_metadata", id="no name"),
        pytest.param(
            lambda model: model.metadata_props.pop(0), "disguised", id="the demonstration without its kind"
        ),
        pytest.param(change(input_size="112"), "wrong_signature", id="another input than it says"),
        pytest.param(change(golden_probability="0.9"), "golden_check", id="another answer than it says"),
        pytest.param(always_the_same, "golden_check", id="one answer to everything"),
        pytest.param(not_a_number, "bad_output", id="an answer that is no number"),
        pytest.param(
            lambda model: setattr(model.graph.node[0], "op_type", "Nonsense"),
            "unreadable",
            id="an unknown operator",
        ),
    ],
)
def test_a_risk_model_that_cannot_be_trusted_is_refused(
    tmp_path: Path, harm: Callable[[onnx.ModelProto], object], reason: str
) -> None:
    """Each refusal carries its reason."""
    model = onnx.load(DEMONSTRATION)
    harm(model)
    file = brought(tmp_path / "livecad.onnx", model.SerializeToString())
    failure = Engine(time.perf_counter).handle(Configure(file, None, None))
    assert isinstance(failure, Failure)
    assert (failure.error, failure.reason) == ("ModelError", reason)


def test_pinned_files_need_no_guard_but_their_hash(tmp_path: Path) -> None:
    """The catalogue vouches for their bytes, and for nothing else."""
    model = onnx.load(DEMONSTRATION)
    model.graph.node.append(onnx.helper.make_node("Gelu", ["input"], ["x"], domain="org.example"))
    file = brought(tmp_path / "demonstration.onnx", model.SerializeToString(), pinned=True)
    failure = Engine(time.perf_counter).handle(Configure(file, None, None))
    assert isinstance(failure, Failure)
    assert failure.reason == "unreadable"
    Path(file.path).write_bytes(DEMONSTRATION.read_bytes())
    failure = Engine(time.perf_counter).handle(Configure(file, None, None))
    assert isinstance(failure, Failure)
    assert failure.reason == "wrong_hash"


def test_a_refused_model_leaves_the_running_ones_alone(tmp_path: Path) -> None:
    """A wrong choice in the options must not end a running watch."""
    engine = started(with_faces(tmp_path))
    gone = ModelFile("gone", str(tmp_path / "gone.onnx"), "0" * 64, pinned=True)
    failure = engine.handle(Configure(gone, None, None))
    assert isinstance(failure, Failure)
    assert failure.reason == "missing"
    assert isinstance(engine.handle(Assess(picture((20, 20, RED)))), Assessment)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(SetGallery(()), id="a gallery"),
        pytest.param(Process("hall", SETTLED, b""), id="a frame"),
    ],
)
def test_nothing_is_answered_before_the_models_are_there(request_: Request[object]) -> None:
    """Configure comes first."""
    failure = Engine(time.perf_counter).handle(request_)
    assert isinstance(failure, Failure)
    assert failure.error == "EngineUnavailableError"


class Unknown(Request[GalleryLoaded]):
    """A request that the engine does not know."""


def test_an_unknown_request_and_a_refused_picture_are_failures(tmp_path: Path) -> None:
    """Never silence, never a crash."""
    engine = started(with_faces(tmp_path))
    unknown = engine.handle(Unknown())
    assert isinstance(unknown, Failure)
    assert unknown.error == "MessageError"
    refused = engine.handle(Process("hall", SETTLED, b"no picture"))
    assert isinstance(refused, Failure)
    assert refused.error == "FrameError"
    nobody = engine.handle(Enrol("a", picture()))
    assert isinstance(nobody, Failure)
    assert (nobody.error, nobody.reason) == ("EnrolmentError", "no_face")
