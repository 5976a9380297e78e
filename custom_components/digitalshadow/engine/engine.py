"""The engine as a whole: from a configuration to a pipeline, and from each request to its reply."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from .agreement import DETECTOR, FACIAL_MODEL, RECOGNISER, Agreement, open_agreeing
from .clip import ClipInSteps
from .conversion.steps import ConversionInSteps
from .elsewhere import Elsewhere
from .face import dlib_detector
from .face.detection_input import WHOLE_SIDE_PX, fitting_input
from .face.detector import Detector, YuNetDetector
from .face.dlib_detector import DlibDetector
from .face.recogniser import Recogniser
from .model_file.announced_session import Announce, AnnouncedSession, announce_nothing
from .model_file.catalog import entry_of
from .model_file.loading import Rung
from .model_file.session import Session
from .picture import image
from .reading.cropping import Cropping
from .reading.examining import examine
from .reading.livecad import LiveCad
from .reading.pipeline import Pipeline
from .records.clips import BeginClip, ContinueClip
from .records.configuration import (
    Configure,
    ExamineModel,
    ModelFile,
    Ready,
)
from .records.conversion_plan import BeginConversion, ContinueConversion
from .records.crop_geometry import CropGeometry
from .records.elsewhere import (
    AskElsewhere,
    AskLocally,
    GiveAnswer,
    JudgeProof,
    ShowProofPictures,
    TellContract,
)
from .records.errors import EngineError, EngineUnavailableError, MessageError, ModelError
from .records.gallery import CheckPhoto, Enrol, SetGallery
from .records.messages import Failure, Request
from .records.pictures import Assess, Look, Process
from .records.pulse import FollowPulse
from .records.refusals import ModelRefusal
from .wire.frames import failure_of

_NEEDS_NO_MODELS: Final = (BeginConversion, ContinueConversion, BeginClip, ContinueClip, ExamineModel)
_TIMED_LOOKS: Final = 3
"""The fastest of these counts: the first one is always slow, and a start keeps a computer busy."""


class Engine:
    """Answers requests, one at a time. The first must be `Configure`."""

    def __init__(
        self,
        stopwatch: Callable[[], float],
        confinement: tuple[str, ...] = (),
        announce: Announce = announce_nothing,
    ) -> None:
        """Begin without models; `Configure` brings them.

        Args:
            stopwatch: Tells seconds of any origin, for the times that results report.
            confinement: What the process gave up, as `Ready` reports it.
            announce: Is told when the facial model begins and ends to compute.
        """
        self._stopwatch = stopwatch
        self._confinement = confinement
        self._announce = announce
        self._pipeline: Pipeline | None = None
        self._elsewhere: Elsewhere | None = None
        self._gallery: SetGallery | None = None
        self._conversion = ConversionInSteps()
        self._clip = ClipInSteps()

    def handle[R](self, request: Request[R]) -> R | Failure:
        """Answer a request. Anything that is raised is a mistake in the engine.

        Args:
            request: One of the requests in `records/`.

        Returns:
            The reply of the request's type, or the `Failure` that an `EngineError` becomes.
        """
        try:
            reply: R = self._reply_to(request)
        except EngineError as err:
            return failure_of(err)
        return reply

    def _reply_to(self, request: Request[Any]) -> Any:  # noqa: ANN401, C901, PLR0911  # one return per request; which reply belongs to which request, `handle` says
        """Hand a request to what answers it."""
        if isinstance(request, Configure):
            return self._configure(request)
        if isinstance(request, _NEEDS_NO_MODELS):
            return self._reply_without_models(request)
        if self._pipeline is None or self._elsewhere is None:
            raise EngineUnavailableError("Expected Configure as the first request, got another one.")
        match request:
            case SetGallery():
                self._gallery = request
                return self._pipeline.set_gallery(request)
            case Process():
                return self._pipeline.process(request)
            case Assess():
                return self._pipeline.assess(request)
            case Look():
                return self._pipeline.look(request)
            case Enrol():
                return self._pipeline.enrol(request)
            case CheckPhoto():
                return self._pipeline.check_photo(request)
            case FollowPulse():
                return self._pipeline.following.follow(request)
            case (
                TellContract()
                | ShowProofPictures()
                | JudgeProof()
                | AskElsewhere()
                | GiveAnswer()
                | AskLocally()
            ):
                return self._elsewhere.handle(request)
        raise MessageError(f"Expected a request that the engine knows, got a {type(request).__name__}.")

    def _reply_without_models(
        self, request: BeginConversion | ContinueConversion | BeginClip | ContinueClip | ExamineModel
    ) -> Any:  # noqa: ANN401  # as above
        """Hand a request that needs no configuration to what answers it."""
        match request:
            case BeginConversion() | ContinueConversion():
                return self._conversion.handle(request)
            case BeginClip() | ContinueClip():
                return self._clip.handle(request)
            case ExamineModel():
                return examine(Path(request.path))

    def _configure(self, request: Configure) -> Ready:
        """Load and prove every model, then replace the pipeline; nothing changes when a model is refused."""
        prove = partial(open_agreeing, threads=request.threads, known_proofs=request.known_proofs)
        finding = prove(request.detector, question=DETECTOR) if request.detector else None
        # Recognition aligns faces by landmarks, and dlib gives none.
        naming = prove(request.recogniser, question=RECOGNISER) if finding and request.recogniser else None
        reading = prove(request.risk_model, question=FACIAL_MODEL)
        if finding and request.detector and (side_px := self._smaller_input_px(finding.session)):
            # onnxruntime insists on the size that the file says; it is fast enough for that wherever it can be had.
            finding = prove(request.detector, question=DETECTOR, input_side_px=side_px)
        detector = _detector(request, finding)
        recogniser = _recogniser(naming, request.recogniser)
        livecad = LiveCad(AnnouncedSession(reading.session, self._announce))
        if request.detector is None and livecad.metadata.crop_geometry is not CropGeometry.BOX:
            raise ModelError(
                ModelRefusal.MISSING,
                f"Expected the detector YuNet for a model with the crop geometry {livecad.metadata.crop_geometry}, got "
                "none: without landmarks its crop cannot be made. Add the detector's file, or choose another model.",
            )
        for part in (detector, recogniser, livecad):
            if part is not None:
                part.golden_check()
        cropping = Cropping(livecad.metadata.crop_geometry, _exact_cropper(request))
        self._pipeline = Pipeline(
            detector, recogniser, livecad, request.settings, self._stopwatch, cropping=cropping
        )
        self._elsewhere = Elsewhere(livecad, self._pipeline.questions)
        if self._gallery is not None:
            self._pipeline.set_gallery(self._gallery)
        return Ready(
            detector=request.detector.name if request.detector else dlib_detector.NAME,
            recogniser=request.recogniser.name if recogniser and request.recogniser else None,
            recogniser_sha256=recogniser.model_sha256 if recogniser else None,
            risk_model=livecad.risk_model(request.risk_model),
            runtime=livecad.runtime,
            detector_runtime=finding.session.runtime if finding else "",
            detector_input_px=(finding.session.inputs[0].shape[-1] or 0) if finding else 0,
            recogniser_runtime=naming.session.runtime if naming else "",
            image_backend=image.backend(),
            confinement=tuple(map(str, self._confinement)),
            proofs=tuple(one.proof for one in (finding, naming, reading) if one and one.proof),
            refused_runtimes=_refused(finding, naming, reading),
            crop=cropping.preferred,
        )

    def _smaller_input_px(self, session: Session) -> int | None:
        """Return the side of the pictures that a slow computer's detector is given; None for what it was made for."""
        [spec] = session.inputs
        if session.runtime.startswith(Rung.ONNXRUNTIME) or spec.shape[2:] != (WHOLE_SIDE_PX, WHOLE_SIDE_PX):
            return None
        detector, black = YuNetDetector(session), np.zeros((WHOLE_SIDE_PX, WHOLE_SIDE_PX, 3), np.uint8)
        looks_ms = []
        for _ in range(_TIMED_LOOKS):
            began = self._stopwatch()
            detector.candidates(black)
            looks_ms.append((self._stopwatch() - began) * 1000)
        side_px = fitting_input(min(looks_ms)).side_px
        return side_px if side_px < WHOLE_SIDE_PX else None


