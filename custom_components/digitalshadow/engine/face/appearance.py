"""Whether an aligned face is seen in its own colours and uncovered, told without an idea of what colour skin has.

Light: where most of the chip leans to magenta or to green, and nothing in it is nearly grey, no eye, no hair and no
wall, the light or the camera does that. Where colour is nothing but a function of brightness, the picture has one
colour only: grey as infra-red cameras give it, or sepia. The yellow of lamps and the blue of shade pass.

Cover: around the mouth and around both eyes there is skin that looks like the person's own in the middle of the face:
on the bridge of the nose for the mouth, on nose and cheeks for the eyes. A mask, a scarf and dark glasses show none.
What has the colour of skin shows it, but less detail than there is around the eyes, or around the other eye, in grey
levels and in ratios of them: the dark side of a face has less of the first, and a dark picture's noise more of the
second. So a hand is told while its fingers are closed; `lower_half.py` knows the others.

The limits were measured on 20 pictures of 12 people, as they are, darkened, toned, made small, lit from all sides, with
beards, frames, paint and wrinkles drawn on, and covered on purpose.
"""

from dataclasses import dataclass
import math
from typing import TYPE_CHECKING, Final

import numpy as np

from ..records.faces import WhyNot

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

type _Area = tuple[slice, slice]
type _Middle = tuple[float, float, float]

_CELL_PX: Final = 4
_FINE_PX: Final = 2
_LUMA_WEIGHTS: Final = np.array([0.114, 0.587, 0.299], np.float32)

# In grey levels. Ratios of dark channels say more about noise than about colour, and a bright one may be cut off.
_OFFSET: Final = 8.0
_DARKEST, _BRIGHTEST = 24.0, 248.0
_FEWEST_CELLS: Final = 60

# Logarithms of ratios of channels. In true colours a third of the cells leans to magenta by no more than 0.12, and a
# third to green by no more than 0.05; under a camera's pink cast all but a third lean by 0.5.
_MOST_LEANING: Final = 0.25
_THIRD: Final = 0.3
# Cells nearer to grey than this: under a cast at most 0.03 of them, elsewhere mostly 0.1 and more.
_NEARLY_GREY: Final = 0.15
_LEAST_NEARLY_GREY: Final = 0.05
# What brightness does not explain of the colours: at least 0.08 in true colours, at most 0.04 in sepia.
_ONE_COLOUR: Final = 0.045
_GREY: Final = 0.12

# Logarithms of ratios, of colour and of brightness, that make up a distance of 1.
_STRANGE_MOUTH: Final = (0.4, 1.2)
"""Uncovered mouths reach 0.97, with red lips in the light of a lamp; nine in ten masks and scarves are further."""
_STRANGE_EYES: Final = (0.24, 0.48)
"""Uncovered eyes reach 0.74."""
# How much less detail there is, as a logarithm, around the mouth than around the eyes: uncovered at most 0.91.
_FLAT: Final = 1.0
# How much less around one eye than around the other: uncovered at most 0.55, with a hand over it 0.8 to 4.
_ONE_EYED: Final = 0.65
# What noise amounts to, in grey levels and as a logarithm.
_LEAST_DETAILS: Final = (0.5, 0.008)
_FIFTH: Final = 0.2
# In logarithms of ratios, of colour and of brightness. Hands and cloth of the colour of skin keep to 0.1 and -0.41;
# drawn beards mostly do not: they are told from a cover by that.
_OF_SKIN: Final = 0.1
_IN_SHADE: Final = -0.45


def _area(top: int, bottom: int, left: int, right: int) -> _Area:
    """Return a part of the chip, in cells."""
    return slice(top, bottom), slice(left, right)


_FOREHEAD: Final = _area(6, 10, 11, 17)
_BRIDGE: Final = _area(10, 15, 12, 16)
_NOSE: Final = _area(16, 20, 9, 19)
_MOUTH: Final = _area(21, 26, 10, 18)
_LOWER: Final = _area(20, 28, 8, 20)
_EYES: Final = (_area(11, 15, 7, 12), _area(11, 15, 16, 21))


