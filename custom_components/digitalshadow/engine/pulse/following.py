"""Faces whose pulse may be measured, followed over time: where their colour is to be measured, and what it was so far.

Traces live here alone, in memory, and no longer than their person is in view. Time is an argument.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ..records.errors import MessageError
from ..records.faces import Box
from ..records.pulse import NoPulse, Pulse, PulseFollowed, WhyNoPulse
from .gate import pulse_in
from .regions import regions_of
from .trace import BOXES, Trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy import float64, floating
    from numpy.typing import NDArray

    from ..records.faces import Face
    from ..records.pulse import FollowPulse

PIECE_SECONDS: Final = 20.0
"""So long a face is watched for one answer; the next piece begins with the next frame, so that no two overlap."""
LEFT_SECONDS: Final = 2.0
"""Who was not seen for so long has left: the piece begins anew."""
CALM_AFTER_SECONDS: Final = 240.0
"""In 433 people with wrist devices the heart rate had settled after four minutes of rest for most (PLOS Digital Health
2023, doi:10.1371/journal.pdig.0000236)."""
_NOT_STILL_SHARE: Final = 0.5
"""A face that went farther than half its width from where it was is not still."""
_SMOOTHING: Final = 0.35
"""How much of a new look counts: boxes that follow each look jitter, and jitter costs one to four decibels. With less,
the gate would hardly see a head that moves in time; its limit for that was measured with this."""
_UNTRUE_SECONDS: Final = 2.0
"""Times that run by so much faster or slower than the clock were invented, as FFmpeg does for MJPEG."""

type _Key = tuple[str, str]
"""A camera and a person."""


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Some frames in a row."""

    times_s: NDArray[float64]
    colours: NDArray[float64]
    centre_px: tuple[float, float]
    width_px: float
    told_at: float
    """When they were told, by the clock."""


@dataclass(frozen=True, slots=True, eq=False)
class _Followed:
    """One face before one camera."""

    landmarks: NDArray[floating]
    """Smoothed; shape (5, 2)."""
    box: NDArray[floating]
    """Smoothed: left, top, width, height."""
    seen_at: float
    """When it was looked at last."""
    still_at: NDArray[floating]
    """Where its centre was when it last moved."""
    still_since: float
    """Since when it has been about there."""
    piece: tuple[_Stretch, ...] = ()
    """What was measured since the last answer."""

    @property
    def centre(self) -> NDArray[floating]:
        """The middle of the face."""
        return self.box[:2] + self.box[2:] / 2


