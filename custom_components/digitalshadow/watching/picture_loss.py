"""When a camera that gives no picture is worth telling, once also where it comes and goes. Time is an argument."""

from dataclasses import dataclass, replace
from typing import Final

from .snapshot import CameraStatus

TOLD_AFTER_SECONDS: Final = 600.0
"""A camera that restarts or updates is back sooner."""
STEADY_SECONDS: Final = 300.0
"""So long it must give pictures without a gap before it counts as back."""

_WITHOUT_PICTURE: Final = frozenset({CameraStatus.UNAVAILABLE, CameraStatus.INVALID_PICTURE})
_NOT_ASKED: Final = frozenset(
    {
        CameraStatus.STARTING,
        CameraStatus.ASLEEP,
        CameraStatus.WAKE_UNAVAILABLE,
        CameraStatus.PAUSED,
        CameraStatus.NO_ENGINE,
        CameraStatus.NO_FACE_MODELS,
        CameraStatus.SET_ASIDE,
    }
)
"""Nobody knows then whether there would be a picture."""


@dataclass(frozen=True, slots=True)
class PictureLoss:
    """What is remembered of one camera; a new record after each look."""

    began_at: float | None = None
    """When the first picture of this trouble was missing; None without trouble."""
    back_since: float | None = None
    """Since when pictures have come again without a gap; None while they do not."""
    is_told: bool = False
    """Whether it has lasted long enough to be told."""

    def then(self, status: CameraStatus, now: float) -> PictureLoss:
        """Return what is remembered when the camera does `status` at `now`, in seconds of any clock."""
        if status in _NOT_ASKED:
            return self
        if status in _WITHOUT_PICTURE:
            began_at = now if self.began_at is None or self.began_at > now else self.began_at
            return PictureLoss(began_at, None, self.is_told or now - began_at >= TOLD_AFTER_SECONDS)
        if self.began_at is None:
            return self
        back_since = now if self.back_since is None or self.back_since > now else self.back_since
        if now - back_since >= STEADY_SECONDS:
            return PictureLoss()
        return replace(self, back_since=back_since)
