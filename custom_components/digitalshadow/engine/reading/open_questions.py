"""Questions about faces that somebody else computes: few, one for each person, and none that is old."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..records.elsewhere import PictureForm
from ..records.frame_result import RiskQuestion
from .livecad import normalised

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy import uint8
    from numpy.typing import NDArray

    from ..records.sightings import Sighting
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
    """What was asked and not answered."""

    def __init__(self, metadata: RiskMetadata) -> None:
        """Ask nothing, until a form is set."""
        self.form: PictureForm | None = None
        """What the pictures' numbers are; None where nobody else is asked."""
        self._metadata = metadata
        self._open: dict[str, OpenQuestion] = {}
        self._new: list[RiskQuestion] = []

    @property
    def is_full(self) -> bool:
        """Whether as many are open as may be."""
        return len(self._open) >= MOST_OPEN

    def is_asked_about(self, person_id: str) -> bool:
        """Tell whether an answer about a person is still to come."""
        return any(question.sighting.person_id == person_id for question in self._open.values())

    def ask(self, sighting: Sighting, planes: NDArray[uint8]) -> None:
        """Ask about a face; planes of shape (1, 3, side, side)."""
        if self.form is None:
            raise ValueError("Expected a form to ask in, got none.")
        # The same in no other engine: an answer must not find another question after a restart.
        question_id = f"{sighting.person_id} {sighting.camera_id} {sighting.captured_at!r}"
        self._open[question_id] = OpenQuestion(sighting, planes)
        picture = picture_bytes(planes, self._metadata, self.form)
        self._new.append(RiskQuestion(question_id, sighting.person_id, picture))

    def hand_over(self) -> tuple[RiskQuestion, ...]:
        """Return what was asked since the last call."""
        new, self._new = tuple(self._new), []
        return new

    def look_at(self, question_id: str) -> OpenQuestion | None:
        """Return an open question; None for one that is closed, or never was."""
        return self._open.get(question_id)

    def close(self, question_id: str) -> None:
        """Expect no answer any more."""
        self._open.pop(question_id, None)

    def let_age(self, now: float) -> None:
        """Close what is older at `now` than any answer is waited for, in seconds; a clock may be set back."""
        self._keep(lambda question: abs(now - question.sighting.captured_at) <= OLDEST_SECONDS)

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
