"""What there is to know about a measure: units, limits, how days become one value, how a sensor tells it, its code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from .ranges import Range
from .units import Quantity


class Told(StrEnum):
    """What the value of a sensor stands for."""

    MOMENT = "moment"
    """Its own moment."""
    DAY = "day"
    """A whole day, or the night before it."""
    DAY_SO_FAR = "day_so_far"
    """What was counted since midnight: the last value of a day is the day's."""


class Category(StrEnum):
    """The category of an observation, by HL7's code system `observation-category`."""

    VITAL_SIGNS = "vital-signs"
    LABORATORY = "laboratory"
    ACTIVITY = "activity"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Loinc:
    """What a measure is called in LOINC."""

    code: str
    """Its code."""
    display: str
    """Its name there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSpec:
    """All that is to be known about a measure."""

    quantity: Quantity
    """Its units."""
    plausible: Range
    """What a living person can have; anything else is refused."""
    digits: int = 0
    """Digits after the decimal point that mean something."""
    window_days: int = 1
    """The days before the newest value, its own included, that are taken together."""
    enough_days: int = 1
    """Days with data in that window that make a value to build on."""
    due_after_days: int = 365
    """After so many days it should be measured again."""
    usable_days: int = 2 * 365
    """After so many days it is not counted any more."""
    is_lasting: bool = False
    """Whether it is measured once and never due again."""
    of_day: Callable[[Iterable[float]], float] = fmean
    """How the values of one day become one."""
    of_days: Callable[[Iterable[float]], float] = fmean
    """How the days become one."""
    is_linkable: bool = True
    """Whether a device can tell it."""
    told: Told = Told.MOMENT
    """What the value of a linked sensor stands for."""
    sensor_days: int = 1
    """How many times a sensor's day goes into the stored value: 7 where that is of a week."""
    is_never_zero: bool = False
    """Whether nobody lives a day without: zero says that a band was not worn or has not been read yet."""
    category: Category = Category.SURVEY
    """What kind of observation it is."""
    loinc: Loinc | None = None
    """Its LOINC concept, where it has one."""

    @property
    def unit(self) -> str:
        """In which it is stored and shown; empty for a bare number."""
        return self.quantity.unit
