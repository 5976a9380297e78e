"""A clip of a real, moving face: the public-domain NASA portrait that the package scikit-image carries.

Rendered once at the start, so that serving it costs the demo nothing while Home Assistant is being measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from io import BytesIO
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

WIDTH_PX, HEIGHT_PX = 1280, 720
FRAMES_PER_SECOND = 15
CHEEK_PX = (252, 126)
"""Where the sticker sits in the portrait."""
STICKER_RADIUS_PX = 11
"""In the portrait, whose face is about 90 pixels wide: some 3 % of the crop that LiveCAD sees."""
MAGENTA_RGB = (232, 12, 236)
WALL_RGB = (190, 187, 178)
LOOP_FRAMES = 30
"""Different pictures per scene; a camera that repeats one picture would count as frozen."""


class Scene(StrEnum):
    """What the camera sees."""

    EMPTY_ROOM = "empty_room"
    PERSON = "person"
    PERSON_WITH_STICKER = "person_with_sticker"
    TWO_FACES = "two_faces"
    """The same portrait twice, once as in a looking-glass: somebody joins the person."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the clip."""

    scene: Scene
    """What is in view."""
    seconds: float
    """For how long."""


PHASES = (
    Phase(Scene.PERSON, 4.0),
    Phase(Scene.EMPTY_ROOM, 6.0),
    Phase(Scene.PERSON, 4.0),
    Phase(Scene.EMPTY_ROOM, 6.0),
    Phase(Scene.PERSON_WITH_STICKER, 4.0),
    Phase(Scene.EMPTY_ROOM, 12.0),
    Phase(Scene.PERSON_WITH_STICKER, 4.0),
    Phase(Scene.EMPTY_ROOM, 6.0),
)
"""Four visits, the sticker on the cheek from half-way; after its first one there is time to answer the phone."""


def scene_at(elapsed_seconds: float, phases: tuple[Phase, ...] = PHASES) -> Scene:
    """Return what is in view so long after the clip began; it repeats for ever."""
    position = elapsed_seconds % sum(phase.seconds for phase in phases)
    ends = accumulate((phase.seconds for phase in phases), initial=0.0)
    return next(phase.scene for phase, (_, end) in zip(phases, pairwise(ends), strict=True) if position < end)


def portrait() -> NDArray[np.uint8]:
    """Return the NASA portrait, shape (512, 512, 3), blue-green-red.

    Raises:
        FileNotFoundError: scikit-image is not installed; scripts/setup brings it.
    """
    return _blue_green_red(_portrait())


def _portrait() -> Image.Image:
    """Return the NASA portrait, 512 pixels wide and high."""
    package = find_spec("skimage")
    if package is None or package.origin is None:
        raise FileNotFoundError("expected the package scikit-image, found none: run scripts/setup demo")
    with Image.open(Path(package.origin).parent / "data" / "astronaut.png") as picture:
        return picture.convert("RGB")


def _with_sticker(radius_px: int) -> Image.Image:
    """Return the portrait with a magenta sticker of this radius on the cheek; 0 for none."""
    source = _portrait()
    if radius_px:
        ImageDraw.Draw(source).circle(CHEEK_PX, radius_px, MAGENTA_RGB)
    return source


def person_frames(count: int, sticker_radius_px: int = 0, seed: int = 0) -> Iterator[NDArray[np.uint8]]:
    """Yield 720p pictures of the portrait swaying, breathing and trembling in front of a wall, with sensor noise.

    Args:
        count: how many, `FRAMES_PER_SECOND` of them make a second
        sticker_radius_px: radius of a magenta sticker on the cheek, in pixels of the portrait; 0 for none
        seed: of jitter and noise; equal seeds give equal pictures
    """
    source = _with_sticker(sticker_radius_px)
    random = np.random.default_rng(seed)
    for number in range(count):
        phase = 2 * np.pi * number / LOOP_FRAMES
        zoom = HEIGHT_PX / source.height * (1.0 + 0.02 * np.sin(phase))
        shift = np.array([40 * np.sin(phase), 6 * np.cos(2 * phase)]) + random.normal(0, 0.6, 2)
        yield _noisy(_blue_green_red(_on_wall(source, zoom, shift)), random)


