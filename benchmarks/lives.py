"""Ten years of a person's days, and all that a report can say about them: what `trend` and `report` are measured on."""

from datetime import date, timedelta
import math
from random import Random

from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.measurements import MeasuredValue, Measurement, average
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Profile
from custom_components.digitalshadow.health.person.regions import regions_of
from custom_components.digitalshadow.health.trend.daily_values import (
    DayValue,
    VisitValue,
    day_values,
    logit,
    probability_of,
)

FIRST_DAY = date(2017, 1, 1)
COUNTRY = "DE"
READINGS_PER_DAY = 6
_USUAL_LOGIT = -1.0
_DAY_SD, _VISIT_SD, _CAMERA_SD = 0.35, 0.3, 0.4
"""In logits: how much days, visits of a day, and cameras differ."""
_MEASURED = {
    Measure.SYSTOLIC: 138.0,
    Measure.DIASTOLIC: 84.0,
    Measure.WEIGHT: 84.0,
    Measure.HEIGHT: 1.76,
    Measure.TOTAL_CHOLESTEROL: 5.9,
    Measure.HDL_CHOLESTEROL: 1.2,
    Measure.EGFR: 88.0,
    Measure.HBA1C: 41.0,
    Measure.SLEEP: 6.2,
}


def readings(days: int, cameras: int, seed: int) -> tuple[VisitValue, ...]:
    """Return six readings on each of so many days, each by one of the cameras; equal seeds give equal ones."""
    chance = Random(seed)  # noqa: S311  # seeded on purpose: equal runs are compared
    bias = [chance.gauss(0, _CAMERA_SD) for _ in range(cameras)]
    found = []
    for number in range(days):
        of_day = chance.gauss(_USUAL_LOGIT, _DAY_SD)
        for _ in range(READINGS_PER_DAY):
            camera = chance.randrange(cameras)
            found.append(
                VisitValue(
                    day=FIRST_DAY + timedelta(number),
                    probability=probability_of(of_day + bias[camera] + chance.gauss(0, _VISIT_SD)),
                    camera_ids=(f"camera {camera}",),
                )
            )
    return tuple(found)


def days_of(days: int, cameras: int, seed: int) -> tuple[DayValue, ...]:
    """Return what those readings come to, day by day and camera by camera."""
    return day_values(readings(days, cameras, seed))


def answers() -> Profile:
    """Return the answers of somebody about whom every section of a report has something to say."""
    return Profile(
        age_years=58.0,
        sex=Sex.MALE,
        regions=regions_of(COUNTRY),
        smoking=Smoking.CURRENT,
        diabetes=Diabetes.NONE,
        cardiovascular_disease=False,
        blood_pressure_treatment=False,
        statin=False,
    )


def measured(as_of: date) -> dict[Measure, MeasuredValue]:
    """Return measurements of the week before a day."""
    taken = [
        Measurement(measure=measure, value=value, day=as_of - timedelta(number))
        for measure, value in _MEASURED.items()
        for number in range(7)
    ]
    return average(taken, as_of)


def look_at_once(days: tuple[DayValue, ...]) -> float:
    """Do what cannot be avoided where a life is looked at: one pass over its days on the scale of the trend."""
    return math.fsum(logit(value.probability) for value in days)
