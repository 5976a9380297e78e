"""A conversion on its way: progress, a full disk, and the engine that does it step by step."""

import hashlib
from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.model_file import onnxruntime_session
from custom_components.digitalshadow.engine.model_file.catalog import MAX_MODEL_BYTES, open_model
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile
from custom_components.digitalshadow.engine.records.conversion_plan import (
    BeginConversion,
    ContinueConversion,
    ConversionProgress,
    ConversionStage,
)
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.messages import Failure
from custom_components.digitalshadow.engine.records.refusals import (
    EnrolmentRefusal,
    FrameRefusal,
    ModelRefusal,
)
from custom_components.digitalshadow.engine.wire.frames import decode, encode
from tests.engine import synthetic_models
from tests.engine.conversion.beit_textbook import PLAN, converted, parameters_of, write
from tests.engine.scenes import picture_of
from tests.engine.synthetic_models import BLUE, RED


def test_a_cancelled_conversion_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    (tmp_path / "model.onnx").write_bytes(b"older")
    steps = convert(source, tmp_path / "model.onnx", PLAN)
    while next(steps).stage is not ConversionStage.WRITING:
        pass
    assert (tmp_path / "model.onnx.part").exists()
    steps.close()
    assert {path.name for path in tmp_path.iterdir()} == {"checkpoint-best.pth", "model.onnx"}
    assert (tmp_path / "model.onnx").read_bytes() == b"older"


def test_progress_goes_through_the_stages_and_never_backwards(tmp_path: Path) -> None:
    seen = list(
        convert(write(tmp_path / "checkpoint-best.pth", parameters_of()), tmp_path / "model.onnx", PLAN)
    )
    stages = list(dict.fromkeys(step.stage for step in seen))
    assert stages == list(ConversionStage)[:-1]
    for stage in stages:
        shares = [step.share for step in seen if step.stage is stage]
        assert shares == sorted(shares)
        assert shares[-1] == pytest.approx(1.0, abs=0.05)


def test_a_disk_that_is_full_is_told_and_leaves_the_older_file(tmp_path: Path) -> None:
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    (tmp_path / "model.onnx").write_bytes(b"older")
    (tmp_path / "model.onnx.part").symlink_to("/dev/full")
    with pytest.raises(ModelError, match="got No space left on device") as caught:
        list(convert(source, tmp_path / "model.onnx", PLAN))
    assert caught.value.reason is ModelRefusal.NOT_STORED
    assert {path.name for path in tmp_path.iterdir()} == {"checkpoint-best.pth", "model.onnx"}
    assert (tmp_path / "model.onnx").read_bytes() == b"older"


def request(engine: Engine, message: object) -> object:
    """Ask as Home Assistant asks: as bytes on a pipe."""
    return decode(encode(engine.handle(decode(encode(message)))))


def test_the_engine_converts_in_steps_between_other_requests(tmp_path: Path) -> None:
    engine = Engine(lambda: 0.0)
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    reply = request(engine, BeginConversion(str(source), str(tmp_path / "model.onnx"), PLAN))
    while isinstance(reply, ConversionProgress) and reply.result is None:
        reply = request(engine, ContinueConversion())
    assert isinstance(reply, ConversionProgress)
    assert reply.stage is ConversionStage.DONE
    assert reply.result is not None
    assert Path(reply.result.path).exists()
    nothing = request(engine, ContinueConversion())
    assert isinstance(nothing, Failure)
    assert nothing.reason == ModelRefusal.MISSING


def test_the_engine_drops_a_conversion_for_the_next_one(tmp_path: Path) -> None:
    engine = Engine(lambda: 0.0)
    source = write(tmp_path / "checkpoint-best.pth", parameters_of())
    begin = BeginConversion(str(source), str(tmp_path / "model.onnx"), PLAN)
    reply = request(engine, begin)
    while isinstance(reply, ConversionProgress) and reply.stage is not ConversionStage.WRITING:
        reply = request(engine, ContinueConversion())
    reply = request(engine, begin)
    assert isinstance(reply, ConversionProgress)
    assert reply.stage is ConversionStage.READING
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-best.pth"]


