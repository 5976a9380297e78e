"""Pictures: what is decoded, what is refused, and that OpenCV and Pillow read alike."""

from collections.abc import Callable
import io
import struct
from types import SimpleNamespace
import zlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
import pytest

from custom_components.digitalshadow.engine.picture import image, image_opencv, image_pillow
from custom_components.digitalshadow.engine.picture.bitmap import Region
from custom_components.digitalshadow.engine.picture.image_format import ImageFormat
from custom_components.digitalshadow.engine.picture.image_header import read_header
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.picture.png import MAX_PARTS
from custom_components.digitalshadow.engine.reading.face_jpeg import face_jpeg
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal

ORIENTATION = 0x0112
BACKENDS = (image_opencv, image_pillow)
ALL = Region(0, 0, 512, 512)


def encode(pixels: NDArray[np.uint8], image_format: str, mode: str = "RGB", **options: object) -> bytes:
    """Encode blue-green-red pixels with Pillow."""
    target = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])).convert(mode)
    picture.save(target, image_format, **options)
    return target.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int, bits: int = 8) -> bytes:
    """Return a PNG that promises a size and holds nothing."""
    header = struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def with_jpeg_size(data: bytes, width: int, height: int) -> bytes:
    """Patch the size that a baseline JPEG announces."""
    position = data.index(b"\xff\xc0") + 5
    return data[:position] + struct.pack(">HH", height, width) + data[position + 4 :]


def decoding(decode: Callable[..., object]) -> SimpleNamespace:
    """Return a backend that can do nothing but decode."""
    return SimpleNamespace(decode=decode, notices_damage=lambda: True)


@pytest.fixture(scope="module")
def jpeg(portrait: NDArray[np.uint8]) -> bytes:
    return encode(portrait, "JPEG", quality=85)


