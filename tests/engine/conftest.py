"""Pictures and models for the engine's tests: from the pinned packages, and from a developer's own folders."""

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
import itertools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.face.detector import Detector, YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, SetGallery
from tests.builders.sessions import HAS_ONNXRUNTIME, session_of
from tests.engine import synthetic_models
from tests.engine.scenes import picture_of
from tests.engine.synthetic_models import BLUE, RED
from tests.face_models import DETECTORS, RECOGNISERS, model_file, photo_file

_BESIDE_ONNXRUNTIME = (
    "conversion/test_conversion.py",
    "model_file/test_loading.py",
    "model_file/test_ncnn_session.py",
    "model_file/test_numpy_operators.py",
    "model_file/test_numpy_session.py",
    "model_file/test_session.py",
    "reading/test_invariance.py",
    "test_agreement.py",
)
_BESIDE_OPENCV = ("picture/test_image.py", "picture/test_phones.py", "picture/test_picture.py")
collect_ignore = [
    *(_BESIDE_ONNXRUNTIME if not HAS_ONNXRUNTIME else ()),
    *(_BESIDE_OPENCV if find_spec("cv2") is None else ()),
]
"""What compares with a package that some systems do not have."""

REPOSITORY = Path(__file__).parents[2]
DEMONSTRATION = REPOSITORY / "custom_components/digitalshadow/engine/demonstration.onnx"


def find_picture(name: str) -> NDArray[np.uint8]:
    """Return a picture that scikit-image carries or a developer has, or skip the test."""
    spec = find_spec("skimage")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    carried = Path(next(iter(spec.submodule_search_locations))) / "data" / name
    return decode((carried if carried.is_file() else photo_file(name)).read_bytes())


@pytest.fixture(scope="session")
def portrait() -> NDArray[np.uint8]:
    """The public-domain NASA portrait that scikit-image carries, 512 x 512, one frontal face."""
    return find_picture("astronaut.png")


@pytest.fixture(scope="session")
def yunet() -> YuNetDetector:
    """The real detector, where a developer has it."""
    return YuNetDetector(session_of(model_file(*DETECTORS).read_bytes()))


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    """A real recogniser, where a developer has it."""
    return Recogniser(session_of(model_file(*RECOGNISERS).read_bytes()), model_sha256="recogniser")


@pytest.fixture(scope="session")
def demonstration() -> LiveCad:
    """The demonstration model that the integration ships."""
    return LiveCad(session_of(DEMONSTRATION.read_bytes()))


@pytest.fixture
def synthetic_detector() -> YuNetDetector:
    """A tiny model with YuNet's contract that finds the drawn faces of `synthetic_models`."""
    return YuNetDetector(session_of(synthetic_models.detector()))


@pytest.fixture
def synthetic_recogniser() -> Recogniser:
    """A tiny model with SFace's contract that tells drawn faces apart by colour."""
    return Recogniser(session_of(synthetic_models.recogniser()), model_sha256="synthetic")


def template(recogniser: Recogniser, detector: Detector, pixels: NDArray[np.uint8]) -> bytes:
    """Return the template of the largest face."""
    face = detector.detect(Picture.of_pixels(pixels))[0]
    return recogniser.embed(aligned_chip(Picture.of_pixels(pixels), face)).astype("<f4").tobytes()


@pytest.fixture
def people(synthetic_detector: YuNetDetector, synthetic_recogniser: Recogniser) -> SetGallery:
    """Anna is red, Ben is blue; Ben did not consent."""
    enrolled = []
    for name, colour, may_be_read in (("anna", RED, True), ("ben", BLUE, False)):
        pixels = decode(picture_of((30, 20, colour)))
        made = template(synthetic_recogniser, synthetic_detector, pixels)
        enrolled.append(EnrolledPerson(name, may_be_read, synthetic_recogniser.model_sha256, (made,)))
    return SetGallery(tuple(enrolled))


@pytest.fixture
def build(
    synthetic_detector: YuNetDetector,
    synthetic_recogniser: Recogniser,
    demonstration: LiveCad,
    people: SetGallery,
) -> Callable[..., Pipeline]:
    """Return a function that puts a pipeline together and enrols the people."""

    def make(livecad: LiveCad = demonstration, **changes: Any) -> Pipeline:  # noqa: ANN401  # any threshold
        ticks = itertools.count()
        pipeline = Pipeline(
            synthetic_detector,
            synthetic_recogniser,
            livecad,
            replace(Settings(), **changes),
            lambda: next(ticks) / 1000,
        )
        pipeline.set_gallery(people)
        return pipeline

    return make


@pytest.fixture
def pipeline(build: Callable[..., Pipeline]) -> Pipeline:
    return build()
