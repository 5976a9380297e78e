"""How similar a face must be, and how many frames must agree, where many people are enrolled.

Each passer-by is compared with everybody, so the more people are enrolled, the likelier a stranger resembles one of
them. Measured were 1830 pairs of 13 people with one recogniser: similarities of different people of mean 0.022 and 99th
percentile 0.330, of the same person of mean 0.686 and 5th percentile 0.494. Everything here is an EXTRAPOLATION: normal
distributions through these numbers, continued far beyond what was measured, for a site of faces that nobody measured.
"""

from dataclasses import replace
from functools import cache
import math
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..records.configuration import Settings

_STANDARD: Final = NormalDist()
STRANGERS: Final = NormalDist(0.022, (0.330 - 0.022) / _STANDARD.inv_cdf(0.99))
"""Similarities of two different people."""
GENUINE: Final = NormalDist(0.686, (0.686 - 0.494) / _STANDARD.inv_cdf(0.95))
"""Similarities of two pictures of one person."""

STRANGERS_PER_NAME: Final = 500
"""At most one visit of a stranger in so many may get a name."""
FRAMES_OF_VISIT: Final = 10
"""Frames of a visit in which a face is good enough to be compared."""
SHARED_BY_FRAMES: Final = 0.9
"""Share of the variance that the frames of one visit have in common, so that agreeing frames prove little.

An assumption: of the measured pairs of strangers all above 0.44 were of the same two people, so likeness belongs to the
pair and not to the picture.
"""
FEWEST_SIMILARITY: Final = 0.45
"""What is asked of a face in a small home."""
MARGIN: Final = 0.08
"""By how much the closest person must be closer than the next one."""
_FRAMES: Final = ((6, 2), (20, 3))
"""Up to how many people so many frames must agree: a small home, and a large one."""
_MOST_FRAMES: Final = 4
MANY_PEOPLE: Final = 709
"""From so many people on that one camera compares, less than 80 % of their faces get their name."""
_STEP: Final = 0.001
_LOOK_ALIKE_GAP: Final = 0.05
_SLICES: Final = 120


def grown(settings: Settings, people: int) -> Settings:
    """Return the settings for a gallery of so many people; those of a small one are as they were set."""
    more = similarity_for(people) - FEWEST_SIMILARITY
    if more <= 0:
        return settings
    similarity = settings.match_similarity + more
    return replace(
        settings,
        match_similarity=similarity,
        # Two people as like as a stranger may be are refused, as in a small home, and no more of them.
        look_alike_similarity=max(settings.look_alike_similarity, similarity - _LOOK_ALIKE_GAP),
    )


def agreeing_frames_for(people: int) -> int:
    """Return how many frames in a row must give one name."""
    return next((frames for most, frames in _FRAMES if people <= most), _MOST_FRAMES)


@cache
def similarity_for(people: int) -> float:
    """Return the least similarity with which strangers get a name rarely enough; at least that of fewer people."""
    fewer = [similarity_for(most) for most, _ in _FRAMES if most < people]
    low, high = round(max([FEWEST_SIMILARITY, *fewer]) / _STEP), round(1 / _STEP)
    while low < high:
        middle = (low + high) // 2
        if named_strangers(people, middle * _STEP, agreeing_frames_for(people)) * STRANGERS_PER_NAME > 1:
            low = middle + 1
        else:
            high = middle
    return low * _STEP


def named_strangers(people: int, similarity: float, frames: int) -> float:
    """Return the share of strangers' visits that get a name, after agreeing frames and the margin.

    Args:
        people: How many are enrolled.
        similarity: The least cosine that counts as the same person.
        frames: How many frames in a row must agree.
    """
    common = math.sqrt(SHARED_BY_FRAMES)
    of_frame = NormalDist(0, STRANGERS.stdev * math.sqrt(1 - SHARED_BY_FRAMES))

    def of_pair(deviation: float) -> float:
        """Return the chance of a visit, given how alike stranger and person are, in standard deviations."""
        likeness = STRANGERS.mean + common * STRANGERS.stdev * deviation
        return _row(1 - of_frame.cdf(similarity - likeness), frames)

    one = _integral(lambda deviation: _STANDARD.pdf(deviation) * of_pair(deviation), -6.0, 6.0)
    return (1 - (1 - one) ** people) * _clear_of_others(STRANGERS, similarity, people)


@cache
def genuine_share(people: int, similarity: float) -> float:
    """Return the share of an enrolled person's faces that get their name: similar enough, and clear of all others."""
    return (1 - GENUINE.cdf(similarity)) * _clear_of_others(GENUINE, similarity, people)


def _clear_of_others(faces: NormalDist, similarity: float, people: int) -> float:
    """Return the share of the faces above a similarity whose runner-up is at least the margin away."""
    clear = _integral(
        lambda one: faces.pdf(one) * STRANGERS.cdf(one - MARGIN) ** (people - 1), similarity, similarity + 1
    )
    return min(1.0, clear / (1 - faces.cdf(similarity)))


def _row(chance: float, frames: int) -> float:
    """Return the chance of so many frames in a row over the threshold within a visit."""
    rows, done = [1.0] + [0.0] * (frames - 1), 0.0
    for _ in range(FRAMES_OF_VISIT):
        done += rows[-1] * chance
        rows = [(1 - chance) * sum(rows), *(row * chance for row in rows[:-1])]
    return done


def _integral(function: Callable[[float], float], low: float, high: float) -> float:
    """Return the integral of a smooth function by the midpoints of equal slices."""
    width = (high - low) / _SLICES
    return width * sum(function(low + (number + 0.5) * width) for number in range(_SLICES))
