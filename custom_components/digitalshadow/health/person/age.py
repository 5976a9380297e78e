"""Ages from days of birth."""

from calendar import isleap
from datetime import date
from typing import Final

from .ranges import Range, ages

LIVING_AGES: Final = ages(0, 120)
"""Our own limit against slips of the pen."""


def age_years(birth_date: date, today: date) -> float:
    """Return the age in completed years and the part of the year since the last birthday; below 0 before the birth."""
    year = today.year if _birthday(birth_date, today.year) <= today else today.year - 1
    last, following = _birthday(birth_date, year), _birthday(birth_date, year + 1)
    return year - birth_date.year + (today - last) / (following - last)


def born_within(limits: Range, birth_date: date, today: date) -> bool:
    """Tell whether whoever was born on that day has an age within limits; nobody is born tomorrow."""
    return birth_date <= today and limits.holds(age_years(birth_date, today))


def _birthday(born: date, year: int) -> date:
    """Return the birthday in a year; whoever was born on 29 February has it on 1 March of the other years."""
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)
