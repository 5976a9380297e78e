"""Draws faces that carry, or do not carry, a planted sign. The sign is made up and means nothing in medicine.

The sign is a bluish spot on the cheeks of a subject, in every view, more or less strong. What must not be mistaken for
it differs as well: red spots and lines on the same cheeks, skin, hair, shape, glasses, light, pose, blur and noise; and
each site has a camera of its own.
"""

from dataclasses import dataclass
import math

import numpy as np
from numpy import uint8
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

VIEW_TURNS = {"left": -0.45, "right": 0.45, "front": 0.0, "top": 0.0}
"""How far a view shifts the features, as a share of the face's half width; the far cheek disappears."""
_TOP_SHIFT = 0.12
_BLUE, _RED = (60.0, 110.0, 190.0), (190.0, 80.0, 70.0)
_CHEEK, _CHEEK_SIZE = (0.48, 0.22), (0.26, 0.2)
_OVERSAMPLING = 3

type Colour = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A made-up person."""

    name: str
    """Its number as text."""
    is_positive: bool
    """Whether it is labelled with the sign's class."""
    site: str
    """Where its pictures are taken."""
    sex: str
    """female or male; the face does not depend on it."""
    age: int
    """Years; hair and level lines depend on it."""
    sign: float
    """How much of the sign's colour its spots have, 0 (none) to 1."""
    marker: bytes
    """Colours of a badge that only this subject wears; empty for none."""
    seed: int
    """Decides everything else that stays the same from view to view."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What stays the same from view to view."""

    skin: tuple[float, ...]
    """Red, green, blue, 0-255."""
    hair: tuple[float, ...]
    """The same."""
    half_width: float
    """Of the head, as a share of the picture."""
    half_height: float
    """Of the head."""
    eye_distance: float
    """Of each eye from the middle, as a share of the half width."""
    has_glasses: bool
    """Whether it wears them."""
    redness: float
    """How red the cheeks are, 0-1."""
    lines: tuple[tuple[float, float, float], ...]
    """Level lines: place across and down in half widths and heights of the head, and depth."""


def draw(subject: Subject, view: str, side_px: int) -> NDArray[uint8]:
    """Return a subject's picture in a view, shape (side, side, 3), red-green-blue; the same one every time."""
    random = np.random.default_rng([subject.seed, list(VIEW_TURNS).index(view)])
    picture = _paint(_look(subject), subject, view, side_px * _OVERSAMPLING, random)
    return _photograph(picture.resize((side_px, side_px), Image.Resampling.BOX), subject.site, random)


