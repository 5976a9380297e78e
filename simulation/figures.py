"""What is measured on simulated people: how often chance tells a rise, and how soon a change is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from .people import YEAR_DAYS, Life
from .play import CALIBRATION_DAYS, detectable_change, play

SHIFT_ON_DAY = 180
FOUND_WITHIN_DAYS = 90
DRIFT_DAYS = 365
GONE_BY_DAYS = 3 * 365
"""When a shift that lasted should long be the person's own level."""
SECOND_SHIFT_AFTER_DAYS = 520
SECOND_SHIFT_WITHIN_DAYS = 30
LAMP_DAYS = 180


@dataclass(frozen=True, slots=True)
class Rates:
    """What chance alone brings about, for each year of a life and person."""

    person_years: float
    """How much life was simulated."""
    told: float
    """Rises told for each person-year."""
    asked: float
    """Requests to measure for each person-year."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How a true change was found."""

    people: int
    """How many had it."""
    days: tuple[int, ...]
    """After how many days it was shown, of those of whom it was, in order."""

    @property
    def share(self) -> float:
        """Share of people of whom it was found."""
        return len(self.days) / self.people

    @property
    def median_days(self) -> float | None:
        """Median of the days; None where nothing was found."""
        return median(self.days) if self.days else None

    def share_within(self, days: int) -> float:
        """Return the share of people of whom it was found within so many days."""
        return sum(found <= days for found in self.days) / self.people


def rates(life: Life, seeds: Sequence[int], years: int = 2, first_year: int = 0) -> Rates:
    """Return what is told of people who do not change, from the start of year `first_year` on, counted from 0."""
    first = CALIBRATION_DAYS + round(first_year * YEAR_DAYS)
    last = CALIBRATION_DAYS + round(years * YEAR_DAYS)
    lives = [play(life, last, seed) for seed in seeds]
    person_years = len(seeds) * (years - first_year)
    return Rates(
        person_years,
        sum(day >= first for one in lives for day in one.told) / person_years,
        sum(day >= first for one in lives for day in one.asked) / person_years,
    )


def shifted(life: Life, changes: float, seeds: Sequence[int], on_day: int = SHIFT_ON_DAY) -> Finding:
    """Return how a shift of so many detectable changes of each person is found."""
    return _found(
        (
            replace(life, shift=changes * detectable_change(life, on_day, seed), shift_on_day=on_day)
            for seed in seeds
        ),
        seeds,
        on_day,
        FOUND_WITHIN_DAYS,
    )


def drifting(life: Life, sds_per_month: float, seeds: Sequence[int]) -> Finding:
    """Return how a slow rise is found within a year."""
    slow = replace(life, drift_sds_per_month=sds_per_month, drift_from_day=SHIFT_ON_DAY)
    return _found([slow] * len(seeds), seeds, SHIFT_ON_DAY, DRIFT_DAYS)


def second_shift(life: Life, first: float, second: float, seeds: Sequence[int]) -> Finding:
    """Return how a second rise is found, long after a first one that stayed. In logits."""
    on_day = SHIFT_ON_DAY + SECOND_SHIFT_AFTER_DAYS
    twice = replace(
        life, shift=first, shift_on_day=SHIFT_ON_DAY, second_shift=second, second_shift_on_day=on_day
    )
    return _found([twice] * len(seeds), seeds, on_day, SECOND_SHIFT_WITHIN_DAYS)


def still_rising(life: Life, shift: float, seeds: Sequence[int]) -> float:
    """Return of which share of people a shift of years ago is still shown as a rise."""
    stayed = replace(life, shift=shift, shift_on_day=SHIFT_ON_DAY)
    lives = [play(stayed, SHIFT_ON_DAY + GONE_BY_DAYS, seed) for seed in seeds]
    return sum(one.rose_on(SHIFT_ON_DAY + GONE_BY_DAYS - 1) is not None for one in lives) / len(seeds)


def lit(life: Life, lamp: float, seeds: Sequence[int]) -> Rates:
    """Return what a new lamp before one camera tells and asks for, for each person within half a year."""
    new_lamp = replace(life, lamp=lamp, lamp_on_day=SHIFT_ON_DAY)
    lives = [play(new_lamp, SHIFT_ON_DAY + LAMP_DAYS, seed) for seed in seeds]
    return Rates(
        len(seeds) * LAMP_DAYS / YEAR_DAYS,
        sum(any(day >= SHIFT_ON_DAY for day in one.told) for one in lives) / len(seeds),
        sum(any(day >= SHIFT_ON_DAY for day in one.asked) for one in lives) / len(seeds),
    )


def _found(lives: Iterable[Life], seeds: Sequence[int], on_day: int, within_days: int) -> Finding:
    """Return how a change on a day is found within so many days."""
    days = []
    for life, seed in zip(lives, seeds, strict=True):
        rose_on = play(life, on_day + within_days + 1, seed).rose_on(on_day)
        if rose_on is not None:
            days.append(rose_on - on_day)
    return Finding(len(seeds), tuple(sorted(days)))
