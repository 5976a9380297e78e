"""The way of a frame: decode, detect, recognise, confirm, ask for consent, read."""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ..face.enrolment import check_photo, take_photo
from ..face.gallery import Gallery
from ..face.many_people import agreeing_frames_for, grown
from ..face.naming import NamedFace, name_by_recognition, name_the_largest
from ..face.quality import look_at_lower_half
from ..picture.image_format import PHOTO_LIMITS
from ..picture.picture import Picture
from ..pulse.following import Following
from ..records.faces import WhyNot
from ..records.frame_result import FrameResult, PulseBoxes, StageTimes
from ..records.gallery import GalleryLoaded
from ..records.pictures import (
    AssessedFace,
    Assessment,
    Looked,
    LookedFace,
)
from ..records.sightings import Crop, Liveness
from .cropping import Cropping
from .face_jpeg import face_crops_of
from .living import Living
from .open_questions import OpenQuestions
from .outcome import Frame, Outcome, SoFar, sightings_of, unconfirmed, unread
from .pacing import Pacing
from .pulse_boxes import pulse_boxes_of
from .stillness import Stillness
from .tracker import Sight, Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..face.detector import Detector
    from ..face.recogniser import Recogniser
    from ..records.configuration import Settings
    from ..records.faces import Face
    from ..records.gallery import (
        CheckPhoto,
        Enrol,
        EnrolmentPhoto,
        PhotoCheck,
        SetGallery,
    )
    from ..records.pictures import Assess, Look, Process
    from .livecad import LiveCad


