"""Life's Essential 8 against the published table and the mistakes seen in other code."""

from collections.abc import Callable
from dataclasses import replace
import math

import pytest

from custom_components.digitalshadow.health.equations.equation import Reason, Unit
from custom_components.digitalshadow.health.person.choices import Diabetes, Smoking
from custom_components.digitalshadow.health.person.person_profile import Input, Profile
from custom_components.digitalshadow.health.report.life_essential8 import CardiovascularHealth, Metric, assess

type MakePerson = Callable[..., Profile]

MMOL_L = 0.02586


@pytest.fixture
def ideal(person: MakePerson) -> Profile:
    return person(
        age_years=45,
        mepa_points=15,
        moderate_activity_minutes_per_week=150,
        vigorous_activity_minutes_per_week=0,
        sleep_hours_per_night=7.5,
        bmi_kg_m2=22,
        total_cholesterol_mmol_l=4.4,
        hdl_cholesterol_mmol_l=1.5,
        hba1c_mmol_mol=35,
        systolic_mmhg=115,
        diastolic_mmhg=75,
    )


def points(profile: Profile, metric: Metric) -> int | None:
    return next(found.points for found in assess(profile).metrics if found.metric is metric)


def rows(metric: Metric, field: str, table: dict[float, int]) -> list[object]:
    return [
        pytest.param(metric, {field: value}, expected, id=f"{field} {value:g} -> {expected}")
        for value, expected in table.items()
    ]


@pytest.mark.parametrize(
    ("metric", "change", "expected"),
    [
        *rows(Metric.DIET, "mepa_points", {16: 100, 15: 100, 14: 80, 12: 80, 11: 50, 8: 50, 7: 25, 4: 25, 3: 0, 0: 0}),
        *rows(
            Metric.PHYSICAL_ACTIVITY,
            "moderate_activity_minutes_per_week",
            {150: 100, 149: 90, 120: 90, 119: 80, 90: 80, 89: 60, 60: 60, 59: 40, 30: 40, 29: 20, 1: 20, 0: 0},
        ),
        *rows(
            Metric.SLEEP,
            "sleep_hours_per_night",
            {3.9: 0, 4: 20, 4.9: 20, 5: 40, 5.9: 40, 6: 70, 6.9: 70, 7: 100, 8.9: 100, 9: 90, 9.9: 90, 10: 40, 12: 40},
        ),
        *rows(
            Metric.BODY_MASS_INDEX,
            "bmi_kg_m2",
            {24.9: 100, 25: 70, 29.9: 70, 30: 30, 34.9: 30, 35: 15, 39.9: 15, 40: 0},
        ),
        *rows(
            Metric.BLOOD_GLUCOSE, "hba1c_mmol_mol", {38: 100, 39: 60, 47: 60}
        ),
        *[
            pytest.param(Metric.NICOTINE, {"smoking": smoking}, expected, id=f"{smoking} -> {expected}")
            for smoking, expected in {
                Smoking.NEVER: 100,
                Smoking.QUIT_FIVE_YEARS_OR_MORE: 75,
                Smoking.QUIT_ONE_TO_FIVE_YEARS: 50,
                Smoking.QUIT_UNDER_ONE_YEAR: 25,
                Smoking.INHALED_NICOTINE: 25,
                Smoking.CURRENT: 0,
            }.items()
        ],
        *[
            pytest.param(
                Metric.NON_HDL_CHOLESTEROL,
                {"total_cholesterol_mmol_l": (non_hdl + 50) * MMOL_L, "hdl_cholesterol_mmol_l": 50 * MMOL_L},
                expected,
                id=f"non-HDL {non_hdl} mg/dL -> {expected}",
            )
            for non_hdl, expected in {
                129: 100, 130: 60, 159: 60, 160: 40, 189: 40, 190: 20, 219: 20, 220: 0,
            }.items()
        ],
        *[
            pytest.param(
                Metric.BLOOD_GLUCOSE,
                {"diabetes": Diabetes.TYPE_2, "hba1c_mmol_mol": hba1c},
                expected,
                id=f"diabetes, HbA1c {hba1c} -> {expected}",
            )
            for hba1c, expected in {52: 40, 53: 30, 63: 30, 64: 20, 74: 20, 75: 10, 85: 10, 86: 0}.items()
        ],
        *[
            pytest.param(
                Metric.BLOOD_GLUCOSE,
                {"hba1c_mmol_mol": None, "fasting_glucose_mmol_l": glucose},
                expected,
                id=f"fasting glucose {glucose} -> {expected}",
            )
            for glucose, expected in {5.5: 100, 5.6: 60, 6.9: 60}.items()
        ],
        *[
            pytest.param(
                Metric.BLOOD_PRESSURE,
                {"systolic_mmhg": systolic, "diastolic_mmhg": diastolic},
                expected,
                id=f"{systolic}/{diastolic} -> {expected}",
            )
            for systolic, diastolic, expected in (
                (119, 79, 100), (120, 79, 75), (129, 79, 75), (130, 79, 50), (119, 80, 50), (139, 89, 50),
                (140, 79, 25), (119, 90, 25), (159, 99, 25), (160, 79, 0), (119, 100, 0),
            )
        ],
    ],
)  # fmt: skip
def test_every_row_of_the_table_comes_out(
    ideal: Profile, metric: Metric, change: dict[str, float], expected: int
) -> None:
    assert points(replace(ideal, **change), metric) == expected  # type: ignore[arg-type] # a row of changes


