"""Questions about faces that somebody else computes: few, one for each person, and none that is old."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..records.elsewhere import Answered, PictureForm
from ..records.faces import WhyNot
from ..records.frame_result import RiskQuestion
from .livecad import normalised
from .outcome import answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy import uint8
    from numpy.typing import NDArray

    from ..records.sightings import Sighting
    from .livecad import LiveCad
    from .risk_metadata import RiskMetadata

MOST_OPEN: Final = 8
OLDEST_SECONDS: Final = 45.0
"""Longer than any answer is waited for: then nobody waits any more."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenQuestion:
    """One face whose probability is still to come."""

    sighting: Sighting
    """Whose face, where and when; without a probability."""
    planes: NDArray[uint8]
    """Shape (1, 3, side, side)."""


class OpenQuestions:
    """What was asked and not answered, and what becomes of an answer."""

    def __init__(self, livecad: LiveCad) -> None:
        """Ask nothing, until a form is set; `livecad` judges answers, and computes those that nobody else gives."""
        self.form: PictureForm | None = None
        """What the pictures' numbers are; None where nobody else is asked."""
        self._livecad = livecad
        self._open: dict[str, OpenQuestion] = {}
        self._new: list[RiskQuestion] = []

    def why_not_now(self, person_id: str, now: float) -> WhyNot | None:
        """Return why a person is not asked about at `now`, in seconds: a few at once, and one of a person."""
        # Older ones are closed; a clock may be set back.
        self._keep(lambda question: abs(now - question.sighting.captured_at) <= OLDEST_SECONDS)
        if any(question.sighting.person_id == person_id for question in self._open.values()):
            return WhyNot.NOT_DUE
        return WhyNot.SERVER_BUSY if len(self._open) >= MOST_OPEN else None

    def ask(self, sighting: Sighting, planes: NDArray[uint8]) -> None:
        """Ask about a face; planes of shape (1, 3, side, side)."""
        if self.form is None:
            raise ValueError("Expected a form to ask in, got none.")
        # The same in no other engine: an answer must not find another question after a restart.
        question_id = f"{sighting.person_id} {sighting.camera_id} {sighting.captured_at!r}"
        self._open[question_id] = OpenQuestion(sighting, planes)
        picture = picture_bytes(planes, self._livecad.metadata, self.form)
        self._new.append(RiskQuestion(question_id, sighting.person_id, picture))

    def hand_over(self) -> tuple[RiskQuestion, ...]:
        """Return what was asked since the last call."""
        new, self._new = tuple(self._new), []
        return new

    def take_answer(self, question_id: str, output: bytes, runtime: str) -> Answered:
        """Judge what somebody else, whom `runtime` names, computed; nothing comes of a question that was closed.

        Raises:
            ModelError: That is no probability; the question stays open.
        """
        question = self._open.get(question_id)
        if question is None:
            return Answered(None)
        probability = self._livecad.probability(self._livecad.output_of(output))
        del self._open[question_id]
        return Answered(answered(question.sighting, probability, runtime))

    def answer(self, question_id: str) -> Answered:
        """Answer a question that nobody else did; raises `ModelError` for a model that answers nonsense."""
        question = self._open.pop(question_id, None)
        if question is None:
            return Answered(None)
        probability = self._livecad.estimate_planes(question.planes)
        return Answered(answered(question.sighting, probability, self._livecad.runtime))

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Close the questions about everybody who may not stay."""
        self._keep(lambda question: may_stay(question.sighting.person_id))

    def _keep(self, stays: Callable[[OpenQuestion], bool]) -> None:
        """Close all other questions."""
        self._open = {
            question_id: question for question_id, question in self._open.items() if stays(question)
        }


def picture_bytes(planes: NDArray[uint8], metadata: RiskMetadata, form: PictureForm) -> bytes:
    """Return planes of shape (1, 3, side, side) as they travel."""
    if form is PictureForm.UINT8:
        return planes.tobytes()
    return normalised(planes, metadata).astype("<f4", copy=False).tobytes()
