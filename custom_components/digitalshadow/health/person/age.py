"""Ages from days of birth, and the days on which moments fall."""

from calendar import isleap
from datetime import date, datetime
from typing import Final

from .ranges import Range, ages

LIVING_AGES: Final = ages(0, 120)
"""Our own limit against slips of the pen."""


def age_years(birth_date: date, today: date) -> int:
    """Return the age in completed years, as the papers give their ages; below 0 before the birth."""
    return today.year - birth_date.year - (today < _birthday(birth_date, today.year))


def born_within(limits: Range, birth_date: date, today: date) -> bool:
    """Tell whether somebody born on that day has an age within limits; nobody is born tomorrow."""
    return birth_date <= today and limits.holds(age_years(birth_date, today))


def _birthday(born: date, year: int) -> date:
    """Return the birthday in a year; somebody born on 29 February has it on 1 March of the other years."""
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def local_day(moment: float, now: datetime) -> date:
    """Return the local day of a moment in seconds since the epoch; `now` carries the time zone."""
    return datetime.fromtimestamp(moment, now.tzinfo).date()
