"""A camera entity that shows what the play puts before it."""

from itertools import count
from typing import override

from homeassistant.components.camera import Camera

from .lives import ShownFace
from .simulated_engine import picture_of


class SimulatedCamera(Camera):
    """Shows a fresh picture each time, most often of an empty room."""

    def __init__(self, name: str) -> None:
        """Begin with an empty room."""
        super().__init__()
        self.entity_id = f"camera.{name.lower()}"
        self._attr_name = name
        self._attr_unique_id = name
        self.faces: tuple[ShownFace, ...] = ()
        self._numbers = count()

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes:
        """Return a picture of who is there now."""
        return picture_of(next(self._numbers), self.faces)
