"""What still works without face models, and without OpenCV."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.dlib_detector import DlibDetector
from custom_components.digitalshadow.engine.picture import image, image_pillow
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.errors import EnrolmentError
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.refusals import EnrolmentRefusal
from tests.engine.scenes import encoded, picture_of, show
from tests.engine.synthetic_models import RED


def dlib_pipeline(demonstration: LiveCad) -> Pipeline:
    """Return the fallback: dlib, no recogniser, Anna enrolled and consenting."""
    pipeline = Pipeline(DlibDetector(), None, demonstration, Settings(), lambda: 0.0)
    loaded = pipeline.set_gallery(
        SetGallery((EnrolledPerson("anna", may_be_read=True, model_sha256="whatever", templates=()),))
    )
    assert (loaded.people, loaded.needs_enrolment) == (0, ())
    return pipeline


def test_the_fallback_reads_the_portrait_where_the_camera_sees_one_person(
    portrait: NDArray[np.uint8], demonstration: LiveCad
) -> None:
    pipeline = dlib_pipeline(demonstration)
    marked = portrait.copy()
    marked[130:150, 200:220] = (255, 0, 255)
    result = show(pipeline, encoded(portrait), [0.0, 1.0], single_person_id="anna")[1]
    assert result.sightings[0].probability == pytest.approx(0.08, abs=0.001)
    early, later = show(pipeline, encoded(marked), [1.4, 1.5], single_person_id="anna")
    assert early.sightings[0].why_not is WhyNot.NOT_DUE
    assert later.sightings[0].probability is not None
    assert later.sightings[0].probability > 0.7


def test_the_fallback_recognises_and_enrols_nobody(
    portrait: NDArray[np.uint8], demonstration: LiveCad
) -> None:
    pipeline = dlib_pipeline(demonstration)
    for result in show(pipeline, encoded(portrait), [0.0, 1.0]):
        assert result.why_not == (WhyNot.NOT_RECOGNISED,)
    with pytest.raises(EnrolmentError) as caught:
        pipeline.enrol(Enrol("anna", encoded(portrait)))
    assert caught.value.reason is EnrolmentRefusal.NO_RECOGNITION


def test_without_opencv_the_way_of_a_frame_is_the_same(
    build: Callable[..., Pipeline], monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels = np.repeat(np.repeat(decode(picture_of((30, 20, RED))), 2, axis=0), 2, axis=1)
    _, with_opencv = show(build(), encoded(pixels), [0.0, 1.0])
    monkeypatch.setattr(image, "_backend", image_pillow)
    _, with_pillow = show(build(), encoded(pixels), [0.0, 1.0])
    one, other = with_opencv.sightings[0], with_pillow.sightings[0]
    assert (one.person_id, other.person_id) == ("anna", "anna")
    assert other.similarity == pytest.approx(one.similarity, abs=0.01)
    assert other.probability == pytest.approx(one.probability, abs=0.01)
    assert other.quality.sharpness == pytest.approx(one.quality.sharpness, rel=0.1)
