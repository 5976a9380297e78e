"""Faces that do not change: of a camera that hangs, or of a photograph on the wall.

A camera that hangs need not repeat its bytes: a clock runs on the picture or in the file, the picture is encoded anew,
two old ones come in turn. But the face in it stays the same to a few grey levels, and no living face does: a head that
moves by half a pixel within a minute is enough. Measured on a shrunken face: encoding anew changes a cell by 5 grey
levels at most, a shift by half a pixel by 6 to 40. Time is an argument; of a face a few grey cells are kept for a day.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ..picture.bitmap import Region
from ..picture.geometry import enlarge, intersection_over_union

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy import float32
    from numpy.typing import NDArray

    from ..picture.picture import Picture
    from ..records.faces import Box, Face

FROZEN_AFTER_SECONDS: Final = 60.0
"""A face that has not changed for so long is no living one."""
_CELLS: Final = 16
_MOST_DIFFERENCE: Final = 5.0
# The sun and the camera's own aperture make a picture on the wall brighter or darker within a minute.
_MOST_LIGHT: Final = 2.0
_SAME_PLACE_OVERLAP: Final = 0.7
_ENLARGED: Final = 1.2
# Old pictures in turn; a camera that shows more of them plays a film.
_MOST_LOOKS: Final = 4
# A camera that a motion sensor wakes now and then shows the same face again after hours.
_FORGOTTEN_AFTER_SECONDS: Final = 86_400.0
_MOST_SPOTS: Final = 16
_LUMA_WEIGHTS: Final = np.array([0.114, 0.587, 0.299], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """A place in a camera's picture where a face is."""

    person_id: str
    """Whose face."""
    box: Box
    """Where, for all its looks."""
    looks: tuple[NDArray[float32], ...]
    """How it looked, see `_shrunken`; oldest first."""
    new_at: float
    """When it last looked as it had not before."""
    seen_at: float
    """When there was last a face."""
    is_sure: bool = False
    """Whether enough pictures ever agreed on whose it is."""


class Stillness:
    """The faces of enrolled people before all cameras, as far as they were seen lately; nothing of a stranger."""

    def __init__(self) -> None:
        """Begin with no face."""
        self._spots: dict[str, tuple[_Spot, ...]] = {}

    def still_since(
        self,
        camera_id: str,
        captured_at: float,
        picture: Picture,
        faces: Sequence[tuple[Face, str | None]],
    ) -> tuple[float | None, ...]:
        """Return for each face, which comes with its name, since when it has not changed.

        None where it has within the last minute, and for a face without a name.
        """
        spots = [spot for spot in self._spots.get(camera_id, ()) if _is_recent(spot, captured_at)]
        since: list[float | None] = []
        for face, person_id in faces:
            if person_id is None:
                since.append(None)
                continue
            known = next((spot for spot in spots if _is_there(spot, face.box, person_id)), None)
            spot = _look(known, face.box, captured_at, picture, person_id)
            spots = [spot, *(other for other in spots if other is not known)]
            is_still = captured_at - spot.new_at >= FROZEN_AFTER_SECONDS
            since.append(spot.new_at if is_still else None)
        self._spots[camera_id] = tuple(sorted(spots, key=lambda spot: -spot.seen_at)[:_MOST_SPOTS])
        return tuple(since)

    def forget_doubtful(self, camera_id: str, captured_at: float, sure: Collection[str]) -> None:
        """Drop the faces that earlier pictures of a camera took for somebody, and this one does not.

        `sure` are the people of this picture whose names enough pictures agree on: how they look is kept.
        """
        self._spots[camera_id] = tuple(
            replace(spot, is_sure=spot.is_sure or spot.person_id in sure)
            for spot in self._spots.get(camera_id, ())
            if spot.is_sure or spot.seen_at == captured_at
        )

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Drop the faces of everybody who may not stay."""
        self._spots = {
            camera_id: tuple(spot for spot in spots if may_stay(spot.person_id))
            for camera_id, spots in self._spots.items()
        }


def _is_recent(spot: _Spot, now: float) -> bool:
    """Tell whether a spot still counts; after a clock that was set back none does."""
    return 0 <= now - spot.seen_at <= _FORGOTTEN_AFTER_SECONDS


def _is_there(spot: _Spot, box: Box, person_id: str) -> bool:
    """Tell whether a face is the one of a spot."""
    return spot.person_id == person_id and intersection_over_union(spot.box, box) >= _SAME_PLACE_OVERLAP


def _look(known: _Spot | None, box: Box, now: float, picture: Picture, person_id: str) -> _Spot:
    """Return the spot after another look at it."""
    if known is None:
        return _Spot(person_id, box, (_shrunken(picture, box),), now, now)
    look = _shrunken(picture, known.box)
    if any(_is_same(look, earlier) for earlier in known.looks):
        return replace(known, seen_at=now)
    return replace(known, looks=(*known.looks[1 - _MOST_LOOKS :], look), new_at=now, seen_at=now)


def _shrunken(picture: Picture, box: Box) -> NDArray[float32]:
    """Return the grey levels of the face's few cells, in a row, against their mean."""
    width, height = picture.size
    larger = enlarge(box, _ENLARGED)
    left, top = max(0, int(larger.left)), max(0, int(larger.top))
    right = min(width, max(left + 1, int(larger.left + larger.width)))
    bottom = min(height, max(top + 1, int(larger.top + larger.height)))
    cells = picture.average(Region(left, top, right, bottom), _CELLS, _CELLS)
    grey = cells.reshape(-1, 3).astype(np.float32) @ _LUMA_WEIGHTS
    look: NDArray[float32] = grey - grey.mean()
    return look


def _is_same(one: NDArray[float32], other: NDArray[float32]) -> bool:
    """Tell whether two looks differ by no more than two ways to encode one picture do, whatever the light.

    The flatter one is brought into the light of the other by least squares; both are without their means already.
    """
    dark, bright = sorted((one, other), key=lambda look: float(look @ look))
    spread = float(dark @ dark)
    factor = float(dark @ bright) / spread if spread else 1.0
    lit = dark * np.float32(min(max(factor, 1.0), _MOST_LIGHT))
    return bool(np.abs(lit - bright).max() <= _MOST_DIFFERENCE)
