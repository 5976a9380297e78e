"""Faces over time: a name counts only after several frames of one camera agree.

A track links a face to the previous frames by overlap, else by its name. Nothing of a stranger is kept but the box.
Time is an argument; state is replaced, never changed in place.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ..picture.geometry import intersection_over_union

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..records.faces import Box

_LINK_OVERLAP: Final = 0.3
# A camera that delivers seldom gets a longer gap: so many of its own intervals, up to a limit.
_GAP_INTERVALS: Final = 2.5
_LONGEST_GAP_SECONDS: Final = 150.0


@dataclass(frozen=True, slots=True)
class Sight:
    """One face of the present frame, as the tracker needs it."""

    box: Box
    """Where."""
    person_id: str | None
    """The name this frame alone gives it; None for nobody."""
    is_recognisable: bool
    """False when the face was too poor to compare: then it speaks neither for nor against a name."""


@dataclass(frozen=True, slots=True)
class _Track:
    """One face through the frames of one camera."""

    box: Box
    """Where it was seen last."""
    seen_at: float
    """When."""
    person_id: str | None
    """The name of the latest recognisable frame."""
    agreeing: int
    """How many recognisable frames in a row gave this name."""


@dataclass(frozen=True, slots=True)
class _Camera:
    """What one camera showed so far."""

    seen_at: float
    """Time of its latest frame."""
    interval_seconds: float
    """Time between its latest two frames; 0 before there were two."""
    tracks: tuple[_Track, ...]
    """The faces that are followed."""


class Tracker:
    """Tracks of all cameras."""

    def __init__(self, *, agreeing_frames: int, gap_seconds: float) -> None:
        """Set how many frames must agree, and after which time unseen a face starts anew.

        A camera whose own frames lie further apart gets two and a half of its intervals instead.
        """
        self._agreeing_frames = agreeing_frames
        self._gap_seconds = gap_seconds
        self._cameras: dict[str, _Camera] = {}

    def observe(
        self, camera_id: str, captured_at: float, sights: Sequence[Sight], agreeing_frames: int = 0
    ) -> tuple[bool, ...]:
        """Take the faces of one frame and tell for each whether its name is confirmed, here by more frames than usual.

        A clock that runs backwards starts all tracks of the camera anew.
        """
        camera = self._cameras.get(camera_id, _Camera(captured_at, 0.0, ()))
        gap = max(self._gap_seconds, min(_GAP_INTERVALS * camera.interval_seconds, _LONGEST_GAP_SECONDS))
        known = [track for track in camera.tracks if 0 <= captured_at - track.seen_at <= gap]
        linked = _link(known, sights)
        tracks = tuple(_follow(linked.get(index), sight, captured_at) for index, sight in enumerate(sights))
        missed = tuple(track for track in known if track not in linked.values())
        interval = max(0.0, captured_at - camera.seen_at)
        self._cameras[camera_id] = _Camera(captured_at, interval, tracks + missed)
        return tuple(
            sight.person_id is not None and track.agreeing >= max(self._agreeing_frames, agreeing_frames)
            for sight, track in zip(sights, tracks, strict=True)
        )

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Drop all tracks that carry a name which may not stay."""
        self._cameras = {
            camera_id: replace(
                camera,
                tracks=tuple(
                    track for track in camera.tracks if track.person_id is None or may_stay(track.person_id)
                ),
            )
            for camera_id, camera in self._cameras.items()
        }


def _link(tracks: Sequence[_Track], sights: Sequence[Sight]) -> dict[int, _Track]:
    """Give each face at most one track: first by overlap, best first, then by name.

    Overlap goes first so that one wrong name breaks a row of agreement instead of stealing another face's row.
    """
    overlaps = sorted(
        (
            (intersection_over_union(track.box, sight.box), -index, -number)
            for index, sight in enumerate(sights)
            for number, track in enumerate(tracks)
        ),
        reverse=True,
    )
    linked: dict[int, _Track] = {}
    free = set(range(len(tracks)))
    for overlap, minus_index, minus_number in overlaps:
        if overlap >= _LINK_OVERLAP and -minus_index not in linked and -minus_number in free:
            linked[-minus_index] = tracks[-minus_number]
            free.remove(-minus_number)
    for index, sight in enumerate(sights):
        same_name = [number for number in free if tracks[number].person_id == sight.person_id]
        if index not in linked and sight.person_id is not None and same_name:
            linked[index] = tracks[same_name[0]]
            free.remove(same_name[0])
    return linked


def _follow(track: _Track | None, sight: Sight, captured_at: float) -> _Track:
    """Return the track after one more frame."""
    if track is None:
        return _Track(sight.box, captured_at, sight.person_id, int(sight.person_id is not None))
    if not sight.is_recognisable:
        return _Track(sight.box, captured_at, track.person_id, track.agreeing)
    if sight.person_id is None:
        return _Track(sight.box, captured_at, None, 0)
    row = track.agreeing if sight.person_id == track.person_id else 0
    return _Track(sight.box, captured_at, sight.person_id, row + 1)