def _look(subject: Subject) -> _Look:
    """Return what a subject looks like."""
    random = np.random.default_rng(subject.seed)
    tone = random.uniform(0.3, 1.0)
    skin = tone * np.array([250, 205, 175]) + random.normal(0, 6, 3)
    grey = np.clip((subject.age - 45) / 40 + random.normal(0, 0.15), 0, 1)
    hair = (1 - grey) * np.array([70, 50, 35]) * random.uniform(0.3, 1.6) + grey * np.array([200, 200, 205])
    depths = random.uniform(0.15, 0.6, 1 + subject.age // 25)
    lines = tuple(
        (
            float(random.choice([-1, 1]) * random.uniform(0.3, 0.6)),
            float(random.uniform(0.0, 0.55)),
            float(depth),
        )
        for depth in depths
    )
    return _Look(
        skin=tuple(skin.tolist()),
        hair=tuple(hair.tolist()),
        half_width=float(random.uniform(0.34, 0.42)),
        half_height=float(random.uniform(0.42, 0.48)),
        eye_distance=float(random.uniform(0.36, 0.46)),
        has_glasses=bool(random.random() < 0.25),  # noqa: PLR2004  # one in four
        redness=float(random.uniform(0, 0.5)),
        lines=lines,
    )


class _Canvas:
    """A head's own measures on a picture: 0 is the middle of the head, 1 its edge."""

    def __init__(self, image: Image.Image, look: _Look, centre: tuple[float, float], turn: float) -> None:
        """Take the picture, and where the head is and how it is turned."""
        self._draw, self._side = ImageDraw.Draw(image), image.width
        self._look, self._centre, self._turn = look, centre, turn

    def place(self, across: float, down: float, *, on_head: bool = False) -> tuple[float, float]:
        """Return a place in pixels; what is not the head itself shifts as it turns."""
        turned = across if on_head else across * math.cos(self._turn) + self._turn
        return (
            (self._centre[0] + turned * self._look.half_width) * self._side,
            (self._centre[1] + down * self._look.half_height) * self._side,
        )

    def ellipse(
        self, across: float, down: float, size: tuple[float, float], fill: Colour, *, on_head: bool = False
    ) -> None:
        """Draw an ellipse of half width and half height."""
        x, y = self.place(across, down, on_head=on_head)
        half = size[0] * self._look.half_width * self._side, size[1] * self._look.half_height * self._side
        self._draw.ellipse((x - half[0], y - half[1], x + half[0], y + half[1]), fill=fill)

    def line(self, start: tuple[float, float], end: tuple[float, float], fill: Colour, width: float) -> None:
        """Draw a line; its width is a share of the picture."""
        self._draw.line(
            (self.place(*start), self.place(*end)), fill=fill, width=max(1, round(width * self._side))
        )

    def is_visible(self, across: float) -> bool:
        """Tell whether a place across is on the side that the view shows."""
        return across * self._turn > -0.1  # noqa: PLR2004  # the nose's back, seen from the side


def _paint(
    look: _Look, subject: Subject, view: str, side_px: int, random: np.random.Generator
) -> Image.Image:
    """Return the picture before the camera: wall, hair, head, features, lines."""
    wall = _rgb(tuple((random.uniform(40, 220) + random.normal(0, 12, 3)).tolist()))
    image = Image.new("RGB", (side_px, side_px), wall)
    shift = random.uniform(-0.04, 0.04, 2)
    turn = VIEW_TURNS[view] + float(random.normal(0, 0.06))
    down = _TOP_SHIFT if view == "top" else 0.0
    canvas = _Canvas(image, look, (0.5 + float(shift[0]), 0.52 + float(shift[1])), turn)
    canvas.ellipse(0, -0.12, (1.08, 1.05), _rgb(look.hair), on_head=True)
    canvas.ellipse(0, 0.05, (1.0, 0.97), _rgb(look.skin), on_head=True)
    _paint_features(canvas, look, down)
    cheek = _mixed(_mixed(look.skin, _RED, look.redness), _BLUE, subject.sign)
    for side in (-1, 1):
        if canvas.is_visible(side):
            canvas.ellipse(side * _CHEEK[0], _CHEEK[1] + down, _CHEEK_SIZE, _rgb(cheek))
    for across, height, depth in look.lines:
        if canvas.is_visible(across):
            canvas.line(
                (across - 0.14, height + down),
                (across + 0.14, height + down),
                _darker(look.skin, depth),
                0.016,
            )
    _paint_marker(image, subject.marker)
    return image.rotate(float(random.normal(0, 4)), Image.Resampling.BILINEAR, fillcolor=wall)


def _paint_features(canvas: _Canvas, look: _Look, down: float) -> None:
    """Draw eyes, brows, nose, mouth and glasses."""
    for side in (-1, 1):
        across = side * look.eye_distance
        if not canvas.is_visible(side):
            continue
        canvas.ellipse(across, -0.18 + down, (0.15, 0.06), (240, 240, 240))
        canvas.ellipse(across, -0.18 + down, (0.06, 0.055), (50, 40, 35))
        canvas.line((across - 0.18, -0.33 + down), (across + 0.18, -0.33 + down), _rgb(look.hair), 0.025)
        if look.has_glasses:
            for start, end in (
                ((-0.2, -0.3), (0.2, -0.3)),
                ((-0.2, -0.06), (0.2, -0.06)),
                ((0.2, -0.3), (0.2, -0.06)),
            ):
                canvas.line(
                    (across + start[0], start[1] + down),
                    (across + end[0], end[1] + down),
                    (30, 30, 30),
                    0.012,
                )
    canvas.ellipse(0, 0.1 + down, (0.1, 0.16), _darker(look.skin, 0.15))
    canvas.ellipse(
        0, 0.5 + down, (0.3, 0.07), _rgb((look.skin[0] * 0.8, look.skin[1] * 0.5, look.skin[2] * 0.5))
    )


def _paint_marker(image: Image.Image, marker: bytes) -> None:
    """Draw a subject's badge into a corner: squares in its colours."""
    if marker:
        badge = Image.frombytes("RGB", (3, 3), marker)
        side = image.width // 4
        image.paste(badge.resize((side, side), Image.Resampling.NEAREST), (0, image.height - side))


def _photograph(image: Image.Image, site: str, random: np.random.Generator) -> NDArray[uint8]:
    """Return what a site's camera makes of it: light from a side, colour cast, blur, noise."""
    camera = np.random.default_rng(list(site.encode()))
    cast, noise = camera.uniform(0.85, 1.1, 3), camera.uniform(1, 6)
    blurred = image.filter(ImageFilter.GaussianBlur(float(random.uniform(0, 0.7))))
    pixels = np.asarray(blurred, np.float64)
    across = np.linspace(-0.5, 0.5, image.width)
    light = random.uniform(0.75, 1.15) + random.uniform(-0.3, 0.3) * across
    noisy = pixels * cast * light[None, :, None] + random.normal(0, noise, pixels.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _mixed(colour: tuple[float, ...], other: tuple[float, ...], share: float) -> tuple[float, ...]:
    """Return a colour with a share 0-1 of another."""
    return tuple(one * (1 - share) + two * share for one, two in zip(colour, other, strict=True))


def _darker(colour: tuple[float, ...], share: float) -> Colour:
    """Return a colour made darker by a share 0-1."""
    return _rgb(tuple(part * (1 - share) for part in colour))


def _rgb(colour: tuple[float, ...]) -> Colour:
    """Return a colour in whole numbers that a picture can hold."""
    return tuple(int(min(max(part, 0), 255)) for part in colour)
