"""An engine of made-up answers: it reads who is in a picture from the picture, and looks at no pixel.

It keeps what the real one promises: nobody is named who is not in the gallery, nobody is read who has not consented,
and a stranger leaves nothing but a count.
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
import hashlib
import json
from typing import Any, Final, cast, override

from custom_components.digitalshadow.engine.records.configuration import (
    Configure,
    ModelFile,
    ModelKind,
    Ready,
    RiskModel,
)
from custom_components.digitalshadow.engine.records.errors import EngineUnavailableError
from custom_components.digitalshadow.engine.records.faces import Quality, WhyNot
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, StageTimes
from custom_components.digitalshadow.engine.records.gallery import (
    Enrol,
    EnrolledPerson,
    EnrolmentPhoto,
    GalleryLoaded,
    SetGallery,
)
from custom_components.digitalshadow.engine.records.messages import Request
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.sightings import Crop, Sighting
from custom_components.digitalshadow.engine_host.runner import EngineRunner, RunnerState
from custom_components.digitalshadow.model_files.choice import ModelChoice

from .lives import ShownFace

_INTEGRATION: Final = "custom_components.digitalshadow"
RISK_MODEL: Final = RiskModel("Simulated values", "1", ModelKind.LIVECAD, "51" * 32, "")
"""Of the kind that claims something, because a demonstration never asks anybody to measure a blood pressure."""
_RECOGNISER_SHA256: Final = "5e" * 32
_READY: Final = Ready(
    "simulated", "simulated", _RECOGNISER_SHA256, RISK_MODEL, "no runtime (simulated)", "none (simulated)"
)
_GOOD: Final = Quality(0.9, (), 60.0, 20.0, 0.0)
_SIMILARITY: Final = 0.7
_TIMES: Final = StageTimes(1.0, 1.0, 1.0, 1.0)


def picture_of(number: int, faces: Iterable[ShownFace]) -> bytes:
    """Return a picture that tells who is in it; the number makes each one differ from the one before."""
    return json.dumps([number, [[shown.face, shown.probability] for shown in faces]]).encode()


def _faces_in(picture: bytes) -> list[ShownFace]:
    """Return who is in a picture: that stands in its last line, behind whatever there is to see."""
    _, faces = json.loads(picture.rpartition(b"\n")[2])
    return [ShownFace(face, probability) for face, probability in faces]


async def async_simulated_models(*_: object) -> AsyncGenerator[ModelChoice]:
    """Yield what takes the place of model files: there are none to be loaded."""
    file = ModelFile(RISK_MODEL.name, "", RISK_MODEL.sha256, pinned=False)
    yield ModelChoice(Configure(file, None, None), (), is_waiting=False)


class SimulatedRunner(EngineRunner):
    """Answers as an engine in a process of its own would."""

    def __init__(self, on_state: Callable[[RunnerState], None]) -> None:
        """Be down until it is started."""
        self._on_state = on_state
        self._ready: Ready | None = None
        self._gallery: dict[bytes, EnrolledPerson] = {}

    @property
    @override
    def ready(self) -> Ready | None:
        """What the engine reported."""
        return self._ready

    @override
    async def async_start(self, configure: Configure) -> Ready:
        """Become ready at once."""
        self._on_state(RunnerState.STARTING)
        self._ready = _READY
        self._on_state(RunnerState.RUNNING)
        return _READY

    @override
    async def async_set_gallery(self, gallery: SetGallery) -> GalleryLoaded:
        """Know these people by their templates and no others."""
        self._gallery = {template: person for person in gallery.people for template in person.templates}
        return GalleryLoaded(len(gallery.people), ())

    @override
    async def async_call[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Answer what a household asks for."""
        answer: Any
        match request:
            case Process():
                answer = self._seen(request)
            case Enrol():
                answer = self._photo(request)
            case _:
                raise EngineUnavailableError(
                    f"Expected a picture to process or to enrol, got {type(request).__name__}. Use the real engine."
                )
        return cast("R", answer)

    @override
    async def async_stop(self) -> None:
        """Be down."""
        self._ready = None
        self._on_state(RunnerState.STOPPED)

    def _photo(self, request: Enrol) -> EnrolmentPhoto:
        """Return the template of the one face in a picture."""
        [shown] = _faces_in(request.image)
        return EnrolmentPhoto(_template(shown.face), _RECOGNISER_SHA256, _GOOD)

    def _seen(self, request: Process) -> FrameResult:
        """Return who of the gallery is in a picture; of the others only that there was a face."""
        sightings: list[Sighting] = []
        why_not: list[WhyNot] = []
        faces = _faces_in(request.image)
        for shown in faces:
            person = self._gallery.get(_template(shown.face))
            reason = None if person and person.may_be_read else WhyNot.NO_CONSENT
            if person is None:
                why_not.append(WhyNot.NOT_RECOGNISED)
                continue
            if reason is not None:
                why_not.append(reason)
            sightings.append(
                Sighting(
                    person.person_id,
                    request.camera_id,
                    request.captured_at,
                    _SIMILARITY,
                    _GOOD,
                    shown.probability if reason is None else None,
                    reason,
                    Crop.DETECTED if reason is None else None,
                    _READY.runtime if reason is None else None,
                )
            )
        return FrameResult(
            request.camera_id,
            request.captured_at,
            640,
            480,
            len(faces),
            tuple(sightings),
            tuple(why_not),
            _TIMES,
        )


def _template(face: str) -> bytes:
    """Return what recognises a face again, of a real template's size."""
    return hashlib.sha512(face.encode()).digest() * 8


SEAMS: Final[Mapping[str, object]] = {
    f"{_INTEGRATION}.make_runner": lambda _hass, on_state: SimulatedRunner(on_state),
    f"{_INTEGRATION}.engine_keeper.async_choose_models": async_simulated_models,
}
"""Where the integration makes its engine, and what makes this one in its place."""