def test_the_engine_names_what_is_wrong_with_a_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "checkpoint-best.pth").write_bytes(b"something else")
    begin = BeginConversion(str(tmp_path / "checkpoint-best.pth"), str(tmp_path / "model.onnx"), PLAN)
    engine = Engine(lambda: 0.0)
    reply = request(engine, begin)
    while isinstance(reply, ConversionProgress):
        reply = request(engine, ContinueConversion())
    assert isinstance(reply, Failure)
    assert reply.reason == ModelRefusal.UNREADABLE


def test_a_model_that_needs_landmarks_is_refused_where_no_detector_gives_them(tmp_path: Path) -> None:
    result, _ = converted(tmp_path, parameters_of())
    file = ModelFile("model", result.path, result.sha256, pinned=False)
    reply = Engine(lambda: 0.0).handle(Configure(risk_model=file, detector=None, recogniser=None))
    assert isinstance(reply, Failure)
    assert "landmarks" in reply.message


def test_a_checkpoint_may_be_larger_than_a_model(tmp_path: Path) -> None:
    """With its optimiser's state it has three times the size."""
    with (tmp_path / "checkpoint-best.pth").open("wb") as file:
        file.truncate(MAX_MODEL_BYTES + 1)
    with pytest.raises(ModelError, match="at most"), open_model(tmp_path / "checkpoint-best.pth"):
        pass
    steps = convert(tmp_path / "checkpoint-best.pth", tmp_path / "model.onnx", PLAN)
    assert next(steps).stage is ConversionStage.READING
    steps.close()


def detector_file(folder: Path) -> ModelFile:
    """Write the tiny detector, which finds drawn faces."""
    data = synthetic_models.detector()
    (folder / "detector.onnx").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return ModelFile("detector", str(folder / "detector.onnx"), sha256, pinned=False)


def convert_with(folder: Path, photo: bytes | None, detector: ModelFile | None) -> object:
    """Have the engine convert with a photo to compare on, and return its last reply."""
    engine = Engine(lambda: 0.0)
    source = write(folder / "checkpoint-best.pth", parameters_of())
    target = str(folder / "model.onnx")
    reply = request(engine, BeginConversion(str(source), target, PLAN, photo, detector))
    while isinstance(reply, ConversionProgress) and reply.result is None:
        reply = request(engine, ContinueConversion())
    return reply


def test_the_faces_in_a_photo_are_compared_on_beside_the_built_in_ones(tmp_path: Path) -> None:
    faces = []
    for photo in (None, picture_of((20, 30, RED), (50, 30, BLUE))):
        reply = convert_with(tmp_path, photo, detector_file(tmp_path))
        assert isinstance(reply, ConversionProgress)
        assert reply.result is not None
        faces.append(reply.result.parities[0].faces)
    assert faces[1] == faces[0] + 2


@pytest.mark.parametrize(
    ("photo", "has_detector", "reason"),
    [
        pytest.param(picture_of(), True, EnrolmentRefusal.NO_FACE, id="nobody in it"),
        pytest.param(b"no picture", True, FrameRefusal.UNKNOWN_FORMAT, id="no picture"),
        pytest.param(
            picture_of((30, 30, RED)), False, EnrolmentRefusal.NO_RECOGNITION, id="nothing that finds faces"
        ),
    ],
)
def test_a_photo_that_cannot_be_compared_on_is_refused_before_anything_is_made(
    tmp_path: Path, photo: bytes, reason: str, *, has_detector: bool
) -> None:
    reply = convert_with(tmp_path, photo, detector_file(tmp_path) if has_detector else None)
    assert isinstance(reply, Failure)
    assert reply.reason == reason
    assert not list(tmp_path.glob("model*"))


def test_faces_of_a_photo_are_found_where_only_numpy_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnxruntime_session, "onnxruntime", None)
    reply = convert_with(tmp_path, picture_of((30, 30, RED)), detector_file(tmp_path))
    assert isinstance(reply, ConversionProgress)
    assert reply.result is not None
    assert reply.result.parities[0].is_within_bounds
