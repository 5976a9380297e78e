"""How large a picture the detector is given: smaller ones cost less, and small faces are not found in them.

Measured by `scripts/bench --only detection_inputs` on portraits of three people in pictures of 1280 x 720.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

WHOLE_SIDE_PX: Final = 640
"""What YuNet was made for."""
FITTING_MS: Final = 125.0
"""So long one look may take: a picture with a small face needs two, and four pictures a second are wanted."""


class DetectionInput(NamedTuple):
    """A size of the detector's input, and what it costs and finds."""

    side_px: int
    """Side of the square."""
    cost: float
    """CPU time of a look, as a share of one at `WHOLE_SIDE_PX`."""
    sure_eye_distance_px: float
    """From here on every face was found in a picture that is 1280 pixels wide; smaller ones in part, or not at all."""


INPUTS: Final[Sequence[DetectionInput]] = (
    DetectionInput(WHOLE_SIDE_PX, 1.0, 15.0),
    DetectionInput(480, 0.60, 20.0),
    DetectionInput(320, 0.32, 25.0),
)
"""The largest first. 256 costs 0.23 and loses half of all faces with 25 pixels between the eyes."""


def fitting_input(look_ms: float) -> DetectionInput:
    """Return the largest input that is looked at in time, by what one at the largest takes here; else the smallest."""
    fitting = (one for one in INPUTS if look_ms * one.cost <= FITTING_MS)
    return next(fitting, INPUTS[-1])
