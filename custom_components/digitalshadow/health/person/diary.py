"""The blood pressure diary: two measurements in the morning and two in the evening, on seven days in a row.

So the guidelines want a pressure measured at home (ESC 2024: at least three, better seven days).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

DIARY_DAYS: Final = 7
"""Length of a diary, days on which nothing was measured included."""
TIMES_EACH: Final = 2
"""Measurements in a morning or an evening."""
EVENING_FROM_HOUR: Final = 14
"""Our own choice: the hour from which a measurement is one of the evening."""


class PartOfDay(StrEnum):
    """When in the day."""

    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """A diary as it stands at one moment."""

    first_day: date
    """Its first day: today where none goes on."""
    today: date
    """The day of asking."""
    part: PartOfDay
    """The part of the day at the moment of asking."""
    counts: tuple[tuple[int, int], ...]
    """For each of the seven days how often was measured in the morning and in the evening."""
    latest: datetime | None
    """The latest measurement of this part of this day."""

    @property
    def day(self) -> int:
        """Which day of the diary today is, from 1 on."""
        return (self.today - self.first_day).days + 1

    @property
    def taken(self) -> int:
        """How often was measured in this part of this day."""
        return self.counts[self.day - 1][0 if self.part is PartOfDay.MORNING else 1]


def diary_of(moments: Iterable[datetime], now: datetime) -> Diary:
    """Return the diary that goes on, or the one that would begin today.

    A diary begins with the first measurement that belongs to no diary before, and ends after seven days.

    Args:
        moments: When a blood pressure was measured, in the local time zone.
        now: The moment of asking, in the local time zone.
    """
    # By the moment and not by what the clock shows: when it is put back, it shows an hour twice.
    past = sorted(
        (moment for moment in moments if moment.timestamp() <= now.timestamp()), key=datetime.timestamp
    )
    first_day: date | None = None
    for moment in past:
        if first_day is None or moment.date() >= first_day + timedelta(days=DIARY_DAYS):
            first_day = moment.date()
    today = now.date()
    if first_day is None or today >= first_day + timedelta(days=DIARY_DAYS):
        first_day = today
    counted = Counter((moment.date(), part_of(moment)) for moment in past)
    days = [first_day + timedelta(days=number) for number in range(DIARY_DAYS)]
    of_this_part = [one for one in past if one.date() == today and part_of(one) is part_of(now)]
    return Diary(
        first_day=first_day,
        today=today,
        part=part_of(now),
        counts=tuple((counted[day, PartOfDay.MORNING], counted[day, PartOfDay.EVENING]) for day in days),
        latest=of_this_part[-1] if of_this_part else None,
    )


def part_of(moment: datetime) -> PartOfDay:
    """Return the part of the day of a moment in the local time zone."""
    return PartOfDay.EVENING if moment.hour >= EVENING_FROM_HOUR else PartOfDay.MORNING
