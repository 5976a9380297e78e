"""Whether a face lives: rules on glimpses, and glimpses of a portrait that is waved, bent, and made to blink."""

from collections.abc import Callable, Sequence
import io
import math
from typing import Final

from hypothesis import given, strategies as st
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.glimpse import Glimpse, glimpse_of
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.living import UNSEEN_AFTER_SECONDS, Living
from custom_components.digitalshadow.engine.records.faces import Box, Face
from custom_components.digitalshadow.engine.records.sightings import Liveness
from tests.hostile.pictures import portrait

LIVE: Final = 0.2
STILLS: Final = 1.0
LANDMARKS = np.array([[200, 102], [247, 103], [220, 125], [199, 143], [240, 144]], np.float32)
FACE = Face(Box(178.0, 63.0, 90.0, 113.0), 0.93, LANDMARKS)
PORTRAIT = portrait()
OPEN = Glimpse(0.1, 0.1, 3.0, 0.5)
SHUT = Glimpse(-0.4, -0.4, 3.0, 0.5)


def watch(
    glimpses: Sequence[Glimpse | None], step_seconds: float = LIVE, person: str = "anna"
) -> list[Liveness]:
    """Show glimpses of somebody in even steps."""
    living = Living()
    return [
        living.observe("hall", number * step_seconds, [(person, glimpse)])[0]
        for number, glimpse in enumerate(glimpses)
    ]


def restless(number: int) -> Glimpse:
    """Return what a dark, noisy camera makes of open eyes."""
    noise = 0.3 * math.sin(2.4 * number)
    return Glimpse(0.1 + noise, 0.1 + noise, 3.0, 0.5)


@pytest.mark.parametrize("step_seconds", [LIVE, STILLS])
def test_eyes_that_shut_and_open_again_are_seen_living(step_seconds: float) -> None:
    said = watch([*[OPEN] * 10, SHUT, OPEN, *[OPEN] * 5], step_seconds)
    assert set(said[:11]) == {Liveness.UNKNOWN}
    assert set(said[11:]) == {Liveness.SEEN}


@pytest.mark.parametrize(
    "glimpses",
    [
        pytest.param([*[OPEN] * 10, SHUT], id="they did not open again yet"),
        pytest.param([SHUT, *[OPEN] * 10], id="nobody saw them shut: they opened"),
        pytest.param(
            [*[OPEN] * 10, Glimpse(-0.4, 0.1, 3.0, 0.5), OPEN], id="one eye alone, as a reflection does"
        ),
        pytest.param([*[OPEN] * 10, Glimpse(-0.4, -0.4, 2.5, 0.5), OPEN], id="the whole face is blurred"),
        pytest.param([*[OPEN] * 3, SHUT, OPEN], id="too little was seen to know what open is"),
        pytest.param([restless(number) for number in range(60)], id="noise"),
        pytest.param([*[OPEN] * 10, Glimpse(0.1, 0.1, 3.0, 0.9), *[OPEN] * 5], id="one wrong landmark"),
        pytest.param([None] * 20, id="the face is small"),
    ],
)
def test_what_a_picture_can_do_is_no_sign_of_life(glimpses: list[Glimpse | None]) -> None:
    assert set(watch(glimpses)) == {Liveness.UNKNOWN}


def test_a_head_that_turns_is_seen_living() -> None:
    turning = [Glimpse(0.1, 0.1, 3.0, 0.5 + 0.03 * min(number, 8)) for number in range(12)]
    assert watch(turning, STILLS)[-1] is Liveness.SEEN


