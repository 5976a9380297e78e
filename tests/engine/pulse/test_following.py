"""Faces whose pulse is measured, followed from look to look; every time is given."""

from collections.abc import Sequence

import numpy as np
import pytest

from custom_components.digitalshadow.engine.pulse.following import (
    CALM_AFTER_SECONDS,
    LEFT_SECONDS,
    PIECE_SECONDS,
    Following,
)
from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.errors import MessageError
from custom_components.digitalshadow.engine.records.faces import Box, Face
from custom_components.digitalshadow.engine.records.pulse import FollowPulse, PulseFollowed, WhyNoPulse
from tests.builders.pulse import drawn

CAMERA, ANNA, BEN = "mirror", "anna", "ben"
LOOKS_PER_SECOND = 5
FRAMES_PER_LOOK = 6
SIZE = (1280, 720)
START = 1_796_000_000.0


def face_at(left: float = 400, width: float = 200) -> Face:
    """Return a frontal face."""
    places = ((0.3, 0.38), (0.7, 0.38), (0.5, 0.58), (0.35, 0.78), (0.65, 0.78))
    landmarks = np.array([(left + x * width, 200 + y * 1.2 * width) for x, y in places], np.float32)
    return Face(Box(left, 200, width, 1.2 * width), 0.9, landmarks)


class Mirror:
    """A mirror's camera: it looks five times a second and tells the colours in between."""

    def __init__(self, following: Following | None = None) -> None:
        """Nobody stands there yet."""
        self.following = following or Following()
        self.now = START

    def watch(
        self,
        seconds: float,
        *,
        bpm: float = 72,
        percent: float = 0.6,
        lefts: Sequence[float] = (400,),
        clock_rate: float = 1.0,
        person_id: str = ANNA,
    ) -> list[PulseFollowed]:
        """Watch a face for so long and return every answer; the face stands at each place of `lefts` in turn."""
        trace = drawn(bpm=bpm, percent=percent, seconds=seconds)
        answers = []
        for look in range(round(seconds * LOOKS_PER_SECOND)):
            told = slice(look * FRAMES_PER_LOOK, (look + 1) * FRAMES_PER_LOOK)
            at = self.now + float(trace.times_s[told][-1])
            face = face_at(lefts[look % len(lefts)])
            self.following.look(CAMERA, person_id, at, face, SIZE)
            colours = Colours(
                tuple(map(float, self.now + trace.times_s[told])),
                tuple(tuple(tuple(map(float, box)) for box in frame) for frame in trace.colours[told]),
            )
            told_at = self.now + (at - self.now) * clock_rate
            answers.append(self.following.follow(FollowPulse(CAMERA, person_id, colours, told_at)))
        self.now += seconds
        return answers


def verdicts(answers: Sequence[PulseFollowed]) -> list[PulseFollowed]:
    """Return those that end a piece."""
    return [answer for answer in answers if answer.pulse or answer.why_not]


def test_a_piece_of_twenty_seconds_gives_the_rate_and_the_next_one_begins() -> None:
    answers = Mirror().watch(41, bpm=66)
    found = verdicts(answers)
    assert [round(one.pulse.bpm) for one in found] == [66, 66]
    assert all(one.seconds >= PIECE_SECONDS for one in found)
    assert answers[0].seconds < 1
    assert answers[50].seconds == pytest.approx(10, abs=0.3)
    assert answers[-1].seconds < 1


@pytest.mark.parametrize("sway_px", [5, 8, 20])
def test_a_head_that_moves_in_time_is_seen_in_the_smoothed_boxes_too(sway_px: float) -> None:
    # Five looks a second catch a sway of 72 a minute at these places again and again.
    places = [400 + sway_px * np.sin(2 * np.pi * 72 / 60 * look / LOOKS_PER_SECOND) for look in range(25)]
    (found,) = verdicts(Mirror().watch(21, lefts=places))
    assert found.why_not == (WhyNoPulse.MOVES_IN_TIME,)


def test_a_photograph_gives_a_reason_at_the_end_of_its_piece() -> None:
    (found,) = verdicts(Mirror().watch(21, percent=0))
    assert found.pulse is None
    assert WhyNoPulse.WEAK in found.why_not


def test_who_left_begins_a_new_piece() -> None:
    mirror = Mirror()
    mirror.watch(15)
    mirror.now += LEFT_SECONDS + 1
    assert verdicts(mirror.watch(15)) == []


def test_who_turned_away_for_a_moment_goes_on_but_the_gap_counts_against_the_piece() -> None:
    mirror = Mirror()
    mirror.watch(10)
    mirror.now += LEFT_SECONDS - 1
    (found,) = verdicts(mirror.watch(12))
    assert found.why_not == (WhyNoPulse.FEW_FRAMES,)


