"""Two published ways to draw the pulse out of the colour of skin. Both cancel what changes all colours alike: light.

Colours are evenly sampled red, green and blue, shape (..., n, 3); what comes back is one signal each, shape (..., n).
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from .band import band_passed

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

_PIECE_SECONDS: Final = 1.6
"""Both papers look at pieces of this length: one beat of a slow heart."""
_LEAST: Final = 1e-9
"""Instead of dividing by nothing, as a grey or black picture would have it."""


def pos(colours: NDArray[float64], samples_per_second: float) -> NDArray[float64]:
    """Return the pulse by POS, the plane orthogonal to skin (Wang et al. 2017, doi:10.1109/TBME.2016.2609282)."""
    length = min(round(_PIECE_SECONDS * samples_per_second), colours.shape[-2])
    pieces = np.lib.stride_tricks.sliding_window_view(colours, length, axis=-2)
    red, green, blue = np.moveaxis(pieces / np.maximum(pieces.mean(-1, keepdims=True), _LEAST), -2, 0)
    first, second = green - blue, green + blue - 2 * red
    pulses = first + _ratio(first, second) * second
    pulses = pulses - pulses.mean(-1, keepdims=True)
    whole = np.zeros(colours.shape[:-1])
    for place in range(length):
        whole[..., place : place + pulses.shape[-2]] += pulses[..., place]
    return whole


def chrom(colours: NDArray[float64], samples_per_second: float) -> NDArray[float64]:
    """Return the pulse by CHROM, chrominance (de Haan and Jeanne 2013, doi:10.1109/TBME.2013.2266196)."""
    half = min(round(_PIECE_SECONDS * samples_per_second / 2), colours.shape[-2] // 2)
    window = np.hanning(2 * half)
    whole = np.zeros(colours.shape[:-1])
    for start in range(0, colours.shape[-2] - 2 * half + 1, half):
        piece = colours[..., start : start + 2 * half, :]
        red, green, blue = np.moveaxis(piece / np.maximum(piece.mean(-2, keepdims=True), _LEAST), -1, 0)
        first = band_passed(3 * red - 2 * green, samples_per_second)
        second = band_passed(1.5 * red + green - 1.5 * blue, samples_per_second)
        whole[..., start : start + 2 * half] += (first - _ratio(first, second) * second) * window
    return whole


def _ratio(first: NDArray[float64], second: NDArray[float64]) -> NDArray[float64]:
    """Return how much more the first signal moves than the second, as a factor with an axis for time."""
    ratio: NDArray[float64] = first.std(-1, keepdims=True) / np.maximum(second.std(-1, keepdims=True), _LEAST)
    return ratio
