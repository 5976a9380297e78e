"""Colours and covers of a face: told from real pixels, spoiled and covered on purpose, and never from its skin."""

import numpy as np
from PIL import ImageDraw
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.quality import assess, is_recognisable
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.faces import Box, Face, Quality, WhyNot
from tests.engine.conftest import find_picture
from tests.engine.face.changed_portrait import FACE, PHOTOS, Change, Pixels, as_jpeg, drawn, times
from tests.engine.scenes import resized
from tests.engine.synthetic_models import RED, draw_face, empty_picture

SETTINGS = Settings()
OF_LOOKS = {WhyNot.GREY, WhyNot.COLOUR_CAST, WhyNot.COVERED, WhyNot.EYES_COVERED}
SEPIA = np.array([[0.272, 0.534, 0.131], [0.349, 0.686, 0.168], [0.393, 0.769, 0.189]])
"""From red, green and blue to blue, green and red, as photo programs do it."""


def grey(pixels: Pixels) -> Pixels:
    """Take the colours away."""
    luma = np.rint(pixels @ np.array([0.114, 0.587, 0.299])).astype(np.uint8)
    return np.repeat(luma[:, :, None], 3, axis=2)


def sepia(pixels: Pixels) -> Pixels:
    """Brown a picture."""
    return np.clip(pixels[:, :, ::-1] @ SEPIA.T, 0, 255).astype(np.uint8)


def mask(*colour: int) -> Change:
    """Return what puts on a mask of this colour, from the nose down."""
    shape = [(176, 126), (220, 116), (264, 126), (254, 178), (186, 178)]
    return drawn(lambda draw: draw.polygon(shape, fill=colour))


def scarf(draw: ImageDraw.ImageDraw) -> None:
    """Draw a striped scarf."""
    draw.rectangle((160, 126, 280, 200), fill=(150, 30, 60))
    for left in range(160, 280, 16):
        draw.rectangle((left, 126, left + 6, 200), fill=(40, 60, 120))


def glasses(*colour: int) -> Change:
    """Return what puts dark glasses on."""

    def paint(draw: ImageDraw.ImageDraw) -> None:
        for middle in (200, 247):
            draw.ellipse((middle - 21, 87, middle + 21, 119), fill=colour)
        draw.line((200, 97, 247, 97), fill=colour, width=4)

    return drawn(paint)


def judge(pixels: Pixels, settings: Settings = SETTINGS, face: Face = FACE) -> Quality:
    """Assess the face."""
    chip = aligned_chip(Picture.of_pixels(pixels), face)
    return assess(chip, face, (pixels.shape[1], pixels.shape[0]), settings)


