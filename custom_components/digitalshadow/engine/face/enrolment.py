"""Whether a picture may become part of a person's template."""

from typing import TYPE_CHECKING

from ..picture.chip import aligned_chip
from ..records.errors import EnrolmentError
from ..records.messages import EnrolmentPhoto
from ..records.observations import EnrolmentRefusal, WhyNot
from .gallery import mean_template, read_templates
from .quality import MAX_ENROLMENT_YAW_RATIO, assess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..records.messages import Enrol, Settings
    from ..records.observations import Face, Quality
    from .gallery import Gallery
    from .recogniser import Recogniser

_REFUSALS = {
    WhyNot.BLURRED: (EnrolmentRefusal.BLURRED, "a sharp face; hold still and clean the lens"),
    WhyNot.TOO_DARK: (EnrolmentRefusal.TOO_DARK, "a brighter face; switch a light on"),
    WhyNot.TOO_BRIGHT: (EnrolmentRefusal.TOO_BRIGHT, "a face that is not overexposed; turn from the window"),
    WhyNot.TURNED: (EnrolmentRefusal.TURNED, "a face that looks at the camera"),
    WhyNot.TOO_SMALL: (EnrolmentRefusal.TOO_SMALL, "a larger face; come closer"),
    WhyNot.CUT_OFF: (EnrolmentRefusal.NO_FACE, "a whole face; step into the middle of the picture"),
}


def take_photo(
    request: Enrol,
    pixels: NDArray[uint8],
    faces: Sequence[Face],
    *,
    recogniser: Recogniser | None,
    gallery: Gallery,
    settings: Settings,
) -> EnrolmentPhoto:
    """Turn a picture with exactly one good face into a template.

    Raises `EnrolmentError` when identity is off, for no or several faces, for a face that is too small, blurred, dark,
    bright or turned, for one unlike the previous pictures, and for one too like somebody else who is enrolled.
    """
    if recogniser is None:
        message = "Expected a face recogniser, but identity is off; bring a recognition model first."
        raise EnrolmentError(EnrolmentRefusal.NO_RECOGNITION, message)
    face = _only(faces)
    chip = aligned_chip(pixels, face)
    quality = assess(chip, face, (pixels.shape[1], pixels.shape[0]), settings)
    _check_quality(quality, settings)
    embedding = recogniser.embed(chip)
    _check_same_person(embedding, request.previous, settings)
    _check_look_alike(embedding, request.person_id, gallery, settings)
    return EnrolmentPhoto(embedding.astype("<f4").tobytes(), recogniser.model_sha256, quality)


def _only(faces: Sequence[Face]) -> Face:
    """Return the only face that can be aligned."""
    usable = [face for face in faces if face.landmarks is not None]
    if not usable:
        message = "Expected one face, found none; look at the camera in good light."
        raise EnrolmentError(EnrolmentRefusal.NO_FACE, message)
    if len(usable) > 1:
        message = f"Expected one face, found {len(usable)}; nobody else may be in the picture."
        raise EnrolmentError(EnrolmentRefusal.SEVERAL_FACES, message)
    return usable[0]


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