def test_two_people_have_a_trace_each() -> None:
    following = Following()
    anna, ben = Mirror(following), Mirror(following)
    rates = {}
    for mirror, person_id, bpm in ((anna, ANNA, 60), (ben, BEN, 90)):
        (found,) = verdicts(mirror.watch(21, bpm=bpm, person_id=person_id))
        rates[person_id] = round(found.pulse.bpm)
    assert rates == {ANNA: 60, BEN: 90}


def test_who_withdraws_half_way_is_forgotten_at_once() -> None:
    mirror = Mirror()
    mirror.watch(15)
    mirror.following.keep_people(lambda person_id: person_id != ANNA)
    assert mirror.following._followed == {}
    assert verdicts(mirror.watch(15)) == []


def test_who_left_a_camera_is_forgotten_with_its_next_frame() -> None:
    mirror = Mirror()
    mirror.watch(15)
    mirror.following.let_go("another", mirror.now + 10)
    assert mirror.following._followed
    mirror.following.let_go(CAMERA, mirror.now + LEFT_SECONDS + 1)
    assert mirror.following._followed == {}


@pytest.mark.parametrize(
    ("clock_rate", "is_untrue"),
    [
        pytest.param(1.0, False, id="true"),
        pytest.param(25 / 15, True, id="25 a second invented for 15"),
        pytest.param(25 / 30, True, id="25 a second invented for 30"),
    ],
)
def test_times_that_run_by_another_clock_give_no_rate(clock_rate: float, is_untrue: bool) -> None:
    (found,) = verdicts(Mirror().watch(21, clock_rate=clock_rate))
    assert (found.why_not == (WhyNoPulse.UNTRUE_TIMES,)) is is_untrue


@pytest.mark.parametrize(
    ("lefts", "is_calm"),
    [
        pytest.param((400,), True, id="sitting still"),
        pytest.param((400, 410), True, id="breathing"),
        pytest.param((*[400] * 300, *[560] * 300), False, id="moving about"),
    ],
)
def test_a_pulse_is_calm_after_four_minutes_in_view_and_still(lefts: Sequence[float], is_calm: bool) -> None:
    mirror = Mirror()
    early = verdicts(mirror.watch(CALM_AFTER_SECONDS - 20, lefts=lefts))
    late = verdicts(mirror.watch(45, lefts=lefts))
    assert early
    assert not any(one.is_calm for one in early)
    assert any(one.is_calm for one in late) is is_calm


def test_boxes_follow_a_face_slowly_and_a_leap_at_once() -> None:
    following = Following()
    (first, *_) = following.look(CAMERA, ANNA, 0.0, face_at(400), SIZE)
    (second, *_) = following.look(CAMERA, ANNA, 0.2, face_at(420), SIZE)
    assert second.left - first.left == pytest.approx(7, abs=0.1)
    (third, *_) = following.look(CAMERA, ANNA, 0.4, face_at(700), SIZE)
    assert third.left - first.left == pytest.approx(300, abs=0.1)


def test_a_face_without_landmarks_is_not_measured() -> None:
    following = Following()
    assert following.look(CAMERA, ANNA, 0.0, Face(Box(400, 200, 200, 240), 0.9, None), SIZE) == ()
    assert following.follow(request([0.0])) == PulseFollowed(0.0)


def request(times: Sequence[float], boxes: int = 4, channels: int = 3) -> FollowPulse:
    """Return grey boxes at these times."""
    frame = tuple(tuple([128.0] * channels) for _ in range(boxes))
    return FollowPulse(CAMERA, ANNA, Colours(tuple(times), (frame,) * len(times)), 0.0)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(request([0.1, 0.2], boxes=3), id="a box is missing"),
        pytest.param(request([0.1, 0.2], channels=1), id="grey values alone"),
        pytest.param(
            FollowPulse(CAMERA, ANNA, Colours((0.1,), request([0.1, 0.2]).colours.rgb), 0.0),
            id="a time is missing",
        ),
    ],
)
def test_what_is_no_colour_of_four_boxes_is_refused(wrong: FollowPulse) -> None:
    following = Following()
    following.look(CAMERA, ANNA, 0.0, face_at(), SIZE)
    with pytest.raises(MessageError, match="Expected"):
        following.follow(wrong)


def test_frames_that_come_twice_or_late_are_left_out() -> None:
    following = Following()
    following.look(CAMERA, ANNA, 0.0, face_at(), SIZE)
    following.follow(request([0.1, 0.2, 0.2, 0.15, 0.3]))
    following.follow(request([0.25, 0.3, 0.4]))
    (piece,) = [followed.piece for followed in following._followed.values()]
    assert np.concatenate([stretch.times_s for stretch in piece]).tolist() == [0.1, 0.2, 0.3, 0.4]


def test_no_frames_at_all_change_nothing() -> None:
    following = Following()
    following.look(CAMERA, ANNA, 0.0, face_at(), SIZE)
    assert following.follow(request([])) == PulseFollowed(0.0)
