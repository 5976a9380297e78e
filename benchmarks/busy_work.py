"""How seldom LiveCAD runs for somebody who stands still, and how close the visit's value is to running it always."""

from collections.abc import Iterable
from statistics import fmean
import time
from typing import override

from custom_components.digitalshadow.engine.face.detector import Detector, YuNetDetector
from custom_components.digitalshadow.engine.face.dlib_detector import DlibDetector
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.reading.visits import VisitBook, reading_of
from custom_components.digitalshadow.engine.records.messages import ModelFile, Process, Settings
from custom_components.digitalshadow.engine.records.observations import Face
from demo.clip import FRAMES_PER_SECOND, jpeg, person_frames

from .effort import Effort
from .engine_parts import PERSON_ID, RecordingSession, gallery_with, model_bytes, risk_model_bytes

STICKER_RADIUS_PX = 5
"""Small enough that the demonstration model's answer depends on every pixel of it."""
VISIT_GAP_SECONDS = 30.0


class RememberingDetector(Detector):
    """Passes everything on to a detector and keeps what it found last."""

    def __init__(self, detector: Detector) -> None:
        """Wrap a detector."""
        self._detector = detector
        self.found: tuple[Face, ...] = ()
        """The faces of the latest frame."""

    @override
    def finest_scale(self, width: int, height: int) -> float:
        """Say what the wrapped detector says."""
        return self._detector.finest_scale(width, height)

    @override
    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """Keep and return the faces."""
        self.found = self._detector.detect(picture)
        return self.found

    @override
    def golden_check(self) -> None:
        """Check the wrapped detector."""
        self._detector.golden_check()


def measure(effort: Effort) -> dict[str, float]:
    """Run a clip of one still person through pipeline and visits, and LiveCAD on every frame beside them."""
    risk = OnnxRuntimeSession(risk_model_bytes())
    counted, always = RecordingSession(risk), LiveCad(risk)
    detector = RememberingDetector(_detector())
    pipeline = Pipeline(detector, None, LiveCad(counted), Settings(), time.perf_counter)
    pipeline.set_gallery(gallery_with())
    book = VisitBook(gap_seconds=VISIT_GAP_SECONDS)
    every_frame: list[float] = []
    for captured_at, frame in _clip(effort.clip_seconds):
        result = pipeline.process(Process("hall", captured_at, frame, single_person_id=PERSON_ID))
        for sighting in result.sightings:
            book.add(sighting)
        every_frame += [always.estimate(decode(frame), face.box) for face in detector.found[:1]]
    [visit] = book.close_all()
    reading = reading_of(visit, always.risk_model(ModelFile("demonstration", "", "0" * 64, pinned=True)))
    if reading is None:
        raise RuntimeError(
            "expected a reading of a person who stood still, got none: the clip holds no readable face"
        )
    return {
        "busy_work_frames": len(every_frame),
        "busy_work_livecad_runs": len(counted.asked),
        "busy_work_livecad_runs_of_the_authors": len(every_frame),
        "busy_work_visit_value": reading.probability,
        "busy_work_mean_of_all_frames": fmean(every_frame),
        "busy_work_difference": abs(reading.probability - fmean(every_frame)),
    }


def _detector() -> Detector:
    """Return the real face detector where a folder has it, else dlib."""
    model = model_bytes(ModelRole.DETECTOR)
    return DlibDetector() if model is None else YuNetDetector(OnnxRuntimeSession(model))


def _clip(seconds: float) -> Iterable[tuple[float, bytes]]:
    """Yield capture time and JPEG of every frame."""
    count = int(seconds * FRAMES_PER_SECOND)
    for number, frame in enumerate(person_frames(count, STICKER_RADIUS_PX)):
        yield number / FRAMES_PER_SECOND, jpeg(frame)
