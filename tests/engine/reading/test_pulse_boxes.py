"""For whom the engine tells where to measure colour: people who agreed, compared and confirmed, and nobody else."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.gallery import SetGallery
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.pulse import FollowPulse, WhyNoPulse
from tests.builders.pulse import drawn
from tests.engine.scenes import picture_of, show
from tests.engine.synthetic_models import BLUE, RED, YELLOW

TIMES = [0.0, 0.2, 0.4]
FRAMES_PER_LOOK = 6


@pytest.fixture
def agreed(pipeline: Pipeline, people: SetGallery) -> Pipeline:
    """A pipeline that knows Anna and Ben, who both agreed to the pulse; Ben may not be read."""
    everybody = tuple(replace(person, may_have_pulse=True) for person in people.people)
    pipeline.set_gallery(SetGallery(everybody))
    return pipeline


def measured(
    pipeline: Pipeline, *faces: tuple[int, int, tuple[int, int, int]], **changes: object
) -> list[set[str]]:
    """Return for each frame on whose faces colour is to be measured."""
    results = show(pipeline, picture_of(*faces), TIMES, **({"with_pulse": True} | changes))
    return [{found.person_id for found in result.pulse_boxes} for result in results]


def test_a_face_that_was_confirmed_has_four_boxes(agreed: Pipeline) -> None:
    first, *_, last = show(agreed, picture_of((30, 20, RED)), TIMES, with_pulse=True)
    assert first.pulse_boxes == ()
    ((person_id, boxes),) = [(found.person_id, found.boxes) for found in last.pulse_boxes]
    assert person_id == "anna"
    assert len(boxes) == 4


@pytest.mark.parametrize(
    ("faces", "changes"),
    [
        pytest.param([(30, 20, RED)], {"with_pulse": False}, id="the camera is not switched on"),
        pytest.param([(30, 20, BLUE)], {}, id="he may not be read"),
        pytest.param([(30, 20, YELLOW)], {}, id="a stranger"),
        pytest.param([(30, 20, RED)], {"single_person_id": "anna"}, id="no face is compared"),
    ],
)
def test_nobody_else_has_boxes(
    agreed: Pipeline, faces: list[tuple[int, int, tuple[int, int, int]]], changes: dict[str, object]
) -> None:
    assert measured(agreed, *faces, **changes) == [set(), set(), set()]


def test_without_a_yes_of_its_own_there_are_no_boxes(pipeline: Pipeline) -> None:
    assert measured(pipeline, (30, 20, RED)) == [set(), set(), set()]


def test_a_stranger_beside_somebody_who_agreed_has_none(agreed: Pipeline) -> None:
    assert measured(agreed, (20, 20, RED), (60, 20, YELLOW))[-1] == {"anna"}


def test_a_withdrawal_ends_it_with_the_next_frame(agreed: Pipeline, people: SetGallery) -> None:
    assert measured(agreed, (30, 20, RED))[-1] == {"anna"}
    agreed.set_gallery(people)
    assert agreed.following._followed == {}
    assert measured(agreed, (30, 20, RED)) == [set(), set(), set()]


def test_a_face_is_followed_from_its_boxes_to_an_answer(agreed: Pipeline) -> None:
    picture, trace = picture_of((30, 20, RED)), drawn(bpm=66, seconds=21)
    answers = []
    for look, first in enumerate(range(0, len(trace.times_s), FRAMES_PER_LOOK)):
        agreed.process(Process("hall", look / 5, picture, with_pulse=True))
        colours = Colours(
            tuple(trace.times_s[first : first + FRAMES_PER_LOOK].tolist()),
            tuple(
                tuple(tuple(box) for box in frame)
                for frame in trace.colours[first : first + FRAMES_PER_LOOK].tolist()
            ),
        )
        answers.append(agreed.following.follow(FollowPulse("hall", "anna", colours, look / 5)))
    assert answers[0].seconds == 0.0  # the first frame alone confirms nobody
    # The drawn faces are 96 pixels wide.
    assert [answer.why_not for answer in answers if answer.why_not] == [(WhyNoPulse.FACE_SMALL,)]
