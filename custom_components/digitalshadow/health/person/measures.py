"""The table of what can be measured: one record a measure, from which everything that treats measures follows.

A new measure needs its line here and its names in the translations; an equation that shall count it also names it among
its inputs. Windows, terms and limits are our own choice.
"""

from enum import StrEnum
from statistics import median
from typing import Final, Self

from . import units
from .measure_spec import Category, Loinc, MeasureSpec, Told
from .ranges import Range
from .units import Quantity

_YEAR: Final = 365
_GROWN_FOR_EVER: Final = 100 * _YEAR


def _pressure(plausible: Range, loinc: Loinc) -> MeasureSpec:
    """Return a blood pressure: the mean of seven days, as guidelines ask of measuring at home."""
    return MeasureSpec(
        quantity=units.PRESSURE,
        plausible=plausible,
        window_days=30,
        enough_days=7,
        due_after_days=182,
        usable_days=_YEAR,
        category=Category.VITAL_SIGNS,
        loinc=loinc,
    )


def _laboratory(
    quantity: Quantity, plausible: Range, loinc: Loinc | None, *, due_after_years: int, digits: int = 0
) -> MeasureSpec:
    """Return a blood test: the newest day counts."""
    return MeasureSpec(
        quantity=quantity,
        plausible=plausible,
        digits=digits,
        due_after_days=due_after_years * _YEAR,
        usable_days=(due_after_years + 2) * _YEAR,
        category=Category.LABORATORY,
        loinc=loinc,
    )


def _habit(
    quantity: Quantity,
    plausible: Range,
    *,
    told: Told = Told.DAY_SO_FAR,
    sensor_days: int = 1,
    digits: int = 0,
    is_never_zero: bool = False,
    category: Category = Category.SURVEY,
    loinc: Loinc | None = None,
) -> MeasureSpec:
    """Return what a band counts: the median day of four weeks, since its counters run up during the day."""
    return MeasureSpec(
        quantity=quantity,
        plausible=plausible,
        digits=digits,
        window_days=28,
        due_after_days=182,
        usable_days=_YEAR,
        of_day=max,
        of_days=median,
        told=told,
        sensor_days=sensor_days,
        is_never_zero=is_never_zero,
        category=category,
        loinc=loinc,
    )


_MINUTES_OF_A_WEEK: Final = Range(0, 7 * 24 * 60)


class Measure(StrEnum):
    """What can be measured: each member is its lasting name, which carries the stored unit, and has its `spec`.

    An `Input` of the same name is filled by it.
    """

    _value_: str
    spec: MeasureSpec

    def __new__(cls, name: str, *spec: MeasureSpec) -> Self:
        """Make a name that carries its record; `Measure(name)` looks one up without it."""
        measure = str.__new__(cls, name)
        measure._value_ = name
        (measure.spec,) = spec
        return measure

    SYSTOLIC = "systolic_mmhg", _pressure(Range(70, 260), Loinc("8480-6", "Systolic blood pressure"))
    DIASTOLIC = "diastolic_mmhg", _pressure(Range(30, 160), Loinc("8462-4", "Diastolic blood pressure"))
    WEIGHT = (
        "weight_kg",
        MeasureSpec(
            quantity=units.WEIGHT,
            plausible=Range(20, 350),
            digits=1,
            window_days=14,
            due_after_days=182,
            of_days=median,
            category=Category.VITAL_SIGNS,
            loinc=Loinc("29463-7", "Body weight"),
        ),
    )
    HEIGHT = (
        "height_m",
        MeasureSpec(
            quantity=units.HEIGHT,
            plausible=Range(0.9, 2.5),
            digits=2,
            due_after_days=_GROWN_FOR_EVER,
            usable_days=_GROWN_FOR_EVER,
            is_lasting=True,
            category=Category.VITAL_SIGNS,
            loinc=Loinc("8302-2", "Body height"),
        ),
    )
    TOTAL_CHOLESTEROL = (
        "total_cholesterol_mmol_l",
        _laboratory(
            units.CHOLESTEROL,
            Range(1.5, 15),
            Loinc("14647-2", "Cholesterol [Moles/volume] in Serum or Plasma"),
            due_after_years=5,
            digits=1,
        ),
    )
    HDL_CHOLESTEROL = (
        "hdl_cholesterol_mmol_l",
        _laboratory(
            units.CHOLESTEROL,
            Range(0.2, 4),
            Loinc("14646-4", "Cholesterol in HDL [Moles/volume] in Serum or Plasma"),
            due_after_years=5,
            digits=1,
        ),
    )
    LDL_CHOLESTEROL = (
        "ldl_cholesterol_mmol_l",
        _laboratory(
            units.CHOLESTEROL,
            Range(0.2, 14),
            Loinc("22748-8", "Cholesterol in LDL [Moles/volume] in Serum or Plasma"),
            due_after_years=5,
            digits=1,
        ),
    )
    CREATININE = (
        "creatinine_umol_l",
        _laboratory(
            units.CREATININE,
            Range(20, 1500),
            Loinc("14682-9", "Creatinine [Moles/volume] in Serum or Plasma"),
            due_after_years=3,
        ),
    )
    EGFR = (
        "egfr_ml_min_1_73m2",
        _laboratory(
            units.FILTRATION,
            Range(5, 200),
            None,  # a laboratory's formula is not known, and LOINC has a code for each
            due_after_years=3,
        ),
    )
    HBA1C = (
        "hba1c_mmol_mol",
        _laboratory(
            units.GLYCATED_HAEMOGLOBIN,
            Range(15, 180),
            Loinc("59261-8", "Hemoglobin A1c/Hemoglobin.total (IFCC) in Blood"),
            due_after_years=3,
        ),
    )
    FASTING_GLUCOSE = (
        "fasting_glucose_mmol_l",
        _laboratory(
            units.GLUCOSE,
            Range(2, 30),
            Loinc("14771-0", "Fasting glucose [Moles/volume] in Serum or Plasma"),
            due_after_years=3,
            digits=1,
        ),
    )
    DIET = "mepa_points", MeasureSpec(quantity=units.POINTS, plausible=Range(0, 16), is_linkable=False)
    """Of the questionnaire Mediterranean Eating Pattern for Americans; no device answers one."""
    MODERATE_ACTIVITY = (
        "moderate_activity_minutes_per_week",
        _habit(units.MINUTES, _MINUTES_OF_A_WEEK, sensor_days=7),
    )
    VIGOROUS_ACTIVITY = (
        "vigorous_activity_minutes_per_week",
        _habit(units.MINUTES, _MINUTES_OF_A_WEEK, sensor_days=7),
    )
    STEPS = "steps_per_day", _habit(units.STEPS, Range(0, 100_000), is_never_zero=True)
    SLEEP = (
        "sleep_hours_per_night",
        _habit(
            units.HOURS,
            Range(0, 24),
            told=Told.DAY,
            digits=1,
            is_never_zero=True,
            category=Category.ACTIVITY,
            loinc=Loinc("93832-4", "Sleep duration"),
        ),
    )
