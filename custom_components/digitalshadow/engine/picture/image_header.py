"""What a picture says about itself before anything decodes it.

A decoder believes the size in the header: 50 kB can ask for gigabytes. So the format, the size, the number of scans and
the end of the file are read here, in plain Python, and anything out of bounds is refused before a decoder sees it.
Sources: ITU-T T.81 (JPEG), PNG third edition, the WebP container specification, EXIF 2.32 for the orientation.
"""

from dataclasses import dataclass
from enum import StrEnum
import struct

from ..records.errors import FrameError
from ..records.observations import FrameRefusal

MAX_BYTES = 8 * 1024 * 1024
MAX_SIDE_PX = 8192
MAX_PIXELS = 25_000_000
MIN_SIDE_PX = 16
MAX_SCANS = 64
# More parts than any encoder writes; a bound on the walk, not on honest files.
MAX_PARTS = 20_000

_JPEG_START, _JPEG_SCAN, _JPEG_END = b"\xff\xd8\xff", b"\xff\xda", b"\xff\xd9"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN = 0xDA
_APP1 = 0xE1
_MARKERS_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Baseline, extended sequential and progressive with Huffman codes: what both decoders read alike.
_SUPPORTED_FRAME_MARKERS = frozenset({0xC0, 0xC1, 0xC2})
# Grey, colour, and CMYK in its three spellings: measured, OpenCV and Pillow differ by one grey level at most.
_SUPPORTED_COMPONENTS = frozenset({1, 3, 4})
_BITS_PER_SAMPLE = 8
_ORIENTATION_TAG = 0x0112
_ORIENTATIONS = range(1, 9)


class ImageFormat(StrEnum):
    """The formats that cameras deliver and that are decoded here."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What is known about a picture before it is decoded."""

    format: ImageFormat
    """Which decoder to ask."""
    width_px: int
    """Stored width, before the orientation is applied."""
    height_px: int
    """Stored height, before the orientation is applied."""
    orientation: int
    """EXIF orientation 1-8; 1 is upright."""
    has_end: bool
    """False for a JPEG whose end marker is missing. Some cameras leave it out; the decoder must be given one."""


def read_header(data: bytes) -> ImageHeader:
    """Read and check the header of a JPEG, PNG or WebP picture.

    Raises `FrameError` for everything that must not reach a decoder: too many bytes, pixels or scans, too small,
    animated, cut off, other formats, and pixel layouts that OpenCV and Pillow would read differently.
    """
    if not data:
        raise FrameError(FrameRefusal.EMPTY, "Expected a picture, got 0 bytes; the camera delivered nothing.")
    if len(data) > MAX_BYTES:
        message = (
            f"Expected at most {MAX_BYTES} bytes, got {len(data)}; lower the camera's resolution or quality."
        )
        raise FrameError(FrameRefusal.TOO_MANY_BYTES, message)
    try:
        header = _read(data)
    except (struct.error, IndexError) as error:
        raise FrameError(
            FrameRefusal.TRUNCATED, "Expected a whole header, but the picture ends inside it."
        ) from error
    _check_size(header.width_px, header.height_px)
    return header


def _read(data: bytes) -> ImageHeader:
    """Ask the reader of the format that the first bytes name."""
    if data.startswith(_JPEG_START):
        return _read_jpeg(data)
    if data.startswith(_PNG_SIGNATURE):
        return _read_png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _read_webp(data)
    raise FrameError(FrameRefusal.UNKNOWN_FORMAT, "Expected JPEG, PNG or WebP, got something else.")


def _check_size(width: int, height: int) -> None:
    """Refuse pictures that are too small to hold a face or too large to decode."""
    if min(width, height) < MIN_SIDE_PX:
        message = f"Expected sides of at least {MIN_SIDE_PX} pixels, got {width} x {height}."
        raise FrameError(FrameRefusal.TOO_SMALL, message)
    if max(width, height) > MAX_SIDE_PX or width * height > MAX_PIXELS:
        message = (
            f"Expected sides of at most {MAX_SIDE_PX} and at most {MAX_PIXELS} pixels, got {width} x {height}; "
            "lower the camera's resolution."
        )
        raise FrameError(FrameRefusal.TOO_LARGE, message)


def _read_jpeg(data: bytes) -> ImageHeader:
    """Walk the marker segments up to the first scan."""
    position, orientation = 2, 1
    size: tuple[int, int] | None = None
    for _ in range(MAX_PARTS):
        # Decoders skip stray bytes before a marker and repeated fill bytes; a gate must see what they see.
        position = data.find(b"\xff", position)
        if position < 0:
            raise FrameError(FrameRefusal.TRUNCATED, "Expected a JPEG scan, but the picture ends before one.")
        while data[position] == 0xFF:  # noqa: PLR2004 - the marker prefix, named by the standard
            position += 1
        marker = data[position]
        position += 1
        if marker == 0 or marker in _MARKERS_WITHOUT_LENGTH:
            continue
        if marker == _START_OF_SCAN:
            break
        (length,) = struct.unpack_from(">H", data, position)
        if marker in _FRAME_MARKERS:
            size = size or _jpeg_frame_size(marker, data, position + 2)
        elif marker == _APP1 and data.startswith(b"Exif\0\0", position + 2):
            orientation = _exif_orientation(data[position + 8 : position + length])
        position += max(2, length)
    if size is None:
        raise FrameError(
            FrameRefusal.UNDECODABLE, "Expected the size of the JPEG before its first scan, got none."
        )
    scans = data.count(_JPEG_SCAN)
    if scans > MAX_SCANS:
        message = f"Expected at most {MAX_SCANS} JPEG scans, got {scans}; such a file only wastes time."
        raise FrameError(FrameRefusal.TOO_MANY_SCANS, message)
    has_end = data.endswith(_JPEG_END) or data.rfind(_JPEG_END) > data.rfind(_JPEG_SCAN)
    return ImageHeader(ImageFormat.JPEG, *size, orientation, has_end)