@pytest.mark.parametrize(
    ("systolic", "diastolic", "wrong"),
    [
        pytest.param(110, 95, 100, id="a good systolic does not excuse the diastolic"),
        pytest.param(150, 70, 100, id="nor the other way round"),
        pytest.param(125, 85, 75, id="nor in the second band"),
    ],
)
def test_or_in_the_better_pressure_bands_would_give_too_many_points(
    ideal: Profile, systolic: float, diastolic: float, wrong: int
) -> None:
    found = points(replace(ideal, systolic_mmhg=systolic, diastolic_mmhg=diastolic), Metric.BLOOD_PRESSURE)
    assert found is not None
    assert found < wrong


def test_diabetes_with_a_good_hba1c_keeps_its_own_row(ideal: Profile) -> None:
    """Wrong precedence of "and" and "or" would give 100 points for the HbA1c alone."""
    assert points(replace(ideal, diabetes=Diabetes.TYPE_2), Metric.BLOOD_GLUCOSE) == 40


def test_diabetes_is_not_counted_by_fasting_glucose(ideal: Profile) -> None:
    glucose_only = replace(ideal, diabetes=Diabetes.TYPE_2, hba1c_mmol_mol=None, fasting_glucose_mmol_l=5.0)
    metric = next(found for found in assess(glucose_only).metrics if found.metric is Metric.BLOOD_GLUCOSE)
    assert (metric.points, metric.inputs_missing) == (None, (Input.HBA1C,))


@pytest.mark.parametrize(
    ("change", "outside"),
    [
        pytest.param({"hba1c_mmol_mol": 48}, Input.HBA1C, id="HbA1c of 48"),
        pytest.param(
            {"hba1c_mmol_mol": None, "fasting_glucose_mmol_l": 7.0}, Input.FASTING_GLUCOSE, id="glucose of 7"
        ),
        pytest.param({"hba1c_mmol_mol": 6.5}, Input.HBA1C, id="HbA1c in percent"),
    ],
)
def test_a_value_without_a_row_gets_no_points_and_no_diagnosis(
    ideal: Profile, change: dict[str, float], outside: Input
) -> None:
    result = assess(replace(ideal, **change))  # type: ignore[arg-type] # a row of changes
    metric = next(found for found in result.metrics if found.metric is Metric.BLOOD_GLUCOSE)
    assert (metric.points, metric.reason, metric.inputs_out_of_range) == (
        None,
        Reason.OUT_OF_RANGE,
        (outside,),
    )
    assert (result.overall.value, result.overall.reason) == (None, Reason.OUT_OF_RANGE)
    assert result.health is None


