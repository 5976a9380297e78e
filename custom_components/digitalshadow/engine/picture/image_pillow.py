"""Pictures through Pillow, which Home Assistant ships: the way on systems without OpenCV, and LiveCAD's resampling."""

import io
import math
from typing import TYPE_CHECKING, Final, override

import numpy as np
import PIL
from PIL import AvifImagePlugin, Image, ImageOps

from .bitmap import Bitmap, Region
from .image_format import ImageFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, uint8
    from numpy.typing import NDArray

NAME: Final = f"pillow {PIL.__version__}"
REPAIRS_MISSING_END: Final = False
"""A JPEG without an end marker may lack more than that, and Pillow would not say so."""

_UPRIGHTED: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes an EXIF orientation."""
_TURNED: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Pillow turns the other way round."""
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


class PillowBitmap(Bitmap):
    """A red-green-blue image of Pillow's. Only what is asked for becomes an array, which takes longer than decoding."""

    def __init__(self, picture: Image.Image) -> None:
        """Take an image in the mode RGB."""
        self.picture = picture

    @property
    @override
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.size

    @override
    def turned(self, orientation: int, degrees: int) -> Bitmap:
        """Return it upright and turned."""
        picture = self.picture
        for step in (_UPRIGHTED.get(orientation), _TURNED.get(degrees)):
            picture = picture if step is None else picture.transpose(step)
        return PillowBitmap(picture)

    @override
    def part(self, region: Region) -> NDArray[uint8]:
        """Return the pixels of a region."""
        is_whole = region == (0, 0, *self.size)
        return np.ascontiguousarray(_pixels_of(self.picture if is_whole else self.picture.crop(region)))

    @override
    def average(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Resample a region, averaging where it shrinks."""
        shrinks = width <= region.right - region.left and height <= region.bottom - region.top
        method = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
        return _pixels_of(self.picture.resize((width, height), method, region))

    @override
    def glance(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Resample a region for a detector: whole pixels are averaged first."""
        factor = (region.right - region.left) // width
        if factor > 0 and region == (
            *region[:2],
            region.left + width * factor,
            region.top + height * factor,
        ):
            return _pixels_of(self.picture.reduce(factor, region))
        method = Image.Resampling.BILINEAR
        return _pixels_of(self.picture.resize((width, height), method, region, reducing_gap=_REDUCING_GAP))

    @override
    def warp(self, matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
        """Apply a matrix."""
        return _pixels_of(_warped(self.picture, matrix, width, height))


def bitmap_of(pixels: NDArray[uint8]) -> Bitmap:
    """Return a bitmap of blue-green-red pixels."""
    return PillowBitmap(Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])))


def _pixels_of(picture: Image.Image) -> NDArray[uint8]:
    """Return blue-green-red pixels; reversing the channels copies nothing."""
    return np.asarray(picture)[:, :, ::-1]


def decode(data: bytes, image_format: ImageFormat, reduction: int = 1) -> PillowBitmap | None:
    """Decode without applying the orientation, to 1/reduction of the size; None when Pillow cannot.

    An AVIF comes upright: which way up it is stands where only its decoder looks.
    """
    try:
        with Image.open(io.BytesIO(data), formats=(image_format.value,)) as picture:
            smaller: Image.Image = picture
            if reduction > 1 and not picture.draft("RGB", _reduced(picture, reduction)):
                smaller = picture.reduce(reduction)
            if image_format is ImageFormat.AVIF:
                smaller = ImageOps.exif_transpose(smaller)
            return PillowBitmap(smaller.convert("RGB"))
    # Pillow's plugins raise whatever a damaged file makes them trip over; all of it means "cannot be decoded".
    except Exception:  # noqa: BLE001  # see above
        return None


def _reduced(picture: Image.Image, reduction: int) -> tuple[int, int]:
    """Return the picture's size divided."""
    return picture.width // reduction, picture.height // reduction


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to the size, averaging where the picture shrinks."""
    shrinks = width <= pixels.shape[1] and height <= pixels.shape[0]
    method = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(pixels).resize((width, height), method))


def split(pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]:
    """Return the channels as planes of their own."""
    return [pixels[:, :, channel] for channel in range(pixels.shape[2])]


def resize_bilinear(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample with Pillow's antialiased bilinear filter, which LiveCAD was trained on."""
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR))


def _warped(picture: Image.Image, matrix: NDArray[float64], width: int, height: int) -> Image.Image:
    """Apply a 2x3 matrix from source to target pixel centres, bilinear, black outside."""
    linear = np.linalg.inv(matrix[:, :2])
    # Pillow counts from pixel corners and wants the way from target to source.
    offset = 0.5 - linear @ (matrix[:, 2] + 0.5)
    data = (*linear[0], offset[0], *linear[1], offset[1])
    return picture.transform(
        (width, height), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR, fillcolor=0
    )


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
