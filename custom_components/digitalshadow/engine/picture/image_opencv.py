"""Pictures through OpenCV: the only file that imports it for decoding and resampling."""

import os
from typing import TYPE_CHECKING

# OpenCV reads this limit once, while it is imported.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(25_000_000))

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, uint8
    from numpy.typing import NDArray

    from .image_header import ImageFormat

NAME = f"opencv {cv2.__version__}"

# One engine run uses one core; OpenCV's own threads would spin beside onnxruntime's.
cv2.setNumThreads(1)


def decode(data: bytes, _image_format: ImageFormat) -> NDArray[uint8] | None:
    """Decode to blue-green-red without applying the orientation; None when OpenCV cannot."""
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error:
        return None
    return None if pixels is None else pixels.view(np.uint8)


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to the size, averaging where the picture shrinks."""
    shrinks = width <= pixels.shape[1] and height <= pixels.shape[0]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
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
