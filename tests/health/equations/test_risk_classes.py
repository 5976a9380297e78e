"""Risk classes: the right lines for the right equation, each with its scheme and year."""

from collections.abc import Callable
from dataclasses import replace
import math

import pytest

from custom_components.digitalshadow.health.equations import (
    prevent,
    score2,
    score2_asia_pacific,
    score2_diabetes,
    score2_op,
    who2019,
)
from custom_components.digitalshadow.health.equations.equation import (
    Equation,
    EquationResult,
    Outcome,
    Reason,
)
from custom_components.digitalshadow.health.equations.risk_classes import (
    Level,
    NoClass,
    RiskClass,
    Scheme,
    a_birthday_changed,
    classes_of,
    classify,
    do_disagree,
    why_no_class,
)
from custom_components.digitalshadow.health.equations.selection import Choice, Why, select
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex
from custom_components.digitalshadow.health.person.person_profile import Profile
from custom_components.digitalshadow.health.person.regions import regions_of


def classes(equation: Equation, percent: float, age_years: float) -> dict[Scheme, RiskClass]:
    result = EquationResult(equation=equation, value=percent, reason=None)
    return {risk_class.scheme: risk_class for risk_class in classify(result, age_years)}


@pytest.mark.parametrize(
    ("age_years", "percent", "level"),
    [
        pytest.param(49.9, 2.49, Level.LOW_TO_MODERATE, id="49 years, 2.49 %"),
        pytest.param(49.9, 2.5, Level.HIGH, id="49 years, 2.5 %"),
        pytest.param(49.9, 7.5, Level.VERY_HIGH, id="49 years, 7.5 %"),
        pytest.param(50, 4.99, Level.LOW_TO_MODERATE, id="50 years, 4.99 %"),
        pytest.param(50, 7.5, Level.HIGH, id="50 years, 7.5 %"),
        pytest.param(69.9, 10, Level.VERY_HIGH, id="69 years, 10 %"),
        pytest.param(70, 7.49, Level.LOW_TO_MODERATE, id="70 years, 7.49 %"),
        pytest.param(70, 10, Level.HIGH, id="70 years, 10 %"),
        pytest.param(89, 15, Level.VERY_HIGH, id="89 years, 15 %"),
    ],
)
def test_the_lines_of_2021_depend_on_age(age_years: float, percent: float, level: Level) -> None:
    risk_class = classes(score2.SCORE2, percent, age_years)[Scheme.ESC_2021]
    assert (risk_class.level, risk_class.year) == (level, 2021)
    assert risk_class.from_percent <= percent < risk_class.below_percent


def test_the_highest_class_of_2021_is_very_high_and_not_high() -> None:
    """A public package shifts the three names by one: low, moderate, high."""
    levels = {classes(score2.SCORE2, percent, 45)[Scheme.ESC_2021].level for percent in (1, 5, 20)}
    assert levels == {Level.LOW_TO_MODERATE, Level.HIGH, Level.VERY_HIGH}


@pytest.mark.parametrize(
    ("percent", "level"),
    [
        pytest.param(1.99, Level.LOW, id="below 2"),
        pytest.param(2, Level.MODERATE, id="2"),
        pytest.param(9.99, Level.MODERATE, id="below 10"),
        pytest.param(10, Level.HIGH, id="10"),
        pytest.param(20, Level.VERY_HIGH, id="20"),
    ],
)
def test_the_lines_of_2025_do_not_depend_on_age(percent: float, level: Level) -> None:
    for equation, age_years in ((score2.SCORE2, 45), (score2_op.SCORE2_OP, 80)):
        risk_class = classes(equation, percent, age_years)[Scheme.ESC_EAS_2025]
        assert (risk_class.level, risk_class.year) == (level, 2025)


def test_the_two_european_schemes_disagree_and_both_are_named() -> None:
    both = classes(score2.SCORE2, 8, 45)
    assert both[Scheme.ESC_2021].level is Level.VERY_HIGH
    assert both[Scheme.ESC_EAS_2025].level is Level.MODERATE
    assert both[Scheme.ESC_2021].scheme_name != both[Scheme.ESC_EAS_2025].scheme_name


