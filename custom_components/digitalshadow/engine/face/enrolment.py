"""Whether a picture may become part of a person's template."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ..picture.chip import aligned_chip
from ..records.errors import EnrolmentError
from ..records.faces import WhyNot
from ..records.gallery import EnrolmentPhoto, PhotoCheck
from ..records.refusals import EnrolmentRefusal
from .gallery import mean_template, read_templates
from .quality import MAX_ENROLMENT_YAW_RATIO, assess, look_at_lower_half

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..picture.picture import Picture
    from ..records.configuration import Settings
    from ..records.faces import Face, Quality
    from ..records.gallery import Enrol
    from .detector import Detector
    from .gallery import Gallery
    from .recogniser import Recogniser

_REFUSALS: Final = {
    WhyNot.BLURRED: (EnrolmentRefusal.BLURRED, "a sharp face; hold still and clean the lens"),
    WhyNot.TOO_DARK: (EnrolmentRefusal.TOO_DARK, "a brighter face; switch a light on"),
    WhyNot.TOO_BRIGHT: (EnrolmentRefusal.TOO_BRIGHT, "a face that is not overexposed; turn from the window"),
    WhyNot.TURNED: (EnrolmentRefusal.TURNED, "a face that looks at the camera"),
    WhyNot.TOO_SMALL: (EnrolmentRefusal.TOO_SMALL, "a larger face; come closer"),
    WhyNot.CUT_OFF: (EnrolmentRefusal.NO_FACE, "a whole face; step into the middle of the picture"),
    WhyNot.GREY: (
        EnrolmentRefusal.GREY,
        "a picture in colour; switch a light on, or the camera's night vision off",
    ),
    WhyNot.COLOUR_CAST: (
        EnrolmentRefusal.COLOUR_CAST,
        "true colours; look at coloured lamps and the camera's filter",
    ),
    WhyNot.COVERED: (EnrolmentRefusal.COVERED, "a face without mask or scarf, and no hand before it"),
    WhyNot.EYES_COVERED: (EnrolmentRefusal.EYES_COVERED, "eyes; take the dark glasses off"),
}

_TURNS: Final = (0, 90, 180, 270)
# Measured: surer by 0.06 to 0.17 of an upright face than of the same one turned.
_DOUBT: Final = 0.03
# Measured: 0.93 to 0.95 for faces that stand upright after turning; a cat on its head reaches 0.78.
_SURE_OF_TURNED: Final = 0.85
# In grey levels of the whole picture. Measured: portraits have 60 to 115, below 5 no face is found in them any more;
# where none is found although it is less dark, more light is still the best advice.
_TOO_DARK_TO_FIND_ANYBODY: Final = 30
# Somebody whose eyes are less than half as far apart stands behind the person.
_FAR_BEHIND: Final = 0.5


def take_photo(
    request: Enrol,
    picture: Picture,
    detector: Detector,
    *,
    recogniser: Recogniser | None,
    gallery: Gallery,
    settings: Settings,
) -> EnrolmentPhoto:
    """Turn a picture with one good face into a template; others may be in it far behind.

    The picture is turned where that helps: cameras hang sideways and upside down.

    Raises:
        EnrolmentError: Identity is off, or there is no near face or more than one; or the face is too small, blurred,
            dark, bright or turned, unlike the previous pictures, or too like somebody else's who is enrolled.
    """
    if recogniser is None:
        message = "Expected a face recogniser, but identity is off; bring a recognition model first."
        raise EnrolmentError(EnrolmentRefusal.NO_RECOGNITION, message)
    chip, quality, turn_degrees = _good_face(picture, detector, settings)
    embedding = recogniser.embed(chip)
    _check_same_person(embedding, request.previous, settings)
    _check_look_alike(embedding, request.person_id, gallery, settings)
    template = embedding.astype("<f4").tobytes()
    return EnrolmentPhoto(template, recogniser.model_sha256, quality, turn_degrees)


def check_photo(picture: Picture, detector: Detector, settings: Settings) -> PhotoCheck:
    """Look whether a picture has one face that is good enough, without asking whose it is; raises as `take_photo`."""
    _, quality, turn_degrees = _good_face(picture, detector, settings)
    return PhotoCheck(quality, turn_degrees)


def _good_face(
    picture: Picture, detector: Detector, settings: Settings
) -> tuple[NDArray[uint8], Quality, int]:
    """Return the chip of the one near face, how good it is, and by how much the picture was turned."""
    picture, faces, turn_degrees = _upright(picture, detector)
    face = _foremost(faces)
    chip = aligned_chip(picture, face)
    quality = look_at_lower_half(assess(chip, face, picture.size, settings), chip, detector)
    _check_quality(quality, settings)
    return chip, quality, turn_degrees


def _upright(picture: Picture, detector: Detector) -> tuple[Picture, list[Face], int]:
    """Return the picture as its face stands upright, the faces that can be aligned, and by how much it was turned.

    A detector also finds faces that lie or stand on their head, but with landmarks that are none; it is surest of the
    one that stands. As it was taken, the picture has the benefit of the doubt.
    """
    surest, found = 0.0, None
    for degrees in _TURNS:
        turned = picture.turned(degrees)
        faces = [face for face in detector.detect(turned) if face.landmarks is not None]
        confidence = max((face.confidence for face in faces), default=0.0) - (_DOUBT if degrees else 0.0)
        if degrees and confidence < _SURE_OF_TURNED:
            continue
        if faces and confidence > surest:
            surest, found = confidence, (turned, faces, degrees)
    if found is None:
        if picture.average(picture.whole, 1, 1).mean() < _TOO_DARK_TO_FIND_ANYBODY:
            refusal, wish = _REFUSALS[WhyNot.TOO_DARK]
            raise EnrolmentError(refusal, f"Expected {wish}.")
        message = "Expected one face, found none; look at the camera in good light."
        raise EnrolmentError(EnrolmentRefusal.NO_FACE, message)
    return found


def _foremost(faces: Sequence[Face]) -> Face:
    """Return the face that is much nearer than all others."""
    first, *others = sorted(faces, key=lambda face: -_eye_distance(face))
    near = [face for face in others if _eye_distance(face) >= _FAR_BEHIND * _eye_distance(first)]
    if near:
        message = f"Expected one face, found {1 + len(near)}; nobody else may be as near."
        raise EnrolmentError(EnrolmentRefusal.SEVERAL_FACES, message)
    return first


def _eye_distance(face: Face) -> float:
    """Return the distance between the eyes of a face with landmarks."""
    assert face.landmarks is not None  # noqa: S101  # only such faces come here
    return float(np.hypot(*(face.landmarks[1] - face.landmarks[0])))


def _check_quality(quality: Quality, settings: Settings) -> None:
    """Refuse a face that would make a poor reference; stricter than what is recognised."""
    if quality.eye_distance_px < settings.min_enrolment_eye_distance_px:
        message = (
            f"Expected at least {settings.min_enrolment_eye_distance_px:.0f} pixels between the eyes, "
            f"got {quality.eye_distance_px:.0f}; come closer."
        )
        raise EnrolmentError(EnrolmentRefusal.TOO_SMALL, message)
    if quality.reasons:
        refusal, wish = _REFUSALS[quality.reasons[0]]
        raise EnrolmentError(refusal, f"Expected {wish}.")
    if (quality.yaw_ratio or 0.0) > MAX_ENROLMENT_YAW_RATIO:
        refusal, wish = _REFUSALS[WhyNot.TURNED]
        raise EnrolmentError(refusal, f"Expected {wish}.")


def _check_same_person(embedding: NDArray[float32], previous: Sequence[bytes], settings: Settings) -> None:
    """Refuse a face that is not the one of the previous pictures of this enrolment."""
    mean = mean_template(read_templates(previous))
    if mean is None or mean.size != embedding.size:
        return
    similarity = float(mean @ embedding)
    if similarity < settings.match_similarity:
        message = (
            f"Expected the person of the previous pictures (similarity of at least {settings.match_similarity:.2f}), "
            f"got {similarity:.2f}; take all pictures of one person, or start again."
        )
        raise EnrolmentError(EnrolmentRefusal.DIFFERENT_PERSON, message, similarity=similarity)


def _check_look_alike(
    embedding: NDArray[float32], person_id: str, gallery: Gallery, settings: Settings
) -> None:
    """Refuse a face that is too like somebody else: the two could not be told apart later."""
    other = gallery.look_alike(embedding, person_id)
    if other is not None and other.similarity >= settings.look_alike_similarity:
        message = (
            f"Expected a face unlike everybody enrolled (similarity below {settings.look_alike_similarity:.2f}), "
            f"got {other.similarity:.2f} to one of them; the two could not be told apart."
        )
        raise EnrolmentError(
            EnrolmentRefusal.LOOKS_LIKE_ANOTHER,
            message,
            person_id=other.person_id,
            similarity=other.similarity,
        )
