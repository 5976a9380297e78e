"""Agreement over frames: time is an argument, so nothing here waits."""

import pytest

from custom_components.digitalshadow.engine.reading.tracker import Sight, Tracker
from custom_components.digitalshadow.engine.records.faces import Box

HERE, NEAR, FAR = Box(10.0, 10.0, 50.0, 50.0), Box(14.0, 12.0, 50.0, 50.0), Box(300.0, 10.0, 50.0, 50.0)


def tracker(frames: int = 2) -> Tracker:
    """Return a tracker with the usual gap."""
    return Tracker(agreeing_frames=frames, gap_seconds=2.0)


def anna(box: Box = HERE) -> Sight:
    """Return a face that this frame takes for Anna."""
    return Sight(box, "anna", is_recognisable=True)


def ben(box: Box = HERE) -> Sight:
    """Return a face that this frame takes for Ben."""
    return Sight(box, "ben", is_recognisable=True)


def stranger(box: Box = HERE) -> Sight:
    """Return a good face that is nobody's."""
    return Sight(box, None, is_recognisable=True)


def smudge(box: Box = HERE) -> Sight:
    """Return a face too poor to compare."""
    return Sight(box, None, is_recognisable=False)


def confirmed(frames: list[tuple[float, Sight]], agreeing: int = 2) -> list[bool]:
    """Feed one face per frame and return what each frame confirmed."""
    subject = tracker(agreeing)
    return [subject.observe("hall", captured_at, [sight])[0] for captured_at, sight in frames]


def test_a_face_seen_once_names_nobody() -> None:
    assert confirmed([(0, anna())]) == [False]


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        pytest.param([(0, anna()), (1, anna(NEAR))], [False, True], id="two frames agree"),
        pytest.param([(0, anna()), (1, anna(FAR))], [False, True], id="the same name elsewhere: she walked"),
        pytest.param([(0, anna()), (1, ben(NEAR))], [False, False], id="two names in one place"),
        pytest.param([(0, anna()), (1, ben()), (2, anna()), (3, ben())], [False] * 4, id="a flickering name"),
        pytest.param(
            [(0, anna()), (1, smudge()), (2, anna())], [False, False, True], id="a blur says nothing"
        ),
        pytest.param(
            [(0, anna()), (1, stranger()), (2, anna())], [False, False, False], id="a no breaks the row"
        ),
        pytest.param([(0, anna()), (2.5, anna())], [False, False], id="unseen for too long"),
        pytest.param(
            [(0, anna()), (5, anna()), (10, anna())], [False, False, True], id="a camera that is slow"
        ),
        pytest.param(
            [(0, anna()), (60, anna()), (120, anna())], [False, False, True], id="one frame a minute"
        ),
        pytest.param(
            [(0, anna()), (200, anna()), (400, anna())], [False] * 3, id="too slow to mean anything"
        ),
        pytest.param([(0, smudge()), (5, anna()), (18, anna())], [False] * 3, id="a slow camera, late"),
        pytest.param([(0, anna()), (2.0, anna())], [False, True], id="unseen for just the gap"),
        pytest.param(
            [(9, anna()), (1, anna()), (2, anna())], [False, False, True], id="the clock was set back"
        ),
        pytest.param([(0, stranger()), (1, stranger())], [False, False], id="a stranger stays one"),
    ],
)
def test_a_name_counts_after_frames_that_agree(
    frames: list[tuple[float, Sight]], expected: list[bool]
) -> None:
    assert confirmed(frames) == expected


def test_more_agreement_may_be_asked_for() -> None:
    assert confirmed([(0, anna()), (1, anna()), (2, anna())], agreeing=3) == [False, False, True]
    assert confirmed([(0, anna())], agreeing=1) == [True]


def test_one_wrong_name_does_not_steal_anothers_row() -> None:
    subject = tracker()
    for captured_at in (0.0, 1.0):
        subject.observe("hall", captured_at, [anna(HERE), ben(FAR)])
    # Anna's face is taken for Ben's in one frame while Ben looks away.
    assert subject.observe("hall", 2.0, [ben(HERE), smudge(FAR)]) == (False, False)


def test_cameras_do_not_agree_with_each_other() -> None:
    subject = tracker()
    assert subject.observe("hall", 0, [anna()]) == (False,)
    assert subject.observe("door", 0.5, [anna()]) == (False,)
    assert subject.observe("hall", 1, [anna()]) == (True,)


def test_a_face_missed_in_one_frame_goes_on() -> None:
    subject = tracker()
    subject.observe("hall", 0, [anna()])
    subject.observe("hall", 0.5, [])
    assert subject.observe("hall", 1, [anna()]) == (True,)


def test_people_who_withdraw_are_forgotten_and_others_stay() -> None:
    subject = tracker()
    subject.observe("hall", 0, [anna(HERE), ben(FAR)])
    subject.keep_people(lambda person_id: person_id == "ben")
    assert "anna" not in repr(subject._cameras)
    assert subject.observe("hall", 1, [anna(HERE), ben(FAR)]) == (False, True)


def test_memory_stays_bounded_by_what_is_in_view() -> None:
    subject = tracker()
    for frame in range(500):
        subject.observe("hall", frame * 0.5, [stranger(Box(frame * 60.0, 0.0, 50.0, 50.0))])
    assert len(subject._cameras["hall"].tracks) <= 5
