"""Colours come out as they were painted, whatever a stream writes them in."""

import av
from av.video.reformatter import ColorRange, Colorspace
import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.live_video.box_colours import mean_colours
from custom_components.digitalshadow.live_video.jpeg_writer import JpegWriter
from custom_components.digitalshadow.live_video.pyav import Frame
from tests.hostile.pictures import portrait

LEFT, RIGHT = (200, 120, 90), (60, 110, 170)
BOXES = (Box(2.0, 2.0, 26.0, 44.0), Box(34.0, 2.0, 28.0, 44.0))


def painted(width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """Return a picture of two halves, red-green-blue."""
    picture = np.empty((height, width, 3), np.uint8)
    picture[:, : width // 2], picture[:, width // 2 :] = LEFT, RIGHT
    return picture


def decoded(
    form: str, matrix: Colorspace, colour_range: ColorRange, picture: NDArray[np.uint8] | None = None
) -> Frame:
    """Return a picture as a decoder gives it, which says how it is written."""
    frame = av.VideoFrame.from_ndarray(painted() if picture is None else picture, "rgb24")
    return frame.reformat(format=form, dst_colorspace=matrix, dst_color_range=colour_range)


@pytest.mark.parametrize(
    ("form", "colour_range"),
    [
        (form, colour_range)
        for form in ("yuv420p", "yuv422p", "yuv444p", "yuvj420p", "nv12", "yuv420p10le")
        for colour_range in (ColorRange.MPEG, ColorRange.JPEG)
        # This form says by its name that its range is full.
        if not (form == "yuvj420p" and colour_range is ColorRange.MPEG)
    ],
)
@pytest.mark.parametrize("matrix", [Colorspace.ITU601, Colorspace.ITU709], ids=["BT.601", "BT.709"])
def test_boxes_and_pictures_have_the_colours_that_were_painted(
    form: str, matrix: Colorspace, colour_range: ColorRange
) -> None:
    frame = decoded(form, matrix, colour_range)
    assert np.array(mean_colours(frame, BOXES)) == pytest.approx(np.array([LEFT, RIGHT]), abs=2.5)
    pixels = image.decode(JpegWriter().write(frame))[:, :, ::-1]
    assert pixels[4:-4, 4:24].mean(axis=(0, 1)) == pytest.approx(LEFT, abs=5)
    assert pixels[4:-4, 40:-4].mean(axis=(0, 1)) == pytest.approx(RIGHT, abs=5)


@pytest.mark.parametrize(
    ("size", "matrix"),
    [
        pytest.param((640, 360), Colorspace.ITU601, id="standard definition"),
        pytest.param((1280, 720), Colorspace.ITU709, id="high definition"),
    ],
)
def test_a_stream_that_does_not_say_its_matrix_has_that_of_its_size(
    size: tuple[int, int], matrix: Colorspace
) -> None:
    frame = decoded("yuv420p", matrix, ColorRange.MPEG, painted(*size))
    frame.colorspace, frame.color_range = 2, 0
    boxes = (Box(10.0, 10.0, 100.0, 100.0),)
    assert np.array(mean_colours(frame, boxes)) == pytest.approx(np.array([LEFT]), abs=2.5)


@pytest.mark.parametrize(
    ("box", "colour"),
    [
        pytest.param(Box(-50.0, -50.0, 70.0, 70.0), LEFT, id="cut off at the corner"),
        pytest.param(Box(40.0, 10.0, 500.0, 500.0), RIGHT, id="larger than the picture"),
        pytest.param(Box(900.0, 900.0, 10.0, 10.0), RIGHT, id="beyond the picture"),
        pytest.param(Box(-90.0, 5.0, 10.0, 10.0), LEFT, id="before the picture"),
        pytest.param(Box(10.2, 10.2, 0.1, 0.1), LEFT, id="less than a pixel"),
        pytest.param(Box(0.0, 0.0, 64.0, 48.0), (130, 115, 130), id="the whole picture"),
    ],
)
def test_a_box_at_the_edge_still_has_a_colour(box: Box, colour: tuple[int, int, int]) -> None:
    frame = decoded("yuv420p", Colorspace.ITU709, ColorRange.MPEG)
    assert np.array(mean_colours(frame, (box,))) == pytest.approx(np.array([colour]), abs=3)


def test_pictures_of_another_size_are_written_in_theirs() -> None:
    """A camera may switch its resolution in the middle of a stream."""
    writer = JpegWriter()
    for width, height in ((64, 48), (128, 96), (64, 48), (65, 49)):
        frame = decoded("yuv420p", Colorspace.ITU709, ColorRange.MPEG, painted(width, height))
        assert image.decode(writer.write(frame)).shape == (height, width, 3)


def test_the_picture_is_as_good_as_what_was_decoded() -> None:
    """A face: what writing it takes away is less than what a camera's own coding does."""
    face = np.asarray(portrait())
    frame = decoded("yuv420p", Colorspace.ITU601, ColorRange.JPEG, face)
    pixels = image.decode(JpegWriter().write(frame))[:, :, ::-1]
    assert np.abs(pixels.mean(axis=2) - face.mean(axis=2)).mean() < 2
