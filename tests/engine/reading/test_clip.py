"""Twenty seconds of somebody who stands still: LiveCAD looks seldom, and the visit says what all frames say."""

from collections.abc import Iterator
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from PIL import Image
import pytest

from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.picture import image_pillow
from custom_components.digitalshadow.engine.picture.chip import aligned_chip
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.reading.visits import VisitBook, reading_of
from custom_components.digitalshadow.engine.records.configuration import ModelFile, Settings
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Process
from tests.engine.synthetic_models import RED, draw_face, empty_picture

SECONDS, FRAMES_PER_SECOND = 20, 15
MAGENTA = (255, 0, 255)


def standing_still(scene: NDArray[np.uint8]) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Yield the frames of a camera that trembles a little and adds noise."""
    random = np.random.default_rng(11)
    height, width = scene.shape[:2]
    still = Image.fromarray(scene)
    for frame in range(SECONDS * FRAMES_PER_SECOND):
        right, down = random.normal(0, 0.7, 2)
        moved = np.asarray(
            still.transform(
                still.size, Image.Transform.AFFINE, (1, 0, -right, 0, 1, -down), Image.Resampling.BILINEAR
            )
        )
        noise = random.normal(0, 3, (height, width, 1))
        yield frame / FRAMES_PER_SECOND, np.clip(moved + noise, 0, 255).astype(np.uint8)


def check(
    scene: NDArray[np.uint8], detector: YuNetDetector, recogniser: Recogniser, livecad: LiveCad
) -> None:
    """Watch the clip and compare what the visit says with LiveCAD's answers to all frames."""
    (face,) = detector.detect(Picture.of_pixels(scene))
    template = recogniser.embed(aligned_chip(Picture.of_pixels(scene), face)).astype("<f4").tobytes()
    pipeline = Pipeline(detector, recogniser, livecad, Settings(), lambda: 0.0)
    pipeline.set_gallery(
        SetGallery(
            (
                EnrolledPerson(
                    "anna", may_be_read=True, model_sha256=recogniser.model_sha256, templates=(template,)
                ),
            )
        )
    )
    book, asked, every_frame = VisitBook(gap_seconds=60), 0, []
    for captured_at, pixels in standing_still(scene):
        image = image_pillow.encode_jpeg(pixels, 92)
        for sighting in pipeline.process(Process("hall", captured_at, image)).sightings:
            asked += sighting.probability is not None
            book.add(sighting)
        every_frame.append(livecad.estimate(pixels, detector.detect(Picture.of_pixels(pixels))[0].box))
    (visit,) = book.close(1000)
    reading = reading_of(visit, livecad.risk_model(ModelFile("livecad", "livecad.onnx", "abc", pinned=False)))
    assert visit.sightings == SECONDS * FRAMES_PER_SECOND - 1
    assert 5 <= asked <= 10
    assert reading is not None
    assert 0.15 < fmean(every_frame) < 0.85, "the sticker must leave room to differ"
    assert reading.probability == pytest.approx(fmean(every_frame), abs=0.02)


@pytest.mark.slow
def test_a_drawn_face_on_real_sessions(
    synthetic_detector: YuNetDetector, synthetic_recogniser: Recogniser, demonstration: LiveCad
) -> None:
    scene = empty_picture(320, 240)
    draw_face(scene, 20, 15, RED)
    # Light from above, as in a real room.
    scene = np.clip(scene * np.linspace(1.8, 0.4, 240)[:, None, None], 0, 255).astype(np.uint8)
    # The cell that marks the face is wider here, so that trembling does not hide it.
    scene[115:133, 155:173] = (0, 255, 0)
    scene[150:162, 170:181] = MAGENTA
    check(scene, synthetic_detector, synthetic_recogniser, demonstration)


@pytest.mark.slow
@pytest.mark.timeout(900)  # NumPy finds 600 faces in it where there is no onnxruntime
def test_the_portrait_with_real_face_models(
    portrait: NDArray[np.uint8], yunet: YuNetDetector, recogniser: Recogniser, demonstration: LiveCad
) -> None:
    scene = portrait[20:260, 70:390].copy()
    scene[110:122, 130:140] = MAGENTA
    check(scene, yunet, recogniser, demonstration)
