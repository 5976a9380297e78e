"""Enrolment: which pictures become a template, and why others are refused."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.errors import EnrolmentError
from custom_components.digitalshadow.engine.records.messages import (
    Assess,
    Enrol,
    EnrolledPerson,
    SetGallery,
    Settings,
)
from custom_components.digitalshadow.engine.records.observations import (
    EnrolmentRefusal,
)
from tests.engine import synthetic_models
from tests.engine.scenes import encoded, picture_of, show
from tests.engine.synthetic_models import LANDMARK_SHARES, RED, YELLOW, draw_face, empty_picture


def test_a_picture_becomes_a_template_that_is_recognised(pipeline: Pipeline) -> None:
    photo = pipeline.enrol(Enrol("cleo", picture_of((30, 20, YELLOW))))
    assert photo.model_sha256 == "synthetic"
    assert photo.quality.reasons == ()
    cleo = EnrolledPerson(
        "cleo", may_be_read=True, model_sha256=photo.model_sha256, templates=(photo.template,)
    )
    pipeline.set_gallery(SetGallery((cleo,)))
    result = show(pipeline, picture_of((40, 30, YELLOW)), [0.0, 1.0])[1]
    assert result.sightings[0].person_id == "cleo"


def changed_face(change: Callable[[NDArray[np.float64]], NDArray[Any]]) -> bytes:
    """Return a picture whose face, but for the green cell that marks it, is changed."""
    pixels = empty_picture()
    draw_face(pixels, 30, 20, YELLOW)
    changed = np.clip(change(pixels.astype(float)), 0, 255).astype(np.uint8)
    changed[160:168, 240:248] = (0, 255, 0)
    return encoded(changed)


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        pytest.param(picture_of(), EnrolmentRefusal.NO_FACE, id="nobody"),
        pytest.param(
            picture_of((15, 20, YELLOW), (45, 20, RED)), EnrolmentRefusal.SEVERAL_FACES, id="two people"
        ),
        pytest.param(picture_of((4, 20, YELLOW)), EnrolmentRefusal.NO_FACE, id="half outside the picture"),
        pytest.param(changed_face(lambda p: p * 0.1), EnrolmentRefusal.TOO_DARK, id="at night"),
        pytest.param(changed_face(lambda p: 130 + p * 0.5), EnrolmentRefusal.TOO_BRIGHT, id="in the sun"),
        pytest.param(
            changed_face(lambda p: cv2.GaussianBlur(p, (0, 0), 8)),
            EnrolmentRefusal.BLURRED,
            id="out of focus",
        ),
        pytest.param(
            picture_of((30, 20, RED)), EnrolmentRefusal.LOOKS_LIKE_ANOTHER, id="like somebody enrolled"
        ),
    ],
)
def test_a_picture_that_would_make_a_poor_template_is_refused(
    pipeline: Pipeline, image: bytes, reason: EnrolmentRefusal
) -> None:
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("cleo", image))
    assert caught.value.reason is reason


def test_a_small_face_is_not_enrolled_although_it_would_be_recognised(build: Callable[..., Pipeline]) -> None:
    image = picture_of((30, 20, YELLOW))
    assert build().enrol(Enrol("cleo", image)).quality.eye_distance_px == pytest.approx(38.4, abs=0.1)
    with pytest.raises(EnrolmentError) as caught:
        build(min_enrolment_eye_distance_px=40).enrol(Enrol("cleo", image))
    assert caught.value.reason is EnrolmentRefusal.TOO_SMALL


def test_a_turned_face_is_not_enrolled_although_it_would_be_recognised(
    monkeypatch: pytest.MonkeyPatch, synthetic_recogniser: Recogniser, demonstration: LiveCad
) -> None:
    turned = (*LANDMARK_SHARES[:2], (0.64, 0.58), *LANDMARK_SHARES[3:])
    monkeypatch.setattr(synthetic_models, "LANDMARK_SHARES", turned)
    detector = YuNetDetector(OnnxRuntimeSession(synthetic_models.detector()))
    pipeline = Pipeline(detector, synthetic_recogniser, demonstration, Settings(), lambda: 0.0)
    image = picture_of((30, 20, YELLOW))
    assert pipeline.assess(Assess(image)).faces[0].quality.reasons == ()
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("cleo", image))
    assert caught.value.reason is EnrolmentRefusal.TURNED


def test_a_look_alike_is_named_with_how_much(pipeline: Pipeline) -> None:
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("cleo", picture_of((30, 20, RED))))
    assert caught.value.person_id == "anna"
    assert caught.value.similarity == pytest.approx(1.0, abs=0.01)
    assert "anna" not in str(caught.value)


def test_a_person_may_add_pictures_of_their_own(pipeline: Pipeline) -> None:
    first = pipeline.enrol(Enrol("anna", picture_of((30, 20, RED))))
    again = pipeline.enrol(Enrol("anna", picture_of((40, 25, RED)), previous=(first.template,)))
    assert again.model_sha256 == first.model_sha256


def test_pictures_of_two_people_do_not_make_one_enrolment(pipeline: Pipeline) -> None:
    first = pipeline.enrol(Enrol("cleo", picture_of((30, 20, YELLOW))))
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("cleo", picture_of((30, 20, RED)), previous=(first.template,)))
    assert caught.value.reason is EnrolmentRefusal.DIFFERENT_PERSON
    assert caught.value.similarity is not None
    assert caught.value.similarity < 0.45
