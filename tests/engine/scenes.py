"""Pictures with drawn faces, and a camera that shows them to a pipeline."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.pictures import Process
from tests.engine.synthetic_models import draw_face, empty_picture

type Colour = tuple[int, int, int]


def encoded(pixels: NDArray[Any]) -> bytes:
    """Return the picture as a camera would deliver it, without loss."""
    target = io.BytesIO()
    whole = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    Image.fromarray(np.ascontiguousarray(whole[:, :, ::-1])).save(target, "PNG", compress_level=1)
    return target.getvalue()


def blurred(pixels: NDArray[np.uint8], sigma_px: float) -> NDArray[np.uint8]:
    """Return the picture out of focus."""
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(sigma_px)))


def resized(
    pixels: NDArray[np.uint8], width: int, height: int, method: Image.Resampling = Image.Resampling.BOX
) -> NDArray[np.uint8]:
    """Return the picture in another size."""
    return np.asarray(Image.fromarray(pixels).resize((width, height), method))


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
