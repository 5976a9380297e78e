"""Where on a face its colour is measured, also of a camera that hangs upside down, and never out of the picture."""

import numpy as np
import pytest

from custom_components.digitalshadow.engine.pulse.regions import as_delivered, regions_of
from custom_components.digitalshadow.engine.records.faces import Box

FACE = Box(500, 200, 200, 240)
LANDMARKS = np.array([(560, 290), (640, 290), (600, 340), (570, 390), (630, 390)], np.float32)


def test_forehead_cheeks_and_wall_lie_where_they_should() -> None:
    found = regions_of(LANDMARKS, FACE, 1280, 720)
    assert found is not None
    forehead, right_cheek, left_cheek, wall = found
    assert forehead.width == pytest.approx(1.1 * 80)
    assert forehead.top + forehead.height < 290
    assert forehead.left + forehead.width / 2 == pytest.approx(600)
    for cheek in (right_cheek, left_cheek):
        assert 290 < cheek.top < cheek.top + cheek.height < 390
    assert right_cheek.left + right_cheek.width < 600 < left_cheek.left
    assert wall.left > FACE.left + FACE.width or wall.left + wall.width < FACE.left


@pytest.mark.parametrize(
    ("left", "is_left"),
    [pytest.param(900, True, id="more room on its left"), pytest.param(150, False, id="on its right")],
)
def test_the_wall_is_looked_at_where_there_is_more_room(left: float, is_left: bool) -> None:
    found = regions_of(LANDMARKS - (500 - left, 0), Box(left, 200, 200, 240), 1280, 720)
    assert found is not None
    assert (found[-1].left < left) is is_left


@pytest.mark.parametrize(
    ("face", "moved"),
    [
        pytest.param(Box(10, 200, 460, 500), (0, 0), id="no wall beside the face"),
        pytest.param(FACE, (0, -262), id="the forehead above the picture"),
        pytest.param(FACE, (-620, 0), id="a cheek beside it"),
    ],
)
def test_a_face_without_room_is_not_measured(face: Box, moved: tuple[float, float]) -> None:
    assert regions_of(LANDMARKS + moved, face, 480 if face.width > 400 else 1280, 720) is None


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_box_is_found_again_in_the_frame_as_it_was_delivered(degrees: int) -> None:
    upright = np.zeros((72, 128), np.uint8)
    upright[20:32, 90:100] = 1
    delivered = np.rot90(upright, degrees // 90)
    box = as_delivered(Box(90, 20, 10, 12), degrees, 128, 72)
    top, left = int(box.top), int(box.left)
    assert delivered[top : top + int(box.height), left : left + int(box.width)].all()
    assert delivered.sum() == box.width * box.height
