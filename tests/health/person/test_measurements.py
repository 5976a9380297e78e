"""Measurements: what is admitted, what days make of it, and how old it is."""

from datetime import date, timedelta

import pytest

from custom_components.digitalshadow.health.person.choices import Sex
from custom_components.digitalshadow.health.person.measurements import (
    FutureMeasurementError,
    ImplausibleMeasurementError,
    Measurement,
    admit,
    admit_blood_pressure,
    average,
    with_measured,
)
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Profile

TODAY = date(2027, 5, 1)


def of(measure: Measure, value: float, days_ago: int = 0, source: str = "typed") -> Measurement:
    return Measurement(measure=measure, value=value, day=TODAY - timedelta(days_ago), source=source)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        pytest.param(Measure.SYSTOLIC, 18.4, id="a pressure in kilopascal"),
        pytest.param(Measure.WEIGHT, 84_000, id="a weight in grams"),
        pytest.param(Measure.HEIGHT, 176, id="a height in centimetres"),
        pytest.param(Measure.TOTAL_CHOLESTEROL, 210, id="cholesterol in mg/dL"),
        pytest.param(Measure.SLEEP, 450, id="sleep in minutes"),
        pytest.param(Measure.HBA1C, float("nan"), id="not a number"),
        pytest.param(Measure.STEPS, -1, id="less than nothing"),
    ],
)
def test_an_implausible_value_is_refused_with_the_range(measure: Measure, value: float) -> None:
    with pytest.raises(ImplausibleMeasurementError) as refused:
        admit(of(measure, value), TODAY)

    limits = measure.spec.plausible
    assert (refused.value.measure, refused.value.limits) == (measure, limits)
    assert f"{limits.low:g} to {limits.high:g}" in str(refused.value)


def test_a_value_of_tomorrow_is_refused() -> None:
    with pytest.raises(FutureMeasurementError, match="2027-05-01"):
        admit(of(Measure.WEIGHT, 80, days_ago=-1), TODAY)


def test_a_lower_pressure_above_the_upper_one_is_refused() -> None:
    with pytest.raises(ImplausibleMeasurementError) as refused:
        admit_blood_pressure(of(Measure.SYSTOLIC, 84), of(Measure.DIASTOLIC, 132), TODAY)

    assert refused.value.limits.high == 84
    admit_blood_pressure(of(Measure.SYSTOLIC, 132), of(Measure.DIASTOLIC, 84), TODAY)


def test_readings_become_days_and_days_become_one_value() -> None:
    many_on_one_day = [of(Measure.SYSTOLIC, 160, days_ago=1) for _ in range(20)]
    value = average([*many_on_one_day, of(Measure.SYSTOLIC, 120)], TODAY)[Measure.SYSTOLIC]

    assert (value.value, value.days) == (140, 2), "twenty readings of one day are one day"
    assert (value.first_day, value.last_day) == (TODAY - timedelta(1), TODAY)


@pytest.mark.parametrize(("days", "enough"), [(6, False), (7, True)])
def test_seven_days_of_blood_pressure_make_a_value_to_build_on(days: int, enough: bool) -> None:
    measured = average([of(Measure.SYSTOLIC, 130, days_ago=number) for number in range(days)], TODAY)

    assert measured[Measure.SYSTOLIC].has_enough_days is enough


def test_what_lies_before_the_window_is_not_mixed_in() -> None:
    value = average([of(Measure.SYSTOLIC, 180, days_ago=30), of(Measure.SYSTOLIC, 120)], TODAY)

    assert value[Measure.SYSTOLIC].value == 120


def test_a_laboratory_value_stands_for_itself() -> None:
    value = average([of(Measure.HDL_CHOLESTEROL, 1.0, days_ago=1), of(Measure.HDL_CHOLESTEROL, 1.4)], TODAY)

    assert (value[Measure.HDL_CHOLESTEROL].value, value[Measure.HDL_CHOLESTEROL].days) == (1.4, 1)


def test_a_counter_that_runs_up_counts_with_its_last_value_and_an_odd_day_does_not_matter() -> None:
    steps = [
        of(Measure.STEPS, value, days_ago=ago) for ago, value in ((0, 100), (0, 4000), (1, 5000), (2, 60_000))
    ]

    assert average(steps, TODAY)[Measure.STEPS].value == 5000


@pytest.mark.parametrize(
    "passed_over",
    [
        pytest.param(of(Measure.WEIGHT, 84_000), id="implausible"),
        pytest.param(of(Measure.WEIGHT, 84, days_ago=-1), id="of the future"),
        pytest.param(of(Measure.WEIGHT, 84, days_ago=10_000), id="too old to be used"),
    ],
)
def test_what_cannot_count_is_passed_over(passed_over: Measurement) -> None:
    assert average([passed_over], TODAY) == {}


def test_a_value_knows_its_age_and_when_it_is_due() -> None:
    value = average([of(Measure.SYSTOLIC, 130, days_ago=100)], TODAY)[Measure.SYSTOLIC]

    assert value.age_days(TODAY) == 100
    assert not value.is_out_of_date(value.due_on - timedelta(1))
    assert value.is_out_of_date(value.due_on)
    assert value.due_on == TODAY + timedelta(82)


def test_sources_are_kept() -> None:
    values = [of(Measure.WEIGHT, 84, source="sensor.scales"), of(Measure.WEIGHT, 84), of(Measure.WEIGHT, 85)]

    assert average(values, TODAY)[Measure.WEIGHT].sources == ("sensor.scales", "typed")


def test_measurements_complete_the_answers() -> None:
    measured = average(
        [of(Measure.WEIGHT, 80), of(Measure.HEIGHT, 2.0), of(Measure.SYSTOLIC, 130), of(Measure.STEPS, 5000)],
        TODAY,
    )
    profile = with_measured(Profile(sex=Sex.FEMALE), measured)

    assert (profile.sex, profile.systolic_mmhg, profile.bmi_kg_m2) == (Sex.FEMALE, 130, 20)


@pytest.mark.parametrize("only", [of(Measure.WEIGHT, 80), of(Measure.HEIGHT, 1.8)])
def test_half_of_a_body_mass_index_is_none(only: Measurement) -> None:
    assert with_measured(Profile(), average([only], TODAY)).bmi_kg_m2 is None
