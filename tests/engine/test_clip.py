"""Frames of video files: with true times, upright, as many as were asked for, and nothing that is no video."""

from collections.abc import Callable, Iterator
import os
from pathlib import Path
import sys

import numpy as np
import pytest

from custom_components.digitalshadow.engine.clip import MAX_PIXELS, ClipInSteps
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.records.clips import BeginClip, ClipFrame, ContinueClip
from custom_components.digitalshadow.engine.records.errors import ClipError
from custom_components.digitalshadow.engine.records.refusals import ClipRefusal
from tests.builders.clips import grey_levels, make_clip, make_sound, turned_right


def frames(path: Path, per_second: float = 5.0, **limits: float) -> list[ClipFrame]:
    """Return the frames of a file as the engine hands them out."""
    return list(steps(BeginClip(str(path), per_second, **limits)))


def steps(request: BeginClip) -> Iterator[ClipFrame]:
    """Yield one frame after the other."""
    clip = ClipInSteps()
    part = clip.handle(request)
    while part.frame is not None:
        yield part.frame
        part = clip.handle(ContinueClip())


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        pytest.param("clip.mp4", "libx264", "yuv420p", id="MP4"),
        pytest.param("clip.mkv", "libx265", "yuv420p", id="Matroska with H.265"),
        pytest.param("clip.ts", "libx264", "yuv420p", id="a transport stream"),
        pytest.param("clip.avi", "mjpeg", "yuvj420p", id="Motion JPEG"),
    ],
)
def test_frames_come_in_order_with_their_times(name: str, codec: str, pixels: str, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / name, grey_levels(10), codec=codec, pixels=pixels)
    found = frames(clip)
    assert [frame.seconds for frame in found] == pytest.approx(np.arange(10) / 5, abs=0.001)
    levels = [float(decode(frame.image).mean()) for frame in found]
    assert levels == pytest.approx([40 + 3 * number for number in range(10)], abs=3)


def test_skin_keeps_its_colour(tmp_path: Path) -> None:
    """FFmpeg's quick way from a film's colours to a picture's makes it redder, and colours may be the sign."""
    skin = np.full((64, 64, 3), (90, 120, 200), np.uint8)
    [frame] = frames(make_clip(tmp_path / "clip.mp4", [skin], pixels="yuv444p"))
    assert decode(frame.image).mean((0, 1)) == pytest.approx((90, 120, 200), abs=1.5)


