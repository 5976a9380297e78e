"""Photos of phones: films behind them, which way up they are, more pixels than a camera has, formats of their own."""

from collections.abc import Callable
import io
import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin
import pytest

from custom_components.digitalshadow.engine.picture import image, image_opencv, image_pillow
from custom_components.digitalshadow.engine.picture.image_format import PHOTO_LIMITS
from custom_components.digitalshadow.engine.picture.image_header import read_header
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal
from tests.hostile.pictures import encode, png_chunk, portrait

PORTRAIT = portrait().crop((100, 40, 340, 200))
XMP = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
XMP_ELEMENT = b"<rdf:Description><tiff:Orientation>6</tiff:Orientation></rdf:Description>"


def tiff(order: str, kind: int, orientation: int = 6) -> bytes:
    """Return an EXIF block that holds nothing but an orientation of a type: 3 is SHORT, 4 is LONG."""
    value = struct.pack(order + {1: "B", 3: "H", 4: "I", 8: "h", 9: "i"}[kind], orientation).ljust(4, b"\0")
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IHHHI", 8, 1, 0x0112, kind, 1) + value + bytes(4)


def with_segments(*payloads: bytes) -> bytes:
    """Return the portrait as JPEG with APP1 segments behind its start."""
    data = encode(PORTRAIT, quality=90)
    segments = b"".join(b"\xff\xe1" + struct.pack(">H", len(one) + 2) + one for one in payloads)
    return data[:2] + segments + data[2:]


def with_chunk(kind: bytes, data: bytes) -> bytes:
    """Return the portrait as PNG with a chunk behind its header."""
    png = encode(PORTRAIT, "PNG")
    return png[:33] + png_chunk(kind, data) + png[33:]


