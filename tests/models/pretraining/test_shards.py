"""The command `shards`: what is kept, in parts that survive an interruption, on one machine or several."""

import io
import json
from pathlib import Path
import shutil

import numpy as np
from PIL import Image
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from models.__main__ import main
from models.pretraining.shard_files import read_facts, read_header
from models.pretraining.sieve import Decision, Sieve, SieveSettings
from tests import face_models
from tests.builders.shards import drawn_faces, make_shards
from tests.engine import synthetic_models

FILES = ("00000.tar", "index.bin", "facts.jsonl", "shards.json")


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manifest of 130 made-up people: 520 pictures, two parts."""
    return drawn_faces(tmp_path_factory.mktemp("faces"), 130)


@pytest.fixture(scope="module")
def whole(faces: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their shards, made without an interruption."""
    return make_shards(faces, tmp_path_factory.mktemp("whole"))


def stored(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder of shards."""
    return {name: (folder / name).read_bytes() for name in FILES}


def test_every_picture_becomes_a_crop_with_its_facts(whole: Path) -> None:
    header, facts = read_header(whole), list(read_facts(whole))
    assert header["crops"] == len(facts) == 520
    assert header["counts"] == {"kept": 520}
    assert header["licences"] == {"Apache-2.0, drawn": 520}
    assert {len(fact["sha256"]) for fact in facts} == {64}
    assert header["people_were_compared"] is False


def test_parts_with_pictures_of_people_are_gone_once_the_shards_are_there(whole: Path) -> None:
    assert not (whole / "parts").exists()


def test_shares_of_several_machines_make_the_same_shards(faces: Path, whole: Path, tmp_path: Path) -> None:
    for share in ("1/2", "0/2"):
        make_shards(faces, tmp_path, "--shard", share)
        assert not (tmp_path / "shards.json").exists()
    make_shards(faces, tmp_path)
    assert stored(tmp_path) == stored(whole)


def test_an_interruption_costs_no_part_that_was_there(
    faces: Path, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_shards(faces, tmp_path, "--shard", "0/2")
    (tmp_path / "parts/000001.npz.part").write_bytes(b"half of it")
    before = (tmp_path / "parts/000000.npz").stat().st_mtime_ns
    capsys.readouterr()
    make_shards(faces, tmp_path)
    assert "part 2 of 2" in capsys.readouterr().out
    assert stored(tmp_path) == stored(whole)
    assert before < (tmp_path / "shards.json").stat().st_mtime_ns


def test_finished_shards_are_left_alone(faces: Path, whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = stored(whole)
    make_shards(faces, whole)
    assert "there already" in capsys.readouterr().out
    assert stored(whole) == before


def test_a_folder_that_was_begun_with_other_pictures_is_refused(faces: Path, tmp_path: Path) -> None:
    make_shards(faces, tmp_path / "shards", "--shard", "0/2")
    other = drawn_faces(tmp_path / "other", 3, seed=5)
    with pytest.raises(SystemExit, match="begun with, got others"):
        make_shards(other, tmp_path / "shards")


def test_pictures_without_a_licence_are_refused(faces: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="licence of every picture"):
        main(["shards", "--data", str(faces), "--output", str(tmp_path), "--already-cropped"])


@pytest.mark.parametrize("share", ["2/2", "1", "-1/2", "a/b"])
def test_a_share_that_makes_no_sense_is_refused(
    share: str, faces: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        make_shards(faces, tmp_path, f"--shard={share}")
    assert "expected I/N" in capsys.readouterr().err


def test_a_labelled_picture_among_the_others_is_left_out(faces: Path, tmp_path: Path) -> None:
    """Under another name, beside pictures of other people."""
    shutil.copytree(faces.parent / "pictures", tmp_path / "pictures")
    labelled = drawn_faces(tmp_path / "labelled", 2, seed=7)
    leaked = sorted((labelled.parent / "pictures").iterdir())
    for number, path in enumerate(leaked[:3]):
        shutil.copy(path, tmp_path / f"pictures/zz-{number}.png")
    shards = make_shards(tmp_path / "pictures", tmp_path / "shards", "--labelled", str(labelled))
    assert read_header(shards)["counts"] == {"kept": 520, "labelled": 3}
    assert {fact["picture"] for fact in read_facts(shards) if fact["decision"] == "labelled"} == {
        "zz-0.png",
        "zz-1.png",
        "zz-2.png",
    }


def test_a_copy_that_lies_beside_its_file_is_left_out(tmp_path: Path) -> None:
    pictures = drawn_faces(tmp_path / "drawn", 2).parent / "pictures"
    first = min(pictures.iterdir())
    shutil.copy(first, pictures / f"{first.stem} copy.png")
    shards = make_shards(pictures, tmp_path / "shards")
    assert read_header(shards)["counts"] == {"kept": 8, "same file": 1}


def sieve() -> Sieve:
    """Return a sieve whose models see drawn faces."""
    recogniser = Recogniser(OnnxRuntimeSession(synthetic_models.recogniser()), model_sha256="")
    return Sieve(SieveSettings(), YuNetDetector(OnnxRuntimeSession(synthetic_models.detector())), recogniser)


def scene(path: Path, *, noise: float = 60.0, shrink: float = 1.0, faces: int = 1) -> Path:
    """Write a picture with faces and return it."""
    pixels = synthetic_models.empty_picture()
    for number in range(faces):
        synthetic_models.draw_face(pixels, 20 + 20 * number, 30, synthetic_models.RED, noise=noise)
    picture = Image.fromarray(pixels[:, :, ::-1])
    picture.resize((int(picture.width * shrink), int(picture.height * shrink))).save(path)
    return path


def test_every_face_of_a_picture_becomes_a_crop_with_something_around_it(tmp_path: Path) -> None:
    one, other = sieve().look(scene(tmp_path / "two.png", faces=2))
    assert one.sha256 == other.sha256
    with Image.open(io.BytesIO(one.jpeg)) as crop:
        assert crop.size == (256, 256)
        around, within = np.asarray(crop)[:20].mean((0, 1)), np.asarray(crop)[100:120].mean((0, 1))
    assert within[0] - within[2] > 100  # red
    assert abs(around[0] - around[2]) < 20  # the wall


def test_what_is_no_good_is_left_out_for_its_reason(tmp_path: Path) -> None:
    Image.fromarray(synthetic_models.empty_picture()).save(tmp_path / "wall.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    cases = {
        tmp_path / "wall.png": Decision.NO_FACE,
        tmp_path / "broken.png": Decision.UNREADABLE,
        scene(tmp_path / "smooth.png", noise=0.0): Decision.BLURRED,
        scene(tmp_path / "fine.png"): Decision.KEPT,
    }
    found = {path: [find.decision for find in sieve().look(path)] for path in cases}
    assert found == {path: [decision] for path, decision in cases.items()}


def test_a_photo_of_more_pixels_than_a_cameras_is_looked_at(tmp_path: Path) -> None:
    found = list(sieve().look(scene(tmp_path / "phone.jpg", shrink=10)))
    assert [find.decision for find in found] != [Decision.UNREADABLE]


def test_a_person_of_a_labelled_set_is_left_out_by_the_face(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other photos of one of two real people, by the home's own detector and recogniser."""
    detector = face_models.model_file(*face_models.DETECTORS)
    face_models.model_file(*face_models.RECOGNISERS)
    monkeypatch.setenv("DIGITALSHADOW_MODELS", str(detector.parent))
    for name in ("person-a-2.jpg", "person-a-3.jpg", "person-b-1.jpg", "person-b-2.jpg"):
        (tmp_path / "data").mkdir(exist_ok=True)
        shutil.copy(face_models.photo_file(name), tmp_path / "data")
    for label, name in (("cad", "person-a-1.jpg"), ("normal", "astronaut.png")):
        place = tmp_path / "labelled" / label / name.partition(".")[0]
        place.mkdir(parents=True)
        shutil.copy(face_models.photo_file(name), place / name)
    words = [
        "shards",
        "--data",
        str(tmp_path / "data"),
        "--output",
        str(tmp_path / "shards"),
        "--processes",
        "1",
    ]
    assert main([*words, "--licence", "own", "--labelled", str(tmp_path / "labelled")]) == 0
    decisions = {fact["picture"]: fact["decision"] for fact in read_facts(tmp_path / "shards")}
    assert decisions == {
        "person-a-2.jpg": "labelled",
        "person-a-3.jpg": "labelled",
        "person-b-1.jpg": "kept",
        "person-b-2.jpg": "kept",
    }
    said = json.loads((tmp_path / "shards/shards.json").read_text())["labelled"]
    assert (said["pictures"], said["without_a_face"]) == (2, 0)
