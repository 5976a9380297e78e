"""Who is in a clip: only whom several frames in a row name, with what a visit would yield."""

from dataclasses import replace

import pytest

from custom_components.digitalshadow.engine.records.faces import Quality, WhyNot
from custom_components.digitalshadow.engine.records.pictures import AssessedFace, Assessment
from custom_components.digitalshadow.engine.records.sightings import Crop, Identity
from custom_components.digitalshadow.watching.clip_faces import ClipFaces
from tests.builders.home import ANNA, BEN, GOOD
from tests.fake_runner import RISK_MODEL

ANNA_SEEN = AssessedFace(ANNA, Identity.RECOGNISED, 0.7, GOOD, 0.2, None, Crop.DETECTED)
BEN_SEEN = replace(ANNA_SEEN, person_id=BEN)
BLURRED = replace(
    ANNA_SEEN,
    quality=Quality(0.2, (WhyNot.BLURRED,), 30.0, 2.0, None),
    probability=None,
    why_not=WhyNot.BLURRED,
    crop=None,
)
STRANGER = AssessedFace(None, None, None, GOOD, None, WhyNot.NOT_RECOGNISED)


def seen(*frames: tuple[AssessedFace, ...]) -> ClipFaces:
    """Return what a clip of one frame a second shows, where two frames must agree."""
    clip = ClipFaces(2)
    for second, faces in enumerate(frames):
        clip.add(float(second), Assessment(faces))
    return clip


def saying(*probabilities: float) -> list[tuple[AssessedFace, ...]]:
    """Return frames of Anna with these answers."""
    return [(replace(ANNA_SEEN, probability=probability),) for probability in probabilities]


def test_a_clip_yields_the_robust_mean_of_the_frames_that_agree() -> None:
    [one] = seen(*saying(0.9, 0.2, 0.3, 0.4, 0.8)).people(RISK_MODEL)
    assert one.face.probability == pytest.approx(0.35)
    assert (one.face.person_id, one.frames, one.face.why_not) == (ANNA, 4, None)


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([(STRANGER,)] * 5, id="strangers"),
        pytest.param([(ANNA_SEEN,), (), (ANNA_SEEN,), (STRANGER,), (ANNA_SEEN,)], id="never twice in a row"),
        pytest.param([], id="no frame"),
    ],
)
def test_nobody_is_named_on_less(frames: list[tuple[AssessedFace, ...]]) -> None:
    assert seen(*frames).people(RISK_MODEL) == ()


def test_one_answer_alone_says_nothing_about_itself() -> None:
    [one] = seen((BLURRED,), (BLURRED,), (ANNA_SEEN,)).people(RISK_MODEL)
    assert (one.face.probability, one.frames, one.face.why_not) == (None, 0, WhyNot.BLURRED)
    assert one.face.quality == GOOD


def test_each_person_has_a_value_of_their_own() -> None:
    both = [(replace(ANNA_SEEN, probability=0.2), replace(BEN_SEEN, probability=0.6))] * 4
    assert {one.face.person_id: one.face.probability for one in seen(*both).people(RISK_MODEL)} == {
        ANNA: pytest.approx(0.2),
        BEN: pytest.approx(0.6),
    }
