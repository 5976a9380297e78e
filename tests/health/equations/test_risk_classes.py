"""Risk classes: the right lines for the right equation, each with its scheme and year."""

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
from custom_components.digitalshadow.health.equations.risk_classes import Level, RiskClass, Scheme, classify


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
    "equation",
    [
        pytest.param(score2_diabetes.SCORE2_DIABETES, id="SCORE2-Diabetes"),
        pytest.param(score2_asia_pacific.SCORE2_ASIA_PACIFIC, id="SCORE2-Asia-Pacific"),
        pytest.param(who2019.WHO_2019, id="WHO 2019"),
    ],
)
def test_an_equation_without_a_verified_scheme_gets_no_class(equation: Equation) -> None:
    assert classes(equation, 12, 60) == {}


def test_no_value_no_class() -> None:
    refused = EquationResult(equation=score2.SCORE2, value=None, reason=Reason.PREGNANCY)
    assert classify(refused, 45) == ()
