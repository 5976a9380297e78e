"""A person about whom a report has something to say, and the changes that make it say something else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.maternity import maternity
from custom_components.digitalshadow.health.person.measurements import Measurement, average
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Profile
from custom_components.digitalshadow.health.person.pressure import PressureReading, urgent_pressure
from custom_components.digitalshadow.health.person.regions import regions_of
from custom_components.digitalshadow.health.report.facts import ReportFacts, SpeakingModel, gather
from custom_components.digitalshadow.health.trend.daily_values import DayValue
from custom_components.digitalshadow.health.trend.trend import trend_of
from simulation.people import FIRST_DAY

DEMONSTRATION = SpeakingModel(
    name="Model for trying out", sha256="d" * 64, is_demonstration=True, is_verified=True
)
LIVECAD = SpeakingModel(name="LiveCAD 1", sha256="a" * 64, is_demonstration=False, is_verified=True)

MEASURED: Mapping[Measure, float] = {
    Measure.SYSTOLIC: 138.4,
    Measure.DIASTOLIC: 84.2,
    Measure.WEIGHT: 84.0,
    Measure.HEIGHT: 1.76,
    Measure.TOTAL_CHOLESTEROL: 5.9,
    Measure.HDL_CHOLESTEROL: 1.2,
    Measure.EGFR: 88,
    Measure.HBA1C: 41,
    Measure.DIET: 7,
    Measure.MODERATE_ACTIVITY: 60,
    Measure.VIGOROUS_ACTIVITY: 0,
    Measure.SLEEP: 6.2,
}


def seen_days(last: int = 120, *, rise: float = 0.0, rise_on_day: int = 60) -> tuple[DayValue, ...]:
    """Return days of two cameras that go up and down a little, and rise if asked to."""
    return tuple(
        DayValue(
            day=FIRST_DAY + timedelta(number),
            probability=0.2
            + 0.03 * (-1, 0, 1, 0, 1, -1)[number % 6]
            + (rise if number >= rise_on_day else 0.0),
            camera_ids=(camera,),
            visits=1 + number % 3,
        )
        for number in range(last)
        for camera in ("bath", "hall")
    )


def measured_on(day: date, values: Mapping[Measure, float] = MEASURED, days: int = 8) -> list[Measurement]:
    """Return the same values on each of the days up to a day."""
    return [
        Measurement(measure=measure, value=value, day=day - timedelta(number))
        for measure, value in values.items()
        for number in range(days)
    ]


def noon(day: date) -> datetime:
    """Return the middle of a day."""
    return datetime.combine(day, time(12), UTC)


def facts_of(
    *,
    model: SpeakingModel = LIVECAD,
    country: str = "DE",
    days: tuple[DayValue, ...] | None = None,
    measurements: list[Measurement] | None = None,
    as_of: date = FIRST_DAY + timedelta(119),
    pressure: PressureReading | None = None,
    **answers: object,
) -> ReportFacts:
    """Gather the facts about a man of 58 who smokes, with some answers replaced."""
    seen = seen_days() if days is None else days
    known: dict[str, Any] = {
        "age_years": 58.0,
        "sex": Sex.MALE,
        "country": country,
        "regions": regions_of(country),
        "smoking": Smoking.CURRENT,
        "indoor_smoke": False,
        "diabetes": Diabetes.NONE,
        "cardiovascular_disease": False,
        "pregnant": False,
        "familial_hypercholesterolaemia": False,
        "chronic_kidney_disease": False,
        "blood_pressure_treatment": False,
        "statin": False,
        "lipid_treatment": False,
    }
    profile = replace(Profile(), **(known | answers))
    return gather(
        model=model,
        days=seen,
        trend=trend_of(seen, as_of),
        answers=profile,
        measured=average(measured_on(as_of) if measurements is None else measurements, as_of),
        urgent=urgent_pressure(pressure, maternity(profile)),
        country=country,
        now=noon(as_of),
    )
