"""Writes decoded pictures as JPEG. Pillow does that in half the time that FFmpeg takes."""

import io
from typing import Final

from PIL import Image

from .pyav import Colouring, Frame

_QUALITY: Final = 90
"""Little is lost to what the camera's own coding took away, and a picture of 720p has about 150 kB."""


class JpegWriter:
    """Writes pictures one after the other."""

    def __init__(self) -> None:
        """Write none yet."""
        self._colouring = Colouring()

    def write(self, frame: Frame) -> bytes:
        """Return the picture as a JPEG of the same size."""
        rgb, file = self._colouring.rgb(frame), io.BytesIO()
        size = (rgb.width, rgb.height)
        picture = Image.frombuffer(
            "RGB",
            size,
            rgb.samples,  # type: ignore[arg-type]  # Pillow takes every buffer
            "raw",
            "RGB",
            rgb.row_bytes,
            1,
        )
        picture.save(file, "JPEG", quality=_QUALITY)
        return file.getvalue()