@dataclass(frozen=True, slots=True, eq=False)
class _Colours:
    """A chip in cells, as logarithms; shape (28, 28) each."""

    red: NDArray[float32]
    """Red over green."""
    blue: NDArray[float32]
    """Blue over green."""
    luma: NDArray[float32]
    """Brightness."""
    is_told: NDArray[np.bool]
    """Where the ratios can be trusted."""

    def middle(self, area: _Area) -> _Middle:
        """Return the medians of red, blue and brightness of a part."""
        red, blue, luma = (_quantile(plane[area], 0.5) for plane in (self.red, self.blue, self.luma))
        return red, blue, luma

    def strangeness(self, area: _Area, skin: _Middle, unit: tuple[float, float]) -> float:
        """Return how far the fifth of a part that is most like this skin is from it."""
        colour = np.hypot(self.red[area] - skin[0], self.blue[area] - skin[1])
        luma = np.abs(self.luma[area] - skin[2])
        return _distance(_quantile(colour, _FIFTH), _quantile(luma, _FIFTH), unit)


def appearance_of(chip: NDArray[uint8], *, is_facing: bool) -> tuple[WhyNot, ...]:
    """Return what there is of `grey` or `colour_cast`, and `covered` or `eyes_covered`.

    `chip` has shape (112, 112, 3). Cover is told of an aligned face that looks at the camera (`is_facing`) only.
    """
    colours = _colours_of(chip)
    told = (_light_of(colours), _cover_of(colours, chip) if is_facing else None)
    return tuple(reason for reason in told if reason is not None)


def is_like_skin_below(chip: NDArray[uint8]) -> bool:
    """Tell whether most of the lower half looks like the person's own skin on the nose; thick beards seldom do."""
    colours = _colours_of(chip)
    below, bridge, nose = (colours.middle(area) for area in (_LOWER, _BRIDGE, _NOSE))
    colour = min(math.hypot(below[0] - skin[0], below[1] - skin[1]) for skin in (bridge, nose))
    return colour < _OF_SKIN and below[2] - bridge[2] > _IN_SHADE


def _light_of(colours: _Colours) -> WhyNot | None:
    """Return what is wrong with the light; None for a chip in its own colours, or one too dark or bright to tell."""
    red, blue, luma = (plane[colours.is_told] for plane in (colours.red, colours.blue, colours.luma))
    if red.size < _FEWEST_CELLS:
        return None
    saturation = np.hypot(red, blue)
    if _unexplained(red, blue, luma) < _ONE_COLOUR:
        return WhyNot.GREY if saturation.mean() < _GREY else WhyNot.COLOUR_CAST
    if (saturation < _NEARLY_GREY).mean() > _LEAST_NEARLY_GREY:
        return None
    leaning = red + blue
    is_cast = _quantile(leaning, _THIRD) > _MOST_LEANING or _quantile(leaning, 1 - _THIRD) < -_MOST_LEANING
    return WhyNot.COLOUR_CAST if is_cast else None


def _cover_of(colours: _Colours, chip: NDArray[uint8]) -> WhyNot | None:
    """Return what covers the face; None where it is seen whole."""
    bridge, nose = colours.middle(_BRIDGE), colours.middle(_NOSE)
    details = _details(chip)
    is_mouth_flat = all((one_eye + other_eye) / 2 - mouth > _FLAT for one_eye, other_eye, mouth in details)
    is_mouth_strange = is_mouth_flat or colours.strangeness(_MOUTH, bridge, _STRANGE_MOUTH) > 1
    are_eyes_strange = all(colours.strangeness(eye, nose, _STRANGE_EYES) > 1 for eye in _EYES)
    if is_mouth_strange and are_eyes_strange:
        # A mask over the nose makes the eyes strange, dark glasses on its bridge the mouth: the forehead knows.
        forehead = colours.middle(_FOREHEAD)
        is_mouth_strange = _apart(forehead, nose) > _apart(forehead, bridge)
    if are_eyes_strange and not is_mouth_strange:
        return WhyNot.EYES_COVERED
    sides = [one_eye - other_eye for one_eye, other_eye, _ in details]
    is_side_flat = min(sides) > _ONE_EYED or max(sides) < -_ONE_EYED
    return WhyNot.COVERED if is_mouth_strange or is_side_flat else None


