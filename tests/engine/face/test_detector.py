"""Finding faces: YuNet's contract on tiny models, and YuNet itself against OpenCV."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.picture.geometry import intersection_over_union
from custom_components.digitalshadow.engine.picture.image import resize
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.errors import ModelError
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from tests.builders.sessions import session_of
from tests.engine import synthetic_models
from tests.engine.conftest import find_picture
from tests.engine.scenes import resized
from tests.engine.synthetic_models import BLUE, FACE_PX, LANDMARK_SHARES, RED, draw_face, empty_picture
from tests.face_models import DETECTORS, model_file

ASTRONAUT_FACE = Box(178.0, 63.0, 90.0, 113.0)
PICTURES_OF_PEOPLE = (
    "astronaut.png",
    "person-a-1.jpg",
    "person-a-2.jpg",
    "person-a-3.jpg",
    "person-b-1.jpg",
    "person-b-2.jpg",
    "persons-a-and-b.jpg",
)


def test_a_drawn_face_is_found_where_it_is(synthetic_detector: YuNetDetector) -> None:
    picture = empty_picture()
    draw_face(picture, 30, 20, RED)
    (face,) = synthetic_detector.detect(Picture.of_pixels(picture))
    left, top = 30 * 8 + 4 - FACE_PX / 2, 20 * 8 + 4 - FACE_PX / 2
    assert (face.box.left, face.box.top) == pytest.approx((left, top), abs=1e-3)
    assert (face.box.width, face.box.height) == pytest.approx((FACE_PX, FACE_PX), abs=1e-3)
    assert face.confidence == pytest.approx(1.0)
    expected = np.array(LANDMARK_SHARES) * FACE_PX + (left, top)
    assert face.landmarks is not None
    assert np.allclose(face.landmarks, expected, atol=1e-3)


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(1280, 720, id="shrunk to half"),
        pytest.param(720, 1280, id="upright, shrunk"),
        pytest.param(640, 640, id="exactly the input"),
        pytest.param(200, 150, id="smaller than the input"),
    ],
)
@pytest.mark.parametrize("side", [640, None], ids=["fixed input", "open input"])
def test_boxes_come_back_in_pixels_of_the_frame(width: int, height: int, side: int | None) -> None:
    shrink = min(1.0, 640 / max(width, height))
    small = empty_picture(round(width * shrink), round(height * shrink))
    draw_face(small, 9, 9, RED)
    frame = resized(small, width, height, Image.Resampling.NEAREST)
    (face,) = YuNetDetector(session_of(synthetic_models.detector(side))).detect(Picture.of_pixels(frame))
    assert face.box.width == pytest.approx(FACE_PX / shrink, rel=1e-3)
    assert face.box.left == pytest.approx((9 * 8 + 4 - FACE_PX / 2) / shrink, abs=1e-2)


def test_what_an_earlier_larger_frame_showed_is_not_seen_again(synthetic_detector: YuNetDetector) -> None:
    large = empty_picture(640, 640)
    draw_face(large, 60, 60, RED)
    assert len(synthetic_detector.detect(Picture.of_pixels(large))) == 1
    assert synthetic_detector.detect(Picture.of_pixels(empty_picture(320, 240))) == ()


def test_faces_come_largest_first_and_once(synthetic_detector: YuNetDetector) -> None:
    picture = empty_picture()
    draw_face(picture, 20, 20, RED)
    draw_face(picture, 50, 30, BLUE)
    picture[21 * 8 : 22 * 8, 20 * 8 : 21 * 8] = (0, 255, 0)
    faces = synthetic_detector.detect(Picture.of_pixels(picture))
    assert len(faces) == 2
    assert intersection_over_union(faces[0].box, faces[1].box) == 0


def test_a_weak_face_is_none(synthetic_detector: YuNetDetector) -> None:
    picture = empty_picture()
    picture[160:168, 240:248] = (0, 180, 0)
    assert synthetic_detector.detect(Picture.of_pixels(picture)) == ()


@pytest.mark.parametrize(
    "landmarks",
    [
        pytest.param(
            [(0.3, 0.8), (0.7, 0.8), (0.5, 0.6), (0.35, 0.3), (0.65, 0.3)], id="mouth above the eyes"
        ),
        pytest.param([(0.49, 0.38), (0.51, 0.38), (0.5, 0.6), (0.35, 0.8), (0.65, 0.8)], id="eyes too close"),
        pytest.param(
            [(0.0, 0.38), (1.0, 0.38), (0.5, 0.6), (0.35, 0.8), (0.65, 0.8)], id="eyes too far apart"
        ),
        pytest.param(
            [(0.3, 0.38), (0.7, 0.38), (0.5, 0.1), (0.35, 0.8), (0.65, 0.8)], id="nose above the eyes"
        ),
        pytest.param(
            [(0.3, 0.38), (0.7, 0.38), (0.5, 0.95), (0.35, 0.8), (0.65, 0.8)], id="nose below the mouth"
        ),
        pytest.param([(0.5, 0.5)] * 5, id="all in one place"),
    ],
)
def test_landmarks_that_no_person_has_are_no_face(
    monkeypatch: pytest.MonkeyPatch, landmarks: list[tuple[float, float]]
) -> None:
    picture = empty_picture()
    draw_face(picture, 30, 20, RED)
    monkeypatch.setattr(synthetic_models, "LANDMARK_SHARES", landmarks)
    detector = YuNetDetector(session_of(synthetic_models.detector()))
    assert len(detector.candidates(resize(picture, 640, 480))) == 1
    assert detector.detect(Picture.of_pixels(picture)) == ()


def test_another_kind_of_model_is_refused() -> None:
    with pytest.raises(ModelError) as caught:
        YuNetDetector(session_of(synthetic_models.recogniser()))
    assert caught.value.reason is ModelRefusal.WRONG_SIGNATURE


def test_a_detector_that_sees_faces_in_the_dark_is_refused(
    synthetic_detector: YuNetDetector,
) -> None:
    synthetic_detector.golden_check()
    blind = YuNetDetector(session_of(synthetic_models.detector()), confidence=0.0)
    with pytest.raises(ModelError) as caught:
        blind.golden_check()
    assert caught.value.reason is ModelRefusal.GOLDEN_CHECK


@pytest.mark.parametrize("name", PICTURES_OF_PEOPLE)
def test_yunet_agrees_with_opencv_to_a_thousandth_of_a_pixel(yunet: YuNetDetector, name: str) -> None:
    picture = find_picture(name)
    shrink = 640 / max(picture.shape[:2])
    small = resize(picture, *(round(side * shrink) for side in picture.shape[1::-1]))
    canvas = np.zeros((640, 640, 3), np.uint8)
    canvas[: small.shape[0], : small.shape[1]] = small
    cv2 = pytest.importorskip("cv2")
    reference = cv2.FaceDetectorYN.create(str(model_file(*DETECTORS)), "", (640, 640), 0.75, 0.3, 5000)
    _, expected = reference.detect(canvas)
    faces = yunet.candidates(small)
    rows = [
        [
            face.box.left,
            face.box.top,
            face.box.width,
            face.box.height,
            *np.ravel(face.landmarks),
            face.confidence,
        ]
        for face in faces
    ]
    assert len(rows) == len(expected) > 0
    assert np.abs(np.array(rows) - expected).max() < 1e-3


@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png"])
def test_a_cat_and_a_cup_are_no_faces(yunet: YuNetDetector, name: str) -> None:
    yunet.golden_check()
    assert yunet.detect(Picture.of_pixels(find_picture(name))) == ()


def test_yunet_finds_the_portrait(yunet: YuNetDetector, portrait: NDArray[np.uint8]) -> None:
    (face,) = yunet.detect(Picture.of_pixels(portrait))
    assert intersection_over_union(face.box, ASTRONAUT_FACE) > 0.9
