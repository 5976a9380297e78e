"""Dated measurements of a person: admitted when plausible, averaged over days, and each with its age.

A single blood pressure says little, so readings become days and days become one value; seven days make one to build on.
A laboratory value stands for itself. Windows and terms are our own choice, and no value stands in for another one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean, median
from types import MappingProxyType
from typing import Any, Final, override

from .person_profile import Input, Profile
from .ranges import PLAUSIBLE, Range
from .units import body_mass_index

TYPED: Final = "typed"
"""The source of what somebody typed in; every other source is the id of an entity."""


class Measure(StrEnum):
    """What can be measured, each with its unit. All but three are named as the `Profile` field that they fill."""

    SYSTOLIC = Input.SYSTOLIC.value
    DIASTOLIC = Input.DIASTOLIC.value
    WEIGHT = "weight_kg"
    HEIGHT = "height_m"
    TOTAL_CHOLESTEROL = Input.TOTAL_CHOLESTEROL.value
    HDL_CHOLESTEROL = Input.HDL_CHOLESTEROL.value
    CREATININE = Input.CREATININE.value
    EGFR = Input.EGFR.value
    HBA1C = Input.HBA1C.value
    FASTING_GLUCOSE = Input.FASTING_GLUCOSE.value
    DIET = Input.DIET.value
    MODERATE_ACTIVITY = Input.MODERATE_ACTIVITY.value
    VIGOROUS_ACTIVITY = Input.VIGOROUS_ACTIVITY.value
    STEPS = "steps_per_day"
    SLEEP = Input.SLEEP.value


_NOT_IN_PROFILE: Final = frozenset({Measure.WEIGHT, Measure.HEIGHT, Measure.STEPS})


@dataclass(frozen=True, slots=True)
class Rule:
    """How the values of a measure become one."""

    unit: str
    """Its unit as people write it; empty for points of a questionnaire and for steps."""
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
    of_day: Callable[[Iterable[float]], float] = fmean
    """How the values of one day become one."""
    of_days: Callable[[Iterable[float]], float] = fmean
    """How the days become one."""


_YEAR: Final = 365
_GROWN_FOR_EVER: Final = 100 * _YEAR
_MMOL_L: Final = "mmol/L"


def _pressure(filled: Input) -> Rule:
    """Return the rule of a blood pressure: the mean of seven days, as guidelines ask of measuring at home."""
    return Rule(
        "mmHg", PLAUSIBLE[filled], window_days=30, enough_days=7, due_after_days=182, usable_days=_YEAR
    )


def _laboratory(filled: Input, unit: str, digits: int, due_after_years: int) -> Rule:
    """Return the rule of a blood test: the newest day counts."""
    return Rule(
        unit,
        PLAUSIBLE[filled],
        digits,
        due_after_days=due_after_years * _YEAR,
        usable_days=(due_after_years + 2) * _YEAR,
    )


def _habit(unit: str, plausible: Range, digits: int = 0) -> Rule:
    """Return the rule of what a band counts: the median day of four weeks, since its counters run up during the day."""
    return Rule(
        unit,
        plausible,
        digits,
        window_days=28,
        due_after_days=182,
        usable_days=_YEAR,
        of_day=max,
        of_days=median,
    )


RULES: Final[Mapping[Measure, Rule]] = MappingProxyType(
    {
        Measure.SYSTOLIC: _pressure(Input.SYSTOLIC),
        Measure.DIASTOLIC: _pressure(Input.DIASTOLIC),
        Measure.WEIGHT: Rule("kg", Range(20, 350), 1, window_days=14, due_after_days=182, of_days=median),
        Measure.HEIGHT: Rule(
            "m", Range(0.9, 2.5), 2, due_after_days=_GROWN_FOR_EVER, usable_days=_GROWN_FOR_EVER
        ),
        Measure.TOTAL_CHOLESTEROL: _laboratory(Input.TOTAL_CHOLESTEROL, _MMOL_L, 1, due_after_years=5),
        Measure.HDL_CHOLESTEROL: _laboratory(Input.HDL_CHOLESTEROL, _MMOL_L, 1, due_after_years=5),
        Measure.CREATININE: _laboratory(Input.CREATININE, "µmol/L", 0, due_after_years=3),
        Measure.EGFR: _laboratory(Input.EGFR, "mL/min/1.73 m²", 0, due_after_years=3),
        Measure.HBA1C: _laboratory(Input.HBA1C, "mmol/mol", 0, due_after_years=3),
        Measure.FASTING_GLUCOSE: _laboratory(Input.FASTING_GLUCOSE, _MMOL_L, 1, due_after_years=3),
        Measure.DIET: Rule("", PLAUSIBLE[Input.DIET]),
        Measure.MODERATE_ACTIVITY: _habit("min", PLAUSIBLE[Input.MODERATE_ACTIVITY]),
        Measure.VIGOROUS_ACTIVITY: _habit("min", PLAUSIBLE[Input.VIGOROUS_ACTIVITY]),
        Measure.STEPS: _habit("", Range(0, 100_000)),
        Measure.SLEEP: _habit("h", PLAUSIBLE[Input.SLEEP], 1),
    }
)


class ImplausibleMeasurementError(ValueError):
    """A value that cannot be one; says which range is accepted, and not whose value it was."""

    def __init__(self, measure: Measure, limits: Range, value: float) -> None:
        """Keep the parts for a translated message."""
        super().__init__(measure, limits, value)
        self.measure = measure
        self.limits = limits
        self.value = value

    @override
    def __str__(self) -> str:
        """Say what was expected and what came."""
        accepted = f"{self.limits.low:g} to {self.limits.high:g} {RULES[self.measure].unit}".strip()
        return f"Expected {self.measure} of {accepted}, got {self.value:g}"


class FutureMeasurementError(ValueError):
    """A value that was measured after today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One value of one day, in the unit of its measure."""

    measure: Measure
    """What was measured."""
    value: float
    """How much."""
    day: date
    """The local day of the measurement."""
    source: str = TYPED
    """`TYPED`, or the id of the entity that told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredValue:
    """What the measurements of one measure come to."""

    measure: Measure
    """What was measured."""
    value: float
    """The days of the window taken together, each of which is its values taken together."""
    days: int
    """How many days that are."""
    first_day: date
    """The oldest of them."""
    last_day: date
    """The newest of them: the age of the value counts from here."""
    sources: tuple[str, ...]
    """Where the values of the window come from, in order."""

    @property
    def rule(self) -> Rule:
        """How this measure is treated."""
        return RULES[self.measure]

    @property
    def due_on(self) -> date:
        """The day on which it should be measured again."""
        return self.last_day + timedelta(days=self.rule.due_after_days)

    @property
    def has_enough_days(self) -> bool:
        """Whether others may build on the value."""
        return self.days >= self.rule.enough_days

    def age_days(self, today: date) -> int:
        """Return how many days ago the newest value was measured."""
        return (today - self.last_day).days

    def is_out_of_date(self, today: date) -> bool:
        """Tell whether it should be measured again."""
        return today >= self.due_on


