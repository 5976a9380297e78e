"""dlib's frontal face detector: what stands in without face models, and the box that LiveCAD's authors cropped."""

import importlib
import subprocess
import sys

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.dlib_detector import DlibDetector
from custom_components.digitalshadow.engine.picture.geometry import intersection_over_union
from custom_components.digitalshadow.engine.picture.image import resize
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.engine.conftest import find_picture

ASTRONAUT_FACE = Box(178.0, 63.0, 90.0, 113.0)
AUTHORS_BOX = Box(175.0, 76.0, 90.0, 90.0)
"""What dlib 20 draws around the portrait's face in the picture doubled once."""


def test_it_finds_the_portrait_without_landmarks(portrait: NDArray[np.uint8]) -> None:
    detector = DlibDetector()
    detector.golden_check()
    (face,) = detector.detect(Picture.of_pixels(portrait))
    assert face.landmarks is None
    assert 0 < face.confidence <= 1
    assert intersection_over_union(face.box, ASTRONAUT_FACE) > 0.5


def test_it_answers_in_pixels_of_the_frame(portrait: NDArray[np.uint8]) -> None:
    larger = resize(portrait, 1024, 1024)
    (face,) = DlibDetector(long_side_px=512).detect(Picture.of_pixels(larger))
    half = Box(face.box.left / 2, face.box.top / 2, face.box.width / 2, face.box.height / 2)
    assert intersection_over_union(half, ASTRONAUT_FACE) > 0.5


@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png"])
def test_a_cat_and_a_cup_are_no_faces(name: str) -> None:
    assert DlibDetector().detect(Picture.of_pixels(find_picture(name))) == ()


def test_folds_of_clothes_that_dlib_hardly_believes_are_no_faces(portrait: NDArray[np.uint8]) -> None:
    """In the portrait doubled once dlib sees a second face, with a margin of 0.12."""
    doubled = resize(portrait, 1024, 1024)
    dlib = importlib.import_module("dlib")
    found, margins, _ = dlib.get_frontal_face_detector().run(np.ascontiguousarray(doubled[:, :, ::-1]), 0)
    assert (len(found), len(DlibDetector(long_side_px=1024).detect(Picture.of_pixels(doubled)))) == (2, 1)
    assert min(margins) < 0.25


def test_the_authors_box_is_the_one_of_the_picture_doubled_once(portrait: NDArray[np.uint8]) -> None:
    found = DlibDetector().authors_box(Picture.of_pixels(portrait), ASTRONAUT_FACE)
    assert found is not None
    assert intersection_over_union(found, AUTHORS_BOX) > 0.97


@pytest.mark.parametrize(
    "near",
    [
        pytest.param(Box(380.0, 300.0, 90.0, 110.0), id="nothing is there"),
        pytest.param(Box(126.0, 335.0, 300.0, 170.0), id="a fold of clothes lies in it"),
    ],
)
def test_a_face_that_dlib_does_not_see_has_no_authors_box(portrait: NDArray[np.uint8], near: Box) -> None:
    assert DlibDetector().authors_box(Picture.of_pixels(portrait), near) is None


def test_the_authors_box_ends_where_the_picture_ends(portrait: NDArray[np.uint8]) -> None:
    cut = portrait[85:]
    found = DlibDetector().authors_box(Picture.of_pixels(cut), Box(178.0, 0.0, 90.0, 88.0))
    assert found is None or (found.top >= 0 and found.left >= 0)


def test_without_the_library_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dlib", None)
    with pytest.raises(ModelError, match="dlib-bin") as caught:
        DlibDetector()
    assert caught.value.reason is ModelRefusal.MISSING


def test_importing_the_module_does_not_import_the_library() -> None:
    """On a processor without AVX that would end the process."""
    program = (
        "import sys; import custom_components.digitalshadow.engine.engine; sys.exit('dlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
