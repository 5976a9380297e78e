"""Faces to compare a converted file with its checkpoint on, and how much the two may differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from ..records.conversion_plan import Parity, Precision
from ..records.faces import Box

if TYPE_CHECKING:
    from numpy import float64, uint8
    from numpy.typing import NDArray

BOUNDS: Final = {
    Precision.FP32: (1e-4, 1e-4),
    Precision.FP16: (1e-3, 1e-3),
    Precision.INT8: (0.01, 0.003),
    Precision.INT8_REDUCED: (0.01, 0.003),
}
"""Largest and mean absolute difference of probabilities that each form may show. One re-encoding of a crop as JPEG
changes them by 0.014 and 0.002."""

_SIDE_PX: Final = 256
_DRAWN_FACES: Final = 12
_HEAD: Final = (0.5, 0.52, 0.36, 0.45)
# Centre across and down, half width and height as shares of the picture, and grey level relative to the skin.
_FEATURES: Final = (
    (0.36, 0.42, 0.070, 0.030, -0.45),
    (0.64, 0.42, 0.070, 0.030, -0.45),
    (0.36, 0.34, 0.095, 0.018, -0.35),
    (0.64, 0.34, 0.095, 0.018, -0.35),
    (0.50, 0.58, 0.045, 0.060, -0.12),
    (0.50, 0.74, 0.130, 0.030, -0.30),
)


@dataclass(frozen=True, slots=True, eq=False)
class ProofFace:
    """A picture and the face in it."""

    pixels: NDArray[uint8]
    """Shape (height, width, 3), blue-green-red."""
    box: Box
    """The face, in the model's crop geometry, before it is enlarged."""


@cache
def drawn_faces() -> tuple[ProofFace, ...]:
    """Return faces that differ in skin, light, place and noise; the same ones every time, drawn once."""
    return tuple(_draw(np.random.default_rng(number)) for number in range(_DRAWN_FACES))


def parity(precision: Precision, got: Sequence[float], expected: Sequence[float]) -> Parity:
    """Return how far a file's probabilities lie from the checkpoint's; no answer, NaN, counts as far as can be."""
    differences = np.nan_to_num(np.abs(np.subtract(got, expected)), nan=1.0)
    largest, mean = float(differences.max()), float(differences.mean())
    most, most_mean = BOUNDS[precision]
    return Parity(precision, len(differences), largest, mean, largest <= most and mean <= most_mean)


def _draw(random: np.random.Generator) -> ProofFace:
    """Draw one face."""
    down, across = np.mgrid[:_SIDE_PX, :_SIDE_PX] / _SIDE_PX
    shift_across, shift_down = random.uniform(-0.04, 0.04, 2)
    skin = random.uniform(0.25, 0.95) * np.array([0.62, 0.76, 1.0])
    wall = random.uniform(0.1, 0.9, 3)
    level = np.zeros((_SIDE_PX, _SIDE_PX))
    for centre_across, centre_down, half_width, half_height, relative in _FEATURES:
        where = (centre_across + shift_across, centre_down + shift_down, half_width, half_height)
        level += relative * random.uniform(0.6, 1.2) * _ellipse(across, down, where)
    head = _ellipse(across, down, (_HEAD[0] + shift_across, _HEAD[1] + shift_down, *_HEAD[2:]))[..., None]
    light = 1 + random.uniform(-0.5, 0.5) * (across - 0.5) + random.uniform(-0.3, 0.3) * (down - 0.5)
    colour = head * skin * (1 + level[..., None]) + (1 - head) * wall
    noisy = colour * light[..., None] * 255 + random.normal(0, random.uniform(1, 8), colour.shape)
    box = Box(38.0 + shift_across * _SIDE_PX, 38.0 + shift_down * _SIDE_PX, 180.0, 190.0)
    return ProofFace(np.clip(noisy, 0, 255).astype(np.uint8), box)


def _ellipse(
    across: NDArray[float64], down: NDArray[float64], where: tuple[float, float, float, float]
) -> NDArray[float64]:
    """Return how much of a soft ellipse each pixel shows, 0-1."""
    centre_across, centre_down, half_width, half_height = where
    distance = np.hypot((across - centre_across) / half_width, (down - centre_down) / half_height)
    return np.clip((1.1 - distance) * 5, 0, 1)
