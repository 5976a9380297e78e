"""When a camera's live stream is opened and closed, by the clock that a test gives."""

import pytest

from custom_components.digitalshadow.watching.snapshot import Video
from custom_components.digitalshadow.watching.stream_wake import (
    NOBODY_SECONDS,
    STEADY_SECONDS,
    UNCONFIRMED_SECONDS,
    StreamWake,
)

STRANGER, MATCH, AGREED = (False, False), (True, False), (True, True)


def see(wake: StreamWake, what: tuple[bool, bool], now: float, *, may_open: bool = True) -> StreamWake:
    """Let a frame show something."""
    has_match, is_agreed = what
    return wake.then(has_match=has_match, is_agreed=is_agreed, may_open=may_open, now=now)


def live(now: float = 100.0, what: tuple[bool, bool] = MATCH) -> StreamWake:
    """Return a stream that a still opened, and whose first frame came a second later."""
    return see(StreamWake(), what, now - 1).opened(now)


@pytest.mark.parametrize(
    ("what", "video"),
    [
        pytest.param(STRANGER, Video.STILLS, id="a stranger, or nobody"),
        pytest.param(MATCH, Video.OPENING, id="one frame alone takes a face for somebody who agreed"),
        pytest.param(AGREED, Video.OPENING, id="frames agree"),
    ],
)
def test_only_somebody_who_agreed_opens_the_stream(what: tuple[bool, bool], video: Video) -> None:
    assert see(StreamWake(), what, 100.0).video is video
    assert see(StreamWake(), what, 100.0, may_open=False) == StreamWake()


def test_a_stream_whose_frames_do_not_agree_closes_after_two_seconds() -> None:
    wake = live()
    assert see(wake, MATCH, 100.0 + UNCONFIRMED_SECONDS - 0.1).video is Video.LIVE
    assert wake.at(100.0 + UNCONFIRMED_SECONDS).video is Video.STILLS


def test_frames_that_agreed_while_it_was_opening_count() -> None:
    wake = see(see(StreamWake(), MATCH, 99.0), AGREED, 99.8).opened(100.0)
    assert wake.at(100.0 + UNCONFIRMED_SECONDS + 1).video is Video.LIVE


def test_a_stream_closes_eight_seconds_after_the_last_agreeing_frame() -> None:
    wake = see(live(), AGREED, 101.0)
    for second in range(1, int(NOBODY_SECONDS)):
        wake = see(wake, STRANGER, 101.0 + second)
        assert wake.video is Video.LIVE
    wake = see(wake, AGREED, 108.9)
    assert see(wake, STRANGER, 108.9 + NOBODY_SECONDS - 0.1).video is Video.LIVE
    assert see(wake, STRANGER, 108.9 + NOBODY_SECONDS).video is Video.STILLS


def test_a_stream_that_does_not_come_is_given_up_when_nobody_is_seen_any_more() -> None:
    opening = see(StreamWake(), MATCH, 100.0)
    assert see(opening, STRANGER, 107.9).video is Video.OPENING
    assert see(opening, STRANGER, 108.0).video is Video.STILLS


def test_matches_in_vain_are_left_alone_for_longer_and_longer_and_agreeing_frames_never() -> None:
    wake, now, rests = StreamWake(), 100.0, []
    for _ in range(6):
        wake = see(wake, MATCH, now).opened(now)
        now += UNCONFIRMED_SECONDS
        wake = wake.at(now)
        ended_at = now
        while see(wake, MATCH, now).video is Video.STILLS:
            now += 1.0
        rests.append(now - ended_at)
    assert rests == [5, 10, 20, 40, 40, 40]
    assert see(wake, AGREED, ended_at).video is Video.OPENING
    agreed = see(see(wake, AGREED, ended_at).opened(ended_at), AGREED, ended_at)
    assert agreed.doubts == 0


def test_a_match_in_a_frame_from_before_the_closing_opens_nothing() -> None:
    closed = see(live(), AGREED, 101.0).closed(102.0)
    assert closed.video is Video.STILLS
    assert see(closed, MATCH, 102.1).video is Video.STILLS
    assert see(closed, MATCH, 102.0 + UNCONFIRMED_SECONDS).video is Video.OPENING


def test_a_stream_that_fails_is_tried_again_after_five_seconds_and_at_last_every_five_minutes() -> None:
    wake, now, gaps = StreamWake(), 100.0, []
    for _ in range(8):
        opening = see(wake, AGREED, now)
        assert opening.video is Video.OPENING
        wake = opening.ended(now)
        failed_at = now
        while see(wake, AGREED, now).video is Video.STILLS:
            now += 5.0
        gaps.append(now - failed_at)
    assert gaps == [5, 10, 20, 40, 80, 160, 300, 300]
    assert see(wake.forgiven(), MATCH, failed_at).video is Video.OPENING


def test_a_stream_that_comes_and_goes_is_no_better_than_one_that_does_not_come() -> None:
    wake = live().ended(101.0)
    wake = see(wake, AGREED, 106.0).opened(106.0).ended(107.0)
    assert see(wake, AGREED, 116.0).video is Video.STILLS
    assert see(wake, AGREED, 117.0).video is Video.OPENING


@pytest.mark.parametrize(
    "former",
    [
        pytest.param(live().ended(100.0 + STEADY_SECONDS), id="it had lived for a minute"),
        pytest.param(live().ended(101.0).closed(101.0), id="it failed once"),
    ],
)
def test_after_a_stream_that_lived_trouble_begins_anew(former: StreamWake) -> None:
    assert see(former, AGREED, 160.0 + 5.0).video is Video.OPENING


def test_somebody_who_walks_past_is_looked_at_more_often_than_who_stays() -> None:
    wake = see(live(), AGREED, 101.0)
    seconds = {now: wake.interval_seconds(now) for now in (100.0, 104.9, 105.0, 200.0)}
    assert list(seconds.values()) == [0.2, 0.2, 0.28, 0.28]


def test_stills_come_as_often_as_frames_only_while_the_stream_is_being_opened_for_a_single_match() -> None:
    woken = StreamWake().then(has_match=True, is_agreed=False, may_open=True, now=100.0)
    assert woken.wants_stills(101.9)
    assert not woken.wants_stills(102.0)
    assert not woken.then(has_match=True, is_agreed=True, may_open=True, now=101.0).wants_stills(101.0)
    assert not woken.opened(101.0).wants_stills(101.0)
    assert not woken.ended(101.0).wants_stills(101.0)
    assert not StreamWake().wants_stills(100.0)


def test_how_often_it_came_back_is_counted() -> None:
    wake = see(live().ended(101.0), AGREED, 110.0).opened(110.0)
    assert wake.reconnects == 1
    assert see(wake.closed(200.0), AGREED, 210.0).opened(210.0).reconnects == 1


def test_an_address_that_was_refused_is_remembered_until_it_opens_or_somebody_asks() -> None:
    wake = see(StreamWake(), MATCH, 100.0).ended(100.0, refused_address=7)
    assert wake.refused_address == 7
    assert see(wake, AGREED, 200.0).ended(200.0).refused_address == 7
    assert see(wake, AGREED, 200.0).opened(200.0).refused_address is None
    assert wake.forgiven().refused_address is None


def test_a_clock_that_was_set_back_keeps_no_stream_closed_and_none_open() -> None:
    assert see(live().ended(100_000.0), AGREED, 50.0).video is Video.OPENING
    assert see(see(live(100_000.0), AGREED, 100_000.0), STRANGER, 50.0).video is Video.STILLS
