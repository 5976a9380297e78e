"""The structure of a PNG, walked to its end before a decoder sees it.

Its pixels are one stream of zlib, which may inflate to a thousand times its size and go on behind the last pixel. So it
is inflated here in small pieces and refused as soon as it holds more than the picture needs. Only the chunks that make
pixels are handed on: texts and colour profiles are compressed too, and nobody here looks at them.
Source: PNG specification, third edition.
"""

from collections.abc import Iterator
import struct
from typing import Final
import zlib

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from .image_format import ImageFormat, ImageHeader
from .orientation import orientation_of

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# More chunks than any encoder writes; a bound on the walk, not on honest files.
MAX_PARTS: Final = 20_000

_MAX_BITS: Final = 8
_FRAMING_BYTES: Final = 12
_FOR_PIXELS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_CRITICAL_CASE: Final = 0x20
# The widest pixel is eight bytes, and each row begins with one that names its filter.
_MAX_BYTES_PER_PIXEL: Final = 8
_PIECE_BYTES: Final = 1024 * 1024
_XMP_KEYWORD: Final = b"XML:com.adobe.xmp\0"
_PROFILE_KEYWORDS: Final = (b"Raw profile type exif\0", b"Raw profile type APP1\0")
_MAX_PROFILE_BYTES: Final = 256 * 1024


def read_png(data: bytes) -> ImageHeader:
    """Walk a PNG; raises `FrameError`, and `struct.error` where it ends inside its header."""
    width, height, bits = struct.unpack_from(">IIB", data, len(SIGNATURE) + 8)
    if data[len(SIGNATURE) + 4 : len(SIGNATURE) + 8] != b"IHDR":
        raise FrameError(FrameRefusal.UNDECODABLE, "Expected a PNG that starts with its header chunk.")
    if bits > _MAX_BITS:
        message = f"Expected a PNG of at most {_MAX_BITS} bits per channel, got {bits}."
        raise FrameError(FrameRefusal.UNSUPPORTED_PIXELS, message)
    exif, xmp, kept = [], [], [SIGNATURE]
    for kind, start, end in _chunks(data):
        if kind == b"acTL":
            raise FrameError(FrameRefusal.ANIMATED, "Expected one picture, got an animated PNG.")
        if kind == b"eXIf":
            exif.append(data[start:end])
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            text = data[start:end]
            if text.startswith(_XMP_KEYWORD):
                xmp.append(text)
            elif text.startswith(_PROFILE_KEYWORDS):
                exif.append(_raw_profile(kind, text))
        elif kind in _FOR_PIXELS:
            kept.append(data[start - 8 : end + 4])
    orientation = orientation_of(tuple(exif), tuple(xmp))
    return ImageHeader(ImageFormat.PNG, width, height, orientation, b"".join(kept))


def check_pixel_stream(content: bytes, width: int, height: int) -> None:
    """Inflate the pixels of a PNG's content piece by piece, keeping nothing.

    Raises:
        FrameError: There are more than eight bytes for a pixel and one for a row, or the stream is broken.
    """
    left = _MAX_BYTES_PER_PIXEL * width * height + height
    inflater = zlib.decompressobj()
    try:
        for kind, start, end in _chunks(content):
            piece = content[start:end] if kind == b"IDAT" else b""
            while piece and not inflater.eof:
                left -= len(inflater.decompress(piece, _PIECE_BYTES))
                if left < 0:
                    message = (
                        f"Expected a PNG with the data of {width} x {height} pixels, got more behind them."
                    )
                    raise FrameError(FrameRefusal.TOO_LARGE, message)
                piece = inflater.unconsumed_tail
    except zlib.error as error:
        raise FrameError(
            FrameRefusal.DAMAGED, "Expected whole PNG data; the picture was damaged on its way."
        ) from error


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of the data of each chunk up to the end chunk, each with its checksum proved."""
    position = len(SIGNATURE)
    for _ in range(MAX_PARTS):
        length, kind = struct.unpack_from(">I4s", data, position)
        start, end = position + 8, position + 8 + length
        if end + 4 > len(data):
            raise FrameError(FrameRefusal.TRUNCATED, "Expected a whole PNG, but it ends inside a chunk.")
        (checksum,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(data[start - 4 : end]) != checksum and not kind[0] & _CRITICAL_CASE:
            message = (
                f"Expected the PNG chunk {kind!r} to match its checksum; the picture was damaged on its way."
            )
            raise FrameError(FrameRefusal.DAMAGED, message)
        yield kind, start, end
        if kind == b"IEND":
            return
        position += _FRAMING_BYTES + length
    raise FrameError(FrameRefusal.UNDECODABLE, f"Expected a PNG of at most {MAX_PARTS} chunks, got more.")


def _raw_profile(kind: bytes, text: bytes) -> bytes:
    """Return the EXIF block that ImageMagick and its kin write as hexadecimal text; empty where it is none."""
    _, _, value = text.partition(b"\0")
    try:
        if kind == b"zTXt":
            value = zlib.decompressobj().decompress(value[1:], _MAX_PROFILE_BYTES)
        # A line feed, the profile's name, its length, and then the digits.
        return bytes.fromhex("".join(value.decode("ascii").split()[2:]))
    except zlib.error, ValueError:
        return b""