@pytest.mark.parametrize(
    ("percent", "level"),
    [
        pytest.param(2.99, Level.LOW, id="below 3"),
        pytest.param(3, Level.BORDERLINE, id="3"),
        pytest.param(5, Level.INTERMEDIATE, id="5"),
        pytest.param(10, Level.HIGH, id="10"),
    ],
)
def test_the_american_lines_are_for_ascvd_within_ten_years(percent: float, level: Level) -> None:
    ascvd = replace(prevent.PREVENT, outcome=Outcome.ASCVD)
    assert classes(ascvd, percent, 55)[Scheme.ACC_AHA_2026].level is level
    assert classes(replace(ascvd, horizon_years=30), percent, 55) == {}
    assert classes(prevent.PREVENT, percent, 55) == {}


def test_the_highest_class_has_no_upper_end() -> None:
    assert classes(score2.SCORE2, 99, 60)[Scheme.ESC_EAS_2025].below_percent == math.inf


@pytest.mark.parametrize(
    ("percent", "level"),
    [
        pytest.param(4.99, Level.LOW, id="below 5"),
        pytest.param(5, Level.MODERATE, id="5"),
        pytest.param(10, Level.HIGH, id="10"),
        pytest.param(20, Level.VERY_HIGH, id="20"),
    ],
)
def test_type_2_diabetes_has_its_own_lines(percent: float, level: Level) -> None:
    (found,) = classes(score2_diabetes.SCORE2_DIABETES, percent, 60).values()
    assert (found.scheme, found.level, found.year) == (Scheme.ESC_DIABETES_2023, level, 2023)


@pytest.mark.parametrize(
    ("percent", "low", "high"),
    [(4.99, 0, 5), (5, 5, 10), (10, 10, 20), (20, 20, 30), (30, 30, math.inf)],
)
def test_the_bands_of_the_charts_have_no_names(percent: float, low: float, high: float) -> None:
    (found,) = classes(who2019.WHO_2019, percent, 60).values()
    assert (found.level, found.from_percent, found.below_percent) == (None, low, high)


def test_an_equation_without_a_verified_scheme_gets_no_class() -> None:
    assert classes(score2_asia_pacific.SCORE2_ASIA_PACIFIC, 12, 60) == {}


@pytest.fixture
def american(person: Callable[..., Profile]) -> Profile:
    """Return a man of 70 in the United States, untreated."""
    return person(
        regions=regions_of("US"),
        sex=Sex.MALE,
        age_years=70,
        systolic_mmhg=135,
        total_cholesterol_mmol_l=5.5,
        hdl_cholesterol_mmol_l=1.3,
        bmi_kg_m2=27,
        egfr_ml_min_1_73m2=90,
    )


