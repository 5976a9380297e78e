"""Damaged streams end in a word: no hang, no memory beyond the limit, and Home Assistant untouched."""

from random import Random

import pytest

from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.messages import Patience
from custom_components.digitalshadow.live_video.records import StreamAddress
from tests.hostile.damage import DAMAGES, Damage
from tests.live_video import damaged_streams
from tests.live_video.camera import Camera
from tests.live_video.clips import Clip
from tests.live_video.streams import end_of
from tests.live_video.streams_to_damage import whole_streams


def test_sixty_damaged_streams_neither_hang_nor_take_more_than_their_memory() -> None:
    """`python -m tests.live_video.damaged_streams` shows ten thousand."""
    report = damaged_streams.run(60, first_seed=1)
    assert sum(report["outcomes"].values()) == 60
    assert report["hung"] == report["crashed"] == 0
    assert report["peak_mb"] < report["limit_mb"]
    assert report["frames_decoded"] > 300


@pytest.mark.parametrize("damage", DAMAGES[:3], ids=lambda damage: damage.__name__)
async def test_a_damaged_stream_ends_in_a_word(damage: Damage) -> None:
    """Through the whole reader, as Home Assistant uses it."""
    stream = whole_streams()["h264"]
    broken = damage(stream, Random(5))  # noqa: S311  # repeatable damage, no secret
    patience = Patience(open_seconds=3.0, silence_seconds=1.0, picture_seconds=3.0)
    async with Camera(Clip("video/mp2t", (broken,))) as camera:
        await end_of(LiveStream(StreamAddress(camera.url), patience))
