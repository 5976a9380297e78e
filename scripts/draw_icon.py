"""Draws the integration's icon: a heart, its shadow and one beat. `scripts/draw_icon.py` writes it anew.

The same bytes come out on every machine with the same Pillow, so a changed picture is always a changed drawing.
"""

from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

BRAND = Path(__file__).resolve().parent.parent / "custom_components/digitalshadow/brand"
SIZES = {"icon.png": 256, "icon@2x.png": 512}
OVERSAMPLING = 4
HEART = "#d81b60"
SHADOW = "#37474f"
BEAT_COLOUR = "#ffffff"
BEAT = ((0.16, 0.47), (0.36, 0.47), (0.43, 0.33), (0.52, 0.62), (0.59, 0.47), (0.72, 0.47))
"""The line of one heartbeat, as shares of the side."""


def heart(centre_x: float, centre_y: float, width: float) -> list[tuple[float, float]]:
    """Return the outline of a heart; x = 16 sin³t, y = 13 cos t - 5 cos 2t - 2 cos 3t - cos 4t, 32 wide."""
    angles = [step * pi / 180 for step in range(360)]
    return [
        (
            centre_x + width / 32 * 16 * sin(t) ** 3,
            centre_y - width / 32 * (13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)),
        )
        for t in angles
    ]


def draw(side: int) -> Image.Image:
    """Return the icon with a transparent ground, `side` pixels wide and high."""
    large = side * OVERSAMPLING
    picture = Image.new("RGBA", (large, large))
    pen = ImageDraw.Draw(picture)
    pen.polygon(heart(0.56 * large, 0.54 * large, 0.84 * large), fill=SHADOW)
    pen.polygon(heart(0.44 * large, 0.46 * large, 0.84 * large), fill=HEART)
    points = [(x * large, y * large) for x, y in BEAT]
    width = round(0.035 * large)
    pen.line(points, fill=BEAT_COLOUR, width=width, joint="curve")
    for x, y in points:
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=BEAT_COLOUR)
    return picture.resize((side, side), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, side in SIZES.items():
        draw(side).save(BRAND / name, optimize=True)