def with_text(keyword: str, text: bytes) -> bytes:
    """Return the portrait as PNG with an international text, as editors write XMP."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt(keyword, text.decode())
    return encode(PORTRAIT, "PNG", pnginfo=info)


def raw_profile() -> bytes:
    """Return EXIF as ImageMagick writes it into a PNG."""
    digits = (b"Exif\0\0" + tiff(">", 3)).hex()
    text = f"\nexif\n{len(digits) // 2:8}\n{digits}\n".encode()
    return b"Raw profile type exif\0\0" + zlib.compress(text)


EXIF = b"Exif\0\0"
XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(with_segments(EXIF + tiff("<", 3)), id="EXIF as SHORT, little-endian"),
        pytest.param(with_segments(EXIF + tiff(">", 3)), id="EXIF as SHORT, big-endian"),
        pytest.param(with_segments(EXIF + tiff("<", 4)), id="EXIF as LONG, little-endian"),
        pytest.param(with_segments(EXIF + tiff(">", 4)), id="EXIF as LONG, big-endian"),
        pytest.param(with_segments(EXIF + tiff(">", 1)), id="EXIF as BYTE"),
        pytest.param(with_segments(EXIF + tiff("<", 8)), id="EXIF as a signed SHORT, little-endian"),
        pytest.param(with_segments(EXIF + tiff(">", 9)), id="EXIF as a signed LONG, big-endian"),
        pytest.param(with_segments(EXIF + tiff(">", 3), EXIF), id="an empty segment behind it"),
        pytest.param(with_segments(EXIF, EXIF + tiff(">", 3)), id="an empty segment before it"),
        pytest.param(with_segments(XMP_NAME + XMP, EXIF + tiff("<", 3)), id="in the second segment"),
        pytest.param(
            with_segments(EXIF + tiff("<", 3), XMP_NAME + XMP.replace(b"6", b"3")), id="EXIF before XMP"
        ),
        pytest.param(with_segments(XMP_NAME + XMP), id="XMP as attribute"),
        pytest.param(with_segments(XMP_NAME + XMP_ELEMENT), id="XMP as element"),
        pytest.param(with_chunk(b"eXIf", tiff(">", 3)), id="PNG's own chunk"),
        pytest.param(with_chunk(b"zTXt", raw_profile()), id="PNG with a raw profile"),
        pytest.param(with_text("XML:com.adobe.xmp", XMP), id="PNG with XMP"),
        pytest.param(encode(PORTRAIT, "WEBP", quality=95, exif=EXIF + tiff("<", 4)), id="WebP with EXIF"),
        pytest.param(encode(PORTRAIT, "WEBP", quality=95, xmp=XMP), id="WebP with XMP"),
        pytest.param(encode(PORTRAIT, "AVIF", quality=95, exif=EXIF + tiff("<", 3)), id="AVIF"),
    ],
)
def test_a_photo_stands_upright_wherever_it_says_how(data: bytes) -> None:
    upright = np.asarray(PORTRAIT.transpose(Image.Transpose.ROTATE_270))
    pixels = image.decode(data)[:, :, ::-1].astype(int)
    assert pixels.shape == upright.shape
    assert np.abs(pixels - upright).mean() < 5


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param(
            b"\0\0\0\x18ftypmp42" + b"\xff\xda" * 70 + bytes(5000), id="a film with 70 scan markers"
        ),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(300) + b"\xff\xd9", id="a second picture"),
        pytest.param(bytes(4096), id="padding"),
        pytest.param(b"\xff\xd9" * 20, id="more ends"),
    ],
)
@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
def test_what_stands_behind_the_end_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, backend: object, behind: bytes
) -> None:
    monkeypatch.setattr(image, "_backend", backend)
    data = encode(PORTRAIT, quality=90)
    assert np.array_equal(image.decode(data + behind), image.decode(data))


@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
def test_an_avif_is_read(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    monkeypatch.setattr(image, "_backend", backend)
    data = encode(PORTRAIT, "AVIF", quality=90)
    header = read_header(data)
    assert (header.width_px, header.height_px) == PORTRAIT.size
    assert np.abs(image.decode(data)[:, :, ::-1].astype(int) - np.asarray(PORTRAIT)).mean() < 5


def film() -> bytes:
    """Return an AVIF that moves."""
    target = io.BytesIO()
    PORTRAIT.save(target, "AVIF", save_all=True, append_images=[PORTRAIT.rotate(5), PORTRAIT.rotate(9)])
    return target.getvalue()


def other_brand(major: bytes, *compatible: bytes) -> bytes:
    """Return what begins like an AVIF of these brands."""
    brands = major + bytes(4) + b"".join(compatible)
    return struct.pack(">I4s", 8 + len(brands), b"ftyp") + brands + bytes(100)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(
            lambda: other_brand(b"heic", b"mif1", b"heic"), FrameRefusal.HEIC, id="an iPhone's HEIC"
        ),
        pytest.param(lambda: other_brand(b"mif1", b"heic"), FrameRefusal.HEIC, id="an Android's HEIF"),
        pytest.param(lambda: other_brand(b"hevc", b"msf1"), FrameRefusal.HEIC, id="a live HEIC"),
        pytest.param(lambda: other_brand(b"mp42", b"isom"), FrameRefusal.UNKNOWN_FORMAT, id="a film"),
        pytest.param(film, FrameRefusal.ANIMATED, id="an AVIF that moves"),
        pytest.param(
            lambda: other_brand(b"avif", b"mif1"), FrameRefusal.UNDECODABLE, id="an AVIF without a size"
        ),
        pytest.param(lambda: encode(PORTRAIT, "AVIF")[:-50], FrameRefusal.TRUNCATED, id="an AVIF cut off"),
        pytest.param(lambda: b"\0\0\0\x1cftyp", FrameRefusal.UNKNOWN_FORMAT, id="only its beginning"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    make: Callable[[], bytes], reason: FrameRefusal
) -> None:
    with pytest.raises(FrameError) as caught:
        image.decode(make())
    assert caught.value.reason is reason


def test_a_heic_is_refused_with_what_to_do_on_the_phone() -> None:
    with pytest.raises(FrameError, match="share the photo as JPEG"):
        image.decode(other_brand(b"heic", b"mif1"))


@pytest.fixture(scope="module")
def large() -> Image.Image:
    """A photo of 48 megapixels."""
    return PORTRAIT.resize((8000, 6000), Image.Resampling.NEAREST)


@pytest.mark.parametrize("backend", [image_opencv, image_pillow], ids=["opencv", "pillow"])
@pytest.mark.parametrize("image_format", ["JPEG", "PNG"])
def test_a_photo_of_48_megapixels_is_taken_at_half_its_size_and_a_cameras_is_not(
    monkeypatch: pytest.MonkeyPatch, large: Image.Image, backend: object, image_format: str
) -> None:
    monkeypatch.setattr(image, "_backend", backend)
    data = encode(large, image_format)
    pixels = image.decode(data, PHOTO_LIMITS)
    assert pixels.shape == (3000, 4000, 3)
    expected = np.asarray(PORTRAIT.resize((400, 300)))
    small: NDArray[np.uint8] = image.resize(pixels, 400, 300)
    assert np.abs(small[:, :, ::-1].astype(int) - expected).mean() < 8
    with pytest.raises(FrameError) as caught:
        image.decode(data)
    assert caught.value.reason in {FrameRefusal.TOO_LARGE, FrameRefusal.TOO_MANY_BYTES}


@pytest.mark.parametrize(
    ("byte_count", "reason"),
    [
        pytest.param(9 * 2**20, FrameRefusal.UNKNOWN_FORMAT, id="more than a camera's picture may have"),
        pytest.param(41 * 2**20, FrameRefusal.TOO_MANY_BYTES, id="more than any photo"),
    ],
)
def test_a_photo_may_have_forty_megabytes(byte_count: int, reason: FrameRefusal) -> None:
    with pytest.raises(FrameError) as caught:
        image.decode(bytes(byte_count), PHOTO_LIMITS)
    assert caught.value.reason is reason