def _colours_of(chip: NDArray[uint8]) -> _Colours:
    """Return a chip in cells."""
    cells = _means(chip.astype(np.float32), _CELL_PX)
    brightest = cells.max(axis=2)
    blue, green, red = np.moveaxis(np.log(cells + np.float32(_OFFSET)), 2, 0)
    return _Colours(
        red=red - green,
        blue=blue - green,
        luma=np.log(cells @ _LUMA_WEIGHTS + np.float32(_OFFSET)),
        is_told=(brightest > _DARKEST) & (brightest < _BRIGHTEST),
    )


def _means(pixels: NDArray[float32], side: int) -> NDArray[float32]:
    """Return the means of squares of pixels."""
    # Whole rows, then whole columns are added: NumPy's own mean over two axes takes eight times as long.
    rows = pixels.reshape(-1, side, *pixels.shape[1:]).sum(axis=1)
    means: NDArray[float32] = sum((rows[:, offset::side] for offset in range(1, side)), rows[:, ::side])
    means /= np.float32(side**2)
    return means


def _unexplained(red: NDArray[float32], blue: NDArray[float32], luma: NDArray[float32]) -> float:
    """Return how far the colours are spread around parabolas of brightness."""
    offset = luma - luma.mean()
    terms = np.stack([np.ones_like(offset), offset, offset * offset], axis=1)
    colours = np.stack([red, blue], axis=1)
    factors = np.linalg.lstsq(terms, colours, rcond=None)[0]
    return float((colours - terms @ factors).std(axis=0).max())


def _details(chip: NDArray[uint8]) -> list[tuple[float, float, float]]:
    """Return how much detail there is around the one eye, the other and the mouth, in grey levels and in ratios."""
    grey = _means(chip.astype(np.float32) @ _LUMA_WEIGHTS, _FINE_PX)
    planes = grey, np.log(grey + np.float32(_OFFSET))
    return [_detail(plane, least) for plane, least in zip(planes, _LEAST_DETAILS, strict=True)]


def _detail(fine: NDArray[float32], least: float) -> tuple[float, float, float]:
    """Return how much detail there is around the one eye, the other and the mouth, as logarithms."""
    step = 2 * _CELL_PX // _FINE_PX
    coarse = _means(fine, step)
    squares = (fine - coarse.repeat(step, axis=0).repeat(step, axis=1)) ** 2
    one_eye, other_eye, mouth = (float(np.log(_root(squares, area) + least)) for area in (*_EYES, _MOUTH))
    return one_eye, other_eye, mouth


def _root(squares: NDArray[float32], area: _Area) -> float:
    """Return the root of a part's mean; the part is given in cells."""
    factor = _CELL_PX // _FINE_PX
    rows, columns = (slice(one.start * factor, one.stop * factor) for one in area)
    return float(np.sqrt(squares[rows, columns].mean()))


def _quantile(values: NDArray[float32], share: float) -> float:
    """Return the value below which a share of them lies."""
    return float(np.sort(values, axis=None)[int(share * (values.size - 1))])


def _apart(one: _Middle, other: _Middle) -> float:
    """Return how far two parts of a face are from each other."""
    colour = float(np.hypot(one[0] - other[0], one[1] - other[1]))
    return _distance(colour, abs(one[2] - other[2]), _STRANGE_EYES)


def _distance(colour: float, luma: float, unit: tuple[float, float]) -> float:
    """Return a distance in colour and brightness, each in its own unit."""
    return float(np.hypot(colour / unit[0], luma / unit[1]))
