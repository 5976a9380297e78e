"""What the engine does where a server computes the facial model: prove it, ask it, judge what it answers."""

from typing import TYPE_CHECKING

import numpy as np

from .agreement import FACES, answers_to_drawn_faces, tolerance_of
from .conversion.proof import drawn_faces
from .reading.livecad import planes_of
from .reading.open_questions import picture_bytes
from .records.elsewhere import (
    Answered,
    AskElsewhere,
    AskingElsewhere,
    AskLocally,
    Contract,
    GiveAnswer,
    Judgement,
    JudgeProof,
    ProofPictures,
    ShowProofPictures,
    TellContract,
)
from .records.errors import ModelError
from .records.refusals import ModelRefusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float32
    from numpy.typing import NDArray

    from .reading.livecad import LiveCad
    from .reading.open_questions import OpenQuestions
    from .records.elsewhere import PictureForm

type ElsewhereRequest = TellContract | ShowProofPictures | JudgeProof | AskElsewhere | GiveAnswer | AskLocally
type ElsewhereReply = Contract | ProofPictures | Judgement | AskingElsewhere | Answered


class Elsewhere:
    """The requests about a server. What it must answer is computed once, when it is first needed."""

    def __init__(self, livecad: LiveCad, questions: OpenQuestions) -> None:
        """Compare with `livecad`; the pipeline asks the questions."""
        self._livecad = livecad
        self._questions = questions
        self._expected: NDArray[float32] | None = None

    def handle(self, request: ElsewhereRequest) -> ElsewhereReply:
        """Answer a request.

        Raises:
            ModelError: For an answer of a server that is none.
        """
        match request:
            case TellContract():
                metadata = self._livecad.metadata
                return Contract(metadata.input_size, metadata.output, len(metadata.classes))
            case ShowProofPictures(form):
                return ProofPictures(self._pictures(form))
            case JudgeProof(outputs):
                return self._judge(outputs)
            case AskElsewhere(form):
                self._questions.form = form
                return AskingElsewhere(form)
            case GiveAnswer(question_id, output, runtime):
                return self._questions.take_answer(question_id, output, runtime)
            case AskLocally(question_id):
                return self._questions.answer(question_id)

    def _pictures(self, form: PictureForm) -> tuple[bytes, ...]:
        """Return the drawn faces as a server is asked about them."""
        metadata = self._livecad.metadata
        return tuple(
            picture_bytes(planes_of(face.pixels, face.box, metadata), metadata, form)
            for face in drawn_faces()[:FACES]
        )

    def _judge(self, outputs: Sequence[bytes]) -> Judgement:
        """Return how far a server's answers lie from ours; raises `ModelError` where they are no answers."""
        got = [self._livecad.output_of(output) for output in outputs]
        if len(got) != FACES:
            message = f"Expected {FACES} answers of the server, got {len(got)}. Prove it again."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
        if self._expected is None:
            self._expected = answers_to_drawn_faces(self._livecad)
        largest = float(np.abs(np.concatenate(got) - self._expected).max())
        return Judgement(largest, tolerance_of(self._livecad.metadata))
