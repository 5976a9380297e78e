"""Hands with their fingers apart and cloth of the colour of skin: told by what the detector sees of nose and mouth."""

from collections.abc import Mapping
from typing import Any, override

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.dlib_detector import DlibDetector
from custom_components.digitalshadow.engine.face.quality import assess, is_recognisable, look_at_lower_half
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.errors import EnrolmentError
from custom_components.digitalshadow.engine.records.faces import Face, Quality, WhyNot
from custom_components.digitalshadow.engine.records.gallery import Enrol, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Assess
from custom_components.digitalshadow.engine.records.refusals import EnrolmentRefusal
from tests.builders.sessions import session_of
from tests.engine.conftest import DEMONSTRATION, find_picture
from tests.engine.face.changed_portrait import FACE, PHOTOS, Change, Pixels, as_jpeg, drawn, times
from tests.engine.scenes import picture_of, show
from tests.engine.synthetic_models import RED, YELLOW, detector
from tests.engine.wrapped_session import WrappedSession

SETTINGS = Settings()
SKIN = (205, 160, 135)
IN_SHADE = (150, 110, 92)


def judge(pixels: Pixels, yunet: YuNetDetector, face: Face = FACE) -> Quality:
    """Assess the face as one that is about to be read."""
    chip = aligned_chip(Picture.of_pixels(pixels), face)
    quality = assess(chip, face, (pixels.shape[1], pixels.shape[0]), SETTINGS)
    return look_at_lower_half(quality, chip, yunet)


def fingers(*ends: tuple[float, float, float, float]) -> Change:
    """Return what lays fingers with shaded edges over a picture, each from one point to another."""

    def paint(draw: ImageDraw.ImageDraw) -> None:
        for left, top, right, bottom in ends:
            for width, colour in ((13, IN_SHADE), (10, SKIN)):
                draw.line((left, top, right, bottom), fill=colour, width=width)
                draw.ellipse(
                    (left - width / 2, top - width / 2, left + width / 2, top + width / 2), fill=colour
                )

    return drawn(paint)


def scarf(draw: ImageDraw.ImageDraw) -> None:
    """Draw a scarf of the colour of skin with folds."""
    draw.rectangle((150, 122, 290, 215), fill=SKIN)
    for top in range(126, 215, 9):
        draw.arc((130, top - 30, 310, top + 8), 20, 160, fill=IN_SHADE, width=3)


def beard(*colour: int) -> Change:
    """Return what gives a face a full beard, with its mouth free."""

    def change(pixels: Pixels) -> Pixels:
        shape = Image.new("L", (pixels.shape[1], pixels.shape[0]))
        draw = ImageDraw.Draw(shape)
        draw.ellipse((182, 118, 258, 190), fill=200)
        draw.rectangle((204, 100, 236, 131), fill=0)
        draw.ellipse((201, 139, 240, 150), fill=0)
        hair = np.asarray(shape, np.float32)[:, :, None] / 255
        strands = np.random.default_rng(1).normal(1, 0.15, (*pixels.shape[:2], 1))
        mixed = pixels * (1 - hair) + np.array(colour[::-1]) * strands * hair
        return np.clip(mixed, 0, 255).astype(np.uint8)

    return change


COVERS = [
    pytest.param(
        fingers(*((x, 118, x + 4, 200) for x in (190, 209, 228, 247))), id="fingers apart, from below"
    ),
    pytest.param(
        fingers(*((186, y, 280, y + 6) for y in (122, 140, 158, 176))), id="fingers apart, from the side"
    ),
    pytest.param(
        fingers(*((x, 122, x + 60, 210) for x in (160, 184, 208, 232))), id="fingers apart, from a corner"
    ),
    pytest.param(drawn(scarf), id="a scarf of the colour of skin"),
]


@pytest.mark.parametrize("cover", COVERS)
@pytest.mark.parametrize("light", [times(1, 1, 1), times(0.7, 0.7, 0.7)], ids=["bright", "darker"])
def test_what_has_the_colour_of_skin_and_shows_no_mouth_is_a_cover(
    cover: Change, light: Change, portrait: Pixels, yunet: YuNetDetector
) -> None:
    pixels = as_jpeg(light(cover(portrait)))
    (face,) = yunet.detect(Picture.of_pixels(pixels))
    quality = judge(pixels, yunet, face)
    assert (quality.reasons, quality.value) == ((WhyNot.COVERED,), 0.0)
    assert is_recognisable(quality, SETTINGS)


