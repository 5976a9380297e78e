"""What a training begins from: its licence is asked for, named, and goes into every file that is made of it."""

import json
from pathlib import Path
import shutil

import pytest

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import open_checkpoint_folder
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.records.errors import ModelError
from models.__main__ import main
from models.random_checkpoint import TINY, write_random_checkpoint
from models.training.starts import find_start
from tests import face_models
from tests.builders.shards import drawn_faces, make_shards

MAE = "CC BY-NC 4.0 (MAE)"


def weights(folder: Path) -> Path:
    """Write a file that might be weights."""
    folder.mkdir(exist_ok=True)
    (folder / "mae.pth").write_bytes(b"weights")
    return folder / "mae.pth"


def pretraining(folder: Path, shards: Path) -> Path:
    """Write what a finished pre-training leaves."""
    folder.mkdir()
    (folder / "encoder.pth").write_bytes(b"weights")
    account = {"licence": "pre-trained on pictures under CC0", "shards": {"folder": str(shards)}}
    (folder / "pretraining.json").write_text(json.dumps(account))
    return folder


def finetune(tmp_path: Path, data: Path, *more: str) -> Path:
    """Prepare a training and return its folder."""
    words = [
        "finetune",
        "--data",
        str(data),
        "--output",
        str(tmp_path / "out"),
        "--preset",
        "tiny",
        "--folds",
        "3",
    ]
    assert main([*words, "--already-cropped", "--positive", "sign", "--prepare-only", *more]) == 0
    return tmp_path / "out"


def test_weights_without_a_licence_are_refused_and_the_traps_are_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"MAE and of RETFound .* CC BY-NC 4.0"):
        find_start(weights(tmp_path), None, "finetune")


def test_a_start_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="got neither"):
        find_start(tmp_path / "none.pth", MAE, "finetune")
    with pytest.raises(SystemExit, match="Let it end first"):
        find_start(tmp_path, None, "finetune")


@pytest.mark.parametrize(
    ("licence", "forbids"),
    [
        pytest.param(MAE, True, id="as the weights' page writes it"),
        pytest.param("cc-by-nc-sa-4.0", True, id="as SPDX writes it"),
        pytest.param("for non-commercial research", True, id="in words"),
        pytest.param("Apache-2.0", False, id="one that allows it"),
    ],
)
def test_a_licence_that_forbids_commercial_use_is_known(tmp_path: Path, licence: str, forbids: bool) -> None:
    start = find_start(weights(tmp_path), licence, "finetune")
    assert start is not None
    assert start.forbids_sale is forbids


def test_a_licence_that_forbids_commercial_use_is_said_and_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = drawn_faces(tmp_path / "faces", 9)
    start = ("--start", str(weights(tmp_path)), "--start-licence", MAE)
    folder = finetune(tmp_path, data, *start)
    assert "not for commercial use" in capsys.readouterr().out
    assert (folder / "start-licence.txt").read_text() == MAE


def test_the_licence_of_the_start_is_written_into_the_model_file(tmp_path: Path) -> None:
    write_random_checkpoint(tmp_path / "model", TINY)
    (tmp_path / "model/start-licence.txt").write_text(f"{MAE}\n")
    target = tmp_path / "model.onnx"
    words = ["convert", "--checkpoint", str(tmp_path / "model"), "--output", str(target), "--licence", "mine"]
    assert main(words) == 0
    said = OnnxRuntimeSession(target.read_bytes()).metadata
    assert (said["licence"], said["start_licence"]) == (f"mine; {MAE}", MAE)


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xff\xfe\xff"], ids=["empty", "blank", "no text"])
def test_a_licence_that_cannot_be_read_is_not_passed_over(tmp_path: Path, content: bytes) -> None:
    write_random_checkpoint(tmp_path, TINY)
    (tmp_path / "start-licence.txt").write_bytes(content)
    with pytest.raises(ModelError, match="nothing readable"):
        open_checkpoint_folder(tmp_path)


def test_a_pretraining_cannot_be_converted_before_it_was_fine_tuned(tmp_path: Path) -> None:
    run = pretraining(tmp_path / "run", tmp_path)
    with pytest.raises(SystemExit, match="no head and no classes"):
        main(["convert", "--checkpoint", str(run), "--output", str(tmp_path / "x.onnx")])


def test_a_pretraining_that_has_seen_people_of_the_labelled_set_is_refused(tmp_path: Path) -> None:
    """The planted leak: one picture of theirs is among the shards, under another name."""
    labelled = drawn_faces(tmp_path / "labelled", 9, seed=7)
    data = drawn_faces(tmp_path / "faces", 9)
    leaked = tmp_path / "faces/pictures/zz.png"
    leaked.write_bytes(next(iter(sorted((tmp_path / "labelled/pictures").iterdir()))).read_bytes())
    shards = make_shards(data.parent / "pictures", tmp_path / "shards")
    start = ("--start", str(pretraining(tmp_path / "run", shards)))
    with pytest.raises(SystemExit, match=r"got 1 pictures of them, among them zz\.png"):
        finetune(tmp_path, labelled, *start)


def test_shards_that_were_made_without_these_people_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = drawn_faces(tmp_path / "labelled", 9, seed=7)
    shards = make_shards(drawn_faces(tmp_path / "faces", 9), tmp_path / "shards", "--labelled", str(labelled))
    folder = finetune(tmp_path, labelled, "--start", str(pretraining(tmp_path / "run", shards)))
    assert "made without these files; faces were not compared" in capsys.readouterr().out
    said = json.loads((folder / "job.json").read_text())["said"]
    assert said["start_licence"] == "pre-trained on pictures under CC0"
    assert "made without" in said["compared_with_pretraining"]


def test_a_pretraining_on_crops_of_another_geometry_is_refused(tmp_path: Path) -> None:
    data, shards = drawn_faces(tmp_path / "faces", 3), tmp_path / "shards"
    shards.mkdir()
    (shards / "shards.json").write_text(json.dumps({"crop_geometry": "dlib"}))
    words = ["finetune", "--data", str(data), "--output", str(tmp_path / "out"), "--prepare-only"]
    with pytest.raises(SystemExit, match="--crop-geometry dlib, got box"):
        main([*words, "--positive", "sign", "--start", str(pretraining(tmp_path / "run", shards))])


def test_a_labelled_person_in_another_photo_among_the_shards_is_found_by_the_face(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted leak is another photo of theirs, made into shards by somebody who named no labelled set."""
    detector = face_models.model_file(*face_models.DETECTORS)
    face_models.model_file(*face_models.RECOGNISERS)
    monkeypatch.setenv("DIGITALSHADOW_MODELS", str(detector.parent))
    (tmp_path / "data").mkdir()
    for name in ("person-a-2.jpg", "person-b-1.jpg"):
        shutil.copy(face_models.photo_file(name), tmp_path / "data")
    for label, name in (("cad", "person-a-1.jpg"), ("normal", "astronaut.png")):
        place = tmp_path / "labelled" / label / label
        place.mkdir(parents=True)
        shutil.copy(face_models.photo_file(name), place / name)
    shards = ["shards", "--data", str(tmp_path / "data"), "--output", str(tmp_path / "shards")]
    assert main([*shards, "--licence", "own", "--processes", "1"]) == 0
    run = pretraining(tmp_path / "run", tmp_path / "shards")
    words = [
        "finetune",
        "--data",
        str(tmp_path / "labelled"),
        "--output",
        str(tmp_path / "out"),
        "--prepare-only",
    ]
    with pytest.raises(SystemExit, match=r"got 1 pictures of them, among them person-a-2\.jpg"):
        main([*words, "--start", str(run)])
