"""Faces that do not change; times are given, so nothing here waits."""

from collections.abc import Callable, Iterable
import io
from itertools import cycle

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
import pytest

from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.reading.stillness import FROZEN_AFTER_SECONDS, Stillness
from custom_components.digitalshadow.engine.reading.visits import VisitBook, reading_of
from custom_components.digitalshadow.engine.records.configuration import ModelKind, RiskModel
from custom_components.digitalshadow.engine.records.faces import Box, Face, WhyNot
from custom_components.digitalshadow.engine.records.pictures import Process
from tests.engine.scenes import encoded, show
from tests.engine.synthetic_models import RED, draw_face, empty_picture
from tests.hostile.pictures import portrait

PORTRAIT = portrait()
FACE = Face(Box(178.0, 63.0, 90.0, 114.0), 0.9, None)

type Film = Callable[[int], Image.Image | bytes]


def with_clock(second: int) -> Image.Image:
    """Return the portrait with a clock that runs in its corner."""
    picture = PORTRAIT.copy()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((8, 6, 170, 30), fill=(0, 0, 0))
    draw.text((12, 8), f"2026-11-29 12:00:{second % 60:02}", fill=(255, 255, 255))
    return picture


def lit(factor: float) -> Image.Image:
    """Return the portrait in more or less light."""
    return PORTRAIT.point(lambda level: min(255, level * factor))


def moved(pixels: float) -> Image.Image:
    """Return the portrait with a head that moved aside."""
    matrix = (1, 0, pixels, 0, 1, 0)
    return PORTRAIT.transform(PORTRAIT.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)


def pixels_of(picture: Image.Image | bytes, quality: int = 85) -> NDArray[np.uint8]:
    """Return what the engine makes of a picture."""
    if isinstance(picture, bytes):
        return decode(picture)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return decode(target.getvalue())


def watch(pictures: Iterable[NDArray[np.uint8]], seconds: int = 70, face: Face = FACE) -> list[float | None]:
    """Show pictures once a second and return what became of the face in each."""
    stillness = Stillness()
    shown = cycle(pictures)
    return [
        stillness.still_since("hall", float(second), Picture.of_pixels(next(shown)), [(face, "anna")])[0]
        for second in range(seconds)
    ]


@pytest.mark.parametrize(
    "pictures",
    [
        pytest.param(lambda: [pixels_of(PORTRAIT)], id="the clock is in the comment or the EXIF"),
        pytest.param(lambda: [pixels_of(with_clock(second)) for second in range(30)], id="on the picture"),
        pytest.param(
            lambda: [pixels_of(PORTRAIT, quality) for quality in (40, 60, 80, 95)], id="encoded anew"
        ),
        pytest.param(lambda: [pixels_of(PORTRAIT), pixels_of(moved(6))], id="two old pictures in turn"),
        pytest.param(
            lambda: [pixels_of(lit(1.0 - 0.05 * step)) for step in range(10)], id="the sun comes and goes"
        ),
    ],
)
def test_a_face_that_has_not_changed_for_a_minute_is_none(
    pictures: Callable[[], list[NDArray[np.uint8]]],
) -> None:
    since = watch(pictures())
    assert all(when is None for when in since[: int(FROZEN_AFTER_SECONDS)])
    assert all(when is not None and when <= 1 for when in since[int(FROZEN_AFTER_SECONDS) + 1 :])


@pytest.mark.parametrize("pixels", [0.5, 1.0, 3.0])
def test_a_head_that_moves_by_half_a_pixel_within_a_minute_lives(pixels: float) -> None:
    still, other = pixels_of(PORTRAIT), pixels_of(moved(pixels))
    assert watch([still] * 45 + [other] * 45, seconds=90) == [None] * 90


def test_a_head_that_moves_while_the_light_changes_lives() -> None:
    pictures = [pixels_of(PORTRAIT)] * 45 + [(pixels_of(moved(1)) * 0.8).astype(np.uint8)] * 45
    assert watch(pictures, seconds=90) == [None] * 90


def test_a_film_of_more_than_a_few_pictures_lives() -> None:
    assert watch([pixels_of(moved(step)) for step in range(6)], seconds=130) == [None] * 130


def test_a_face_that_moves_again_is_read_again() -> None:
    stillness = Stillness()
    still = pixels_of(PORTRAIT)
    for second in range(70):
        stillness.still_since("hall", float(second), Picture.of_pixels(still), [(FACE, "anna")])
    assert stillness.still_since("hall", 70.0, Picture.of_pixels(still), [(FACE, "anna")]) == (0.0,)
    assert stillness.still_since("door", 70.0, Picture.of_pixels(still), [(FACE, "anna")]) == (None,)
    assert stillness.still_since("hall", 71.0, Picture.of_pixels(pixels_of(moved(2))), [(FACE, "anna")]) == (
        None,
    )