class Following:
    """All faces whose pulse is being measured."""

    def __init__(self) -> None:
        """Begin with none."""
        self._followed: dict[_Key, _Followed] = {}

    def look(
        self, camera_id: str, person_id: str, captured_at: float, face: Face, size: tuple[int, int]
    ) -> tuple[Box, ...]:
        """Take where a face is, and return where its colour is to be measured; nowhere where there is no room.

        Args:
            camera_id: The camera.
            person_id: Whose face it is, who agreed to this.
            captured_at: When, in seconds.
            face: The face, with landmarks.
            size: Width and height of the upright picture.
        """
        if face.landmarks is None:
            return ()
        box = np.array([face.box.left, face.box.top, face.box.width, face.box.height])
        former = self._followed.get((camera_id, person_id))
        if former is None or not 0 <= captured_at - former.seen_at <= LEFT_SECONDS:
            centre = box[:2] + box[2:] / 2
            followed = _Followed(face.landmarks, box, captured_at, centre, captured_at)
        else:
            followed = _moved(former, face.landmarks, box, captured_at)
        self._followed[camera_id, person_id] = followed
        left, top, width, height = map(float, followed.box)
        return regions_of(followed.landmarks, Box(left, top, width, height), *size) or ()

    def follow(self, request: FollowPulse) -> PulseFollowed:
        """Take the colours of a face and return what is known of its pulse by now.

        Raises:
            MessageError: The colours are not those of four boxes over time.
        """
        key = request.camera_id, request.person_id
        followed = self._followed.get(key)
        if followed is None:
            return PulseFollowed(0.0)
        stretch = _stretch(request, followed)
        piece = followed.piece
        if piece and stretch.times_s.size and stretch.times_s[0] - piece[-1].times_s[-1] > LEFT_SECONDS:
            piece = ()
        if stretch.times_s.size:
            piece = (*piece, stretch)
        seconds = float(piece[-1].times_s[-1] - piece[0].times_s[0]) if piece else 0.0
        is_complete = seconds >= PIECE_SECONDS
        self._followed[key] = replace(followed, piece=() if is_complete else piece)
        if not is_complete:
            return PulseFollowed(seconds)
        answer = _answer(piece)
        is_calm = request.told_at - followed.still_since >= CALM_AFTER_SECONDS
        if isinstance(answer, Pulse):
            return PulseFollowed(seconds, answer, is_calm=is_calm)
        return PulseFollowed(seconds, why_not=answer.why_not)

    def let_go(self, camera_id: str, now: float) -> None:
        """Forget the faces that have left a camera."""
        self._followed = {
            key: followed
            for key, followed in self._followed.items()
            if key[0] != camera_id or 0 <= now - followed.seen_at <= LEFT_SECONDS
        }

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Forget everybody who may not stay."""
        self._followed = {key: one for key, one in self._followed.items() if may_stay(key[1])}


def _moved(
    former: _Followed, landmarks: NDArray[floating], box: NDArray[floating], captured_at: float
) -> _Followed:
    """Return a face after another look; one that jumped is not smoothed, so that its boxes do not lag behind it."""
    centre = box[:2] + box[2:] / 2
    far = _NOT_STILL_SHARE * float(box[2])
    share = 1.0 if np.abs(centre - former.centre).max() > far else _SMOOTHING
    is_still = bool(np.abs(centre - former.still_at).max() <= far)
    return replace(
        former,
        landmarks=share * landmarks + (1 - share) * former.landmarks,
        box=share * box + (1 - share) * former.box,
        seen_at=captured_at,
        still_at=former.still_at if is_still else centre,
        still_since=former.still_since if is_still else captured_at,
    )


def _stretch(request: FollowPulse, followed: _Followed) -> _Stretch:
    """Return what was measured, without frames that are not later than those before.

    Raises:
        MessageError: The colours are not those of four boxes over time.
    """
    times = np.array(request.colours.captured_at, np.float64)
    shapes = {(len(frame), *{len(box) for box in frame}) for frame in request.colours.rgb}
    if len(times) != len(request.colours.rgb) or not shapes <= {(BOXES, 3)}:
        raise MessageError(f"Expected the colours of {BOXES} boxes at each time, got others.")
    colours = np.array(request.colours.rgb, np.float64).reshape(-1, BOXES, 3)
    last = followed.piece[-1].times_s[-1] if followed.piece else -np.inf
    later = np.diff(times, prepend=-np.inf) > 0
    later &= times > last
    return _Stretch(
        times[later],
        colours[later],
        (float(followed.centre[0]), float(followed.centre[1])),
        float(followed.box[2]),
        request.told_at,
    )


def _answer(piece: tuple[_Stretch, ...]) -> Pulse | NoPulse:
    """Return what a whole piece says."""
    frames = [len(stretch.times_s) for stretch in piece]
    trace = Trace(
        np.concatenate([stretch.times_s for stretch in piece]),
        np.concatenate([stretch.colours for stretch in piece]),
        np.repeat([stretch.centre_px for stretch in piece], frames, axis=0),
        np.repeat([stretch.width_px for stretch in piece], frames),
    )
    by_clock = piece[-1].told_at - piece[0].told_at
    by_frames = float(piece[-1].times_s[-1] - piece[0].times_s[-1])
    if abs(by_clock - by_frames) > _UNTRUE_SECONDS:
        return NoPulse((WhyNoPulse.UNTRUE_TIMES,))
    return pulse_in(trace)
