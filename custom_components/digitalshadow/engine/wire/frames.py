"""What Home Assistant and the engine process say to each other, as bytes: see vocabulary.py."""

from types import get_original_bases
from typing import Any, Final, cast, get_args

from ..records import errors
from ..records.clips import BeginClip, ClipPart, ContinueClip
from ..records.configuration import (
    Configure,
    ExaminedModel,
    ExamineModel,
    Ready,
)
from ..records.conversion_plan import BeginConversion, ContinueConversion, ConversionProgress
from ..records.elsewhere import (
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
from ..records.errors import (
    ClipError,
    EngineError,
    EnrolmentError,
    FrameError,
    MessageError,
    ModelError,
)
from ..records.frame_result import FrameResult
from ..records.gallery import (
    CheckPhoto,
    Enrol,
    EnrolmentPhoto,
    GalleryLoaded,
    PhotoCheck,
    SetGallery,
)
from ..records.messages import Failure, Request
from ..records.pictures import (
    Assess,
    Assessment,
    Look,
    Looked,
    Process,
)
from ..records.pulse import FollowPulse, PulseFollowed
from ..records.refusals import ClipRefusal, EnrolmentRefusal, FrameRefusal, ModelRefusal
from .vocabulary import Vocabulary

type Message = (
    Configure
    | Ready
    | SetGallery
    | GalleryLoaded
    | Process
    | FrameResult
    | Assess
    | Assessment
    | Look
    | Looked
    | Enrol
    | EnrolmentPhoto
    | CheckPhoto
    | PhotoCheck
    | BeginConversion
    | ContinueConversion
    | ConversionProgress
    | BeginClip
    | ContinueClip
    | ClipPart
    | ExamineModel
    | ExaminedModel
    | TellContract
    | Contract
    | ShowProofPictures
    | ProofPictures
    | JudgeProof
    | Judgement
    | AskElsewhere
    | AskingElsewhere
    | GiveAnswer
    | AskLocally
    | Answered
    | FollowPulse
    | PulseFollowed
    | Failure
)

_VOCABULARY: Final[Vocabulary[Message]] = Vocabulary(*get_args(Message.__value__))
MESSAGES: Final = _VOCABULARY.messages
"""The only records that travel on their own; what they contain travels inside them."""
encode: Final = _VOCABULARY.encode
decode: Final = _VOCABULARY.decode

_ERRORS_WITH_REASON: Final[
    dict[str, tuple[type[FrameError | ClipError | ModelError | EnrolmentError], type[Any]]]
] = {
    "FrameError": (FrameError, FrameRefusal),
    "ClipError": (ClipError, ClipRefusal),
    "ModelError": (ModelError, ModelRefusal),
    "EnrolmentError": (EnrolmentError, EnrolmentRefusal),
}


def reply_type(request: Request[Any]) -> type:
    """Return the class of the reply that a request gets when it does not fail."""
    (base,) = get_original_bases(type(request))
    return cast("type", get_args(base)[0])


def failure_of(error: EngineError) -> Failure:
    """Return the message that carries an error to the other side."""
    match error:
        case EnrolmentError(reason=reason, person_id=person_id, similarity=similarity):
            return Failure(type(error).__name__, str(error), reason.value, person_id, similarity)
        case FrameError(reason=reason) | ClipError(reason=reason) | ModelError(reason=reason):
            return Failure(type(error).__name__, str(error), reason.value)
    return Failure(type(error).__name__, str(error))


def error_of(failure: Failure) -> EngineError:
    """Return the error that a failure carries, of the same class; MessageError where errors.py has no such class."""
    if failure.error in _ERRORS_WITH_REASON:
        kind, refusals = _ERRORS_WITH_REASON[failure.error]
        if failure.reason not in refusals:
            return MessageError(f"Expected a reason of {failure.error}, got {str(failure.reason)[:40]!r}.")
        error = kind(refusals(failure.reason), failure.message)
        if isinstance(error, EnrolmentError):
            error.person_id, error.similarity = failure.person_id, failure.similarity
        return error
    plain = getattr(errors, failure.error, None)
    if isinstance(plain, type) and issubclass(plain, EngineError):
        return plain(failure.message)
    return MessageError(f"Expected the name of an engine error, got {failure.error[:40]!r}.")