def test_a_portrait_on_the_wall_is_told_from_the_person_beside_it() -> None:
    stillness = Stillness()
    living = Face(Box(20.0, 300.0, 90.0, 114.0), 0.9, None)
    for second in range(70):
        pixels = pixels_of(PORTRAIT).copy()
        pixels[300:414, 20:110] = pixels_of(moved(second % 7))[60:174, 180:270]
        since = stillness.still_since(
            "hall", float(second), Picture.of_pixels(pixels), [(FACE, "anna"), (living, "ben")]
        )
    assert since == (0.0, None)


def test_a_clock_that_was_set_back_begins_anew() -> None:
    stillness = Stillness()
    still = pixels_of(PORTRAIT)
    for second in (1000.0, 1059.0, 10.0, 40.0, 69.0):
        assert stillness.still_since("hall", second, Picture.of_pixels(still), [(FACE, "anna")]) == (None,)
    assert stillness.still_since("hall", 70.0, Picture.of_pixels(still), [(FACE, "anna")]) == (10.0,)


def test_a_face_at_the_edge_of_the_picture_is_compared_too() -> None:
    still = pixels_of(PORTRAIT)
    for box in (Box(-40.0, -30.0, 60.0, 60.0), Box(480.0, 490.0, 60.0, 60.0), Box(511.5, 511.5, 0.4, 0.4)):
        assert watch([still], face=Face(box, 0.9, None))[-1] == 0.0


def frozen(second: int) -> bytes:
    """Return Anna before a camera that hangs, with a clock that runs."""
    pixels = empty_picture()
    draw_face(pixels, 30, 20, RED)
    pixels[:8, 8 * (second % 60) : 8 * (second % 60) + 8] = 255
    return encoded(pixels)


def test_a_camera_that_hangs_gives_no_reading_and_says_so(pipeline: Pipeline) -> None:
    book = VisitBook(gap_seconds=30)
    for second in range(1800):
        if second % 3 == 0:
            result = pipeline.process(Process("hall", float(second), frozen(second)))
            if result.frozen_since is not None:
                book.drop(result.camera_id, result.frozen_since)
            for sighting in result.sightings:
                book.add(sighting)
    assert result.why_not == (WhyNot.FROZEN,)
    assert result.sightings == ()
    assert result.frozen_since == 0.0
    model = RiskModel("marker", "1", ModelKind.DEMONSTRATION, "abc", "")
    assert [reading_of(visit, model) for visit in book.close_all()] == [None]


def test_a_camera_that_is_forgotten_begins_anew(pipeline: Pipeline) -> None:
    results = show(pipeline, frozen(0), [second * 2.0 for second in range(40)])
    assert results[-1].why_not == (WhyNot.FROZEN,)


def test_a_camera_that_hangs_and_is_woken_now_and_then_is_known_again() -> None:
    stillness = Stillness()
    still = pixels_of(PORTRAIT)
    for second in range(40):
        assert stillness.still_since("hall", float(second), Picture.of_pixels(still), [(FACE, "anna")]) == (
            None,
        )
    for hour in range(1, 24):
        woken_at = 3600.0 * hour
        assert stillness.still_since(
            "hall", woken_at, Picture.of_pixels(pixels_of(with_clock(hour))), [(FACE, "anna")]
        ) == (0.0,)


def test_no_more_than_a_few_places_are_remembered() -> None:
    stillness = Stillness()
    still = pixels_of(PORTRAIT)
    for number in range(100):
        place = Face(Box(4.0 * number, 3.0 * number, 60.0, 60.0), 0.9, None)
        stillness.still_since("hall", float(number), Picture.of_pixels(still), [(place, "anna")])
    assert len(stillness._spots["hall"]) == 16


def test_nothing_of_a_stranger_or_of_somebody_who_withdrew_is_kept() -> None:
    stillness = Stillness()
    still = pixels_of(PORTRAIT)
    for second in range(0, 90, 10):
        since = stillness.still_since("hall", float(second), Picture.of_pixels(still), [(FACE, None)])
    assert since == (None,)
    assert stillness._spots == {"hall": ()}
    stillness.still_since("hall", 100.0, Picture.of_pixels(still), [(FACE, "anna")])
    stillness.keep_people(lambda person_id: person_id != "anna")
    assert stillness._spots == {"hall": ()}