def admit(measurement: Measurement, today: date) -> None:
    """Raise `ImplausibleMeasurementError` or `FutureMeasurementError` for what cannot be a measurement."""
    limits = RULES[measurement.measure].plausible
    if not limits.holds(measurement.value):
        raise ImplausibleMeasurementError(measurement.measure, limits, measurement.value)
    if measurement.day > today:
        raise FutureMeasurementError(f"Expected a day up to {today}, got {measurement.day}")


def admit_blood_pressure(systolic: Measurement, diastolic: Measurement, today: date) -> None:
    """Raise as `admit` does, and for a lower value that is not the lower one."""
    admit(systolic, today)
    admit(diastolic, today)
    limits = Range(RULES[Measure.DIASTOLIC].plausible.low, systolic.value, open_end=True)
    if not limits.holds(diastolic.value):
        raise ImplausibleMeasurementError(Measure.DIASTOLIC, limits, diastolic.value)


def average(measurements: Iterable[Measurement], today: date) -> dict[Measure, MeasuredValue]:
    """Return what measurements come to on a day, in the order of `Measure`.

    Values of the future, implausible ones and those too old to be used are passed over; a measure without any is left
    out.
    """
    by_measure: dict[Measure, list[Measurement]] = defaultdict(list)
    for measurement in measurements:
        rule, age_days = RULES[measurement.measure], (today - measurement.day).days
        if 0 <= age_days <= rule.usable_days and rule.plausible.holds(measurement.value):
            by_measure[measurement.measure].append(measurement)
    return {measure: _value(measure, by_measure[measure]) for measure in Measure if measure in by_measure}


def with_measured(answers: Profile, measured: Mapping[Measure, MeasuredValue]) -> Profile:
    """Return a person's answers completed by what was measured; weight and height become a body mass index."""
    known: dict[str, Any] = {
        measure.value: value.value for measure, value in measured.items() if measure not in _NOT_IN_PROFILE
    }
    weight, height = measured.get(Measure.WEIGHT), measured.get(Measure.HEIGHT)
    if weight is not None and height is not None:
        known[Input.BMI.value] = body_mass_index(weight.value, height.value)
    return replace(answers, **known)


def _value(measure: Measure, measurements: list[Measurement]) -> MeasuredValue:
    """Take together the window that ends with the newest measurement."""
    rule = RULES[measure]
    last_day = max(measurement.day for measurement in measurements)
    by_day: dict[date, list[float]] = defaultdict(list)
    sources: set[str] = set()
    for measurement in measurements:
        if (last_day - measurement.day).days < rule.window_days:
            by_day[measurement.day].append(measurement.value)
            sources.add(measurement.source)
    return MeasuredValue(
        measure=measure,
        value=rule.of_days([rule.of_day(values) for values in by_day.values()]),
        days=len(by_day),
        first_day=min(by_day),
        last_day=last_day,
        sources=tuple(sorted(sources)),
    )
