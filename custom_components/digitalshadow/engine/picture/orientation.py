"""Which way up a picture is, as its EXIF or XMP block says.

Sources: EXIF 2.32 for the tag and its values, TIFF 6.0 for the directory, the XMP specification part 2 for the text.
Phones and editors write it in several places and types; the first that says something usable counts, EXIF before XMP.
"""

import re
import struct
from typing import Final

UPRIGHT: Final = 1
SIDEWAYS: Final = 5
"""From this orientation on, rows and columns are exchanged."""
EXIF_PREFIX: Final = b"Exif\0\0"
XMP_PREFIX: Final = b"http://ns.adobe.com/xap/1.0/\0"

_ORIENTATION_TAG: Final = 0x0112
_ORIENTATIONS: Final = range(1, 9)
_KINDS: Final = {1: "B", 3: "H", 4: "I", 8: "h", 9: "i"}
"""Types of whole numbers that a value of TIFF may have, as `struct` reads them. EXIF wants a SHORT, which is 3."""
_MOST_ENTRIES: Final = 512
# As an attribute or as an element, with either kind of quotation mark.
_XMP_ORIENTATION: Final = re.compile(rb"tiff:Orientation(?:\s*=\s*[\"']|\s*>\s*)([1-8])\s*[\"'<]")


def orientation_of(exif: tuple[bytes, ...], xmp: tuple[bytes, ...]) -> int:
    """Return the orientation 1-8 that the blocks of a picture tell; 1 where none says anything usable.

    `exif` are TIFF structures, with or without the prefix that JPEG puts before them, `xmp` are XML texts.
    """
    found = (*map(_of_exif, exif), *map(_of_xmp, xmp))
    return next((orientation for orientation in found if orientation is not None), UPRIGHT)


def _of_exif(block: bytes) -> int | None:
    """Return the orientation of one EXIF block; None where it says nothing usable."""
    tiff = block.removeprefix(EXIF_PREFIX)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (offset,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, offset)
        for index in range(min(count, _MOST_ENTRIES)):
            entry = offset + 2 + 12 * index
            tag, kind = struct.unpack_from(order + "HH", tiff, entry)
            if tag == _ORIENTATION_TAG and kind in _KINDS:
                (value,) = struct.unpack_from(order + _KINDS[kind], tiff, entry + 8)
                return value if value in _ORIENTATIONS else None
    except struct.error:
        # A camera that writes broken EXIF still delivers a picture; as stored is the only sensible reading.
        return None
    return None


def _of_xmp(text: bytes) -> int | None:
    """Return the orientation of one XMP text; None where it says nothing usable."""
    found = _XMP_ORIENTATION.search(text)
    return None if found is None else int(found[1])
