"""What live video tells about skin colour: numbers only, never a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The mean colours of some boxes in every decoded frame of a stretch of live video."""

    captured_at: tuple[float, ...]
    """Shape (n,): when each frame was captured, seconds since the epoch, strictly increasing."""
    rgb: tuple[tuple[tuple[float, ...], ...], ...]
    """Shape (n, boxes, 3): mean red, green and blue of each box in each frame, 0-255."""