def _jpeg_frame_size(marker: int, data: bytes, position: int) -> tuple[int, int]:
    """Return width and height of a start-of-frame segment, refusing layouts that decoders disagree about."""
    bits, height, width, components = struct.unpack_from(">BHHB", data, position)
    supported = (
        marker in _SUPPORTED_FRAME_MARKERS
        and bits == _BITS_PER_SAMPLE
        and components in _SUPPORTED_COMPONENTS
    )
    if not supported:
        message = (
            "Expected an 8-bit baseline or progressive JPEG in grey, colour or CMYK, "
            f"got frame type {marker:#x}, {bits} bits, {components} components."
        )
        raise FrameError(FrameRefusal.UNSUPPORTED_PIXELS, message)
    return width, height


def _read_png(data: bytes) -> ImageHeader:
    """Walk the chunks to the end chunk."""
    position, orientation = len(_PNG_SIGNATURE), 1
    width, height, bits = struct.unpack_from(">IIB", data, position + 8)
    if data[position + 4 : position + 8] != b"IHDR":
        raise FrameError(FrameRefusal.UNDECODABLE, "Expected a PNG that starts with its header chunk.")
    if bits > _BITS_PER_SAMPLE:
        message = f"Expected a PNG of at most 8 bits per channel, got {bits}."
        raise FrameError(FrameRefusal.UNSUPPORTED_PIXELS, message)
    for _ in range(MAX_PARTS):
        length, kind = struct.unpack_from(">I4s", data, position)
        if position + 12 + length > len(data):
            raise FrameError(FrameRefusal.TRUNCATED, "Expected a whole PNG, but it ends inside a chunk.")
        if kind == b"acTL":
            raise FrameError(FrameRefusal.ANIMATED, "Expected one picture, got an animated PNG.")
        if kind == b"eXIf":
            orientation = _exif_orientation(data[position + 8 : position + 8 + length])
        if kind == b"IEND":
            return ImageHeader(ImageFormat.PNG, width, height, orientation, has_end=True)
        position += 12 + length
    raise FrameError(FrameRefusal.UNDECODABLE, f"Expected a PNG of at most {MAX_PARTS} chunks, got more.")


def _read_webp(data: bytes) -> ImageHeader:
    """Read the size from the first chunk and the orientation from the EXIF chunk, if there is one."""
    size, kind = struct.unpack_from("<I4x4s", data, 4)
    if size + 8 > len(data):
        message = f"Expected a WebP of {size + 8} bytes, got {len(data)}; it was cut off."
        raise FrameError(FrameRefusal.TRUNCATED, message)
    if kind == b"VP8X":
        return _read_extended_webp(data)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return ImageHeader(ImageFormat.WEBP, width & 0x3FFF, height & 0x3FFF, 1, has_end=True)
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return ImageHeader(
            ImageFormat.WEBP, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, 1, has_end=True
        )
    raise FrameError(FrameRefusal.UNDECODABLE, f"Expected a WebP picture chunk first, got {kind!r}.")


def _read_extended_webp(data: bytes) -> ImageHeader:
    """Read a WebP that carries flags, canvas size and perhaps metadata."""
    flags = data[20]
    if flags & 0x02:
        raise FrameError(FrameRefusal.ANIMATED, "Expected one picture, got an animated WebP.")
    width = int.from_bytes(data[24:27], "little") + 1
    height = int.from_bytes(data[27:30], "little") + 1
    orientation, position = 1, 12
    while flags & 0x08 and position + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, position)
        if kind == b"EXIF":
            orientation = _exif_orientation(
                data[position + 8 : position + 8 + length].removeprefix(b"Exif\0\0")
            )
            break
        position += 8 + length + length % 2
    return ImageHeader(ImageFormat.WEBP, width, height, orientation, has_end=True)


def _exif_orientation(tiff: bytes) -> int:
    """Return the orientation 1-8 of an EXIF block; 1 where it says nothing usable."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (offset,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, offset)
        for index in range(min(count, 512)):
            tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, offset + 2 + 12 * index)
            if tag == _ORIENTATION_TAG:
                return value if value in _ORIENTATIONS else 1
    except struct.error:
        # A camera that writes broken EXIF still delivers a picture; as stored is the only sensible reading.
        return 1
    return 1