def test_only_live_pictures_without_a_sign_say_that_none_was_seen() -> None:
    steps = round(UNSEEN_AFTER_SECONDS / LIVE) + 2
    said = watch([OPEN] * steps)
    assert said[steps // 2] is Liveness.UNKNOWN
    assert said[-1] is Liveness.NOT_SEEN
    assert set(watch([OPEN] * steps, STILLS)) == {Liveness.UNKNOWN}


def test_a_late_blink_still_counts() -> None:
    steps = round(UNSEEN_AFTER_SECONDS / LIVE) + 2
    assert watch([*[OPEN] * steps, SHUT, OPEN])[-1] is Liveness.SEEN


def test_somebody_who_left_is_looked_at_anew() -> None:
    living = Living()
    for number in range(12):
        living.observe("hall", float(number), [("anna", SHUT if number == 9 else OPEN)])
    assert living.observe("hall", 13.0, [("anna", OPEN)]) == (Liveness.SEEN,)
    assert living.observe("kitchen", 13.0, [("anna", OPEN)]) == (Liveness.UNKNOWN,)
    assert living.observe("hall", 60.0, [("anna", OPEN)]) == (Liveness.UNKNOWN,)


def test_a_clock_that_was_set_back_begins_anew() -> None:
    living = Living()
    for number in range(12):
        living.observe("hall", 100.0 + number, [("anna", SHUT if number == 9 else OPEN)])
    assert living.observe("hall", 50.0, [("anna", OPEN)]) == (Liveness.UNKNOWN,)


def test_nothing_is_kept_of_a_stranger_and_of_somebody_who_withdrew() -> None:
    living = Living()
    for number in range(12):
        sights = [("anna", SHUT if number == 9 else OPEN), (None, SHUT if number == 9 else OPEN)]
        said = living.observe("hall", float(number), sights)
    assert said == (Liveness.SEEN, Liveness.UNKNOWN)
    living.keep_people(lambda person_id: person_id != "anna")
    assert living.observe("hall", 12.0, [("anna", OPEN)]) == (Liveness.UNKNOWN,)


@given(
    st.floats(0.5, 2), st.floats(-0.6, 0.6), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.floats(-300, 300)
)
def test_tilting_shearing_and_moving_a_flat_picture_leaves_its_nose_where_it_is(
    size: float, turn: float, tilt: float, shear: float, shift: float
) -> None:
    turned = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    flat = size * turned @ np.array([[1 + tilt, shear], [0, 1 - tilt]])
    moved = Face(FACE.box, 0.9, (2 * LANDMARKS @ flat.T + shift).astype(np.float32))
    chip = np.zeros((112, 112, 3), np.uint8)
    here, there = glimpse_of(chip, FACE), glimpse_of(chip, moved)
    if there is not None:
        assert here is not None
        assert there.nose == pytest.approx(here.nose, abs=1e-3)


@pytest.mark.parametrize(
    "landmarks",
    [
        pytest.param(None, id="without landmarks"),
        pytest.param(LANDMARKS * np.float32(0.5), id="a small face"),
        pytest.param(np.full((5, 2), 100, np.float32), id="all in one place"),
        pytest.param(np.array([[100 + 40 * n, 100] for n in range(5)], np.float32), id="all in one line"),
    ],
)
def test_a_face_that_shows_too_little_gives_no_glimpse(landmarks: NDArray[np.float32] | None) -> None:
    assert glimpse_of(np.zeros((112, 112, 3), np.uint8), Face(FACE.box, 0.9, landmarks)) is None


def with_shut_eyes(picture: Image.Image) -> Image.Image:
    """Draw lids over the portrait's eyes."""
    shut = picture.copy()
    draw = ImageDraw.Draw(shut)
    for across, down in LANDMARKS[:2].tolist():
        draw.ellipse(
            (across - 12, down - 7, across + 12, down + 6), fill=picture.getpixel((across, down + 13))
        )
        draw.arc((across - 10, down - 2, across + 10, down + 5), 0, 180, fill=(120, 80, 70))
    return shut


def pixels_of(picture: Image.Image) -> NDArray[np.uint8]:
    """Return what a camera's JPEG leaves of a picture."""
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=85)
    return decode(target.getvalue())