@pytest.mark.parametrize(
    ("metric", "change", "expected"),
    [
        pytest.param(
            Metric.BLOOD_PRESSURE, {"blood_pressure_treatment": True}, 80, id="pressure under treatment"
        ),
        pytest.param(
            Metric.NON_HDL_CHOLESTEROL, {"lipid_treatment": True}, 80, id="cholesterol under treatment"
        ),
        pytest.param(Metric.NICOTINE, {"indoor_smoke": True}, 80, id="smoke at home"),
        pytest.param(
            Metric.NICOTINE, {"indoor_smoke": True, "smoking": Smoking.CURRENT}, 0, id="never below zero"
        ),
    ],
)
def test_treatment_and_smoke_at_home_take_twenty_points(
    ideal: Profile, metric: Metric, change: dict[str, bool], expected: int
) -> None:
    assert points(replace(ideal, **change), metric) == expected  # type: ignore[arg-type] # a row of changes


def test_vigorous_minutes_count_double(ideal: Profile) -> None:
    active = replace(ideal, moderate_activity_minutes_per_week=30, vigorous_activity_minutes_per_week=60)
    assert points(active, Metric.PHYSICAL_ACTIVITY) == 100


def test_the_mean_of_eight_has_its_name_and_unit(ideal: Profile) -> None:
    result = assess(ideal)
    assert (result.overall.value, result.overall.reason) == (100, None)
    assert result.health is CardiovascularHealth.HIGH
    assert (result.overall.equation.unit, result.overall.equation.year) == (Unit.POINTS, 2022)
    assert [metric.metric for metric in result.metrics] == list(Metric)


@pytest.mark.parametrize(
    ("change", "mean", "health"),
    [
        pytest.param({"mepa_points": 0, "systolic_mmhg": 145, "sleep_hours_per_night": 9.5}, 76.875,
                     CardiovascularHealth.MODERATE, id="below 80"),
        pytest.param({"mepa_points": 0, "sleep_hours_per_night": 5, "indoor_smoke": True, "bmi_kg_m2": 22}, 77.5,
                     CardiovascularHealth.MODERATE, id="77.5"),
        pytest.param({"mepa_points": 5, "bmi_kg_m2": 36}, 80, CardiovascularHealth.HIGH, id="exactly 80"),
        pytest.param(
            {"mepa_points": 0, "moderate_activity_minutes_per_week": 0, "smoking": Smoking.CURRENT,
             "sleep_hours_per_night": 3, "systolic_mmhg": 160},
            37.5, CardiovascularHealth.LOW, id="below 50"),
        pytest.param(
            {"mepa_points": 0, "moderate_activity_minutes_per_week": 0, "smoking": Smoking.CURRENT,
             "sleep_hours_per_night": 3},
            50, CardiovascularHealth.MODERATE, id="exactly 50"),
    ],
)  # fmt: skip
def test_the_mean_is_named_by_its_two_limits(
    ideal: Profile, change: dict[str, float], mean: float, health: CardiovascularHealth
) -> None:
    result = assess(replace(ideal, **change))  # type: ignore[arg-type] # a row of changes
    assert (result.overall.value, result.health) == (mean, health)


def test_without_all_eight_there_is_no_mean_but_the_known_points_stay(ideal: Profile) -> None:
    result = assess(replace(ideal, mepa_points=None, diastolic_mmhg=None))
    assert (result.overall.value, result.overall.reason) == (None, Reason.MISSING_INPUT)
    assert result.overall.inputs_missing == (Input.DIET, Input.DIASTOLIC)
    assert result.health is None
    assert sum(metric.points is not None for metric in result.metrics) == 6


@pytest.mark.parametrize(
    ("age_years", "reason"),
    [
        pytest.param(19.9, Reason.AGE_OUT_OF_RANGE, id="children have another table"),
        pytest.param(math.nan, Reason.AGE_OUT_OF_RANGE, id="not a number"),
        pytest.param(None, Reason.MISSING_INPUT, id="unknown"),
    ],
)
def test_the_table_is_for_adults(ideal: Profile, age_years: float | None, reason: Reason) -> None:
    result = assess(replace(ideal, age_years=age_years))
    assert (result.metrics, result.overall.value, result.overall.reason) == ((), None, reason)
