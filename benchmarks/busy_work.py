"""How seldom LiveCAD runs, how soon a reading comes, and how close it is to one for which LiveCAD ran always."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
import time
from typing import override

import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.face.detector import Detector, YuNetDetector
from custom_components.digitalshadow.engine.face.dlib_detector import DlibDetector
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.model_file.session import Session
from custom_components.digitalshadow.engine.picture.image import decode
from custom_components.digitalshadow.engine.picture.picture import Picture
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.reading.visits import BEST_SIGHTINGS, VisitBook, reading_of
from custom_components.digitalshadow.engine.records.configuration import ModelFile, Settings
from custom_components.digitalshadow.engine.records.faces import Face
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.sightings import Sighting
from demo.clip import FRAMES_PER_SECOND, approaching_frames, jpeg, person_frames

from .effort import Effort
from .engine_parts import PERSON_ID, RecordingSession, gallery_with, model_bytes, risk_model_bytes

STICKER_RADIUS_PX = 5
"""Small enough that the demonstration model's answer depends on every pixel of it."""
VISIT_GAP_SECONDS = 30.0
PASSING_SECONDS = 4.0
"""So long somebody comes near and is gone."""


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
    def lower_half_score(self, chip: NDArray[np.uint8]) -> float | None:
        """Say what the wrapped detector says."""
        return self._detector.lower_half_score(chip)

    @override
    def golden_check(self) -> None:
        """Check the wrapped detector."""
        self._detector.golden_check()


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of one clip."""

    reading: Reading
    """What the visit says."""
    runs: int
    """How often LiveCAD ran."""
    seconds_to_reading: float
    """From the first frame that may be read to the third answer, which makes a reading."""
    best_quality: float
    """Mean quality of the five best frames, had LiveCAD looked at all."""
    every_frame: tuple[float, ...]
    """LiveCAD's answers to all frames with a face."""


def measure(effort: Effort) -> dict[str, float]:
    """Watch somebody who stands still and somebody who comes near, with LiveCAD on every frame beside them."""
    risk = OnnxRuntimeSession(risk_model_bytes())
    still = _watch(risk, person_frames(int(effort.clip_seconds * FRAMES_PER_SECOND), STICKER_RADIUS_PX))
    passing = _watch(risk, approaching_frames(int(PASSING_SECONDS * FRAMES_PER_SECOND), STICKER_RADIUS_PX))
    mean = fmean(still.every_frame)
    return {
        "busy_work_frames": len(still.every_frame),
        "busy_work_livecad_runs": still.runs,
        "busy_work_livecad_runs_of_the_authors": len(still.every_frame),
        "busy_work_visit_value": still.reading.probability,
        "busy_work_mean_of_all_frames": mean,
        "busy_work_difference": abs(still.reading.probability - mean),
        "busy_work_seconds_to_reading": still.seconds_to_reading,
        "busy_work_quality": still.reading.quality,
        "busy_work_best_quality": still.best_quality,
        "busy_work_passing_livecad_runs": passing.runs,
        "busy_work_passing_seconds_to_reading": passing.seconds_to_reading,
        "busy_work_passing_quality": passing.reading.quality,
        "busy_work_passing_best_quality": passing.best_quality,
    }


def _watch(risk: Session, frames: Iterable[NDArray[np.uint8]]) -> Watched:
    """Run a clip of one person through pipeline and visits, and LiveCAD on every frame beside them."""
    counted, always = RecordingSession(risk), LiveCad(risk)
    detector = RememberingDetector(_detector())
    pipeline = Pipeline(detector, None, LiveCad(counted), Settings(), time.perf_counter)
    pipeline.set_gallery(gallery_with())
    sightings: list[Sighting] = []
    every_frame: list[float] = []
    for number, pixels in enumerate(frames):
        frame = jpeg(pixels)
        request = Process("hall", number / FRAMES_PER_SECOND, frame, single_person_id=PERSON_ID)
        sightings += pipeline.process(request).sightings
        every_frame += [always.estimate(decode(frame), face.box) for face in detector.found[:1]]
    answered = [sighting for sighting in sightings if sighting.probability is not None]
    readable = [sighting for sighting in sightings if not sighting.quality.reasons]
    best = sorted(sighting.quality.value for sighting in readable)[-BEST_SIGHTINGS:]
    return Watched(
        reading=_reading(sightings, always),
        runs=len(counted.asked),
        seconds_to_reading=answered[2].captured_at - readable[0].captured_at,
        best_quality=fmean(best),
        every_frame=tuple(every_frame),
    )


def _reading(sightings: Iterable[Sighting], livecad: LiveCad) -> Reading:
    """Return what the visit of these sightings yields."""
    book = VisitBook(gap_seconds=VISIT_GAP_SECONDS)
    for sighting in sightings:
        book.add(sighting)
    [visit] = book.close_all()
    reading = reading_of(visit, livecad.risk_model(ModelFile("demonstration", "", "0" * 64, pinned=True)))
    if reading is None:
        raise RuntimeError("expected a reading of each clip, got none: it holds no readable face")
    return reading


def _detector() -> Detector:
    """Return the real face detector where a folder has it, else dlib."""
    model = model_bytes(ModelRole.DETECTOR)
    return DlibDetector() if model is None else YuNetDetector(OnnxRuntimeSession(model))
