"""A camera entity that shows what the play puts before it."""

from itertools import count
from typing import Final, override

from homeassistant.components.camera import Camera
from homeassistant.components.camera.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant

from .lives import CAMERAS, ShownFace
from .simulated_engine import picture_of

_ROOMS: Final = ("Hall", "Bathroom")[:CAMERAS]


class SimulatedCamera(Camera):
    """Shows a fresh picture each time, most often of an empty room."""

    def __init__(self, name: str, scenery: bytes) -> None:
        """Begin with an empty room; `scenery` is what there is to see for whoever looks with eyes."""
        super().__init__()
        self.entity_id = f"camera.{name.lower()}"
        self._attr_name = name
        self._attr_unique_id = name
        self.faces: tuple[ShownFace, ...] = ()
        self._scenery = scenery
        self._numbers = count()

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes:
        """Return a picture of who is there now."""
        # A file that shows a picture ends by itself; what follows is read by nobody but the simulated engine.
        return self._scenery + b"\n" + picture_of(next(self._numbers), self.faces)


async def async_add_cameras(hass: HomeAssistant, scenery: bytes = b"") -> tuple[SimulatedCamera, ...]:
    """Bring the cameras into a home."""
    cameras = tuple(SimulatedCamera(room, scenery) for room in _ROOMS)
    await hass.data[DATA_COMPONENT].async_add_entities(cameras)
    return cameras
