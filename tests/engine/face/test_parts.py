"""What a detector looks at in large pictures."""

from collections.abc import Sequence
from unittest.mock import Mock

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.parts import TILE_SCALE, close_ups, collage, tiles
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.faces import Box
from tests.engine.scenes import blurred, resized
from tests.engine.synthetic_models import FACE_PX, empty_picture

SIZES = [(3840, 2160), (5120, 1440), (2160, 3840), (8192, 3051), (6000, 4000), (2000, 1000)]
GREEN = (0, 255, 0)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_tiles_cover_the_picture_and_a_face_on_every_seam(width: int, height: int) -> None:
    parts = tiles(width, height, 640)
    assert len(parts) <= 40
    assert min(part.left for part in parts) == min(part.top for part in parts) == 0
    assert max(part.right for part in parts) == width
    assert max(part.bottom for part in parts) == height
    for part in parts:
        assert (part.right - part.left) * TILE_SCALE <= 640
        assert (part.bottom - part.top) * TILE_SCALE <= 640
    side = 150.0
    for left in np.arange(0, width - side, 37):
        for top in (0.0, height / 2, height - side):
            face = Box(float(left), float(top), side, side)
            assert any(
                part.left <= left
                and part.top <= top
                and left + side <= part.right
                and top + side <= part.bottom
                and not part.cuts(face, width, height)
                for part in parts
            )


@pytest.mark.parametrize("count", [1, 2, 5, 16])
def test_close_ups_lie_beside_each_other(count: int) -> None:
    boxes = [Box(100.0 * number, 50.0 * number, 40.0 + 30 * number, 60.0) for number in range(count)]
    pixels = np.full((1200, 2000, 3), 255, np.uint8)
    parts = close_ups(boxes, 2000, 1200, 640)
    shown = collage(Picture.of_pixels(pixels), parts)
    assert max(shown.shape) <= 640
    seen = [part.view(Picture.of_pixels(pixels)).shape for part in parts]
    assert int((shown[:, :, 0] > 0).sum()) == sum(height * width for height, width, _ in seen)
    for part, box in zip(parts, boxes, strict=True):
        assert max(box.width, box.height) * part.scale <= 80
        x, y = part.to_picture(part.across, part.down)
        assert (x, y) == (part.left, part.top)
        assert part.left <= box.left
        assert part.right >= min(2000, box.left + box.width)


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([(700, 500)], id="one"),
        pytest.param([(30, 30), (3760, 2080), (1800, 1000)], id="corners and middle"),
        pytest.param([(x, 1040) for x in range(200, 3700, 500)], id="across every seam"),
    ],
)
def test_a_face_too_small_for_the_shrunken_picture_is_found_in_a_tile(
    synthetic_detector: YuNetDetector, places: Sequence[tuple[int, int]]
) -> None:
    picture = empty_picture(3840, 2160)
    for x, y in places:
        picture[y : y + 40, x : x + 40] = GREEN
    faces = synthetic_detector.detect(Picture.of_pixels(picture))
    centres = sorted(
        (face.box.left + face.box.width / 2, face.box.top + face.box.height / 2) for face in faces
    )
    assert len(centres) == len(places)
    for centre, (left, top) in zip(centres, sorted(places), strict=True):
        assert centre == pytest.approx((left + 20, top + 20), abs=24)
    assert all(face.box.width <= 1.3 * FACE_PX / TILE_SCALE for face in faces)


def test_a_large_face_is_found_once_although_tiles_show_parts_of_it(
    synthetic_detector: YuNetDetector,
) -> None:
    picture = empty_picture(3840, 2160)
    picture[1000:1100, 1900:2000] = GREEN
    (face,) = synthetic_detector.detect(Picture.of_pixels(picture))
    assert face.box.width == pytest.approx(FACE_PX * 6, rel=0.25)


def pasted(face: NDArray[np.uint8], eyes_px: float, width: int, height: int) -> NDArray[np.uint8]:
    """Return the portrait's head with so many pixels between the eyes in a large grey room."""
    head = face[10:230, 110:330]
    side = round(220 * eyes_px / 47)
    small = resized(head, side, side)
    down, across = np.mgrid[:height, :width]
    room = np.repeat(((down // 9 + across // 7) % 200).astype(np.uint8)[:, :, None], 3, axis=2)
    room = blurred(room, 5).copy()
    top, left = height // 2, int(width * 0.61)
    room[top : top + small.shape[0], left : left + small.shape[1]] = small
    return room


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (5120, 1440)])
@pytest.mark.parametrize("eyes_px", [30, 40, 70])
def test_a_person_in_a_large_picture_is_found_and_recognised(
    portrait: NDArray[np.uint8],
    yunet: YuNetDetector,
    recogniser: Recogniser,
    *,
    eyes_px: float,
    width: int,
    height: int,
) -> None:
    reference = recogniser.embed(
        aligned_chip(Picture.of_pixels(portrait), yunet.detect(Picture.of_pixels(portrait))[0])
    )
    picture = pasted(portrait, eyes_px, width, height)
    (face,) = yunet.detect(Picture.of_pixels(picture))
    assert face.landmarks is not None
    assert float(np.hypot(*(face.landmarks[1] - face.landmarks[0]))) == pytest.approx(eyes_px, rel=0.18)
    assert float(reference @ recogniser.embed(aligned_chip(Picture.of_pixels(picture), face))) > 0.75


@pytest.mark.parametrize(
    ("seen_px", "runs"),
    [
        pytest.param(60, 2, id="small: once more in a close-up"),
        pytest.param(90, 1, id="large enough"),
    ],
)
def test_a_close_up_is_made_only_where_it_shows_more(
    synthetic_detector: YuNetDetector, monkeypatch: pytest.MonkeyPatch, seen_px: int, runs: int
) -> None:
    # A drawn face is always seen 96 pixels wide; the close-up's size decides whether that is small.
    monkeypatch.setattr(
        "custom_components.digitalshadow.engine.face.parts._CLOSE_UP_FACE_PX", 80.0 * FACE_PX / seen_px
    )
    asked = Mock(side_effect=synthetic_detector._session.run)
    monkeypatch.setattr(synthetic_detector._session, "run", asked)
    picture = empty_picture(1280, 960)
    picture[480:496, 640:656] = GREEN
    assert len(synthetic_detector.detect(Picture.of_pixels(picture))) == 1
    assert asked.call_count == runs
