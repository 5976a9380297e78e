"""Which crop LiveCAD is shown: one kind for each camera, and one kind in each reading."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.dlib_detector import DlibDetector
from custom_components.digitalshadow.engine.picture.geometry import intersection_over_union
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.cropping import WIDEST_PX, Cropping
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry, crop_box
from custom_components.digitalshadow.engine.records.faces import Box, Face, WhyNot
from custom_components.digitalshadow.engine.records.sightings import Crop
from tests.engine.scenes import picture_of, show
from tests.engine.synthetic_models import RED

POINTS = np.array([[205, 110], [240, 112], [222, 132], [208, 148], [236, 150]], np.float32)
SEEN = Face(Box(178.0, 63.0, 90.0, 114.0), 0.9, POINTS)
DRAWN = (30, 20, RED)


@pytest.mark.parametrize(
    ("geometry", "has_dlib", "width_px", "expected"),
    [
        pytest.param(CropGeometry.DLIB, True, 1280, Crop.EXACT, id="720p is cheap enough"),
        pytest.param(CropGeometry.DLIB, True, 1281, Crop.DERIVED, id="a wider picture takes too long"),
        pytest.param(CropGeometry.DLIB, False, 640, Crop.DERIVED, id="nobody asked for dlib's own"),
        pytest.param(CropGeometry.BOX, True, 640, Crop.DETECTED, id="another model wants the detector's box"),
    ],
)
def test_the_crop_follows_from_the_model_and_the_width(
    geometry: CropGeometry, has_dlib: bool, width_px: int, expected: Crop
) -> None:
    cropping = Cropping(geometry, DlibDetector() if has_dlib else None)
    assert cropping.crop_of(width_px, "hall") is expected


def test_a_camera_keeps_what_its_first_picture_got() -> None:
    cropping = Cropping(CropGeometry.DLIB, DlibDetector())
    assert cropping.crop_of(WIDEST_PX + 1, "hall") is Crop.DERIVED
    assert cropping.crop_of(640, "hall") is Crop.DERIVED
    assert cropping.crop_of(640, "bath") is Crop.EXACT
    assert cropping.crop_of(1920, "bath") is Crop.EXACT


def test_the_exact_box_is_dlibs_and_not_the_derived_one(portrait: NDArray[np.uint8]) -> None:
    derived = crop_box(SEEN, CropGeometry.DLIB)
    exact = Cropping(CropGeometry.DLIB, DlibDetector()).box(Picture.of_pixels(portrait), SEEN, Crop.EXACT)
    assert exact is not None
    assert (exact.width, exact.height) == (90.0, 90.0)
    assert 0.4 < intersection_over_union(exact, derived) < 1


def test_a_face_that_dlib_does_not_see_is_not_read(build: Callable[..., Pipeline]) -> None:
    pipeline = build()
    pipeline._cropping = Cropping(CropGeometry.DLIB, DlibDetector())
    _, second = show(pipeline, picture_of(DRAWN), [0.0, 1.0])
    (seen,) = second.sightings
    assert (seen.probability, seen.why_not, seen.crop) == (None, WhyNot.NO_EXACT_CROP, None)


def test_what_was_read_says_what_its_crop_was_made_from(build: Callable[..., Pipeline]) -> None:
    _, second = show(build(), picture_of(DRAWN), [0.0, 1.0])
    (seen,) = second.sightings
    assert seen.probability is not None
    assert seen.crop is Crop.DETECTED
