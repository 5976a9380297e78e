"""Pictures through Pillow, which Home Assistant ships: the way on systems without OpenCV, and LiveCAD's resampling."""

import io
import math
from typing import TYPE_CHECKING, Final

import numpy as np
import PIL
from PIL import AvifImagePlugin, Image, ImageOps

from .image_format import ImageFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, uint8
    from numpy.typing import NDArray

NAME: Final = f"pillow {PIL.__version__}"
REPAIRS_MISSING_END: Final = False
"""A JPEG without an end marker may lack more than that, and Pillow would not say so."""

# How much larger than wanted a picture is averaged to before it is interpolated.
_REDUCING_GAP: Final = 2.0

# One engine run uses one core.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
# Sizes are bounded before a picture comes here; above its own bound Pillow only warns.
Image.MAX_IMAGE_PIXELS = None


def hear_complaints() -> None:
    """Do nothing: Pillow's decoders say nothing."""


def notices_damage() -> bool:
    """Tell whether `decode` refuses a JPEG that its decoder was not content with: Pillow does not."""
    return False


def decode(data: bytes, image_format: ImageFormat, reduction: int = 1) -> NDArray[uint8] | None:
    """Decode to blue-green-red without applying the orientation, to 1/reduction of the size; None when Pillow cannot.

    An AVIF comes upright: which way up it is stands where only its decoder looks.
    """
    try:
        with Image.open(io.BytesIO(data), formats=(image_format.value,)) as picture:
            smaller: Image.Image = picture
            if reduction > 1 and not picture.draft("RGB", _reduced(picture, reduction)):
                smaller = picture.reduce(reduction)
            if image_format is ImageFormat.AVIF:
                smaller = ImageOps.exif_transpose(smaller)
            colour = np.asarray(smaller.convert("RGB"))
    # Pillow's plugins raise whatever a damaged file makes them trip over; all of it means "cannot be decoded".
    except Exception:  # noqa: BLE001  # see above
        return None
    return np.ascontiguousarray(colour[:, :, ::-1])


def _reduced(picture: Image.Image, reduction: int) -> tuple[int, int]:
    """Return the picture's size divided."""
    return picture.width // reduction, picture.height // reduction


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to the size, averaging where the picture shrinks."""
    shrinks = width <= pixels.shape[1] and height <= pixels.shape[0]
    method = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(pixels).resize((width, height), method))


def glance(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to the size, faster: whole pixels are averaged first."""
    return np.asarray(_glance(Image.fromarray(pixels), width, height))


def _glance(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Resample to the size, whole pixels first."""
    factor = picture.width // width
    if factor > 0 and (width * factor, height * factor) == picture.size:
        return picture.reduce(factor)
    return picture.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=_REDUCING_GAP)


def split(pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]:
    """Return the channels as planes of their own."""
    return [pixels[:, :, channel] for channel in range(pixels.shape[2])]


def resize_bilinear(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample with Pillow's antialiased bilinear filter, which LiveCAD was trained on."""
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


def warp(pixels: NDArray[uint8], matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
    """Apply a 2x3 matrix from source to target pixel centres, bilinear, black outside."""
    linear = np.linalg.inv(matrix[:, :2])
    # Pillow counts from pixel corners and wants the way from target to source.
    offset = 0.5 - linear @ (matrix[:, 2] + 0.5)
    data = (*linear[0], offset[0], *linear[1], offset[1])
    warped = Image.fromarray(pixels).transform(
        (width, height), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR, fillcolor=0
    )
    return np.asarray(warped)


def luma_statistics(pixels: NDArray[uint8], sigma_px: float) -> tuple[float, float, float]:
    """Return mean and deviation of the grey levels, and the variance of the Laplacian after a Gaussian."""
    grey = np.rint(pixels[:, :, 0] * 0.114 + pixels[:, :, 1] * 0.587 + pixels[:, :, 2] * 0.299)
    padded = np.pad(_smooth(grey, sigma_px), 1, mode="reflect")
    neighbours = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    laplacian = neighbours - 4 * padded[1:-1, 1:-1]
    return float(grey.mean()), float(grey.std()), float(laplacian.var())


def encode_jpeg(pixels: NDArray[uint8], quality: int) -> bytes:
    """Encode blue-green-red pixels as JPEG."""
    target = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])).save(target, "JPEG", quality=quality)
    return target.getvalue()


def _smooth(plane: NDArray[float64], sigma_px: float) -> NDArray[float64]:
    """Smooth one plane with a Gaussian as OpenCV does: cut off at three sigma, edges mirrored, whole grey levels."""
    # Pillow's own Gaussian is three box filters and comes out visibly different.
    radius = math.ceil(3 * sigma_px)
    weights = np.exp(-(np.arange(-radius, radius + 1) ** 2) / (2 * sigma_px**2))
    weights /= weights.sum()
    for _ in range(2):
        rows = plane.shape[0]
        padded = np.pad(plane, ((radius, radius), (0, 0)), mode="reflect")
        shifted = (padded[shift : shift + rows] * weight for shift, weight in enumerate(weights))
        plane = sum(shifted, np.zeros_like(plane)).T
    return np.rint(plane)