def approaching_frames(count: int, sticker_radius_px: int = 0, seed: int = 3) -> Iterator[NDArray[np.uint8]]:
    """Yield 720p pictures of the portrait coming near, from a third to 1.27 of its usual size; arguments as above."""
    source = _with_sticker(sticker_radius_px)
    random = np.random.default_rng(seed)
    for number in range(count):
        zoom = HEIGHT_PX / source.height * (1 + 2.8 * number / count) / 3
        yield _noisy(_blue_green_red(_on_wall(source, zoom, random.normal(0, 0.6, 2))), random)


def two_faces_frames(count: int, seed: int = 2) -> Iterator[NDArray[np.uint8]]:
    """Yield 720p pictures of the portrait on the left and its mirror image on the right, trembling."""
    source = _portrait()
    halves = ((source, -WIDTH_PX / 4), (ImageOps.mirror(source), WIDTH_PX / 4))
    random = np.random.default_rng(seed)
    for _ in range(count):
        shift = random.normal(0, 0.6, 2)
        left, right = (
            _blue_green_red(_on_wall(one, 1.0, shift + np.array([aside, 0.0]))) for one, aside in halves
        )
        yield _noisy(np.hstack([left[:, : WIDTH_PX // 2], right[:, WIDTH_PX // 2 :]]), random)


def empty_room_frames(count: int, seed: int = 1) -> Iterator[NDArray[np.uint8]]:
    """Yield 720p pictures of the wall alone, each with its own sensor noise."""
    random = np.random.default_rng(seed)
    wall = np.full((HEIGHT_PX, WIDTH_PX, 3), WALL_RGB[::-1], np.uint8)
    for _ in range(count):
        yield _noisy(wall, random)


def jpeg(picture: NDArray[np.uint8]) -> bytes:
    """Return the picture as a JPEG of quality 85, about what a home camera sends."""
    data = BytesIO()
    Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1])).save(data, "JPEG", quality=85)
    return data.getvalue()


def render() -> dict[Scene, tuple[bytes, ...]]:
    """Return one loop of JPEG frames per scene."""
    pictures = {
        Scene.EMPTY_ROOM: empty_room_frames(LOOP_FRAMES),
        Scene.PERSON: person_frames(LOOP_FRAMES),
        Scene.PERSON_WITH_STICKER: person_frames(LOOP_FRAMES, STICKER_RADIUS_PX),
        Scene.TWO_FACES: two_faces_frames(LOOP_FRAMES),
    }
    return {scene: tuple(map(jpeg, frames)) for scene, frames in pictures.items()}


def _on_wall(source: Image.Image, zoom: float, shift_px: NDArray[np.float64]) -> Image.Image:
    """Return the source, enlarged and shifted from the middle, on a canvas of wall colour."""
    left, top = (np.array([WIDTH_PX, HEIGHT_PX]) - zoom * np.array(source.size)) / 2 + shift_px
    # Pillow asks where in the source each pixel of the canvas comes from.
    return source.transform(
        (WIDTH_PX, HEIGHT_PX),
        Image.Transform.AFFINE,
        (1 / zoom, 0.0, -left / zoom, 0.0, 1 / zoom, -top / zoom),
        resample=Image.Resampling.BILINEAR,
        fillcolor=WALL_RGB,
    )


def _blue_green_red(picture: Image.Image) -> NDArray[np.uint8]:
    """Return a picture's pixels as the engine has them, shape (height, width, 3)."""
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])


def _noisy(picture: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Return the picture with Gaussian sensor noise of two grey levels."""
    noise = random.normal(0, 2.0, picture.shape[:2]).astype(np.int16)
    return np.clip(picture + noise[..., None], 0, 255).astype(np.uint8)
