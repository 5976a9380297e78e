"""A decoded picture as an imaging library holds it, and what the engine asks of it."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray


class Region(NamedTuple):
    """A rectangle of whole pixels."""

    left: int
    """Its first column."""
    top: int
    """Its first row."""
    right: int
    """The column behind its last one."""
    bottom: int
    """The row behind its last one."""


class Bitmap(Protocol):
    """A decoded picture. Arrays that it returns are blue-green-red, 0-255, shape (height, width, 3)."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""

    def turned(self, orientation: int, degrees: int) -> Bitmap:
        """Return it with an EXIF orientation 1-8 undone, and then turned clockwise by 0, 90, 180 or 270 degrees."""

    def part(self, region: Region) -> NDArray[uint8]:
        """Return the pixels of a region."""

    def average(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Return a region resampled to width x height pixels, averaged where it shrinks."""

    def glance(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Return a region resampled for a detector: faster than `average`, and not exactly averaged."""

    def warp(self, matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
        """Move pixels by a 2x3 matrix (source to target pixel centres), bilinear, black outside the picture."""
