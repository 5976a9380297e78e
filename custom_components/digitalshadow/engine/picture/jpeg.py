"""The structure of a JPEG, walked to its end before a decoder sees it.

Decoders paint over what is missing and go on. So what the structure tells is checked here: that every component has
all its scans, that restart markers come in order and in number, that nothing foreign stands in the compressed data, and
that there is an end. What lies behind the end (a phone's film, a camera's padding) is left out.
Source: ITU-T T.81, annexes B (markers), A.2 (data units) and G (progressive scans).
"""

from dataclasses import dataclass, field
import math
import re
import struct
from typing import Final, NoReturn

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from .image_format import ImageFormat, ImageHeader
from .orientation import EXIF_PREFIX, XMP_PREFIX, orientation_of

START: Final = b"\xff\xd8\xff"
END: Final = b"\xff\xd9"
MAX_SCANS: Final = 64
# Each scan walks over all pixels once more: about a second of work in all, 18 scans of the largest photo.
MAX_SCANNED_PIXELS: Final = 1_200_000_000
# More parts than any encoder writes; a bound on the walk, not on honest files.
MAX_PARTS: Final = 20_000

_START_OF_SCAN, _END_OF_IMAGE, _RESTART_INTERVAL, _APP1 = 0xDA, 0xD9, 0xDD, 0xE1
_RESTARTS: Final = range(0xD0, 0xD8)
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Baseline, extended sequential and progressive with Huffman codes: what both decoders read alike.
_SUPPORTED_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_PROGRESSIVE: Final = 0xC2
# Grey, colour, and CMYK in its three spellings: measured, OpenCV and Pillow differ by one grey level at most.
_SUPPORTED_COMPONENTS: Final = frozenset({1, 3, 4})
_BITS_PER_SAMPLE: Final = 8
# What may follow compressed data: tables, restart interval, a late height, texts, and the next scan.
_BETWEEN_SCANS: Final = frozenset({0xC4, 0xDA, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)})
_COEFFICIENTS: Final = 64
# Behind a marker's prefix; 0 marks an ordinary 255 in compressed data.
_MARKER: Final = re.compile(rb"\xff([\x01-\xfe])")


@dataclass(slots=True)
class _Component:
    """One plane of the picture."""

    across: int
    """Horizontal sampling factor."""
    down: int
    """Vertical sampling factor."""
    missing_bits: list[int] = field(default_factory=lambda: [_BITS_PER_SAMPLE] * _COEFFICIENTS)
    """How many low bits of each coefficient no scan has brought yet."""


@dataclass(slots=True)
class _Frame:
    """What the start-of-frame segment says."""

    width: int
    height: int
    is_progressive: bool
    components: dict[int, _Component]

    def units(self, selected: list[_Component]) -> int:
        """Return how many units (MCUs) a scan of these components codes."""
        most_across = max(component.across for component in self.components.values())
        most_down = max(component.down for component in self.components.values())
        if len(selected) > 1:
            return math.ceil(self.width / (8 * most_across)) * math.ceil(self.height / (8 * most_down))
        columns = math.ceil(self.width * selected[0].across / most_across)
        rows = math.ceil(self.height * selected[0].down / most_down)
        return math.ceil(columns / 8) * math.ceil(rows / 8)


