"""What each camera of the home is doing, what is shown of that, and which cameras are told to give no picture."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..issues import Issue, async_take_back, async_tell
from .blindness import BLIND, Blindness
from .picture_loss import PictureLoss
from .refused_streams import REFUSALS
from .snapshot import CameraSnapshot, CameraStatus
from .steady_status import SteadyStatus

_OF_CAMERA: Final = (Issue.CAMERA_SET_ASIDE, Issue.CAMERA_WITHOUT_PICTURE, *REFUSALS.values())
"""What is told of a camera."""


class CameraStates:
    """The snapshots of all cameras, and what is remembered of each to show and tell it steadily."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], now: Callable[[], float]) -> None:
        """Know no camera yet; `now` returns seconds since the epoch."""
        self._hass = hass
        self._entry = entry
        self._now = now
        self.snapshots: dict[str, CameraSnapshot] = {}
        """What each camera is doing, by its subentry id."""
        self._steady: dict[str, SteadyStatus] = {}
        self._losses: dict[str, PictureLoss] = {}
        self._blindness = Blindness()

    def follow(self, present: Collection[str], watched: Collection[str]) -> None:
        """Know the cameras that are `present`; those that are not `watched` as well are unavailable."""
        for camera_id in self.snapshots.keys() - present:
            self._forget(camera_id)
        for camera_id in present:
            is_watched = camera_id in watched
            if camera_id not in self.snapshots or not is_watched:
                status = CameraStatus.STARTING if is_watched else CameraStatus.UNAVAILABLE
                self.snapshots[camera_id] = CameraSnapshot(status, shown=status)
            if is_watched:
                self._steady.setdefault(camera_id, SteadyStatus())
                self._losses.setdefault(camera_id, PictureLoss())

    def _forget(self, camera_id: str) -> None:
        """Know a camera no more."""
        del self.snapshots[camera_id]
        self._steady.pop(camera_id, None)
        self._losses.pop(camera_id, None)
        async_take_back(self._hass, *_OF_CAMERA, Issue.HANGING_PICTURE, about=camera_id)

    def take_back(self) -> None:
        """Tell nothing of any camera any more."""
        for camera_id in self.snapshots:
            async_take_back(self._hass, *_OF_CAMERA, about=camera_id)

    def show(self, camera_id: str, snapshot: CameraSnapshot) -> bool:
        """Keep what a camera is doing; one that was taken out meanwhile does nothing, which False tells."""
        if camera_id not in self.snapshots:
            return False
        self.snapshots[camera_id] = snapshot
        self._look_at(camera_id)
        return True

    def look(self) -> None:
        """Show what has lasted long enough by now, and tell which cameras have given no picture for too long."""
        for camera_id in self._steady:
            self._look_at(camera_id)
        is_blind = not self.snapshots or any(camera.status in BLIND for camera in self.snapshots.values())
        self._blindness = self._blindness.then(is_blind=is_blind, now=self._now())

    def watched_since(self) -> float | None:
        """Return since when all cameras have been looked at without a lasting gap; None while one is not."""
        return self._blindness.watched_since(self._now())

    def _look_at(self, camera_id: str) -> None:
        """Follow what one camera is doing now."""
        if camera_id not in self._steady:
            return
        now, snapshot = self._now(), self.snapshots[camera_id]
        self._steady[camera_id] = steady = self._steady[camera_id].then(snapshot.status, now)
        if steady.shown is not snapshot.shown:
            self.snapshots[camera_id] = replace(snapshot, shown=steady.shown)
        was_told = self._losses[camera_id].is_told
        self._losses[camera_id] = loss = self._losses[camera_id].then(snapshot.status, now)
        if loss.is_told and not was_told:
            camera = self._entry.subentries[camera_id].title
            async_tell(self._hass, Issue.CAMERA_WITHOUT_PICTURE, about=camera_id, camera=camera)
        elif was_told and not loss.is_told:
            async_take_back(self._hass, Issue.CAMERA_WITHOUT_PICTURE, about=camera_id)
