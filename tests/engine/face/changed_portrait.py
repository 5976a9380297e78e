"""The portrait and what is done to it: colours, JPEG, and whatever is painted over."""

from collections.abc import Callable
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.records.faces import Box, Face

type Pixels = NDArray[np.uint8]
type Change = Callable[[Pixels], Pixels]

# YuNet's answer for the portrait, and its picture in blue, green, red.
FACE = Face(
    Box(178.0, 63.0, 90.0, 113.0),
    0.93,
    np.array([[200, 102], [247, 103], [220, 125], [199, 143], [240, 144]], np.float32),
)
PHOTOS = (
    "astronaut.png",
    *(f"person-{person}-{number}.jpg" for person, number in ("a1", "a2", "a3", "b1", "b2")),
    "persons-a-and-b.jpg",
)


def as_jpeg(pixels: Pixels) -> Pixels:
    """Return what a camera's JPEG leaves of a picture."""
    target = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])).save(target, "JPEG", quality=80)
    return decode(target.getvalue())


def times(blue: float, green: float, red: float) -> Change:
    """Return what multiplies the channels."""
    return lambda pixels: np.clip(pixels * np.array([blue, green, red]), 0, 255).astype(np.uint8)


def drawn(paint: Callable[[ImageDraw.ImageDraw], None]) -> Change:
    """Return what paints over a picture; colours are red, green, blue."""

    def change(pixels: Pixels) -> Pixels:
        picture = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
        paint(ImageDraw.Draw(picture))
        return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])

    return change