def shaded(strength: float, *, right: bool) -> Change:
    """Return what lights a picture from one side."""

    def change(pixels: Pixels) -> Pixels:
        x = np.linspace(-1, 1, pixels.shape[1]) * (1 if right else -1)
        return np.clip(pixels * (1 - strength / (1 + np.exp(8 * x)))[None, :, None], 0, 255).astype(np.uint8)

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(times(1, 1, 1), id="as it is"),
        pytest.param(times(0.6, 0.6, 0.6), id="darker"),
        pytest.param(times(0.55, 0.65, 0.75), id="a darker skin"),
        pytest.param(times(0.4, 0.5, 0.62), id="a dark skin"),
        pytest.param(times(0.6, 0.9, 1.15), id="a yellow lamp"),
        pytest.param(shaded(0.6, right=True), id="light from the right"),
        pytest.param(shaded(0.6, right=False), id="light from the left"),
    ],
)
@pytest.mark.parametrize("name", PHOTOS)
def test_every_uncovered_mouth_is_seen_whatever_its_skin_and_light(
    name: str, change: Change, yunet: YuNetDetector
) -> None:
    pixels = as_jpeg(change(find_picture(name)))
    faces = yunet.detect(Picture.of_pixels(pixels))
    assert faces
    covers = {WhyNot.COVERED, WhyNot.EYES_COVERED}
    assert not any(covers & {*judge(pixels, yunet, face).reasons} for face in faces)


@pytest.mark.parametrize(
    "colour",
    [
        pytest.param((30, 25, 25), id="black"),
        pytest.param((80, 55, 40), id="brown"),
        pytest.param((150, 85, 50), id="red"),
        pytest.param((140, 135, 130), id="grey"),
        pytest.param((215, 210, 205), id="white"),
    ],
)
def test_a_beard_is_no_cover(colour: tuple[int, int, int], portrait: Pixels, yunet: YuNetDetector) -> None:
    pixels = as_jpeg(beard(*colour)(portrait))
    (face,) = yunet.detect(Picture.of_pixels(pixels))
    assert judge(pixels, yunet, face).reasons == ()


def test_a_face_that_looks_aside_or_is_too_poor_to_be_read_costs_no_look(portrait: Pixels) -> None:
    class Unasked(YuNetDetector):
        @override
        def lower_half_score(self, chip: NDArray[np.uint8]) -> float | None:
            pytest.fail("was asked")

    unasked = Unasked(session_of(detector()))
    assert FACE.landmarks is not None
    turned = FACE.landmarks.copy()
    turned[2, 0] += 20
    assert judge(portrait, unasked, Face(FACE.box, 0.9, turned)).reasons == ()
    assert judge(portrait, unasked, Face(FACE.box, 0.9, None)).reasons == ()
    assert judge(times(0.1, 0.1, 0.1)(portrait), unasked).reasons != ()


def test_who_sees_no_landmarks_or_too_small_a_picture_says_nothing(portrait: Pixels) -> None:
    chip = aligned_chip(Picture.of_pixels(portrait), FACE)
    assert YuNetDetector(session_of(detector(side=256))).lower_half_score(chip) is None
    assert YuNetDetector(session_of(detector(side=320))).lower_half_score(chip) is not None
    assert DlibDetector().lower_half_score(chip) is None


class Blind(YuNetDetector):
    """Finds faces and sees no lower half."""

    @override
    def lower_half_score(self, chip: NDArray[np.uint8]) -> float | None:
        return 0.0


class ForbiddenSession(WrappedSession):
    """A risk model that nobody may ask."""

    @override
    def run(self, feeds: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        pytest.fail("a covered face was read")


@pytest.fixture
def blind(synthetic_recogniser: Recogniser, people: SetGallery) -> Pipeline:
    """A pipeline that sees a cover on every face, and may read none."""
    livecad = LiveCad(ForbiddenSession(session_of(DEMONSTRATION.read_bytes())))
    pipeline = Pipeline(Blind(session_of(detector())), synthetic_recogniser, livecad, SETTINGS, lambda: 0.0)
    pipeline.set_gallery(people)
    return pipeline


def test_a_covered_face_is_recognised_and_not_read(blind: Pipeline) -> None:
    _, second = show(blind, picture_of((30, 20, RED)), [0.0, 1.0])
    (sighting,) = second.sightings
    assert (sighting.person_id, sighting.probability, sighting.why_not) == ("anna", None, WhyNot.COVERED)
    assert sighting.quality.value == 0.0
    assert second.why_not == (WhyNot.COVERED,)
    (face,) = blind.assess(Assess(picture_of((30, 20, RED)))).faces
    assert (face.person_id, face.probability, face.why_not) == ("anna", None, WhyNot.COVERED)


def test_a_covered_face_is_no_reference(blind: Pipeline) -> None:
    with pytest.raises(EnrolmentError) as caught:
        blind.enrol(Enrol("cleo", picture_of((30, 20, YELLOW)), previous=()))
    assert caught.value.reason is EnrolmentRefusal.COVERED
