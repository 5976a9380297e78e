"""What cameras of a benchmark see, all of them the same at the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass
import time
from typing import Final, override

from homeassistant.components.camera import Camera

from demo.clip import FRAMES_PER_SECOND

EMPTY: Final = "empty"
PERSON: Final = "person"


@dataclass
class Scene:
    """What all cameras see."""

    stills: Mapping[str, tuple[bytes, ...]]
    """The pictures of each scene, in a loop."""
    shown: str = EMPTY
    """What is in view."""

    def picture(self) -> bytes:
        """Return the picture of this moment."""
        pictures = self.stills[self.shown]
        return pictures[int(time.monotonic() * FRAMES_PER_SECOND) % len(pictures)]


class SceneCamera(Camera):
    """A camera that shows what everybody sees, and has a stream or none."""

    def __init__(self, name: str, scene: Scene, stream: str | None) -> None:
        """Be called `camera.NAME`."""
        super().__init__()
        self.entity_id = f"camera.{name}"
        self._scene = scene
        self._stream = stream

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Return the picture of this moment."""
        return self._scene.picture()

    @override
    async def stream_source(self) -> str | None:
        """Return where its stream is."""
        return self._stream
