"""Enrolment: which pictures become a template, and why others are refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import Detector, YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture.bitmap import Region
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.errors import EnrolmentError
from custom_components.digitalshadow.engine.records.faces import Box, Face
from custom_components.digitalshadow.engine.records.gallery import (
    CheckPhoto,
    Enrol,
    EnrolledPerson,
    SetGallery,
)
from custom_components.digitalshadow.engine.records.pictures import Assess, Process
from custom_components.digitalshadow.engine.records.refusals import EnrolmentRefusal
from tests.builders.sessions import session_of
from tests.engine import synthetic_models
from tests.engine.scenes import blurred, encoded, picture_of, show
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
            changed_face(lambda p: blurred(p.astype(np.uint8), 8)),
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


def test_a_picture_too_dark_to_find_anybody_in_is_called_dark(pipeline: Pipeline) -> None:
    night = encoded((empty_picture() * 0.02).astype(np.uint8))
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("cleo", night))
    assert caught.value.reason is EnrolmentRefusal.TOO_DARK


def test_a_photo_is_checked_without_asking_whose_face_it_is(
    pipeline: Pipeline, synthetic_recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def embed(_self: Recogniser, _chip: NDArray[np.uint8]) -> NDArray[np.float32]:
        pytest.fail("A template was made of somebody who has not agreed")

    monkeypatch.setattr(type(synthetic_recogniser), "embed", embed)
    assert pipeline.check_photo(CheckPhoto(picture_of((30, 20, RED)))).quality.reasons == ()
    with pytest.raises(EnrolmentError) as caught:
        pipeline.check_photo(CheckPhoto(changed_face(lambda p: p * 0.1)))
    assert caught.value.reason is EnrolmentRefusal.TOO_DARK


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
    detector = YuNetDetector(session_of(synthetic_models.detector()))
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


class Staged(Detector):
    """Finds faces of these sizes, in a picture that stands on its long side with its white corner at the top left."""

    def __init__(self, *sides_px: float) -> None:
        self._sides_px = sides_px

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        if picture.part(Region(0, 0, 1, 1)).min() < 255:
            return ()
        shares = np.array(LANDMARK_SHARES, np.float32)
        return tuple(
            Face(Box(40.0, 40.0, side, side), 0.9, shares * np.float32(side) + 40) for side in self._sides_px
        )

    def golden_check(self) -> None:
        """Nothing to prove."""


def staged(recogniser: Recogniser, livecad: LiveCad, *sides_px: float) -> Pipeline:
    """Return a pipeline with that detector."""
    return Pipeline(Staged(*sides_px), recogniser, livecad, Settings(), lambda: 0.0)


def marked(turns: int) -> bytes:
    """Return a picture with a white corner at the top left, turned counter-clockwise so many times."""
    pixels = decode(picture_of((8, 8, YELLOW)))
    pixels[:2, :2] = 255
    return encoded(np.ascontiguousarray(np.rot90(pixels, turns)))


@pytest.mark.parametrize(("turns", "degrees"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_a_camera_that_hangs_turned_is_found_out(
    synthetic_recogniser: Recogniser, demonstration: LiveCad, turns: int, degrees: int
) -> None:
    pipeline = staged(synthetic_recogniser, demonstration, 96.0)
    assert pipeline.enrol(Enrol("cleo", marked(turns))).turn_degrees == degrees
    result = pipeline.process(Process("hall", 0.0, marked(turns), turn_degrees=degrees))
    assert (result.faces, result.width_px, result.height_px) == (1, 640, 480)
    assert len(pipeline.assess(Assess(marked(turns), turn_degrees=degrees)).faces) == 1


@pytest.mark.parametrize(
    ("sides_px", "taken"),
    [
        pytest.param((96.0, 40.0), True, id="somebody far behind"),
        pytest.param((40.0, 96.0, 30.0), True, id="two far behind"),
        pytest.param((96.0, 50.0), False, id="somebody near behind"),
    ],
)
def test_others_may_stand_far_behind(
    synthetic_recogniser: Recogniser, demonstration: LiveCad, *, sides_px: tuple[float, ...], taken: bool
) -> None:
    pipeline = staged(synthetic_recogniser, demonstration, *sides_px)
    if taken:
        assert pipeline.enrol(Enrol("cleo", marked(0))).quality.eye_distance_px == pytest.approx(38.4)
        return
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("cleo", marked(0)))
    assert caught.value.reason is EnrolmentRefusal.SEVERAL_FACES


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_real_face_is_enrolled_however_the_camera_hangs(
    portrait: NDArray[np.uint8],
    yunet: YuNetDetector,
    recogniser: Recogniser,
    demonstration: LiveCad,
    turns: int,
) -> None:
    pipeline = Pipeline(yunet, recogniser, demonstration, Settings(), lambda: 0.0)
    upright = pipeline.enrol(Enrol("cleo", encoded(portrait)))
    turned = pipeline.enrol(Enrol("cleo", encoded(np.ascontiguousarray(np.rot90(portrait, turns)))))
    assert turned.turn_degrees == 90 * turns
    assert turned.template == upright.template
