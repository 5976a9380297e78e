"""Pictures with drawn faces, and a camera that shows them to a pipeline."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.messages import Process
from custom_components.digitalshadow.engine.records.observations import FrameResult
from tests.engine.synthetic_models import draw_face, empty_picture

type Colour = tuple[int, int, int]


def encoded(pixels: NDArray[np.uint8]) -> bytes:
    """Return the picture as a camera would deliver it, without loss."""
    return cv2.imencode(".png", pixels)[1].tobytes()


def picture_of(*faces: tuple[int, int, Colour]) -> bytes:
    """Return a picture with faces drawn at columns and rows of eight pixels."""
    pixels = empty_picture()
    for column, row, colour in faces:
        draw_face(pixels, column, row, colour)
    return encoded(pixels)


def show(
    pipeline: Pipeline,
    image: bytes,
    times: list[float],
    camera_id: str = "hall",
    **changes: Any,  # noqa: ANN401  # any field
) -> list[FrameResult]:
    """Show one picture to a camera at these times."""
    return [pipeline.process(Process(camera_id, when, image, **changes)) for when in times]