class _Walk:
    """One walk over the segments and scans of a file."""

    def __init__(self, data: bytes) -> None:
        """Begin behind the start marker."""
        self._data = data
        self._position = 2
        self._interval = 0
        self._frame: _Frame | None = None
        self._exif: tuple[bytes, ...] = ()
        self._xmp: tuple[bytes, ...] = ()
        self._scans = 0
        self._ends: list[int] = []

    def header(self) -> ImageHeader:
        """Walk to the end and return what was found."""
        end = self._find_end()
        frame = self._frame
        if frame is None or not self._scans:
            raise FrameError(FrameRefusal.TRUNCATED, "Expected a JPEG scan, but the picture ends before one.")
        for component in frame.components.values():
            if any(component.missing_bits):
                message = "Expected all scans of the JPEG, but some never arrived; send the picture again."
                raise FrameError(FrameRefusal.TRUNCATED, message)
        content = self._data + END if end is None else self._data[:end]
        orientation = orientation_of(self._exif, self._xmp)
        return ImageHeader(
            ImageFormat.JPEG,
            frame.width,
            frame.height,
            orientation,
            content,
            has_end=end is not None,
            data_ends=tuple(self._ends),
        )

    def _find_end(self) -> int | None:
        """Walk all segments; return the position behind the end marker, None where there is none."""
        for _ in range(MAX_PARTS):
            marker = self._next_marker()
            if marker is None:
                return None
            if marker == _END_OF_IMAGE:
                return self._position
            (length,) = struct.unpack_from(">H", self._data, self._position)
            start, self._position = self._position, self._position + max(2, length)
            self._take(marker, start + 2, self._data[start + 2 : self._position])
        raise FrameError(
            FrameRefusal.UNDECODABLE, f"Expected a JPEG of at most {MAX_PARTS} segments, got more."
        )

    def _next_marker(self) -> int | None:
        """Return the next marker that starts a segment or ends the file; None at the end of the data."""
        while found := _MARKER.search(self._data, self._position):
            self._position = found.end()
            # Decoders skip stray bytes and restart markers outside of scans; a gate must see what they see.
            if found[1][0] not in {0x01, 0xD8, *_RESTARTS}:
                return found[1][0]
        if not self._scans:
            raise FrameError(FrameRefusal.TRUNCATED, "Expected a JPEG scan, but the picture ends before one.")
        return None

    def _take(self, marker: int, start: int, payload: bytes) -> None:
        """Take note of one segment."""
        if marker in _FRAMES:
            if self._frame is not None:
                _damaged("one size of the JPEG, got two")
            self._frame = _read_frame(marker, payload)
        elif marker == _RESTART_INTERVAL:
            (self._interval,) = struct.unpack_from(">H", payload)
        elif marker == _APP1 and payload.startswith(EXIF_PREFIX):
            self._exif += (payload,)
        elif marker == _APP1 and payload.startswith(XMP_PREFIX):
            self._xmp += (payload,)
        elif marker == _START_OF_SCAN:
            self._take_scan(payload)

    def _take_scan(self, payload: bytes) -> None:
        """Walk the compressed data of one scan."""
        if self._frame is None:
            message = "Expected the size of the JPEG before its first scan, got none."
            raise FrameError(FrameRefusal.UNDECODABLE, message)
        self._scans += 1
        scanned_pixels = (self._scans - 1) * self._frame.width * self._frame.height
        if self._scans > MAX_SCANS or scanned_pixels > MAX_SCANNED_PIXELS:
            message = (
                f"Expected at most {MAX_SCANS} JPEG scans, fewer in a large picture; it only wastes time."
            )
            raise FrameError(FrameRefusal.TOO_MANY_SCANS, message)
        selected = _note_scan(self._frame, payload)
        restarts, found = 0, None
        while found := _MARKER.search(self._data, self._position):
            if found[1][0] not in _RESTARTS:
                break
            if not self._interval or found[1][0] != _RESTARTS[restarts % 8]:
                _damaged("restart markers in order")
            restarts += 1
            self._ends.append(found.start())
            self._position = found.end()
        if found is None:
            self._position = len(self._data)
        elif found[1][0] != _END_OF_IMAGE and found[1][0] not in _BETWEEN_SCANS:
            _damaged(f"compressed data, got the marker {found[1][0]:#x} in it")
        else:
            self._position = found.start()
        self._ends.append(self._position)
        if self._interval:
            self._check_restarts(restarts, math.ceil(self._frame.units(selected) / self._interval) - 1)

    def _check_restarts(self, found: int, expected: int) -> None:
        """Refuse a scan in which restart markers are missing."""
        if found < expected and self._position == len(self._data):
            raise FrameError(
                FrameRefusal.TRUNCATED, "Expected a whole JPEG, but its lower part never arrived."
            )
        # Some encoders close the scan with one more.
        if not expected <= found <= expected + 1:
            _damaged(f"{expected} restart markers, got {found}")


def read_jpeg(data: bytes) -> ImageHeader:
    """Walk a JPEG; raises `FrameError`, and `struct.error` or IndexError where it ends inside a segment."""
    return _Walk(data).header()


def _damaged(expected: str) -> NoReturn:
    """Refuse a picture whose bytes were changed on their way."""
    raise FrameError(FrameRefusal.DAMAGED, f"Expected {expected}; the JPEG was damaged on its way.")


def _read_frame(marker: int, payload: bytes) -> _Frame:
    """Read a start-of-frame segment, refusing layouts that decoders disagree about."""
    bits, height, width, count = struct.unpack_from(">BHHB", payload)
    supported = marker in _SUPPORTED_FRAMES and bits == _BITS_PER_SAMPLE and count in _SUPPORTED_COMPONENTS
    if not supported:
        message = (
            "Expected an 8-bit baseline or progressive JPEG in grey, colour or CMYK, "
            f"got frame type {marker:#x}, {bits} bits, {count} components."
        )
        raise FrameError(FrameRefusal.UNSUPPORTED_PIXELS, message)
    components = {}
    for index in range(count):
        name, sampling = payload[6 + 3 * index], payload[7 + 3 * index]
        components[name] = _Component(sampling >> 4, sampling & 15)
    if len(components) != count or not all(part.across and part.down for part in components.values()):
        _damaged("a JPEG whose components differ and have sampling factors")
    return _Frame(width, height, marker == _PROGRESSIVE, components)


def _note_scan(frame: _Frame, payload: bytes) -> list[_Component]:
    """Note which coefficients a scan brings, to which bit; return its components."""
    count = payload[0]
    names = [payload[1 + 2 * index] for index in range(count)]
    if not names or not all(name in frame.components for name in names):
        _damaged("a scan of the JPEG's own components")
    selected = [frame.components[name] for name in names]
    first, last, bits = payload[1 + 2 * count], payload[2 + 2 * count], payload[3 + 2 * count] & 15
    if not frame.is_progressive:
        # Sequential scans bring everything; some cameras write nonsense into these three bytes.
        first, last, bits = 0, _COEFFICIENTS - 1, 0
    for component in selected:
        component.missing_bits[first : last + 1] = [bits] * len(component.missing_bits[first : last + 1])
    return selected