class Pipeline:
    """Everything between a picture and a probability. One thread at a time."""

    def __init__(
        self,
        detector: Detector,
        recogniser: Recogniser | None,
        livecad: LiveCad,
        settings: Settings,
        stopwatch: Callable[[], float],
        *,
        cropping: Cropping | None = None,
    ) -> None:
        """Put the parts together; without a `recogniser` identity is off, `stopwatch` returns seconds of any origin.

        Without `cropping` crops are made as the model's geometry says, from what the detector sees.
        """
        self._detector = detector
        self._recogniser = recogniser
        self._livecad = livecad
        self._cropping = cropping or Cropping(livecad.metadata.crop_geometry)
        self._settings = settings
        self._stopwatch = stopwatch
        self._gallery = Gallery((), recogniser.model_sha256 if recogniser else None)
        self._tracker = Tracker(
            agreeing_frames=settings.agreeing_frames, gap_seconds=settings.track_gap_seconds
        )
        self._stillness = Stillness()
        self._living = Living()
        self._cameras_with_faces: set[str] = set()
        self._pacing = Pacing(gap_seconds=settings.visit_gap_seconds)
        self.questions = OpenQuestions(livecad)
        """What somebody else is asked about, and what becomes of the answers."""
        self.following = Following()
        """The faces whose pulse is measured."""

    def set_gallery(self, request: SetGallery) -> GalleryLoaded:
        """Replace the gallery and forget at once everybody who is gone or withdrew."""
        self._gallery = Gallery(request.people, self._recogniser.model_sha256 if self._recogniser else None)
        for memory in (self._tracker, self._stillness, self._living, self._pacing):
            memory.keep_people(self._gallery.may_be_read)
        self.questions.keep_people(self._gallery.may_be_asked_elsewhere)
        self.following.keep_people(self._gallery.may_have_pulse)
        return GalleryLoaded(len(self._gallery), self._gallery.needs_enrolment)

    def process(self, request: Process) -> FrameResult:
        """Analyse the next frame of a watched camera.

        Raises:
            FrameError: For a picture that is refused.
            ModelError: For a model that answers nonsense.
        """
        started = self._stopwatch()
        self._pacing.note_elsewhere(request.looked_at, self._gallery.may_be_read)
        picture = Picture.read(request.image, request.turn_degrees)
        frame = Frame(picture, request.captured_at, request.camera_id)
        picture.decode(self._scale_for(frame))
        decoded = self._stopwatch()
        faces = self._detector.detect(picture)
        self._note_faces(frame, faces)
        detected = self._stopwatch()
        looked_at = faces[: self._settings.max_faces]
        named = self._name(picture, looked_at, request)
        so_far = self._follow(frame, named, self._agreeing_frames(request))
        recognised = self._stopwatch()
        outcomes = [self._outcome(frame, *face) for face in zip(named, so_far, strict=True)]
        ended = self._stopwatch()
        too_many = (WhyNot.TOO_MANY_FACES,) * (len(faces) - len(looked_at))
        return FrameResult(
            camera_id=frame.camera_id,
            captured_at=frame.captured_at,
            width_px=picture.size[0],
            height_px=picture.size[1],
            faces=len(faces),
            sightings=sightings_of(frame, outcomes),
            why_not=tuple(outcome.why_not for outcome in outcomes if outcome.why_not) + too_many,
            times=_times(started, decoded, detected, recognised, ended),
            frozen_since=min(
                (face.still_since for face in so_far if face.still_since is not None), default=None
            ),
            face_crops=face_crops_of(picture, outcomes, request.faces_of, self._gallery.may_be_read),
            questions=self.questions.hand_over(),
            pulse_boxes=self._pulse_boxes(frame, outcomes, request),
            has_match=self._has_match(named, so_far),
        )

    def assess(self, request: Assess) -> Assessment:
        """Assess one picture by itself: one frame suffices for a name, consent and quality count as ever."""
        picture, faces = self._look_once(request)
        return Assessment(tuple(self._assessed(picture, named) for named in faces))

    def look(self, request: Look) -> Looked:
        """Find and name the faces of one picture, for somebody who sets a camera up; nobody's face is read."""
        picture, faces = self._look_once(request)
        return Looked(
            width_px=picture.size[0],
            height_px=picture.size[1],
            faces=tuple(LookedFace(named.face.box, named.quality, named.person_id) for named in faces),
        )

    def enrol(self, request: Enrol) -> EnrolmentPhoto:
        """Turn a picture of one person into a template; raises `FrameError` and `EnrolmentError`."""
        return take_photo(
            request,
            Picture.read(request.image, limits=PHOTO_LIMITS),
            self._detector,
            recogniser=self._recogniser,
            gallery=self._gallery,
            # One person's pictures are no less alike where many are enrolled: only the look-alikes grow.
            settings=replace(
                self._settings,
                look_alike_similarity=grown(self._settings, len(self._gallery)).look_alike_similarity,
            ),
        )

    def check_photo(self, request: CheckPhoto) -> PhotoCheck:
        """Look whether a picture would do for a template, without making one; raises as `enrol` does."""
        picture = Picture.read(request.image, limits=PHOTO_LIMITS)
        return check_photo(picture, self._detector, self._settings)

    def _scale_for(self, frame: Frame) -> float:
        """Return how much of a frame to decode: all of it where the last one showed a face, which will be read."""
        if frame.camera_id in self._cameras_with_faces:
            return 1.0
        return self._detector.finest_scale(*frame.picture.size)

    def _note_faces(self, frame: Frame, faces: Sequence[Face]) -> None:
        """Remember whether a camera's latest frame showed a face."""
        if faces:
            self._cameras_with_faces.add(frame.camera_id)
        else:
            self._cameras_with_faces.discard(frame.camera_id)

    def _follow(self, frame: Frame, named: Sequence[NamedFace], agreeing_frames: int) -> tuple[SoFar, ...]:
        """Compare the faces of a frame with those of the frames before it."""
        confirmed = self._tracker.observe(
            frame.camera_id,
            frame.captured_at,
            [Sight(face.face.box, face.person_id, face.is_recognisable) for face in named],
            agreeing_frames,
        )
        still_since, liveness = self._look_for_life(frame, named, confirmed)
        return tuple(map(SoFar, confirmed, still_since, liveness, strict=True))

    def _look_for_life(
        self, frame: Frame, named: Sequence[NamedFace], confirmed: Sequence[bool]
    ) -> tuple[tuple[float | None, ...], tuple[Liveness, ...]]:
        """Return for each face since when it has not changed, and whether it was seen living.

        How a face looked is kept of people who may be read alone, and no longer than to the next picture of one whose
        name is not confirmed: it may be a stranger's.
        """
        camera_id, at = frame.camera_id, frame.captured_at
        people = [
            face.person_id if face.person_id and self._gallery.may_be_read(face.person_id) else None
            for face in named
        ]
        still = self._stillness.still_since(
            camera_id,
            at,
            frame.picture,
            [(face.face, person_id) for face, person_id in zip(named, people, strict=True)],
        )
        lives = self._living.observe(
            camera_id, at, [(person_id, face.glimpse) for face, person_id in zip(named, people, strict=True)]
        )
        sure = {
            person_id
            for person_id, is_confirmed in zip(people, confirmed, strict=True)
            if person_id is not None and is_confirmed
        }
        self._stillness.forget_doubtful(camera_id, at, sure)
        self._living.forget_doubtful(camera_id, at, sure)
        return still, lives

    def _agreeing_frames(self, request: Process) -> int:
        """Return how many frames must agree on a name at least: more where more people are compared with."""
        if request.single_person_id is not None:
            return 0
        return agreeing_frames_for(len(self._gallery.among(request.people)))

    def _has_match(self, named: Sequence[NamedFace], so_far: Sequence[SoFar]) -> bool:
        """Tell whether a face that lives is taken for somebody who may be read, agreed or not."""
        return any(
            known.still_since is None
            and face.person_id is not None
            and self._gallery.may_be_read(face.person_id)
            for face, known in zip(named, so_far, strict=True)
        )

    def _look_once(self, request: Assess | Look) -> tuple[Picture, tuple[NamedFace, ...]]:
        """Find and name the faces of a picture by itself."""
        picture = Picture.read(request.image, request.turn_degrees)
        faces = self._detector.detect(picture)[: self._settings.max_faces]
        return picture, self._name(picture, faces, request)

    def _name(
        self, picture: Picture, faces: Sequence[Face], request: Process | Assess | Look
    ) -> tuple[NamedFace, ...]:
        """Name the faces of one picture in the way the camera asks for."""
        if request.single_person_id is not None:
            return name_the_largest(picture, faces, request.single_person_id, self._gallery, self._settings)
        gallery = self._gallery.among(request.people)
        settings = grown(self._settings, len(gallery))
        return name_by_recognition(picture, faces, self._recogniser, gallery, settings)

    def _outcome(self, frame: Frame, named: NamedFace, so_far: SoFar) -> Outcome:
        """Read a face that has a name and lives."""
        if so_far.still_since is not None:
            outcome = Outcome(named, None, None, WhyNot.FROZEN)
        elif so_far.is_confirmed:
            outcome = self._read_in_turn(frame, named)
        else:
            outcome = unconfirmed(named)
        return replace(outcome, liveness=so_far.liveness)

    def _read_in_turn(self, frame: Frame, named: NamedFace) -> Outcome:
        """Let LiveCAD look at a confirmed face where that would better the reading of this person's visit."""
        person_id, quality = named.person_id, named.quality
        if person_id is None or quality.reasons:
            return unread(named, quality.reasons[0] if quality.reasons else named.why_not)
        if not self._pacing.is_due(person_id, frame.captured_at, quality.value):
            return unread(named, WhyNot.NOT_DUE)
        named = self._with_lower_half(named)
        if named.quality.reasons:
            return unread(named, named.quality.reasons[0])
        crop = self._cropping.crop_of(frame.picture.size[0], frame.camera_id)
        if self.questions.form is not None and self._gallery.may_be_asked_elsewhere(person_id):
            return self._ask(frame, named, person_id, crop)
        began = self._stopwatch()
        probability, why_not = self._read(frame.picture, named.face, person_id, crop)
        if probability is None:
            return unread(named, why_not)
        took_seconds = self._stopwatch() - began
        self._pacing.note_answer(person_id, frame.captured_at, quality.value, took_seconds)
        return Outcome(named, person_id, probability, None, crop, self._livecad.runtime)

    def _ask(self, frame: Frame, named: NamedFace, person_id: str, crop: Crop) -> Outcome:
        """Have somebody else compute LiveCAD for a face."""
        why_not = self.questions.why_not_now(person_id, frame.captured_at)
        if why_not is not None:
            return unread(named, why_not)
        box = self._cropping.box(frame.picture, named.face, crop)
        if box is None:
            return unread(named, WhyNot.NO_EXACT_CROP)
        asked = Outcome(named, person_id, None, WhyNot.ASKED_ELSEWHERE, crop)
        planes = self._livecad.planes(frame.picture, box)
        self.questions.ask(sightings_of(frame, [asked])[0], planes)
        self._pacing.note_answer(person_id, frame.captured_at, named.quality.value)
        return asked

    def _assessed(self, picture: Picture, named: NamedFace) -> AssessedFace:
        """Read one face outside a visit."""
        probability, why_not, crop = None, named.why_not, None
        if named.person_id is not None:
            named = self._with_lower_half(named)
        if named.person_id is not None and named.quality.reasons:
            why_not = named.quality.reasons[0]
        elif named.person_id is not None:
            crop = self._cropping.crop_of(picture.size[0])
            probability, why_not = self._read(picture, named.face, named.person_id, crop)
        return AssessedFace(
            named.person_id, named.identity, named.similarity, named.quality, probability, why_not, crop
        )

    def _with_lower_half(self, named: NamedFace) -> NamedFace:
        """Return a face that is about to be read, with what the detector says of its nose and mouth."""
        return replace(named, quality=look_at_lower_half(named.quality, named.chip, self._detector))

    def _read(
        self, picture: Picture, face: Face, person_id: str, crop: Crop
    ) -> tuple[float | None, WhyNot | None]:
        """Ask LiveCAD about one person's face. The only way to the model, and consent is its gate."""
        if not self._gallery.may_be_read(person_id):
            return None, WhyNot.NO_CONSENT
        box = self._cropping.box(picture, face, crop)
        if box is None:
            return None, WhyNot.NO_EXACT_CROP
        return self._livecad.estimate_planes(self._livecad.planes(picture, box)), None

    def _pulse_boxes(
        self, frame: Frame, outcomes: Sequence[Outcome], request: Process
    ) -> tuple[PulseBoxes, ...]:
        """Return where to measure colour, if that is asked for."""
        if not request.with_pulse:
            return ()
        may_have_pulse = self._gallery.may_have_pulse
        return pulse_boxes_of(frame, outcomes, request.turn_degrees, self.following, may_have_pulse)


def _times(*marks_seconds: float) -> StageTimes:
    """Turn the marks of the stopwatch into durations in milliseconds."""
    return StageTimes(*((end - start) * 1000 for start, end in pairwise(marks_seconds)))