def _refused(*agreements: Agreement | None) -> tuple[str, ...]:
    """Return each runtime that answers otherwise than NumPy, once."""
    refused = (runtime for one in agreements if one for runtime in one.refused_runtimes)
    return tuple(dict.fromkeys(refused))


def _detector(request: Configure, finding: Agreement | None) -> Detector:
    """Return the face detector on what speaks for it, or dlib's where it may stand in."""
    side, confidence = request.settings.detection_long_side_px, request.settings.detection_confidence
    if finding is not None:
        return YuNetDetector(finding.session, long_side_px=side, confidence=confidence)
    if not request.may_use_dlib:
        raise ModelError(
            ModelRefusal.MISSING,
            "Expected the detector YuNet or dlib, got neither. Bring the file of YuNet into the model folder.",
        )
    return DlibDetector(long_side_px=side)


def _exact_cropper(request: Configure) -> DlibDetector | None:
    """Return dlib for the authors' own boxes, where they are wanted and it works."""
    return DlibDetector() if request.settings.exact_crop and request.may_use_dlib else None


def _recogniser(naming: Agreement | None, file: ModelFile | None) -> Recogniser | None:
    """Return the recogniser on what speaks for it, fed as the catalogue says."""
    if naming is None or file is None:
        return None
    session = naming.session
    entry = entry_of(file.name)
    if entry is None or entry.preprocessing is None:
        return Recogniser(session, model_sha256=file.sha256)
    preprocessing = entry.preprocessing
    return Recogniser(
        session,
        model_sha256=file.sha256,
        channel_order=preprocessing.channel_order,
        mean=preprocessing.mean,
        std=preprocessing.std,
    )
