"""Every error the engine raises on purpose: one base, one class per thing that can be wrong."""

from .refusals import ClipRefusal, EnrolmentRefusal, FrameRefusal, ModelRefusal


class EngineError(Exception):
    """Base of all errors of the engine. The message says what was expected, what came and what to do."""


class FrameError(EngineError):
    """A picture was refused before or while it was decoded."""

    def __init__(self, reason: FrameRefusal, message: str) -> None:
        """Keep the machine-readable reason beside the sentence for people."""
        super().__init__(message)
        self.reason = reason


class ClipError(EngineError):
    """A video file was refused before or while it was read."""

    def __init__(self, reason: ClipRefusal, message: str) -> None:
        """Keep the machine-readable reason beside the sentence for people."""
        super().__init__(message)
        self.reason = reason


class ModelError(EngineError):
    """A model file or a model's answer was refused."""

    def __init__(self, reason: ModelRefusal, message: str) -> None:
        """Keep the machine-readable reason beside the sentence for people."""
        super().__init__(message)
        self.reason = reason


class EnrolmentError(EngineError):
    """An enrolment picture was refused."""

    def __init__(
        self,
        reason: EnrolmentRefusal,
        message: str,
        *,
        person_id: str | None = None,
        similarity: float | None = None,
    ) -> None:
        """Keep the reason and, for a look-alike, whom the face resembles and by how much (cosine)."""
        super().__init__(message)
        self.reason = reason
        self.person_id = person_id
        self.similarity = similarity


class MessageError(EngineError):
    """A message between Home Assistant and the engine process does not have the agreed form."""


class EngineUnavailableError(EngineError):
    """The engine gave no answer: it is not running, was lost, took too long, or is kept closed by the breaker."""


class EngineBusyError(EngineUnavailableError):
    """The engine is working on something else. Drop the frame; do not queue it."""


class EngineTimeoutError(EngineUnavailableError):
    """The engine did not answer within the deadline of this request."""


class EngineLostError(EngineUnavailableError):
    """The engine's process ended while it worked on this request."""


class EngineLostInModelError(EngineLostError):
    """The engine's process ended or hung while the facial model computed: no picture is to blame for that."""


class EngineNotBackError(EngineLostError):
    """The engine's process was lost before, and this request could not even be handed to a new one."""


class EngineBrokenError(EngineUnavailableError):
    """The engine died too often in a short time and is not restarted for a while."""