@pytest.mark.parametrize("brightness", [1.0, 0.7])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(grey, WhyNot.GREY, id="infra-red"),
        pytest.param(times(1.2, 0.75, 1.25), WhyNot.COLOUR_CAST, id="pink"),
        pytest.param(times(1.3, 0.7, 1.0), WhyNot.COLOUR_CAST, id="purple"),
        pytest.param(times(0.8, 1.2, 0.8), WhyNot.COLOUR_CAST, id="green"),
        pytest.param(sepia, WhyNot.COLOUR_CAST, id="sepia"),
        pytest.param(mask(110, 160, 210), WhyNot.COVERED, id="a surgeon's mask"),
        pytest.param(mask(235, 235, 235), WhyNot.COVERED, id="a white mask"),
        pytest.param(mask(20, 20, 20), WhyNot.COVERED, id="a black mask"),
        pytest.param(mask(200, 150, 120), WhyNot.COVERED, id="a closed hand, of the colour of skin"),
        pytest.param(
            drawn(lambda draw: draw.ellipse((174, 75, 226, 135), fill=(200, 150, 120))),
            WhyNot.COVERED,
            id="a hand over one eye",
        ),
        pytest.param(
            drawn(lambda draw: draw.rectangle((178, 63, 218, 176), fill=(60, 90, 160))),
            WhyNot.COVERED,
            id="a scarf over a third of the face, from the side",
        ),
        pytest.param(drawn(scarf), WhyNot.COVERED, id="a striped scarf"),
        pytest.param(glasses(15, 15, 15), WhyNot.EYES_COVERED, id="black glasses"),
        pytest.param(glasses(90, 60, 30), WhyNot.EYES_COVERED, id="brown glasses"),
        pytest.param(glasses(30, 50, 110), WhyNot.EYES_COVERED, id="blue glasses"),
    ],
)
def test_what_spoils_a_face_is_named_and_the_face_is_recognised(
    portrait: Pixels, change: Change, reason: WhyNot, brightness: float
) -> None:
    quality = judge(as_jpeg(times(*[brightness] * 3)(change(portrait))))
    assert quality.reasons == (reason,)
    assert quality.value == 0
    assert is_recognisable(quality, SETTINGS)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(times(1, 1, 1), id="as it is"),
        pytest.param(times(0.6, 0.6, 0.6), id="darker"),
        pytest.param(times(0.4, 0.4, 0.4), id="much darker"),
        pytest.param(times(0.55, 0.65, 0.75), id="a darker skin"),
        pytest.param(times(0.4, 0.5, 0.62), id="a dark skin"),
        pytest.param(times(0.6, 0.9, 1.15), id="a yellow lamp"),
        pytest.param(times(1.15, 1.0, 0.9), id="shade under a blue sky"),
        pytest.param(
            drawn(lambda draw: draw.rectangle((0, 0, 90, 512), fill=(20, 200, 30))), id="a green wall beside"
        ),
    ],
)
@pytest.mark.parametrize("name", PHOTOS)
def test_no_uncovered_face_is_called_covered_or_of_one_colour_whatever_its_skin(
    name: str, change: Change, yunet: YuNetDetector
) -> None:
    pixels = as_jpeg(change(find_picture(name)))
    faces = yunet.detect(Picture.of_pixels(pixels))
    assert faces
    assert [set(judge(pixels, face=face).reasons) & OF_LOOKS for face in faces] == [set()] * len(faces)


@pytest.mark.parametrize("brightness", [1.0, 0.6, 0.4])
@pytest.mark.parametrize("shrunk", [1.0, 0.7])
def test_the_portrait_passes_bright_and_dark_large_and_small(
    portrait: Pixels, brightness: float, shrunk: float
) -> None:
    side = round(512 * shrunk)
    pixels = as_jpeg(times(*[brightness] * 3)(resized(portrait, side, side)))
    box = Box(*(value * shrunk for value in (178.0, 63.0, 90.0, 113.0)))
    assert FACE.landmarks is not None
    quality = judge(pixels, face=Face(box, 0.9, FACE.landmarks * np.float32(shrunk)))
    assert not set(quality.reasons) & OF_LOOKS


def test_grey_faces_are_read_where_that_was_asked_for_and_say_so(portrait: Pixels) -> None:
    quality = judge(grey(portrait), Settings(read_grey=True))
    assert quality.reasons == ()
    assert quality.value == pytest.approx(judge(portrait).value, abs=0.05)
    assert quality.is_grey
    assert not judge(portrait).is_grey


def test_a_covered_grey_face_is_not_read_even_so(portrait: Pixels) -> None:
    quality = judge(mask(128, 128, 128)(grey(portrait)), Settings(read_grey=True))
    assert quality.reasons == (WhyNot.COVERED,)


def test_a_poor_face_is_not_asked_about_colours_and_cover(portrait: Pixels) -> None:
    dark = times(0.1, 0.1, 0.1)(grey(portrait))
    assert not set(judge(dark).reasons) & OF_LOOKS


def test_cover_is_told_only_of_a_face_that_looks_at_the_camera(portrait: Pixels) -> None:
    covered = mask(110, 160, 210)(portrait)
    assert FACE.landmarks is not None
    turned = FACE.landmarks.copy()
    turned[2, 0] += 20
    chip = aligned_chip(Picture.of_pixels(covered), FACE)
    assert assess(chip, Face(FACE.box, 0.9, turned), (512, 512), SETTINGS).reasons == ()
    assert assess(chip, Face(FACE.box, 0.9, None), (512, 512), SETTINGS).reasons == ()


def test_a_face_of_one_colour_on_a_wall_of_another_is_under_no_cast() -> None:
    pixels = empty_picture()
    draw_face(pixels, 30, 20, RED)
    landmarks = np.array([[225, 152], [263, 152], [244, 172], [230, 191], [258, 191]], np.float32)
    assert judge(pixels, face=Face(Box(196, 116, 96, 96), 0.9, landmarks)).reasons == ()
