"""A picture is decoded as far as it is looked at, and shows the same on both back ends."""

from types import ModuleType

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.picture import image, image_opencv, image_pillow
from custom_components.digitalshadow.engine.picture.bitmap import Bitmap, Region
from custom_components.digitalshadow.engine.picture.complaints import Complaints
from custom_components.digitalshadow.engine.picture.image_format import ImageHeader
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal
from tests.hostile.pictures import encode, portrait

WIDE = portrait().resize((1280, 720))
MIDDLE = Region(320, 100, 960, 500)


@pytest.fixture(params=[image_opencv, image_pillow], ids=["opencv", "pillow"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Decode as in the engine's own process, with OpenCV and without."""
    library: ModuleType = request.param
    monkeypatch.setattr(image, "_backend", library)
    monkeypatch.setattr(image_opencv, "_complaints", Complaints())
    return library


@pytest.fixture
def reductions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """By how much the sides were divided in each decoding of a picture, in order."""
    asked: list[int] = []
    real = image.decoded

    def decoded(header: ImageHeader, reduction: int) -> Bitmap:
        asked.append(reduction)
        return real(header, reduction)

    monkeypatch.setattr(image, "decoded", decoded)
    return asked


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        pytest.param(1280, 720, 1, id="every pixel"),
        pytest.param(700, 400, 1, id="little less"),
        pytest.param(640, 360, 2, id="half"),
        pytest.param(400, 225, 2, id="less than half"),
        pytest.param(320, 180, 4, id="a quarter"),
        pytest.param(100, 56, 8, id="a thumbnail"),
    ],
)
def test_a_look_decodes_no_more_than_it_needs(
    reductions: list[int], width: int, height: int, expected: int
) -> None:
    picture = Picture.read(encode(WIDE, quality=85))
    assert reductions == []
    assert picture.glance(picture.whole, width, height).shape == (height, width, 3)
    assert reductions == [expected]


@pytest.mark.usefixtures("backend")
def test_what_was_decoded_serves_for_every_further_look(reductions: list[int]) -> None:
    picture = Picture.read(encode(WIDE, quality=85))
    picture.glance(picture.whole, 640, 360)
    picture.glance(picture.whole, 200, 112)
    assert reductions == [2]
    picture.part(MIDDLE)
    picture.average(MIDDLE, 16, 16)
    picture.glance(picture.whole, 640, 360)
    assert reductions == [2, 1]


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_other_formats_are_decoded_at_once(reductions: list[int], image_format: str) -> None:
    picture = Picture.read(encode(WIDE, image_format))
    assert picture.size == (1280, 720)
    picture.glance(picture.whole, 320, 180)
    assert reductions == [1]


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("region", [Region(0, 0, 1280, 720), MIDDLE], ids=["all", "a part"])
def test_a_small_decoding_shows_what_the_whole_one_does(region: Region) -> None:
    data = encode(WIDE, quality=90)
    small, whole = Picture.read(data), Picture.read(data)
    whole.decode()
    difference = np.abs(small.glance(region, 300, 180).astype(int) - whole.glance(region, 300, 180))
    assert difference.mean() < 2.5


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_picture_is_turned_at_every_size(orientation: int, degrees: int) -> None:
    exif = portrait().getexif()
    exif[0x0112] = orientation
    data = encode(WIDE, quality=90, exif=exif)
    picture = Picture.read(data, degrees)
    expected: NDArray[np.uint8] = np.rot90(image.decode(data), -degrees // 90)
    height, width = expected.shape[:2]
    assert picture.size == (width, height)
    small = picture.glance(picture.whole, width // 4, height // 4).astype(int)
    shrunken = image_opencv.resize(np.ascontiguousarray(expected), width // 4, height // 4)
    assert np.abs(small - shrunken).mean() < 3
    assert np.abs(picture.part(picture.whole).astype(int) - expected).max() <= 1


def test_the_back_ends_show_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(WIDE, quality=85)
    matrix = np.array([[0.3, 0.05, -70.0], [-0.05, 0.3, 5.0]])
    looks = []
    for library in (image_opencv, image_pillow):
        monkeypatch.setattr(image, "_backend", library)
        monkeypatch.setattr(image_opencv, "_complaints", Complaints())
        picture = Picture.read(data)
        looks.append(
            [
                picture.glance(picture.whole, 640, 360),
                picture.warp(matrix, 112, 112),
                picture.part(MIDDLE),
                picture.average(MIDDLE, 16, 16),
            ]
        )
    for one, other in zip(*looks, strict=True):
        assert one.shape == other.shape
        assert np.abs(one.astype(int) - other).mean() < 1


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_picture_whose_rest_never_arrived_is_refused_at_the_first_look(
    share: float, *, progressive: bool
) -> None:
    data = encode(WIDE, quality=85, progressive=progressive)
    with pytest.raises(FrameError) as caught:
        Picture.read(data[: int(len(data) * share)] + b"\xff\xd9").decode(0.5)
    assert caught.value.reason is FrameRefusal.TRUNCATED


@pytest.mark.usefixtures("backend")
def test_pixels_are_a_picture_too() -> None:
    pixels = np.asarray(portrait())[:, :, ::-1]
    picture = Picture.of_pixels(pixels)
    assert np.array_equal(picture.part(picture.whole), pixels)
    assert np.array_equal(picture.turned(90).part(Region(0, 0, 512, 512)), np.rot90(pixels, -1))