@pytest.mark.parametrize(
    ("image_format", "mode", "options", "tolerance"),
    [
        pytest.param("JPEG", "RGB", {"quality": 85}, 3, id="what cameras send"),
        pytest.param("JPEG", "RGB", {"quality": 85, "subsampling": 0}, 3, id="colour at full resolution"),
        pytest.param("JPEG", "RGB", {"progressive": True}, 3, id="several scans"),
        pytest.param("JPEG", "L", {}, 3, id="grey becomes three channels"),
        pytest.param("JPEG", "CMYK", {}, 3, id="print colours are converted"),
        pytest.param("PNG", "RGB", {}, 0, id="lossless"),
        pytest.param("PNG", "RGBA", {}, 0, id="alpha is dropped"),
        pytest.param("PNG", "P", {}, 0, id="palette"),
        pytest.param("PNG", "1", {}, 0, id="one bit"),
        pytest.param("PNG", "LA", {}, 0, id="grey with alpha"),
        pytest.param("WEBP", "RGB", {}, 3, id="lossy WebP"),
        pytest.param("WEBP", "RGBA", {"lossless": True}, 0, id="lossless WebP with alpha"),
    ],
)
def test_opencv_and_pillow_read_the_same_pixels(
    portrait: NDArray[np.uint8], image_format: str, mode: str, options: dict[str, object], tolerance: int
) -> None:
    data = encode(portrait, image_format, mode, **options)
    one = image_opencv.decode(data, ImageFormat(image_format))
    other = image_pillow.decode(data, ImageFormat(image_format))
    assert one is not None
    assert other is not None
    assert one.size == other.size == (512, 512)
    assert np.abs(one.part(ALL).astype(int) - other.part(ALL)).max() <= tolerance


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        pytest.param("RGB", {}, id="lossy"),
        pytest.param("RGB", {"lossless": True}, id="lossless"),
        pytest.param("RGBA", {"lossless": True}, id="lossless with alpha"),
        pytest.param("RGBA", {}, id="extended"),
    ],
)
def test_the_size_of_a_webp_is_known_before_it_is_decoded(
    portrait: NDArray[np.uint8], mode: str, options: dict[str, object]
) -> None:
    data = encode(portrait[:300, :200], "WEBP", mode, **options)
    header = read_header(data)
    assert (header.width_px, header.height_px) == (200, 300)
    assert image.decode(data).shape == (300, 200, 3)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_orientation_is_applied_exactly_once(
    portrait: NDArray[np.uint8], image_format: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = encode(portrait[100:200, 100:280], image_format, exif=exif)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    assert np.abs(image.decode(data)[:, :, ::-1].astype(int) - np.asarray(expected)).max() <= 3


@pytest.mark.parametrize(
    "exif",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"II*\0\xff\xff\xff\xff", id="a directory beyond the end"),
        pytest.param(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0", id="an orientation of 99"),
        pytest.param(b"XX*\0", id="no byte order"),
    ],
)
def test_broken_exif_leaves_the_picture_as_stored(portrait: NDArray[np.uint8], exif: bytes) -> None:
    data = encode(portrait, "JPEG", exif=b"Exif\0\0" + exif)
    assert read_header(data).orientation == 1
    assert image.decode(data).shape == (512, 512, 3)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", FrameRefusal.EMPTY, id="nothing"),
        pytest.param(b"\xff\xd8\xff" + bytes(9_000_000), FrameRefusal.TOO_MANY_BYTES, id="more than 8 MiB"),
        pytest.param(b"<html>login</html>", FrameRefusal.UNKNOWN_FORMAT, id="a login page"),
        pytest.param(b"GIF89a" + bytes(100), FrameRefusal.UNKNOWN_FORMAT, id="GIF"),
        pytest.param(b"II*\0" + bytes(100), FrameRefusal.UNKNOWN_FORMAT, id="TIFF"),
        pytest.param(b"\xff\xd8\xff", FrameRefusal.TRUNCATED, id="a JPEG of three bytes"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10", FrameRefusal.TRUNCATED, id="a JPEG that ends in a segment"),
        pytest.param(b"\xff\xd8\xff\xda\x00\x02", FrameRefusal.UNDECODABLE, id="a scan without a size"),
        pytest.param(b"\x89PNG\r\n\x1a\n", FrameRefusal.TRUNCATED, id="a PNG of its signature"),
        pytest.param(png_header(20000, 20000), FrameRefusal.TOO_LARGE, id="PNG bomb by sides"),
        pytest.param(png_header(8000, 8000), FrameRefusal.TOO_LARGE, id="PNG bomb by area"),
        pytest.param(png_header(8193, 16), FrameRefusal.TOO_LARGE, id="one long side"),
        pytest.param(png_header(8192, 15), FrameRefusal.TOO_SMALL, id="one short side"),
        pytest.param(png_header(0, 0), FrameRefusal.TOO_SMALL, id="no size at all"),
        pytest.param(png_header(64, 64, bits=16), FrameRefusal.UNSUPPORTED_PIXELS, id="16 bits per channel"),
        pytest.param(png_header(64, 64)[:-6], FrameRefusal.TRUNCATED, id="a PNG without its end"),
        pytest.param(png_header(64, 64), FrameRefusal.UNDECODABLE, id="a PNG without pixels"),
        pytest.param(
            png_header(64, 64).replace(b"IHDR", b"iDOT"),
            FrameRefusal.UNDECODABLE,
            id="a PNG without its header",
        ),
        pytest.param(
            png_header(64, 64)[:-12] + (bytes(4) + b"tEXt" + bytes(4)) * MAX_PARTS,
            FrameRefusal.UNDECODABLE,
            id="a PNG of endless chunks",
        ),
        pytest.param(b"RIFF\xff\0\0\0WEBPVP8 " + bytes(40), FrameRefusal.TRUNCATED, id="a WebP cut off"),
        pytest.param(b"RIFF\x20\0\0\0WEBPNONE" + bytes(40), FrameRefusal.UNDECODABLE, id="no WebP picture"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_its_reason(data: bytes, reason: FrameRefusal) -> None:
    with pytest.raises(FrameError) as caught:
        image.decode(data)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("width", "height", "reason"),
    [
        pytest.param(32000, 32000, FrameRefusal.TOO_LARGE, id="50 kB that ask for 6 GB"),
        pytest.param(65500, 16, FrameRefusal.TOO_LARGE, id="one very long side"),
        pytest.param(0, 0, FrameRefusal.TOO_SMALL, id="no size"),
        pytest.param(512, 2048, None, id="a size within the limits passes the gate"),
    ],
)
def test_a_jpeg_bomb_never_reaches_a_decoder(
    jpeg: bytes, monkeypatch: pytest.MonkeyPatch, width: int, height: int, reason: FrameRefusal | None
) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(image, "_backend", decoding(lambda data, *_: asked.append(data)))
    with pytest.raises(FrameError) as caught:
        image.decode(with_jpeg_size(jpeg, width, height))
    assert caught.value.reason is (reason or FrameRefusal.UNDECODABLE)
    assert bool(asked) is (reason is None)


def test_pixels_of_another_size_than_announced_are_refused(
    jpeg: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller = image.bitmap_of(np.zeros((100, 100, 3), np.uint8))
    monkeypatch.setattr(image, "_backend", decoding(lambda *_: smaller))
    with pytest.raises(FrameError, match="as the header says"):
        image.decode(jpeg)


def test_a_jpeg_of_many_scans_is_refused(jpeg: bytes) -> None:
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    assert image.decode(jpeg).shape == (512, 512, 3)
    with pytest.raises(FrameError) as caught:
        image.decode(jpeg[:-2] + scan * 64 + b"\xff\xd9")
    assert caught.value.reason is FrameRefusal.TOO_MANY_SCANS


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_an_animation_is_refused(portrait: NDArray[np.uint8], image_format: str) -> None:
    target = io.BytesIO()
    first = Image.fromarray(portrait)
    first.save(target, image_format, save_all=True, append_images=[Image.fromarray(255 - portrait)])
    with pytest.raises(FrameError) as caught:
        image.decode(target.getvalue())
    assert caught.value.reason is FrameRefusal.ANIMATED


@pytest.mark.parametrize(
    ("marker", "bits", "components"),
    [
        pytest.param(0xC9, 8, 3, id="arithmetic coding"),
        pytest.param(0xC3, 8, 3, id="lossless"),
        pytest.param(0xC0, 12, 3, id="twelve bits"),
        pytest.param(0xC0, 8, 2, id="two components"),
    ],
)
def test_a_jpeg_that_decoders_disagree_about_is_refused(
    jpeg: bytes, marker: int, bits: int, components: int
) -> None:
    position = jpeg.index(b"\xff\xc0")
    frame = bytes([0xFF, marker]) + jpeg[position + 2 : position + 4] + bytes([bits])
    data = (
        jpeg[:position]
        + frame
        + jpeg[position + 5 : position + 9]
        + bytes([components])
        + jpeg[position + 10 :]
    )
    with pytest.raises(FrameError) as caught:
        image.decode(data)
    assert caught.value.reason is FrameRefusal.UNSUPPORTED_PIXELS


def test_a_jpeg_without_its_end_marker_is_repaired(jpeg: bytes) -> None:
    assert np.array_equal(image.decode(jpeg[:-2]), image.decode(jpeg))


@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("end", [b"", b"\xff\xd9"], ids=["cut off", "cut off and closed"])
def test_a_jpeg_whose_lower_part_never_arrived_is_refused(
    jpeg: bytes, monkeypatch: pytest.MonkeyPatch, backend: object, share: float, end: bytes
) -> None:
    monkeypatch.setattr(image, "_backend", backend)
    with pytest.raises(FrameError) as caught:
        image.decode(jpeg[: int(len(jpeg) * share)] + end)
    assert caught.value.reason is FrameRefusal.TRUNCATED


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        pytest.param(0, 0, id="a dark night"),
        pytest.param(255, 255, id="an overexposed wall"),
        pytest.param(None, 0, id="a black bar at the bottom"),
        pytest.param(None, 255, id="a white bar at the bottom"),
        pytest.param(None, 100, id="a grey bar at the bottom"),
    ],
)
def test_a_flat_part_that_the_camera_saw_is_no_damage(
    portrait: NDArray[np.uint8], top: int | None, bottom: int
) -> None:
    pixels = portrait.copy() if top is None else np.full_like(portrait, top)
    pixels[300:] = bottom
    assert image.decode(encode(pixels, "JPEG")).shape == pixels.shape


