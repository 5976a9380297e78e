"""A model repository for an inference server: what is written, and that it computes what the file here does."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest

from custom_components.digitalshadow.engine.conversion.proof import drawn_faces
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad, planes_of
from models.__main__ import main
from models.repository import ServedFile, configuration
from tests.engine.conftest import DEMONSTRATION

FP32 = ServedFile("face", "input", "TYPE_FP32", 224, "logits", 2, may_batch=True)
INT8 = ServedFile("face", "input", "TYPE_FP32", 224, "logits", 2, may_batch=False)


@pytest.mark.parametrize(
    ("server", "files"),
    [
        pytest.param("triton", {"face/config.pbtxt"}, id="triton"),
        pytest.param("ovms", {"config.json"}, id="ovms"),
        pytest.param("kserve", {"face/config.pbtxt", "inferenceservice.yaml"}, id="kserve"),
    ],
)
def test_a_repository_holds_the_very_file_and_a_configuration(
    tmp_path: Path, server: str, files: set[str]
) -> None:
    assert main(["repository", str(DEMONSTRATION), str(tmp_path), "--for", server]) == 0

    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == files | {"face/1/model.onnx"}
    assert (tmp_path / "face/1/model.onnx").read_bytes() == DEMONSTRATION.read_bytes()


def test_a_model_that_takes_pixels_answers_bit_for_bit_the_same(tmp_path: Path) -> None:
    main(["repository", str(DEMONSTRATION), str(tmp_path), "--for", "ovms", "--pixels", "--name", "a"])
    file = tmp_path / "a/1/model.onnx"
    onnx.checker.check_model(onnx.load(file))
    served = OnnxRuntimeSession(file.read_bytes())
    here = LiveCad(OnnxRuntimeSession(DEMONSTRATION.read_bytes()))

    for face in drawn_faces():
        planes = planes_of(face.pixels, face.box, here.metadata)
        assert np.array_equal(served.run({"pixels": planes})["logits"], here.raw(face.pixels, face.box))
    assert json.loads((tmp_path / "config.json").read_text())["model_config_list"] == [
        {"config": {"name": "a", "base_path": "/models/a", "shape": {"pixels": "(1,3,224,224)"}}}
    ]


def test_faces_are_put_together_where_that_changes_no_answer() -> None:
    text = configuration("triton", FP32)["face/config.pbtxt"]
    assert "max_batch_size: 16" in text
    assert "dims: [ 3, 224, 224 ]" in text
    assert "dynamic_batching" in text


def test_an_8_bit_file_is_served_face_by_face() -> None:
    text = configuration("triton", INT8)["face/config.pbtxt"]
    assert "max_batch_size: 0" in text
    assert "dims: [ 1, 3, 224, 224 ]" in text
    assert "dynamic_batching" not in text


def test_a_file_that_is_no_risk_model_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other.onnx").write_bytes(b"no model")
    assert main(["repository", str(tmp_path / "other.onnx"), str(tmp_path), "--for", "triton"]) == 1
    assert "REFUSED" in capsys.readouterr().out
