"""Pictures through OpenCV: the only file that imports it for decoding and resampling."""

import os
from typing import TYPE_CHECKING, Final, override

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from .bitmap import Bitmap, Region
from .complaints import Complaints
from .image_format import PHOTO_LIMITS, ImageFormat
from .turning import turned, upright

# OpenCV reads this limit once, while it is imported.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(PHOTO_LIMITS.max_pixels))

import cv2  # after its limit
import numpy as np  # beside OpenCV

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, uint8
    from numpy.typing import NDArray

NAME: Final = f"opencv {cv2.__version__}"
REPAIRS_MISSING_END: Final = True
"""Its complaints tell a JPEG that lacks its end marker alone from one that lacks more."""

# One engine run uses one core; OpenCV's own threads would spin beside onnxruntime's.
cv2.setNumThreads(1)


_REDUCED: Final = {
    1: cv2.IMREAD_COLOR,
    2: cv2.IMREAD_REDUCED_COLOR_2,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    8: cv2.IMREAD_REDUCED_COLOR_8,
}
# How OpenCV's own notes on standard error begin; libjpeg's do not.
_OPENCV_NOTE: Final = "["
_DATA_ENDS: Final = "premature end"

_complaints: Complaints | None = None


def hear_complaints() -> None:
    """Listen to what libjpeg says from now on. Only for a process of the engine's own."""
    global _complaints  # noqa: PLW0603  # file descriptor 2 is one for the whole process as well
    _complaints = _complaints or Complaints()


def notices_damage() -> bool:
    """Tell whether `decode` refuses a JPEG that its decoder was not content with."""
    return _complaints is not None


class OpenCvBitmap(Bitmap):
    """An array of pixels."""

    def __init__(self, pixels: NDArray[uint8]) -> None:
        """Take blue-green-red pixels."""
        self._pixels = pixels

    @property
    @override
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._pixels.shape[1], self._pixels.shape[0]

    @override
    def turned(self, orientation: int, degrees: int) -> Bitmap:
        """Return it upright and turned."""
        return OpenCvBitmap(turned(upright(self._pixels, orientation), degrees))

    @override
    def part(self, region: Region) -> NDArray[uint8]:
        """Return the pixels of a region."""
        return np.ascontiguousarray(self._pixels[region.top : region.bottom, region.left : region.right])

    @override
    def average(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Resample a region, averaging where it shrinks."""
        return resize(self._view(region), width, height)

    @override
    def glance(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Resample a region for a detector."""
        return glance(self._view(region), width, height)

    @override
    def warp(self, matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
        """Apply a matrix."""
        return warp(self._pixels, matrix, width, height)

    def _view(self, region: Region) -> NDArray[uint8]:
        """Return a region without copying it, which OpenCV can read from."""
        return self._pixels[region.top : region.bottom, region.left : region.right]


def bitmap_of(pixels: NDArray[uint8]) -> Bitmap:
    """Return a bitmap of blue-green-red pixels."""
    return OpenCvBitmap(pixels)


def decode(data: bytes, image_format: ImageFormat, reduction: int = 1) -> Bitmap | None:
    """Decode without applying the orientation, to 1/reduction of the size; None when OpenCV cannot.

    Raises:
        FrameError: For a JPEG that libjpeg complains of, once `hear_complaints` was called.
    """
    if _complaints is None or image_format is not ImageFormat.JPEG:
        return _decode(data, reduction)
    bitmap, printed = _complaints.during(lambda: _decode(data, reduction))
    complaints = [line for line in printed.splitlines() if line and not line.startswith(_OPENCV_NOTE)]
    if complaints:
        reason = FrameRefusal.TRUNCATED if _DATA_ENDS in complaints[0] else FrameRefusal.DAMAGED
        raise FrameError(reason, f"Expected an undamaged JPEG, but its decoder says: {complaints[0][:100]}.")
    return bitmap


def _decode(data: bytes, reduction: int) -> Bitmap | None:
    """Have OpenCV decode."""
    flags = _REDUCED[reduction] | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error:
        return None
    return None if pixels is None else OpenCvBitmap(pixels.view(np.uint8))


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to the size, averaging where the picture shrinks."""
    shrinks = width <= pixels.shape[1] and height <= pixels.shape[0]
    return _resize(pixels, width, height, cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)


def glance(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to the size in a third of the time: by halves, which OpenCV averages fastest, then bilinear."""
    rows, columns = pixels.shape[:2]
    while rows >= 2 * height and columns >= 2 * width and not (rows % 2 or columns % 2):
        rows, columns = rows // 2, columns // 2
        pixels = _resize(pixels, columns, rows, cv2.INTER_AREA)
    if rows < 2 * height and columns < 2 * width:
        return _resize(pixels, width, height, cv2.INTER_LINEAR)
    return resize(pixels, width, height)


def _resize(pixels: NDArray[uint8], width: int, height: int, method: int) -> NDArray[uint8]:
    """Resample in one step."""
    return cv2.resize(pixels, (width, height), interpolation=method).view(np.uint8)


def split(pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]:
    """Return the channels as planes of their own."""
    return [plane.view(np.uint8) for plane in cv2.split(pixels)]


def warp(pixels: NDArray[uint8], matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
    """Apply a 2x3 matrix from source to target pixel centres, bilinear, black outside."""
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR).view(np.uint8)


def luma_statistics(pixels: NDArray[uint8], sigma_px: float) -> tuple[float, float, float]:
    """Return mean and deviation of the grey levels, and the variance of the Laplacian after a Gaussian."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    mean, deviation = cv2.meanStdDev(grey)
    laplacian = cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), sigma_px), cv2.CV_16S)
    return float(mean.item()), float(deviation.item()), float(cv2.meanStdDev(laplacian)[1].item()) ** 2


def encode_jpeg(pixels: NDArray[uint8], quality: int) -> bytes:
    """Encode blue-green-red pixels as JPEG."""
    _, encoded = cv2.imencode(".jpg", pixels, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return encoded.tobytes()
