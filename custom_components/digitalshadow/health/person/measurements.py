"""Dated measurements of a person: admitted when plausible, averaged over days, and each with its age.

A single blood pressure says little, so readings become days and days become one value; seven days make one to build on.
A laboratory value stands for itself, and no value stands in for another one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any, Final, override

from .measure_spec import MeasureSpec
from .measures import Measure
from .person_profile import Input, Profile
from .ranges import Range
from .units import body_mass_index

_NOON: Final = 12
TYPED: Final = "typed"
"""The source of what somebody typed in; every other source is the id of an entity."""

LIPIDS: Final = (Measure.TOTAL_CHOLESTEROL, Measure.HDL_CHOLESTEROL, Measure.LDL_CHOLESTEROL)
"""The whole, then its parts."""


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
        accepted = f"{self.limits.low:g} to {self.limits.high:g} {self.measure.spec.unit}".strip()
        return f"Expected {self.measure} of {accepted}, got {self.value:g}"


class PartOfCholesterolError(ValueError):
    """A part of cholesterol that is not below the whole."""

    def __init__(self, measure: Measure, other: float) -> None:
        """Keep the parts for a translated message: the measure that was told, and the value it does not fit to."""
        super().__init__(measure, other)
        self.measure = measure
        self.other = other

    @override
    def __str__(self) -> str:
        """Say what was expected."""
        return f"Expected HDL and LDL below the total cholesterol, got {self.measure} beside {self.other:g}"


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
    at: datetime | None = None
    """The moment, where it is known."""
    unit: str = ""
    """In which it was typed; empty for what an entity told."""


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
    unit: str = ""
    """In which the newest of them was typed; empty where none was."""
    readings: int = 1
    """How many measurements that are."""
    morning: float | None = None
    """The mean of those before noon; None without one."""
    evening: float | None = None
    """The mean of those after noon; None without one."""

    @property
    def spec(self) -> MeasureSpec:
        """All that is to be known about the measure."""
        return self.measure.spec

    @property
    def due_on(self) -> date:
        """The day on which it should be measured again."""
        return self.last_day + timedelta(days=self.spec.due_after_days)

    @property
    def has_enough_days(self) -> bool:
        """Whether others may build on the value."""
        return self.days >= self.spec.enough_days

    def age_days(self, today: date) -> int:
        """Return how many days ago the newest value was measured."""
        return (today - self.last_day).days

    def is_out_of_date(self, today: date) -> bool:
        """Tell whether it should be measured again."""
        return today >= self.due_on


def admit(measurement: Measurement, today: date) -> None:
    """Raise `ImplausibleMeasurementError` or `FutureMeasurementError` for what cannot be a measurement."""
    limits = measurement.measure.spec.plausible
    if not limits.holds(measurement.value):
        raise ImplausibleMeasurementError(measurement.measure, limits, measurement.value)
    if measurement.day > today:
        raise FutureMeasurementError(f"Expected a day up to {today}, got {measurement.day}")


def admit_blood_pressure(systolic: Measurement, diastolic: Measurement, today: date) -> None:
    """Raise as `admit` does, and for a lower value that is not the lower one."""
    admit(systolic, today)
    admit(diastolic, today)
    limits = Range(Measure.DIASTOLIC.spec.plausible.low, systolic.value, open_end=True)
    if not limits.holds(diastolic.value):
        raise ImplausibleMeasurementError(Measure.DIASTOLIC, limits, diastolic.value)


def admit_cholesterol(measurement: Measurement, known: Mapping[Measure, float]) -> None:
    """Raise `PartOfCholesterolError` where HDL or LDL is not below the total; `known` has the newest other values."""
    total, *parts = LIPIDS
    if measurement.measure in parts and total in known and measurement.value >= known[total]:
        raise PartOfCholesterolError(measurement.measure, known[total])
    too_large = (known[part] for part in parts if part in known and known[part] >= measurement.value)
    if measurement.measure is total and (part := next(too_large, None)) is not None:
        raise PartOfCholesterolError(total, part)


def average(measurements: Iterable[Measurement], today: date) -> dict[Measure, MeasuredValue]:
    """Return what measurements come to on a day, in the order of `Measure`.

    Values of the future, implausible ones and those too old to be used are passed over; a measure without any is left
    out.
    """
    by_measure: dict[Measure, list[Measurement]] = defaultdict(list)
    for measurement in measurements:
        spec, age_days = measurement.measure.spec, (today - measurement.day).days
        if 0 <= age_days <= spec.usable_days and spec.plausible.holds(measurement.value):
            by_measure[measurement.measure].append(measurement)
    return {measure: _value(measure, by_measure[measure]) for measure in Measure if measure in by_measure}


def with_measured(answers: Profile, measured: Mapping[Measure, MeasuredValue]) -> Profile:
    """Return a person's answers completed by what was measured; weight and height become a body mass index."""
    known: dict[str, Any] = {
        measure.value: value.value for measure, value in measured.items() if measure in Input
    }
    weight, height = measured.get(Measure.WEIGHT), measured.get(Measure.HEIGHT)
    if weight is not None and height is not None:
        known[Input.BMI.value] = body_mass_index(weight.value, height.value)
    return replace(answers, **known)


def _value(measure: Measure, measurements: list[Measurement]) -> MeasuredValue:
    """Take together the window that ends with the newest measurement."""
    spec = measure.spec
    last_day = max(measurement.day for measurement in measurements)
    by_day: dict[date, list[float]] = defaultdict(list)
    counted = [one for one in measurements if (last_day - one.day).days < spec.window_days]
    for measurement in counted:
        by_day[measurement.day].append(measurement.value)
    return MeasuredValue(
        measure=measure,
        value=spec.of_days([spec.of_day(values) for values in by_day.values()]),
        days=len(by_day),
        first_day=min(by_day),
        last_day=last_day,
        sources=tuple(sorted({one.source for one in counted})),
        readings=len(counted),
        morning=_mean(one.value for one in counted if one.at is not None and one.at.hour < _NOON),
        evening=_mean(one.value for one in counted if one.at is not None and one.at.hour >= _NOON),
        unit=max(((one.day, one.unit) for one in measurements if one.unit), default=(last_day, ""))[1],
    )


def _mean(values: Iterable[float]) -> float | None:
    """Return a mean; None of nothing."""
    known = tuple(values)
    return fmean(known) if known else None