def test_bytes_after_the_end_are_ignored(jpeg: bytes) -> None:
    assert np.array_equal(image.decode(jpeg + b"PK\x03\x04" + bytes(200)), image.decode(jpeg))


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_damaged_pictures_are_refused_or_decoded_and_nothing_else_happens(
    portrait: NDArray[np.uint8], image_format: str
) -> None:
    random = np.random.default_rng(7)
    original = np.frombuffer(encode(portrait[60:124, 180:244], image_format), np.uint8)
    decoded = 0
    for _ in range(700):
        data = original.copy()
        places = random.integers(0, len(data), random.integers(1, 6))
        data[places] = random.integers(0, 256, len(places))
        end = len(data) if random.random() < 0.7 else random.integers(0, len(data))
        try:
            pixels = image.decode(data[:end].tobytes())
        except FrameError:
            continue
        decoded += 1
        assert pixels.dtype == np.uint8
        assert pixels.ndim == 3
    assert decoded < 700


@pytest.mark.parametrize(
    ("width", "height", "largest", "mean"),
    [
        pytest.param(256, 256, 1, 0.5, id="halved"),
        pytest.param(800, 700, 1, 0.5, id="enlarged"),
        pytest.param(300, 222, 60, 2.0, id="an uneven share differs at edges only"),
    ],
)
def test_resampling_agrees_between_the_backends(
    portrait: NDArray[np.uint8], width: int, height: int, largest: int, mean: float
) -> None:
    one = image_opencv.resize(portrait, width, height).astype(int)
    difference = np.abs(one - image_pillow.resize(portrait, width, height))
    assert one.shape == (height, width, 3)
    assert difference.max() <= largest
    assert difference.mean() <= mean


