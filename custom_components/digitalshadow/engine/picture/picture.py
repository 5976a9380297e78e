"""A frame that is decoded only as far as somebody looks at it.

Most frames show nobody. A detector sees them shrunken, and a JPEG decodes to a half or a quarter of its size in less
time than whole. Only where there is a face is every pixel decoded.
"""

from typing import TYPE_CHECKING, Final, Self

from . import image
from .bitmap import Region
from .image_format import FRAME_LIMITS, ImageFormat, ImageHeader, ImageLimits
from .image_header import read_header
from .orientation import SIDEWAYS, UPRIGHT

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray

    from .bitmap import Bitmap

_REDUCTIONS: Final = (8, 4, 2)
"""What JPEG decoders can divide the sides by."""
_QUARTERS: Final = (90, 270)


class Picture:
    """An upright picture. Whatever decodes it may raise `FrameError`."""

    def __init__(self, header: ImageHeader | None, turn_degrees: int, bitmap: Bitmap | None = None) -> None:
        """Take a header or a decoded picture; use `read` and `of_pixels`."""
        self._header = header
        self._turn_degrees = turn_degrees
        self._whole = bitmap
        self._small: Bitmap | None = None
        if header is None or header.format is not ImageFormat.JPEG or image.reduction_of(header) > 1:
            # Others cannot be decoded to less, and which way up an AVIF is, its decoder tells.
            self.size = self._decode_whole().size
        else:
            is_sideways = (header.orientation >= SIDEWAYS) != (turn_degrees in _QUARTERS)
            sides = header.width_px, header.height_px
            self.size = sides[::-1] if is_sideways else sides

    @classmethod
    def read(cls, data: bytes, turn_degrees: int = 0, limits: ImageLimits = FRAME_LIMITS) -> Self:
        """Check a file and decode nothing yet, if it is a JPEG. The picture comes turned clockwise by `turn_degrees`.

        Raises:
            FrameError: For everything `read_header` refuses.
        """
        return cls(read_header(data, limits), turn_degrees)

    @classmethod
    def of_pixels(cls, pixels: NDArray[uint8]) -> Self:
        """Return a picture of upright blue-green-red pixels."""
        return cls(None, 0, image.bitmap_of(pixels))

    def turned(self, degrees: int) -> Picture:
        """Return it turned clockwise by 0, 90, 180 or 270 degrees, decoded."""
        return Picture(None, 0, self._decode_whole().turned(UPRIGHT, degrees))

    @property
    def whole(self) -> Region:
        """The region of all pixels."""
        return Region(0, 0, *self.size)

    def decode(self, scale: float = 1.0) -> None:
        """Decode as much as a look at this scale needs: 1 is every pixel, and from there on nothing is left to do."""
        reduction = next((step for step in _REDUCTIONS if scale * step <= 1), 1)
        if self._whole is not None or self._header is None:
            return
        if reduction == 1:
            self._decode_whole()
        elif self._small is None or self._small.size[0] < self.size[0] // reduction:
            self._small = self._decoded(self._header, reduction)

    def glance(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Return a region resampled for a detector to width x height pixels, blue-green-red; not exactly averaged."""
        self.decode(max(width / (region.right - region.left), height / (region.bottom - region.top)))
        bitmap = self._whole or self._small
        assert bitmap is not None  # noqa: S101  # one of them was decoded
        return bitmap.glance(_scaled(region, self.size, bitmap.size), width, height)

    def average(self, region: Region, width: int, height: int) -> NDArray[uint8]:
        """Return a region resampled to width x height pixels, blue-green-red, averaged where it shrinks."""
        return self._decode_whole().average(region, width, height)

    def part(self, region: Region) -> NDArray[uint8]:
        """Return the blue-green-red pixels of a region."""
        return self._decode_whole().part(region)

    def warp(self, matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
        """Move pixels by a 2x3 matrix (source to target pixel centres), bilinear, black outside the picture."""
        return self._decode_whole().warp(matrix, width, height)

    def _decode_whole(self) -> Bitmap:
        """Return every pixel."""
        if self._whole is None:
            assert self._header is not None  # noqa: S101  # a picture without one was decoded before
            self._whole = self._decoded(self._header, image.reduction_of(self._header))
        return self._whole

    def _decoded(self, header: ImageHeader, reduction: int) -> Bitmap:
        """Have the file decoded and put upright."""
        return image.decoded(header, reduction).turned(header.orientation, self._turn_degrees)


def _scaled(region: Region, size: tuple[int, int], other: tuple[int, int]) -> Region:
    """Return a region in pixels of the same picture of another size."""
    if size == other:
        return region
    across, down = other[0] / size[0], other[1] / size[1]
    return Region(
        round(region.left * across),
        round(region.top * down),
        round(region.right * across),
        round(region.bottom * down),
    )
