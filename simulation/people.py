"""People as a home's cameras would see them: seeded, with everything that makes a trend hard."""

from dataclasses import dataclass
from datetime import date, timedelta
import math
from random import Random

from custom_components.digitalshadow.health.trend.daily_values import (
    DayValue,
    VisitValue,
    day_values,
    probability_of,
)

FIRST_DAY = date(2027, 1, 1)
YEAR_DAYS = 365.25
MONTH_DAYS = YEAR_DAYS / 12

_TRIP_BEGINS = 0.01
"""How likely a day begins a trip of three to ten days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a simulated person varies, in logits unless a name says otherwise."""

    cameras: int = 2
    day_sd: float = 0.35
    day_correlation: float = 0.3
    visit_sd: float = 0.3
    camera_sd: float = 0.4
    presence: float = 0.7
    level: float = -1.0
    odd_days: float = 0.03
    """Share of days that lie anywhere within three times the usual spread."""
    shift: float = 0.0
    shift_on_day: int = 10**6
    second_shift: float = 0.0
    second_shift_on_day: int = 10**6
    drift_sds_per_month: float = 0.0
    drift_from_day: int = 0
    season_sds: float = 0.0
    """How far light carries the values up and down over the year, in standard deviations of a day."""
    season_cameras: int = 10**6
    """How many of the cameras the season's light reaches."""
    lamp: float = 0.0
    lamp_on_day: int = 10**6

    def level_on(self, number: int) -> float:
        """Return where the person lies on a day, before anything that is by chance."""
        level = self.level
        if number >= self.shift_on_day:
            level += self.shift
        if number >= self.second_shift_on_day:
            level += self.second_shift
        months = max(0, number - self.drift_from_day) / MONTH_DAYS
        return level + self.drift_sds_per_month * self.day_sd * months

    def light_on(self, number: int, camera: int, phase: float) -> float:
        """Return what light adds before a camera on a day; `phase` is where in the year the life begins, 0-1."""
        light = self.lamp if camera == 0 and number >= self.lamp_on_day else 0.0
        if self.season_sds and camera < self.season_cameras:
            light += self.season_sds * self.day_sd * math.sin(2 * math.pi * (number / YEAR_DAYS + phase))
        return light


def lived(life: Life, days: int, seed: int) -> tuple[DayValue, ...]:
    """Return what the cameras saw: correlated days, several visits, absences, odd days, a bias of each camera."""
    chance = Random(seed)  # noqa: S311  # seeded on purpose
    phase = Random(f"season of {seed}").random()  # noqa: S311  # so that a season changes nothing else
    bias = [chance.gauss(0, life.camera_sd) for _ in range(life.cameras)]
    innovation = life.day_sd * math.sqrt(1 - life.day_correlation**2)
    mood, away = 0.0, 0
    visits: list[VisitValue] = []
    for number in range(days):
        mood = life.day_correlation * mood + chance.gauss(0, innovation)
        odd = chance.gauss(0, 3 * life.day_sd) if chance.random() < life.odd_days else 0.0
        away = max(away - 1, chance.randint(3, 10) if chance.random() < _TRIP_BEGINS else 0)
        seen = [
            (chance.randrange(life.cameras), chance.gauss(0, life.visit_sd))
            for _ in range(chance.randint(1, 4))
        ]
        if away or chance.random() > life.presence:
            continue
        own = life.level_on(number) + mood + odd
        for camera, noise in seen:
            visits.append(
                VisitValue(
                    day=FIRST_DAY + timedelta(number),
                    probability=probability_of(
                        own + bias[camera] + noise + life.light_on(number, camera, phase)
                    ),
                    camera_ids=(f"camera {camera}",),
                )
            )
    return day_values(visits)
