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


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a simulated person varies, in logits."""

    cameras: int = 2
    day_sd: float = 0.35
    day_correlation: float = 0.3
    visit_sd: float = 0.3
    camera_sd: float = 0.4
    presence: float = 0.7
    level: float = -1.0
    odd_days: float = 0.03
    shift: float = 0.0
    shift_on_day: int = 10**6
    lamp: float = 0.0
    lamp_on_day: int = 10**6


def lived(life: Life, days: int, seed: int) -> tuple[DayValue, ...]:
    """Return what the cameras saw: correlated days, several visits, absences, odd days, a bias of each camera."""
    chance = Random(seed)  # noqa: S311  # seeded on purpose
    bias = [chance.gauss(0, life.camera_sd) for _ in range(life.cameras)]
    innovation = life.day_sd * math.sqrt(1 - life.day_correlation**2)
    mood, away = 0.0, 0
    visits: list[VisitValue] = []
    for number in range(days):
        mood = life.day_correlation * mood + chance.gauss(0, innovation)
        odd = chance.gauss(0, 3 * life.day_sd) if chance.random() < life.odd_days else 0.0
        away = max(away - 1, chance.randint(3, 10) if chance.random() < 0.01 else 0)
        seen = [
            (chance.randrange(life.cameras), chance.gauss(0, life.visit_sd))
            for _ in range(chance.randint(1, 4))
        ]
        if away or chance.random() > life.presence:
            continue
        own = life.level + mood + odd + (life.shift if number >= life.shift_on_day else 0.0)
        for camera, noise in seen:
            lamp = life.lamp if camera == 0 and number >= life.lamp_on_day else 0.0
            visits.append(
                VisitValue(
                    day=FIRST_DAY + timedelta(number),
                    probability=probability_of(own + bias[camera] + noise + lamp),
                    camera_ids=(f"camera {camera}",),
                )
            )
    return day_values(visits)
