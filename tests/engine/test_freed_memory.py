"""What loading left behind goes back to the system."""

import platform
from types import SimpleNamespace
from typing import cast
from unittest.mock import Mock

import psutil
import pytest

from custom_components.digitalshadow.engine import freed_memory, worker
from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.records.faces import Quality
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, StageTimes
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.sightings import Sighting
from custom_components.digitalshadow.engine.wire.frames import encode


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")
def test_freed_pieces_between_used_ones_are_given_back() -> None:
    # Too small for mappings of their own; each second one stays, so that the heap cannot simply shrink.
    pieces = [bytearray(50_000) for _ in range(2_000)]
    del pieces[::2]
    before = psutil.Process().memory_info().rss
    freed_memory.give_back()
    assert before - psutil.Process().memory_info().rss > 20_000_000


@pytest.mark.parametrize(
    ("probabilities", "times"),
    [
        pytest.param((), 0, id="a frame without anybody"),
        pytest.param((None,), 0, id="somebody who was read a moment ago"),
        pytest.param((None, 0.2), 1, id="the facial model computed"),
    ],
)
def test_memory_is_given_back_after_each_answer_of_the_facial_model(
    monkeypatch: pytest.MonkeyPatch, probabilities: tuple[float | None, ...], times: int
) -> None:
    given_back = Mock()
    monkeypatch.setattr(freed_memory, "give_back", given_back)
    quality = Quality(0.9, (), 60.0, 40.0, 0.1)
    seen = tuple(Sighting("anna", "hall", 1.0, 0.7, quality, value, None) for value in probabilities)
    result = FrameResult("hall", 1.0, 640, 480, len(seen), seen, (), StageTimes(1.0, 1.0, 1.0, 1.0))
    engine = cast("Engine", SimpleNamespace(handle=lambda _request: result))
    worker._answer(engine, encode(Process("hall", 1.0, b"picture")))
    assert given_back.call_count == times
