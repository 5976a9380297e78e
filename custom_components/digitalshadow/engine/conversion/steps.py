"""A conversion that goes on one step at a time, and tells after each how far it is."""

from pathlib import Path

from ..face.detector import YuNetDetector
from ..model_file.loading import open_session
from ..picture import image
from ..picture.image_format import PHOTO_LIMITS
from ..picture.picture import Picture
from ..records.conversion_plan import (
    BeginConversion,
    ContinueConversion,
    ConversionProgress,
    ConversionStage,
    Converted,
)
from ..records.crop_geometry import crop_box
from ..records.errors import EnrolmentError, ModelError
from ..records.refusals import EnrolmentRefusal, ModelRefusal
from .conversion import Progress, convert
from .proof import ProofFace


class ConversionInSteps:
    """Holds the one conversion that is under way."""

    def __init__(self) -> None:
        """Begin with none."""
        self._steps: Progress[Converted] | None = None

    def handle(self, request: BeginConversion | ContinueConversion) -> ConversionProgress:
        """Do what is asked for.

        Raises:
            ModelError: A checkpoint or file is refused, or nothing is under way.
            FrameError: The picture is refused.
            EnrolmentError: For a photo that cannot be compared on.
        """
        if isinstance(request, ContinueConversion):
            return self._advance()
        self._cancel()
        checkpoint, target = Path(request.checkpoint_path), Path(request.target_path)
        self._steps = convert(checkpoint, target, request.plan, _faces_in_photo(request))
        return self._advance()

    def _advance(self) -> ConversionProgress:
        """Do the next step."""
        if self._steps is None:
            raise ModelError(
                ModelRefusal.MISSING, "Expected a conversion under way, got none. Begin it again."
            )
        try:
            return next(self._steps)
        except StopIteration as end:
            self._steps = None
            return ConversionProgress(ConversionStage.DONE, 1.0, end.value)
        except ModelError:
            self._steps = None
            raise

    def _cancel(self) -> None:
        """Drop what is under way, with what it wrote."""
        if self._steps is not None:
            self._steps.close()
            self._steps = None


def _faces_in_photo(request: BeginConversion) -> tuple[ProofFace, ...]:
    """Return the faces of the photo, where there is one, as the model would crop them."""
    if request.photo is None:
        return ()
    if request.detector is None:
        raise EnrolmentError(
            EnrolmentRefusal.NO_RECOGNITION,
            "Expected the detector YuNet, which finds the face in a photo, got none. Convert without a photo.",
        )
    pixels = image.decode(request.photo, PHOTO_LIMITS)
    try:
        detector = YuNetDetector(open_session(request.detector, 1))
    except ModelError as error:
        raise EnrolmentError(
            EnrolmentRefusal.NO_RECOGNITION,
            f"Expected a detector that runs, got a refusal. {error} Convert without a photo.",
        ) from error
    faces = detector.detect(Picture.of_pixels(pixels))
    if not faces:
        raise EnrolmentError(
            EnrolmentRefusal.NO_FACE, "Expected a face in the photo, got none. Choose another photo."
        )
    return tuple(ProofFace(pixels, crop_box(face, request.plan.crop_geometry)) for face in faces)
