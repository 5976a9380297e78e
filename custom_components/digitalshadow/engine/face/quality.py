"""Whether a face is good enough to recognise and to read, and if not, why.

Each property gives 0-1; the face is as good as its worst one, so that "why not" always has one answer. The limits were
measured on pictures degraded on purpose: of all properties tried, sharpness of the aligned chip predicts best whether a
face can be recognised, then the distance between the eyes.
"""

from dataclasses import replace
import math
from typing import TYPE_CHECKING, Final

from ..picture import image
from ..picture.geometry import outside_share
from ..records.faces import Box, Quality, WhyNot
from .appearance import appearance_of
from .lower_half import is_lower_half_covered

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from ..records.configuration import Settings
    from ..records.faces import Face
    from .detector import Detector

# Property values from which it counts 0 and up to which it counts 1; between them it rises or falls in a line.
_EYE_DISTANCE_PX: Final = (10.0, 60.0)
_LOG_SHARPNESS: Final = (math.log(3.0), math.log(60.0))
_DARK_LUMA: Final = (20.0, 70.0)
_BRIGHT_LUMA: Final = (240.0, 190.0)
_CONTRAST: Final = (10.0, 40.0)
_YAW_RATIO: Final = (0.6, 0.1)

# Limits beyond which a face is refused whatever the rest is like.
MIN_LUMA: Final = 40.0
MAX_LUMA: Final = 220.0
MIN_CONTRAST: Final = 25.0
MAX_YAW_RATIO: Final = 0.45
MAX_ENROLMENT_YAW_RATIO: Final = 0.25
# Measured on faces cut off by a tenth and more on each side: YuNet's box ends beyond the right and the lower edge, but
# up to 3 % of its side before the left and the upper one. A face with 5 % of its side to spare keeps clear of all four.
_BEFORE_THE_EDGE: Final = 0.03

_MIDDLE_LUMA: Final = 128.0
_EYE_DISTANCE_OF_BOX: Final = 0.4
_SMOOTHING_SIGMA_PX: Final = 1.5


def assess(chip: NDArray[uint8], face: Face, picture_size: tuple[int, int], settings: Settings) -> Quality:
    """Judge size, sharpness, light and pose of a face, and where nothing stands against it, its colours and its cover.

    `chip` is the face's aligned chip, shape (112, 112, 3), `picture_size` width and height of the picture it is from.
    """
    mean, contrast, sharpness = image.luma_statistics(chip, _SMOOTHING_SIGMA_PX)
    eye_distance, yaw_ratio = _eyes(face)
    dim = WhyNot.TOO_DARK if mean < _MIDDLE_LUMA else WhyNot.TOO_BRIGHT
    is_whole = not _is_cut_off(face.box, picture_size)
    properties = [
        (
            _ramp(eye_distance, *_EYE_DISTANCE_PX),
            WhyNot.TOO_SMALL,
            eye_distance < settings.min_eye_distance_px,
        ),
        (
            _ramp(math.log(sharpness + 1e-6), *_LOG_SHARPNESS),
            WhyNot.BLURRED,
            sharpness < settings.min_sharpness,
        ),
        (_ramp(mean, *_DARK_LUMA), WhyNot.TOO_DARK, mean < MIN_LUMA),
        (_ramp(mean, *_BRIGHT_LUMA), WhyNot.TOO_BRIGHT, mean > MAX_LUMA),
        (_ramp(contrast, *_CONTRAST), dim, contrast < MIN_CONTRAST),
        (_ramp(yaw_ratio or 0.0, *_YAW_RATIO), WhyNot.TURNED, (yaw_ratio or 0.0) > MAX_YAW_RATIO),
        (float(is_whole), WhyNot.CUT_OFF, not is_whole),
    ]
    properties.sort(key=lambda item: item[0])
    value, worst, _ = properties[0]
    reasons = [reason for _, reason, refused in properties if refused]
    if value < settings.min_livecad_quality:
        reasons.insert(0, worst)
    is_grey = False
    if not reasons:
        # What is small, blurred, dark or turned away says nothing sure about colour and cover.
        seen = appearance_of(chip, is_facing=_is_facing(yaw_ratio))
        is_grey = WhyNot.GREY in seen
        reasons = [reason for reason in seen if reason is not WhyNot.GREY or not settings.read_grey]
        value = 0.0 if reasons else value
    return Quality(value, tuple(dict.fromkeys(reasons)), eye_distance, sharpness, yaw_ratio, is_grey)


def look_at_lower_half(quality: Quality, chip: NDArray[uint8], detector: Detector) -> Quality:
    """Return how good a face is once the detector was asked about its nose and mouth.

    That costs a look, so it is asked only about a face that is about to be read.
    """
    if quality.reasons or not _is_facing(quality.yaw_ratio):
        return quality
    score = detector.lower_half_score(chip)
    if score is None or not is_lower_half_covered(chip, score):
        return quality
    return replace(quality, value=0.0, reasons=(WhyNot.COVERED,))


def _is_facing(yaw_ratio: float | None) -> bool:
    """Tell whether a face looks at the camera, as far as its landmarks say."""
    return yaw_ratio is not None and yaw_ratio <= MAX_ENROLMENT_YAW_RATIO


def _is_cut_off(box: Box, picture_size: tuple[int, int]) -> bool:
    """Tell whether a tenth or more of a face lies beyond an edge of the picture."""
    across, down = box.width * _BEFORE_THE_EDGE, box.height * _BEFORE_THE_EDGE
    grown = Box(box.left - across, box.top - down, box.width + across, box.height + down)
    return outside_share(grown, *picture_size) > 0


def is_recognisable(quality: Quality, settings: Settings) -> bool:
    """Tell whether comparing this face can say anything."""
    if WhyNot.CUT_OFF in quality.reasons:
        return False
    return (
        quality.eye_distance_px >= settings.min_eye_distance_px
        and quality.sharpness >= settings.min_sharpness
    )


def _eyes(face: Face) -> tuple[float, float | None]:
    """Return the distance between the eyes and the yaw ratio; estimated and None without landmarks."""
    if face.landmarks is None:
        return face.box.width * _EYE_DISTANCE_OF_BOX, None
    left, right, nose = (complex(*point) for point in face.landmarks[:3].tolist())
    distance = abs(right - left)
    if distance == 0:
        return 0.0, None
    along = ((nose - (left + right) / 2) / (right - left)).real
    return distance, abs(along)


def _ramp(value: float, nothing: float, everything: float) -> float:
    """Map a value to 0-1 in a line between the two ends; the ends may run either way."""
    return min(1.0, max(0.0, (value - nothing) / (everything - nothing)))
