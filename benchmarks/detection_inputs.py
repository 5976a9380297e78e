"""How many faces the detector finds in smaller pictures of theirs, and what looking costs: the table of the engine."""

import os
from pathlib import Path
from statistics import median
import time
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from custom_components.digitalshadow.engine.face.detection_input import WHOLE_SIDE_PX
from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.model_file.loading import Rung, open_on
from custom_components.digitalshadow.engine.picture.picture import Picture

from .effort import SMOKE, Effort

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from custom_components.digitalshadow.engine.records.faces import Face

_SIDES_PX: Final = (WHOLE_SIDE_PX, 480, 416, 320, 256)
_EYE_DISTANCES_PX: Final = (15, 20, 25, 30, 40, 60)
_PLACES: Final = ((0.3, 0.4), (0.5, 0.5), (0.72, 0.6))
_WIDTH, _HEIGHT, _WALL, _FLOOR = 1280, 720, 110, 80


def measure(effort: Effort) -> dict[str, float]:
    """Return by side of the input which share of faces is found, by eye distance, and the cost of a look.

    Empty where there are no portraits: `person-*.jpg` in a folder `images` beside the models.
    """
    folders = model_folders(Path.cwd(), os.environ)
    file = find_role(ModelRole.DETECTOR, folders)
    portraits = [
        path for folder in folders for path in sorted((folder.parent / "images").glob("person-*.jpg"))
    ]
    if file is None or not portraits:
        return {}
    whole = YuNetDetector(open_on(Rung.NUMPY, file, 1))
    shown = [_largest(whole, path) for path in portraits[: 1 if effort is SMOKE else None]]
    figures: dict[str, float] = {}
    looks: dict[int, float] = {}
    for side_px in _SIDES_PX:
        detector = YuNetDetector(open_on(Rung.NUMPY, file, 1, side_px))
        times: list[float] = []
        for eye_px in _EYE_DISTANCES_PX:
            rooms = [_room(pixels, face, eye_px, place) for pixels, face in shown for place in _PLACES]
            found = [_is_found(detector, room, eye_px, times) for room in rooms]
            figures[f"detection_input_{side_px}_recall_{eye_px}"] = sum(found) / len(found)
        looks[side_px] = median(times)
        figures[f"detection_input_{side_px}_cost"] = looks[side_px] / looks[WHOLE_SIDE_PX]
    return figures


def _largest(detector: YuNetDetector, path: Path) -> tuple[NDArray[uint8], Face]:
    """Return a portrait, blue-green-red, and the largest face in it."""
    pixels = np.asarray(Image.open(path).convert("RGB"))[:, :, ::-1].copy()
    return pixels, detector.detect(Picture.of_pixels(pixels))[0]


def _room(
    portrait: NDArray[uint8], face: Face, eye_px: int, place: tuple[float, float]
) -> tuple[NDArray[uint8], float, float]:
    """Put a face of this size somewhere into a room; return that, and where its middle is."""
    assert face.landmarks is not None  # noqa: S101  # YuNet gives them
    (left, top), (right, bottom) = face.landmarks[:2]
    scale = eye_px / float(np.hypot(right - left, bottom - top))
    height, width = (max(1, round(size * scale)) for size in portrait.shape[:2])
    small = np.asarray(Image.fromarray(portrait).resize((width, height), Image.Resampling.BOX))
    room = np.full((_HEIGHT, _WIDTH, 3), _WALL, np.uint8)
    room[_HEIGHT // 2 :] = _FLOOR
    across, down = place[0] * _WIDTH, place[1] * _HEIGHT
    x = int(across - (face.box.left + face.box.width / 2) * scale)
    y = int(down - (face.box.top + face.box.height / 2) * scale)
    first_x, first_y, last_x, last_y = max(0, x), max(0, y), min(_WIDTH, x + width), min(_HEIGHT, y + height)
    room[first_y:last_y, first_x:last_x] = small[first_y - y : last_y - y, first_x - x : last_x - x]
    return room, across, down


def _is_found(
    detector: YuNetDetector, shown: tuple[NDArray[uint8], float, float], eye_px: int, times: list[float]
) -> bool:
    """Look, note what that took, and tell whether the face is found where it is."""
    room, across, down = shown
    began = time.process_time()
    found = detector.detect(Picture.of_pixels(room))
    times.append(time.process_time() - began)
    return any(
        abs(one.box.left + one.box.width / 2 - across) < eye_px
        and abs(one.box.top + one.box.height / 2 - down) < eye_px
        for one in found
    )
