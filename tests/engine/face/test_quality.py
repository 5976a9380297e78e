"""Quality: one value and the reasons, from real pixels made worse on purpose."""

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.quality import assess, is_recognisable
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.faces import Box, Face, Quality, WhyNot
from tests.engine.scenes import blurred, resized

# YuNet's answer for the portrait.
BOX = Box(178.0, 63.0, 90.0, 113.0)
LANDMARKS = np.array([[206, 110], [252, 113], [231, 134], [207, 148], [243, 151]], np.float32)
FACE = Face(BOX, 0.93, LANDMARKS)


def judge(pixels: NDArray[np.uint8], face: Face = FACE, settings: Settings | None = None) -> Quality:
    """Assess a face in a picture."""
    chip = aligned_chip(Picture.of_pixels(pixels), face)
    return assess(chip, face, (pixels.shape[1], pixels.shape[0]), settings or Settings())


def shrunk(pixels: NDArray[np.uint8], factor: float) -> tuple[NDArray[np.uint8], Face]:
    """Return the picture and its face at another size."""
    size = [round(side * factor) for side in pixels.shape[1::-1]]
    small = resized(pixels, *size)
    box = Box(*(value * factor for value in (BOX.left, BOX.top, BOX.width, BOX.height)))
    return small, Face(box, 0.9, LANDMARKS * np.float32(factor))


def test_a_good_portrait_passes_without_reasons(portrait: NDArray[np.uint8]) -> None:
    quality = judge(portrait)
    assert quality.reasons == ()
    assert 0.5 < quality.value <= 1
    assert quality.eye_distance_px == pytest.approx(46.1, abs=0.1)
    assert quality.yaw_ratio == pytest.approx(0.07, abs=0.05)
    assert is_recognisable(quality, Settings())


@pytest.mark.parametrize(
    ("worsen", "reason", "recognisable"),
    [
        pytest.param(lambda p: blurred(p, 4), WhyNot.BLURRED, False, id="out of focus"),
        pytest.param(lambda p: (p * 0.1).astype(np.uint8), WhyNot.TOO_DARK, None, id="at night"),
        pytest.param(
            lambda p: (230 + p * 0.09).astype(np.uint8), WhyNot.TOO_BRIGHT, None, id="against the sun"
        ),
        pytest.param(lambda p: (100 + p * 0.1).astype(np.uint8), WhyNot.TOO_DARK, None, id="in fog"),
    ],
)
def test_a_worse_picture_says_why(
    portrait: NDArray[np.uint8], worsen: object, reason: WhyNot, recognisable: bool | None
) -> None:
    assert callable(worsen)
    quality = judge(worsen(portrait))
    assert reason in quality.reasons
    assert quality.value < 0.3
    if recognisable is not None:
        assert is_recognisable(quality, Settings()) is recognisable


@pytest.mark.parametrize(
    ("factor", "reasons", "recognisable"),
    [
        pytest.param(1.0, (), True, id="46 pixels between the eyes"),
        pytest.param(0.48, (WhyNot.TOO_SMALL,), True, id="22 pixels: recognised, not read"),
        pytest.param(0.35, (WhyNot.TOO_SMALL,), False, id="16 pixels: neither"),
    ],
)
def test_a_small_face_is_first_not_read_then_not_recognised(
    portrait: NDArray[np.uint8], factor: float, reasons: tuple[WhyNot, ...], recognisable: bool
) -> None:
    quality = judge(*shrunk(portrait, factor))
    assert quality.reasons[:1] == reasons
    assert is_recognisable(quality, Settings()) is recognisable


