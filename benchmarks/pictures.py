"""What a camera's JPEG costs with OpenCV and with Pillow, before any model looks at it."""

from collections.abc import Callable
import math
import time
from types import ModuleType
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.face.input_canvas import InputCanvas
from custom_components.digitalshadow.engine.picture import image, image_opencv, image_pillow
from custom_components.digitalshadow.engine.picture.bitmap import Region
from custom_components.digitalshadow.engine.picture.chip import SIDE_PX
from custom_components.digitalshadow.engine.picture.picture import Picture
from demo.clip import jpeg, person_frames

from .effort import SMOKE, Effort

SIZES: Final = {"720p": (1280, 720), "1080p": (1920, 1080), "4k": (3840, 2160)}
BACK_ENDS: Final = {"opencv": image_opencv, "pillow": image_pillow}
DETECTOR_SIDE_PX: Final = 640
FACE_SHARE: Final = (0.42, 0.13, 0.52, 0.36)
"""Where the clip's face is, in shares of width and height."""
ROUNDS: Final = 15


def measure(effort: Effort) -> dict[str, float]:
    """Return CPU milliseconds of frames without and with a face on both back ends, in turn, and how far they differ."""
    image.hear_complaints()
    frame = next(iter(person_frames(1)))
    figures: dict[str, float] = {}
    for name, size in SIZES.items():
        data = jpeg(cv2.resize(frame, size, interpolation=cv2.INTER_CUBIC).view(np.uint8))
        figures |= _figures(name, data, 1 if effort is SMOKE else ROUNDS)
    return figures


def _figures(name: str, data: bytes, rounds: int) -> dict[str, float]:
    """Return the figures of one size."""
    works = {"empty": _look, "face": _read}
    least = {(back_end, work): math.inf for back_end in BACK_ENDS for work in works}
    shown = {}
    for _ in range(rounds):
        for back_end, library in BACK_ENDS.items():
            for work, do in works.items():
                taken, result = _timed(library, do, data)
                least[back_end, work] = min(least[back_end, work], taken)
                shown[back_end, work] = result
    return {
        f"pictures_{name}_{back_end}_{work}_ms": milliseconds
        for (back_end, work), milliseconds in least.items()
    } | {
        f"pictures_{name}_{work}_difference": float(
            np.abs(shown["opencv", work].astype(float) - shown["pillow", work]).mean()
        )
        for work in works
    }


def _timed(
    library: ModuleType, do: Callable[[bytes, InputCanvas], NDArray[np.uint8]], data: bytes
) -> tuple[float, NDArray[np.uint8]]:
    """Return the CPU milliseconds of some work on a back end, and what it shows."""
    kept, canvas = image._backend, InputCanvas()  # noqa: SLF001  # the choice between them is nobody else's concern
    image._backend = library  # noqa: SLF001  # the same
    canvas.fill(np.zeros((1, 1, 3), np.uint8), DETECTOR_SIDE_PX, DETECTOR_SIDE_PX)
    try:
        started = time.process_time_ns()
        result = do(data, canvas)
        return (time.process_time_ns() - started) / 1e6, result
    finally:
        image._backend = kept  # noqa: SLF001  # the same


def _look(data: bytes, canvas: InputCanvas) -> NDArray[np.uint8]:
    """Do for a detector what a frame without a face costs; return what it sees."""
    picture = Picture.read(data)
    width, height = picture.size
    shrink = DETECTOR_SIDE_PX / width
    seen = picture.glance(picture.whole, DETECTOR_SIDE_PX, round(height * shrink))
    canvas.fill(seen, DETECTOR_SIDE_PX, DETECTOR_SIDE_PX)
    return seen


def _read(data: bytes, canvas: InputCanvas) -> NDArray[np.uint8]:
    """Do what a frame with a face costs on top, from a camera that showed one before; return its chip."""
    picture = Picture.read(data)
    picture.decode()
    width, height = picture.size
    canvas.fill(
        picture.glance(picture.whole, DETECTOR_SIDE_PX, round(height * DETECTOR_SIDE_PX / width)),
        DETECTOR_SIDE_PX,
        DETECTOR_SIDE_PX,
    )
    left, top, right, bottom = (
        round(share * side) for share, side in zip(FACE_SHARE, (width, height) * 2, strict=True)
    )
    picture.part(Region(left, top, right, bottom))
    scale = SIDE_PX / (right - left)
    matrix = np.array([[scale, 0.0, -left * scale], [0.0, scale, -top * scale]])
    return picture.warp(matrix, SIDE_PX, SIDE_PX)