def test_no_more_frames_come_than_were_asked_for(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", grey_levels(24), frames_per_second=12)
    assert [frame.seconds for frame in frames(clip, 5)] == pytest.approx(
        [0, 3 / 12, 5 / 12, 8 / 12, 10 / 12, 1, 15 / 12, 17 / 12, 20 / 12, 22 / 12], abs=0.001
    )


def test_frames_are_spread_over_a_long_file(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", grey_levels(40))
    assert [frame.seconds for frame in frames(clip, most_frames=4)] == pytest.approx([0, 2, 4, 6], abs=0.001)


def test_a_film_from_a_phone_that_was_held_upright_comes_upright(tmp_path: Path) -> None:
    picture = np.zeros((64, 96, 3), np.uint8)
    picture[:, :32] = 255
    [frame] = frames(turned_right(make_clip(tmp_path / "clip.mp4", [picture])))
    upright = Picture.read(frame.image, frame.turn_degrees)
    assert upright.size == (64, 96)
    assert upright.part(upright.whole)[:24].mean() > 230


def test_what_is_damaged_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.ts", grey_levels(40))
    content = bytearray(clip.read_bytes())
    content[len(content) // 3 : len(content) // 2] = bytes(len(content) // 2 - len(content) // 3)
    clip.write_bytes(content)
    assert 5 < len(frames(clip)) < 40


def test_a_file_that_is_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", grey_levels(40))
    clip.write_bytes(clip.read_bytes()[:-600])
    assert 5 < len(frames(clip)) < 40


def playlist(folder: Path) -> Path:
    """Write a list that names a film beside it."""
    make_clip(folder / "secret.ts", grey_levels(5))
    (folder / "list.mp4").write_text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.ts\n#EXT-X-ENDLIST\n"
    )
    return folder / "list.mp4"


def concatenation(folder: Path) -> Path:
    """Write another kind of list."""
    make_clip(folder / "secret.ts", grey_levels(5))
    (folder / "list.mp4").write_text("ffconcat version 1.0\nfile secret.ts\n")
    return folder / "list.mp4"


def written(content: bytes) -> Callable[[Path], Path]:
    """Return what writes a file with this content."""

    def write(folder: Path) -> Path:
        """Write it."""
        (folder / "clip.mp4").write_bytes(content)
        return folder / "clip.mp4"

    return write


def unknown_codec(folder: Path) -> Path:
    """Write a film that says it is of a kind that nobody has heard of."""
    clip = make_clip(folder / "clip.mkv", grey_levels(3))
    clip.write_bytes(clip.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_MPEG4/ISO/XYZ"))
    return clip


def broken_header(folder: Path) -> Path:
    """Write a film whose decoder does not open, after which PyAV knows of none: its header ends too late."""
    clip = make_clip(folder / "clip.mkv", grey_levels(3), codec="libx265")
    content = bytearray(clip.read_bytes())
    content[content.index(b"N\x01\x05") - 2] |= 0x20
    clip.write_bytes(content)
    return clip


def link(folder: Path) -> Path:
    """Write a link to a film."""
    (folder / "link.mp4").symlink_to(make_clip(folder / "clip.mp4", grey_levels(2)))
    return folder / "link.mp4"


def pipe(folder: Path) -> Path:
    """Make a named pipe that nobody writes into."""
    os.mkfifo(folder / "pipe.mp4")
    return folder / "pipe.mp4"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(written(b""), ClipRefusal.NO_VIDEO, id="nothing in it"),
        pytest.param(written(b"a letter" * 99), ClipRefusal.NO_VIDEO, id="text"),
        pytest.param(playlist, ClipRefusal.NO_VIDEO, id="a playlist could name any file or address"),
        pytest.param(concatenation, ClipRefusal.NO_VIDEO, id="so could a concatenation"),
        pytest.param(unknown_codec, ClipRefusal.NO_VIDEO, id="a kind of video that is unknown"),
        pytest.param(broken_header, ClipRefusal.NO_VIDEO, id="a header that no decoder takes"),
        pytest.param(lambda folder: make_sound(folder / "a.mp4"), ClipRefusal.NO_VIDEO, id="sound only"),
        pytest.param(lambda folder: folder / "none.mp4", ClipRefusal.UNREADABLE, id="not there"),
        pytest.param(lambda folder: folder, ClipRefusal.UNREADABLE, id="a folder"),
        pytest.param(link, ClipRefusal.UNREADABLE, id="a link could be turned elsewhere meanwhile"),
        pytest.param(pipe, ClipRefusal.UNREADABLE, id="a pipe would be waited for"),
    ],
)
def test_what_is_no_video_file_is_refused(
    make: Callable[[Path], Path], reason: ClipRefusal, tmp_path: Path
) -> None:
    with pytest.raises(ClipError) as refused:
        frames(make(tmp_path))
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param({"max_seconds": 1.5}, ClipRefusal.TOO_LONG, id="too long"),
        pytest.param({"max_bytes": 500}, ClipRefusal.TOO_MANY_BYTES, id="too large"),
    ],
)
def test_what_is_beyond_a_limit_is_refused(
    limits: dict[str, float], reason: ClipRefusal, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", grey_levels(10))
    with pytest.raises(ClipError) as refused:
        frames(clip, **limits)
    assert refused.value.reason is reason


def test_a_file_that_does_not_say_how_long_it_is_is_refused_once_it_is_too_long(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mkv", grey_levels(10))
    content = clip.read_bytes()
    # Matroska's element "duration" becomes one to be skipped.
    assert content.count(b"\x44\x89\x88") == 1
    clip.write_bytes(content.replace(b"\x44\x89\x88", b"\x42\x86\x88"))
    seen: list[float] = []
    with pytest.raises(ClipError) as refused:
        seen.extend(frame.seconds for frame in steps(BeginClip(str(clip), 5.0, max_seconds=1.0)))
    assert refused.value.reason is ClipRefusal.TOO_LONG


def test_a_frame_that_is_larger_than_any_camera_makes_is_refused(tmp_path: Path) -> None:
    huge = np.zeros((2400, MAX_PIXELS // 2400 + 4 & ~1, 3), np.uint8)
    with pytest.raises(ClipError) as refused:
        frames(make_clip(tmp_path / "clip.mp4", [huge]))
    assert refused.value.reason is ClipRefusal.TOO_MANY_PIXELS


def test_without_pyav_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = make_clip(tmp_path / "clip.mp4", grey_levels(1))
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ClipError, match="PyAV") as refused:
        frames(clip)
    assert refused.value.reason is ClipRefusal.NOT_SUPPORTED


def test_another_file_takes_the_place_of_the_one_in_hand(tmp_path: Path) -> None:
    first, second = (make_clip(tmp_path / f"{name}.mp4", grey_levels(3)) for name in "ab")
    clip = ClipInSteps()
    clip.handle(BeginClip(str(first), 5.0))
    assert clip.handle(BeginClip(str(second), 5.0)).frame is not None
    assert [clip.handle(ContinueClip()).frame is None for _ in range(3)] == [False, False, True]