@pytest.mark.parametrize(
    ("nose_shift", "reasons"),
    [
        pytest.param(0, (), id="frontal"),
        pytest.param(14, (), id="a third turned"),
        pytest.param(24, (WhyNot.TURNED,), id="turned away"),
        pytest.param(-32, (WhyNot.TURNED,), id="turned away to the other side"),
    ],
)
def test_a_turned_face_is_told_by_its_nose(
    portrait: NDArray[np.uint8], nose_shift: float, reasons: tuple[WhyNot, ...]
) -> None:
    landmarks = LANDMARKS.copy()
    landmarks[2, 0] += nose_shift
    # The chip stays the one of the real face: only the pose is in question.
    quality = assess(
        aligned_chip(Picture.of_pixels(portrait), FACE), Face(BOX, 0.9, landmarks), (512, 512), Settings()
    )
    assert quality.reasons == reasons


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(Box(-10.0, 63.0, 90.0, 113.0), id="left"),
        pytest.param(Box(178.0, -10.0, 90.0, 113.0), id="top"),
        pytest.param(Box(450.0, 63.0, 90.0, 113.0), id="right"),
        pytest.param(Box(178.0, 430.0, 90.0, 113.0), id="bottom"),
    ],
)
def test_a_face_cut_off_by_the_edge_is_worth_nothing(portrait: NDArray[np.uint8], box: Box) -> None:
    quality = assess(
        aligned_chip(Picture.of_pixels(portrait), FACE), Face(box, 0.9, LANDMARKS), (512, 512), Settings()
    )
    assert quality.value == 0
    assert WhyNot.CUT_OFF in quality.reasons
    assert not is_recognisable(quality, Settings())


@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
@pytest.mark.parametrize(
    ("share", "is_cut_off"),
    [
        pytest.param(-0.06, False, id="a little of the wall beside the face"),
        pytest.param(0.1, True, id="a tenth"),
        pytest.param(0.15, True, id="more than a tenth"),
        pytest.param(0.3, True, id="a third"),
    ],
)
def test_a_face_of_which_a_tenth_is_missing_is_cut_off_on_every_side(
    portrait: NDArray[np.uint8], yunet: YuNetDetector, side: str, share: float, is_cut_off: bool
) -> None:
    across, down = round(BOX.width * share), round(BOX.height * share)
    left, right = int(BOX.left) + across, int(BOX.left + BOX.width) - across
    top, bottom = int(BOX.top) + down, int(BOX.top + BOX.height) - down
    part = {
        "left": portrait[:, left:],
        "top": portrait[top:],
        "right": portrait[:, :right],
        "bottom": portrait[:bottom],
    }[side]
    pixels = np.ascontiguousarray(part)
    face = yunet.detect(Picture.of_pixels(pixels))[0]
    assert (WhyNot.CUT_OFF in judge(pixels, face).reasons) is is_cut_off


def test_without_landmarks_size_is_estimated_and_pose_unknown(portrait: NDArray[np.uint8]) -> None:
    quality = judge(portrait, Face(BOX, 1.0, None))
    assert quality.eye_distance_px == pytest.approx(36)
    assert quality.yaw_ratio is None
    assert quality.reasons == ()


def test_eyes_in_one_place_are_no_eyes(portrait: NDArray[np.uint8]) -> None:
    landmarks = LANDMARKS.copy()
    landmarks[1] = landmarks[0]
    quality = assess(
        aligned_chip(Picture.of_pixels(portrait), FACE), Face(BOX, 0.9, landmarks), (512, 512), Settings()
    )
    assert quality.eye_distance_px == 0
    assert quality.reasons[0] is WhyNot.TOO_SMALL


def test_the_worst_reason_comes_first_and_each_once(portrait: NDArray[np.uint8]) -> None:
    small, face = shrunk(portrait, 0.35)
    quality = judge((small * 0.02).astype(np.uint8), face)
    assert len(set(quality.reasons)) == len(quality.reasons)
    assert {WhyNot.TOO_DARK, WhyNot.TOO_SMALL} <= set(quality.reasons)


def test_sharpness_is_the_laplacians_variance_after_smoothing(portrait: NDArray[np.uint8]) -> None:
    cv2 = pytest.importorskip("cv2")
    grey = cv2.cvtColor(aligned_chip(Picture.of_pixels(portrait), FACE), cv2.COLOR_BGR2GRAY)
    expected = cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 1.5), cv2.CV_64F).var()
    assert judge(portrait).sharpness == pytest.approx(expected, rel=1e-3)


def test_a_household_may_ask_for_more(portrait: NDArray[np.uint8]) -> None:
    assert judge(portrait, settings=Settings(min_eye_distance_px=50)).reasons == (WhyNot.TOO_SMALL,)
    assert judge(portrait, settings=Settings(min_sharpness=100)).reasons == (WhyNot.BLURRED,)
    assert judge(portrait, settings=Settings(min_livecad_quality=0.99)).reasons != ()
