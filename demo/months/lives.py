"""Who walks past which camera, when, and what a facial model would have answered: made up, seeded, with real noise.

The noise is that of a home (facts about repeated frames and days): days drift, visits of one day are alike, each
camera has a bias of its own, and there are days on which nobody is seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
import math
from random import Random
from typing import Final

FRAMES: Final = 3
"""Pictures of one visit that show a face."""
CAMERAS: Final = 2
_DAY_SD: Final = 0.35
_DAY_CORRELATION: Final = 0.3
_VISIT_SD: Final = 0.3
_FRAME_SD: Final = 0.1
_CAMERA_SD: Final = 0.4
_PRESENCE: Final = 0.75
_MOST_VISITS: Final = 3
_LEAST_GAP: Final = timedelta(minutes=3)
"""Visits are farther apart than a visit's gap and its pictures, so that each one ends by itself."""
_FIRST_HOUR, _LAST_HOUR = 6, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How one simulated person comes and goes. Levels are log odds of a probability."""

    name: str
    """As the household calls the person."""
    face: str
    """What stands for the face in a picture: nothing else in the world contains it."""
    level: float
    """Where the values lie in the long run."""
    presence: float = _PRESENCE
    """Share of the days on which the person is seen."""
    shift: float = 0.0
    """By how much the values change for good."""
    shift_on_day: int | None = None
    """On which day of the play they do."""


@dataclass(frozen=True, slots=True)
class ShownFace:
    """A face in a picture."""

    face: str
    """Whose, as `Life.face`."""
    probability: float
    """What the simulated model says about it, 0-1."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Somebody, or two people, before one camera for a few pictures."""

    begins_at: datetime
    """When."""
    camera: int
    """Which camera, counted from 0."""
    pictures: tuple[tuple[ShownFace, ...], ...]
    """Who is in each picture."""

    @property
    def faces(self) -> frozenset[str]:
        """Whose faces are seen."""
        return frozenset(shown.face for picture in self.pictures for shown in picture)


def walks(
    lives: Sequence[Life], stranger: Life, first_day: date, days: int, *, time_zone: tzinfo, seed: int
) -> tuple[Walk, ...]:
    """Return everything that happens before the cameras, in order; the stranger comes alone or beside somebody."""
    found = [walk for life in lives for walk in _walks_of(life, first_day, days, time_zone, seed)]
    visitors = list(_walks_of(stranger, first_day, days, time_zone, seed))
    chance = Random(seed)  # noqa: S311  # the same play every time
    alone, beside = visitors[::2], visitors[1::2]
    for visitor, host in zip(beside, chance.sample(range(len(found)), len(beside)), strict=True):
        found[host] = _together(found[host], visitor)
    return _spread(sorted((*found, *alone), key=lambda walk: walk.begins_at))


def _walks_of(life: Life, first_day: date, days: int, time_zone: tzinfo, seed: int) -> Iterator[Walk]:
    """Yield the walks of one person, which do not depend on who else there is, nor on how long the play lasts."""
    chance = Random(f"{seed} {life.name}")  # noqa: S311  # the same play every time
    bias = [chance.gauss(0, _CAMERA_SD) for _ in range(CAMERAS)]
    mood = 0.0
    for number in range(days):
        mood = _DAY_CORRELATION * mood + chance.gauss(0, _DAY_SD * math.sqrt(1 - _DAY_CORRELATION**2))
        if chance.random() > life.presence:
            continue
        has_shifted = life.shift_on_day is not None and number >= life.shift_on_day
        level = life.level + mood + (life.shift if has_shifted else 0.0)
        for _ in range(chance.randint(1, _MOST_VISITS)):
            camera = chance.randrange(CAMERAS)
            seen = level + bias[camera] + chance.gauss(0, _VISIT_SD)
            pictures = tuple(
                (ShownFace(life.face, _probability(seen + chance.gauss(0, _FRAME_SD))),)
                for _ in range(FRAMES)
            )
            moment = time(chance.randint(_FIRST_HOUR, _LAST_HOUR), chance.randint(2, 50), tzinfo=time_zone)
            yield Walk(datetime.combine(first_day + timedelta(number), moment), camera, pictures)


def _together(host: Walk, visitor: Walk) -> Walk:
    """Return a walk on which two people are in the picture."""
    pairs = zip(host.pictures, visitor.pictures, strict=True)
    return replace(host, pictures=tuple((*first, *second) for first, second in pairs))


def _spread(ordered: Sequence[Walk]) -> tuple[Walk, ...]:
    """Leave out whatever would begin before the walk before it has ended."""
    kept: list[Walk] = []
    for walk in ordered:
        if not kept or walk.begins_at - kept[-1].begins_at >= _LEAST_GAP:
            kept.append(walk)
    return tuple(kept)


def _probability(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-log_odds))
