"""Damaged pictures are refused or do little harm; hostile ones cost nothing."""

from collections.abc import Callable
import io
import resource
import sys
import time

import numpy as np
from PIL import Image
import pytest

from custom_components.digitalshadow.engine.picture import image, image_opencv, image_pillow
from custom_components.digitalshadow.engine.picture.complaints import Complaints
from custom_components.digitalshadow.engine.picture.image_header import read_header
from custom_components.digitalshadow.engine.reading.visits import MAX_MOVE
from custom_components.digitalshadow.engine.records.errors import FrameError
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal
from tests.hostile import picture_run
from tests.hostile.pictures import (
    DAMAGES,
    cut_off,
    encode,
    flipped_bit,
    inflating,
    lost_bytes,
    png_chunk,
    png_of,
    portrait,
    scan_bomb,
    seeded,
    whole_pictures,
)

WHOLE = whole_pictures()
JPEGS = ("baseline", "full colour", "restart markers", "progressive", "cmyk", "grey")
GREY = (128, 128, 128)
ROOM_BYTES = 48 * 2**20
"""What refusing a bomb may take; the bombs here ask for more."""


@pytest.fixture(params=["opencv", "pillow", "opencv on a thread"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Decode as in the engine's own process, as on systems without OpenCV, or where nobody may listen."""
    library = image_pillow if request.param == "pillow" else image_opencv
    monkeypatch.setattr(image, "_backend", library)
    listens = request.param == "opencv"
    monkeypatch.setattr(image_opencv, "_complaints", Complaints() if listens else None)
    return str(request.param)


def is_refused(picture: bytes) -> bool:
    """Tell whether the engine refuses a picture."""
    try:
        image.decode(picture)
    except FrameError:
        return True
    return False


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_picture_passes(name: str) -> None:
    assert image.decode(WHOLE[name]).shape == (512, 512, 3)


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
@pytest.mark.parametrize("rows", [30, 100, 400, 512])
def test_a_grey_bar_that_the_camera_drew_is_no_missing_part(
    mode: str, rows: int, *, progressive: bool
) -> None:
    picture = portrait()
    picture.paste(GREY, (0, 512 - rows, 512, 512))
    data = encode(picture, mode=mode, quality=85, progressive=progressive)
    assert image.decode(data).shape == (512, 512, 3)


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("name", JPEGS)
def test_a_jpeg_that_is_cut_off_and_closed_again_is_refused(name: str) -> None:
    random = seeded(1)
    assert all(is_refused(cut_off(WHOLE[name], random)) for _ in range(12))


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("name", ["cmyk", "progressive"])
@pytest.mark.parametrize("share", [0.2, 0.3, 0.7, 0.95])
def test_a_third_of_a_picture_is_no_picture(name: str, share: float) -> None:
    data = WHOLE[name]
    assert is_refused(data[: int(len(data) * share)] + b"\xff\xd9")


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("name", JPEGS)
def test_most_of_what_lost_bytes_is_refused(name: str) -> None:
    random = seeded(2)
    refused = sum(is_refused(lost_bytes(WHOLE[name], random)) for _ in range(20))
    assert refused >= (10 if name == "progressive" else 17)


@pytest.mark.parametrize("name", ["baseline", "progressive", "grey"])
def test_what_libjpeg_complains_of_is_refused(backend: str, name: str) -> None:
    random = seeded(3)
    refused = sum(is_refused(flipped_bit(WHOLE[name], random)) for _ in range(60))
    assert refused >= (3 if backend == "opencv" else 0)


@pytest.mark.usefixtures("backend")
def test_a_picture_after_a_damaged_one_is_not_blamed_for_it() -> None:
    random = seeded(4)
    for _ in range(20):
        is_refused(lost_bytes(WHOLE["baseline"], random))
        assert not is_refused(WHOLE["baseline"])


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_refused_or_decoded_and_nothing_else_happens(name: str, damage: str) -> None:
    random = seeded(5)
    for _ in range(8):
        is_refused(DAMAGES[damage](WHOLE[name], random))


@pytest.mark.parametrize("name", ["png"])
def test_a_damaged_png_is_refused_always(name: str) -> None:
    random = seeded(6)
    assert all(is_refused(flipped_bit(WHOLE[name], random)) for _ in range(25))


def restarts(data: bytes) -> list[int]:
    """Return where the restart markers of a JPEG stand."""
    return [
        place for place in range(len(data) - 1) if data[place] == 0xFF and 0xD0 <= data[place + 1] <= 0xD7
    ]


def without_the_stretch(data: bytes, first: int, last: int) -> bytes:
    """Return a JPEG that lost what lies between two of its restart markers."""
    places = restarts(data)
    return data[: places[first]] + data[places[last] :]


@pytest.mark.usefixtures("backend")
@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(3, 4, id="one"),
        pytest.param(3, 6, id="three"),
        pytest.param(3, 11, id="eight, after which the numbers agree again"),
    ],
)
def test_lost_stretches_between_restart_markers_are_noticed(first: int, last: int) -> None:
    with pytest.raises(FrameError) as caught:
        image.decode(without_the_stretch(WHOLE["restart markers"], first, last))
    assert caught.value.reason is FrameRefusal.DAMAGED


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(lambda: png_of(inflating(64 * 2**20)), id="data behind the last pixel"),
        pytest.param(lambda: png_of(inflating(64 * 2**20), interlaced=True), id="interlaced"),
        pytest.param(
            lambda: png_of(zlib_of(100), extra=png_chunk(b"zTXt", b"Comment\0\0" + inflating(64 * 2**20))),
            id="a text",
        ),
        pytest.param(
            lambda: png_of(zlib_of(100), extra=png_chunk(b"iCCP", b"colours\0\0" + inflating(64 * 2**20))),
            id="a colour profile",
        ),
        pytest.param(
            lambda: png_of(
                zlib_of(100),
                extra=png_chunk(b"zTXt", b"Raw profile type exif\0\0" + inflating(64 * 2**20)),
            ),
            id="an orientation",
        ),
    ],
)
def test_what_lies_behind_the_pixels_of_a_png_is_never_inflated(
    backend: str, picture: Callable[[], bytes]
) -> None:
    data = picture()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    is_refused(data)
    assert time.process_time() - started < 0.5
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < ROOM_BYTES
    assert backend


