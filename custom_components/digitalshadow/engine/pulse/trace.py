"""The colour of a face and of the wall beside it, frame by frame: all that is kept of a video to find a pulse in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

FOREHEAD, RIGHT_CHEEK, LEFT_CHEEK, BACKGROUND = range(4)
"""The place of each box in a trace."""
BOXES: Final = 4
SKIN: Final = (FOREHEAD, RIGHT_CHEEK, LEFT_CHEEK)
CHEEKS: Final = (RIGHT_CHEEK, LEFT_CHEEK)


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One face, watched without a break."""

    times_s: NDArray[float64]
    """Shape (n,): when each frame was taken, in seconds of any origin, rising."""
    colours: NDArray[float64]
    """Shape (n, 4, 3): mean red, green and blue, 0-255, of forehead, right cheek, left cheek and background."""
    face_centres_px: NDArray[float64]
    """Shape (n, 2): middle of the face's box, x and y."""
    face_widths_px: NDArray[float64]
    """Shape (n,): width of the face's box."""

    def __post_init__(self) -> None:
        """Refuse what no gate could judge.

        Raises:
            ValueError: The shapes do not fit together, times do not rise, or a value is not finite.
        """
        frames = len(self.times_s)
        expected = {
            "times_s": (frames,),
            "colours": (frames, BOXES, 3),
            "face_centres_px": (frames, 2),
            "face_widths_px": (frames,),
        }
        for name, shape in expected.items():
            values = getattr(self, name)
            if values.shape != shape or not np.isfinite(values).all():
                raise ValueError(f"Expected finite {name} of shape {shape}, got {values.shape}.")
        if (np.diff(self.times_s) <= 0).any():
            raise ValueError("Expected times that rise from frame to frame, got some that do not.")

    @property
    def seconds(self) -> float:
        """How long it is, from the first frame to the last; 0 without frames."""
        return float(self.times_s[-1] - self.times_s[0]) if len(self.times_s) else 0.0

    @property
    def frames_per_second(self) -> float:
        """How many frames came in a second; 0 where there are not two."""
        return (len(self.times_s) - 1) / self.seconds if self.seconds else 0.0


def resampled(
    times_s: NDArray[float64], values: NDArray[float64], samples_per_second: float
) -> NDArray[float64]:
    """Return values at even times, by straight lines between the frames around each.

    Args:
        times_s: Shape (n,), rising, n >= 2.
        values: Shape (n, ...).
        samples_per_second: How dense the result is.

    Returns:
        Shape (m, ...), from the first frame's time on.
    """
    samples = int((times_s[-1] - times_s[0]) * samples_per_second + 1e-6) + 1
    even = times_s[0] + np.arange(samples) / samples_per_second
    columns = values.reshape(len(times_s), -1).T
    lines = np.stack([np.interp(even, times_s, column) for column in columns], axis=-1)
    return lines.reshape(samples, *values.shape[1:])
