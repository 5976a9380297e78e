"""Between decoding and answering there is one frame, and a clock that knows when to expect no more."""

from threading import Timer
import time
import weakref

import pytest

from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.live_video.messages import Patience
from custom_components.digitalshadow.live_video.newest_frame import NewestFrame
from custom_components.digitalshadow.live_video.records import StreamEnd, StreamEndedError, StreamFacts

FACTS = StreamFacts("h264", 1280, 720)
BOX = Box(0.0, 0.0, 10.0, 10.0)
RGB = (10.0, 20.0, 30.0)


class Picture:
    """Something whose end can be seen."""


def opened(patience: Patience | None = None) -> NewestFrame[Picture]:
    """Return a place for frames of a stream that is open."""
    newest: NewestFrame[Picture] = NewestFrame(patience or Patience())
    newest.tell(FACTS)
    return newest


def test_no_frame_is_kept_beyond_the_newest() -> None:
    newest = opened()
    pictures = [Picture() for _ in range(3)]
    seen = [weakref.ref(picture) for picture in pictures]
    for number in range(3):
        newest.put(float(number + 1), pictures.pop(0), ())
    assert [picture() is not None for picture in seen] == [False, False, True]
    assert newest.frames_skipped == 2
    taken = newest.take(1.0)
    assert taken is not None
    assert taken[0] == 3.0
    del taken
    assert seen[2]() is None
    assert newest.take(0.0) is None


def test_a_frame_that_is_not_later_than_the_last_is_none() -> None:
    newest = opened()
    newest.put(2.0, Picture(), ())
    newest.put(2.0, Picture(), ())
    newest.put(1.5, Picture(), ())
    taken = newest.take(1.0)
    assert taken is not None
    assert taken[0] == 2.0
    assert newest.frames_skipped == 2


def test_who_waits_gets_the_frame_as_it_comes() -> None:
    newest = opened()
    timer = Timer(0.05, newest.put, (1.0, Picture(), ()))
    timer.start()
    assert newest.take(10.0) is not None
    timer.join()


def test_colours_are_those_since_the_last_answer() -> None:
    newest = opened()
    newest.measure((BOX,))
    for number in range(1, 4):
        newest.put(float(number), Picture(), (RGB,))
    taken = newest.take(1.0)
    assert taken is not None
    assert taken[2] == Colours((1.0, 2.0, 3.0), ((RGB,),) * 3)
    newest.put(4.0, Picture(), (RGB,))
    taken = newest.take(1.0)
    assert taken is not None
    assert taken[2] == Colours((4.0,), ((RGB,),))


def test_colours_of_boxes_that_are_no_longer_asked_about_are_left_out() -> None:
    """The decoder may have looked at them before it heard of the new ones."""
    newest = opened()
    newest.measure((BOX, BOX))
    newest.put(1.0, Picture(), (RGB, RGB))
    newest.measure((BOX,))
    newest.put(2.0, Picture(), (RGB, RGB))
    newest.put(3.0, Picture(), (RGB,))
    taken = newest.take(1.0)
    assert taken is not None
    assert taken[2] == Colours((3.0,), ((RGB,),))


def test_colours_that_nobody_fetches_do_not_grow_for_ever() -> None:
    newest = opened()
    newest.measure((BOX,))
    for number in range(1, 5000):
        newest.put(float(number), Picture(), (RGB,))
    taken = newest.take(1.0)
    assert taken is not None
    assert taken[2] is not None
    assert len(taken[2].captured_at) < 2000
    assert taken[2].captured_at[-1] == 4999.0


def test_the_last_frame_is_given_before_the_end_is_told() -> None:
    newest = opened()
    newest.put(1.0, Picture(), ())
    newest.end(StreamEnd.ENDED)
    newest.end(StreamEnd.FAILED)
    assert newest.take(1.0) is not None
    with pytest.raises(StreamEndedError) as caught:
        newest.take(1.0)
    assert caught.value.reason is StreamEnd.ENDED


def test_no_packet_is_silence() -> None:
    began = time.monotonic()
    with pytest.raises(StreamEndedError) as caught:
        opened(Patience(silence_seconds=0.1)).take(10.0)
    assert caught.value.reason is StreamEnd.SILENT
    assert 0.1 <= time.monotonic() - began < 5.0


def test_packets_without_a_picture_are_broken_video() -> None:
    newest = opened(Patience(silence_seconds=60.0, picture_seconds=0.1))
    newest.hear()
    with pytest.raises(StreamEndedError) as caught:
        newest.take(10.0)
    assert caught.value.reason is StreamEnd.BROKEN


def test_a_stream_that_does_not_open_is_given_up() -> None:
    newest: NewestFrame[Picture] = NewestFrame(Patience(open_seconds=0.1, silence_seconds=0.01))
    newest.await_opening(0.0)
    with pytest.raises(StreamEndedError) as caught:
        newest.await_opening(10.0)
    assert caught.value.reason is StreamEnd.SILENT
