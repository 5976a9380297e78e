"""What cameras of a benchmark see, all of them the same at the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass
import time
from typing import Final, override

import cv2
from homeassistant.components.camera import Camera
import numpy as np
from numpy.typing import NDArray

from demo.clip import FRAMES_PER_SECOND, LOOP_FRAMES, person_frames

EMPTY: Final = "empty"
PERSON: Final = "person"
SWAY_PX: Final = 40.0
"""How far the clip's head goes to either side, in two seconds there and back."""
EXPOSURE_SECONDS: Final = 1 / 20
"""Of a picture in a lit room in the evening."""


def swaying_person() -> tuple[NDArray[np.uint8], ...]:
    """Return one loop of the clip's person, blurred by the way that the head goes while a picture is exposed."""
    turns_per_second = FRAMES_PER_SECOND / LOOP_FRAMES
    pictures = []
    for number, picture in enumerate(person_frames(LOOP_FRAMES)):
        speed_px = SWAY_PX * 2 * np.pi * turns_per_second * np.cos(2 * np.pi * number / LOOP_FRAMES)
        length_px = max(1, round(abs(speed_px) * EXPOSURE_SECONDS))
        pictures.append(np.asarray(cv2.blur(picture, (length_px, 1)), np.uint8))
    return tuple(pictures)


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