def test_the_american_class_is_that_of_its_own_number(american: Profile) -> None:
    choice = select(american)
    (found,) = classes_of(choice, american)
    ascvd = prevent.estimate(american, Outcome.ASCVD).value

    assert choice.result.equation.outcome is Outcome.TOTAL_CVD
    assert choice.result.value is not None
    assert choice.result.value > 10, "which alone would be high"
    assert (found.outcome, found.percent, found.level) == (Outcome.ASCVD, ascvd, Level.INTERMEDIATE)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param({}, None, id="LDL unknown"),
        pytest.param({"ldl_cholesterol_mmol_l": 69 * 0.02586}, NoClass.LDL_BELOW_70, id="LDL 69 mg/dL"),
        pytest.param({"ldl_cholesterol_mmol_l": 70 * 0.02586}, None, id="LDL 70 mg/dL"),
        pytest.param({"ldl_cholesterol_mmol_l": 189 * 0.02586}, None, id="LDL 189 mg/dL"),
        pytest.param({"ldl_cholesterol_mmol_l": 190 * 0.02586}, NoClass.LDL_FROM_190, id="LDL 190 mg/dL"),
        pytest.param({"diabetes": Diabetes.TYPE_2}, NoClass.DIABETES, id="diabetes at 70"),
        pytest.param({"diabetes": Diabetes.TYPE_1, "age_years": 40}, NoClass.DIABETES, id="diabetes at 40"),
        pytest.param({"diabetes": Diabetes.TYPE_2, "age_years": 39}, None, id="diabetes at 39"),
        pytest.param({"diabetes": Diabetes.TYPE_2, "age_years": 75}, NoClass.DIABETES, id="diabetes at 75"),
        pytest.param({"diabetes": Diabetes.TYPE_2, "age_years": 76}, None, id="diabetes at 76"),
        pytest.param({"egfr_ml_min_1_73m2": 59}, NoClass.KIDNEY, id="eGFR 59"),
        pytest.param({"egfr_ml_min_1_73m2": 60}, None, id="eGFR 60"),
    ],
)
def test_whom_the_guideline_of_2026_treats_without_a_class_gets_none(
    american: Profile, change: dict[str, float], why: NoClass | None
) -> None:
    profile = replace(american, **change)  # type: ignore[arg-type] # a row of changes
    choice = select(profile)

    assert choice.result.value is not None, "the number stays"
    assert why_no_class(choice, profile) is why
    assert bool(classes_of(choice, profile)) is (why is None)


@pytest.mark.parametrize(
    ("egfr", "systolic", "level"),
    [
        pytest.param(44, 120, None, id="too low a class for this kidney"),
        pytest.param(45, 120, Level.MODERATE, id="eGFR 45"),
        pytest.param(44, 175, Level.HIGH, id="high anyway"),
    ],
)
def test_diabetes_with_a_poor_kidney_has_no_class_below_high(
    american: Profile, egfr: float, systolic: float, level: Level | None
) -> None:
    profile = replace(
        american,
        regions=regions_of("FR"),
        age_years=55,
        diabetes=Diabetes.TYPE_2,
        diabetes_diagnosis_age_years=50,
        hba1c_mmol_mol=50,
        egfr_ml_min_1_73m2=egfr,
        systolic_mmhg=systolic,
    )
    found = classes_of(select(profile), profile)

    assert [one.level for one in found] == ([] if level is None else [level])
    assert why_no_class(select(profile), profile) is (NoClass.KIDNEY if level is None else None)


@pytest.mark.parametrize(
    ("age_years", "percent", "changed"),
    [
        pytest.param(50, 4, True, id="50 years: high becomes low to moderate"),
        pytest.param(50, 2, False, id="50 years and low before"),
        pytest.param(51, 4, False, id="51 years"),
    ],
)
def test_a_birthday_moves_the_limits_of_2021(age_years: int, percent: float, changed: bool) -> None:
    result = EquationResult(equation=score2.SCORE2, value=percent, reason=None)
    choice = Choice(result, Why.REGION_AND_INPUTS, ())
    assert a_birthday_changed(choice, Profile(age_years=age_years)) is changed


@pytest.mark.parametrize(
    ("age_years", "percent", "disagree"),
    [
        pytest.param(45, 1.5, False, id="low to moderate and low"),
        pytest.param(45, 2.2, False, id="low to moderate and moderate"),
        pytest.param(45, 4, True, id="high and moderate"),
        pytest.param(55, 12, True, id="very high and high"),
        pytest.param(55, 25, False, id="very high in both"),
        pytest.param(80, 12, False, id="high in both"),
    ],
)
def test_two_guidelines_disagree_where_their_words_do(age_years: int, percent: float, disagree: bool) -> None:
    assert do_disagree(classes(score2.SCORE2, percent, age_years).values()) is disagree


def test_no_value_no_class() -> None:
    refused = EquationResult(equation=score2.SCORE2, value=None, reason=Reason.PREGNANCY)
    assert classify(refused, 45) == ()