@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(256, 256, id="half"),
        pytest.param(170, 170, id="a third"),
        pytest.param(85, 93, id="a sixth, unevenly"),
        pytest.param(640, 600, id="enlarged"),
    ],
)
def test_a_glance_shows_what_an_average_does(
    portrait: NDArray[np.uint8], backend: SimpleNamespace, width: int, height: int
) -> None:
    glance = backend.bitmap_of(portrait).glance(ALL, width, height).astype(int)
    assert glance.shape == (height, width, 3)
    assert np.abs(glance - image_opencv.resize(portrait, width, height)).mean() <= 3.5


def test_warping_agrees_between_the_backends(portrait: NDArray[np.uint8]) -> None:
    matrix = np.array([[0.61, 0.12, -70.0], [-0.12, 0.61, 5.0]])
    one, other = (backend.bitmap_of(portrait).warp(matrix, 112, 112) for backend in BACKENDS)
    inside = np.abs(one.astype(int) - other)[2:-2, 2:-2]
    assert inside.max() <= 6
    assert inside.mean() <= 1


def test_light_and_sharpness_agree_between_the_backends(portrait: NDArray[np.uint8]) -> None:
    chip = np.ascontiguousarray(portrait[60:172, 170:282])
    assert image_opencv.luma_statistics(chip, 1.5) == pytest.approx(
        image_pillow.luma_statistics(chip, 1.5), rel=0.05
    )


def test_channels_are_split_alike(portrait: NDArray[np.uint8]) -> None:
    for plane, other in zip(image_opencv.split(portrait), image_pillow.split(portrait), strict=True):
        assert np.array_equal(plane, other)


@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
def test_a_crop_becomes_a_jpeg_even_where_the_box_leaves_the_picture(
    portrait: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch, backend: object
) -> None:
    monkeypatch.setattr(image, "_backend", backend)
    picture = Picture.of_pixels(portrait)
    crop = image.decode(face_jpeg(picture, Box(-20.0, 400.0, 100.0, 300.0)))
    assert crop.shape == (512 - 355, 95, 3)
    assert np.abs(crop.astype(int) - portrait[355:, :95]).mean() < 6


@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
def test_the_backend_names_itself_with_its_version(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    monkeypatch.setattr(image, "_backend", backend)
    library, version = image.backend().split()
    assert library in {"opencv", "pillow"}
    assert version[0].isdigit()