def test_shut_eyes_show_far_less_than_open_ones_and_the_rest_as_much() -> None:
    glimpses = [
        glimpse_of(aligned_chip(Picture.of_pixels(pixels_of(picture)), FACE), FACE)
        for picture in (PORTRAIT, with_shut_eyes(PORTRAIT))
    ]
    eyes_open, eyes_shut = glimpses
    assert eyes_open is not None
    assert eyes_shut is not None
    assert eyes_shut.left < eyes_open.left - 0.3
    assert eyes_shut.right < eyes_open.right - 0.3
    assert eyes_shut.rest == pytest.approx(eyes_open.rest, abs=0.05)


def wave(number: int, period: int, phase: float) -> float:
    """Return a movement back and forth, -1 to 1."""
    return math.sin(2 * math.pi * number / period + phase)


def held(picture: Image.Image, number: int, tilt: float) -> Image.Image:
    """Return a print that a hand moves: shifted, turned, and tilted in perspective."""
    across, down = tilt * wave(number, 17, 0), tilt * wave(number, 23, 1)
    turn, size = 0.1 * wave(number, 19, 2), 1 + 0.06 * wave(number, 29, 3)
    coefficients = (
        size * math.cos(turn) * (1 + across**2 / 2),
        -size * math.sin(turn),
        15 * wave(number, 20, 4) + 30 * turn,
        size * math.sin(turn),
        size * math.cos(turn) * (1 + down**2 / 2),
        10 * wave(number, 25, 5) - 30 * turn,
        across * 4e-4,
        down * 4e-4,
    )
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR
    )


def held_still(_number: int) -> Image.Image:
    return PORTRAIT


def waved(number: int) -> Image.Image:
    return held(PORTRAIT, number, 0.5)


def bent(number: int) -> Image.Image:
    """Return a print that is bent about its upright axis, more and less."""
    columns = np.arange(512.0)
    bend = 0.5 + 0.4 * wave(number, 18, 0)
    source = 222 + np.arcsin(np.clip((columns - 222) / 300 * bend, -0.99, 0.99)) * 300 / bend
    pixels = np.asarray(PORTRAIT)[:, np.clip(np.rint(source), 0, 511).astype(int)]
    return held(Image.fromarray(pixels), number, 0.2)


def on_a_phone(number: int) -> Image.Image:
    """Return a phone that shows the portrait, with the moiré of its pixels and a reflection."""
    down, across = np.mgrid[:512, :512]
    moire = 1 + 0.06 * np.sin(across * 1.1 + down * 0.3 + number)
    reflection = 40 * np.exp(
        -(((across - 220 - 80 * wave(number, 30, 0)) / 60) ** 2) - ((down - 90) / 40) ** 2
    )
    lit = np.asarray(PORTRAIT) * moire[:, :, None] + reflection[:, :, None]
    phone = Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))
    ImageDraw.Draw(phone).rectangle((120, 20, 330, 300), outline=(10, 10, 10), width=14)
    return held(phone, number, 0.2)


def film(number: int) -> Image.Image:
    """Return a film of a person on a screen: it blinks every four seconds, and goes round."""
    return held(with_shut_eyes(PORTRAIT) if number % 20 == 13 else PORTRAIT, number, 0.1)


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        pytest.param(held_still, Liveness.UNKNOWN, id="a photograph held still"),
        pytest.param(waved, Liveness.UNKNOWN, id="a photograph waved"),
        pytest.param(bent, Liveness.UNKNOWN, id="a photograph bent"),
        pytest.param(on_a_phone, Liveness.UNKNOWN, id="a photograph on a phone"),
        pytest.param(film, Liveness.SEEN, id="a film in a loop, which is not caught"),
    ],
)
def test_what_is_held_before_the_camera(
    yunet: YuNetDetector, show: Callable[[int], Image.Image], expected: Liveness
) -> None:
    glimpses = []
    for number in range(60):
        picture = Picture.of_pixels(pixels_of(show(number)))
        face = yunet.detect(picture)[0]
        glimpses.append(glimpse_of(aligned_chip(picture, face), face))
    assert watch(glimpses)[-1] is expected