def zlib_of(side_px: int) -> bytes:
    """Return the stream of a black picture in colour."""
    target = io.BytesIO()
    Image.fromarray(np.zeros((side_px, side_px, 3), np.uint8)).save(target, "PNG")
    data = target.getvalue()
    start = data.index(b"IDAT")
    return data[start + 4 : start + 4 + int.from_bytes(data[start - 4 : start], "big")]


def test_scans_are_bounded_by_the_pixels_they_walk() -> None:
    large = encode(portrait().resize((4900, 4900)), quality=20)
    assert read_header(scan_bomb(large, 40)).width_px == 4900
    with pytest.raises(FrameError) as caught:
        read_header(scan_bomb(large, 55))
    assert caught.value.reason is FrameRefusal.TOO_MANY_SCANS


@pytest.mark.parametrize("name", ["opencv", "pillow"])
def test_one_damaged_frame_moves_no_reading_by_more_than_it_may(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(image, "_backend", image._backend)
    monkeypatch.setattr(image_opencv, "_complaints", None)
    counts = picture_run.show(name, 150, seed=1)
    assert sum(counts.shown.values()) == 150
    assert 40 < sum(counts.refused.values()) < 150
    assert counts.whole_refused == 0
    assert counts.readings_moved == 0
    assert counts.largest_reading_move <= MAX_MOVE


def test_the_report_counts_a_process_that_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    report = picture_run.run(10, seed=1)
    assert (report["count"], report["crashes"]) == (20, 2)
