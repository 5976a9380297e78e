"""Who is in a clip: a name counts after several frames in a row, and a value is what a visit would yield."""

from dataclasses import dataclass, replace
import math
from typing import Final

from ..engine.reading.visits import VisitBook, reading_of
from ..engine.records.configuration import RiskModel
from ..engine.records.pictures import AssessedFace, Assessment
from ..engine.records.readings import Visit
from ..engine.records.sightings import Sighting

_NO_CAMERA: Final = ""


@dataclass(frozen=True, slots=True)
class ClipFace:
    """What a clip tells about one person."""

    face: AssessedFace
    """The best face, with the probability of the whole clip."""
    frames: int
    """Answers that went into the probability; 0 where there is none."""


class ClipFaces:
    """The faces of the frames so far. Strangers are dropped at once."""

    def __init__(self, agreeing_frames: int) -> None:
        """Set how many frames in a row must agree on a name."""
        self._agreeing_frames = agreeing_frames
        self._in_a_row: dict[str, int] = {}
        self._best: dict[str, AssessedFace] = {}
        self._book = VisitBook(gap_seconds=math.inf, max_visit_seconds=math.inf)

    def add(self, seconds: float, assessment: Assessment) -> None:
        """Take what a frame shows."""
        named = {face.person_id: face for face in assessment.faces if face.person_id is not None}
        self._in_a_row = {person_id: self._in_a_row.get(person_id, 0) + 1 for person_id in named}
        for person_id, face in named.items():
            if self._in_a_row[person_id] < self._agreeing_frames:
                continue
            best = self._best.get(person_id)
            if best is None or face.quality.value > best.quality.value:
                self._best[person_id] = face
            self._book.add(_sighting(person_id, seconds, face))

    def people(self, model: RiskModel) -> tuple[ClipFace, ...]:
        """Return what the clip tells about each person, in order of appearance, and forget it."""
        visits = self._book.close_all()
        return tuple(_clip_face(self._best[visit.person_id], visit, model) for visit in visits)


def _sighting(person_id: str, seconds: float, face: AssessedFace) -> Sighting:
    """Return a face as a camera's sighting."""
    return Sighting(
        person_id=person_id,
        camera_id=_NO_CAMERA,
        captured_at=seconds,
        similarity=face.similarity,
        quality=face.quality,
        probability=face.probability,
        why_not=face.why_not,
        crop=face.crop,
    )


def _clip_face(best: AssessedFace, visit: Visit, model: RiskModel) -> ClipFace:
    """Return what a person's frames say together."""
    reading = reading_of(visit, model)
    if reading is None:
        return ClipFace(replace(best, probability=None, why_not=visit.why_not), 0)
    return ClipFace(replace(best, probability=reading.probability, why_not=None), reading.frames)
