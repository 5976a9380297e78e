"""Framingham 2008 (office) against published values and the mistakes seen in other code."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from custom_components.digitalshadow.health.equations import framingham2008
from custom_components.digitalshadow.health.equations.equation import Caveat, Outcome, Reason
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.person_profile import Input, Profile

type MakePerson = Callable[..., Profile]


@pytest.fixture
def man(person: MakePerson) -> Profile:
    return person(sex=Sex.MALE, age_years=55, bmi_kg_m2=30, systolic_mmhg=140)


@pytest.fixture
def treated_woman(person: MakePerson) -> Profile:
    return person(
        sex=Sex.FEMALE, age_years=45, bmi_kg_m2=27, systolic_mmhg=125, blood_pressure_treatment=True
    )


def percent(profile: Profile) -> float:
    value = framingham2008.estimate(profile).value
    assert value is not None
    return value


def test_the_values_of_the_cvrisk_package_come_out(man: Profile, treated_woman: Profile) -> None:
    assert round(percent(man), 2) == 16.75
    assert round(percent(treated_woman), 2) == 4.91


def test_swapping_treated_and_untreated_pressure_would_miss_the_value(treated_woman: Profile) -> None:
    swapped = percent(replace(treated_woman, blood_pressure_treatment=False))
    assert round(swapped, 2) != 4.91


@pytest.mark.parametrize("sex", Sex)
def test_treatment_raises_the_risk_at_equal_pressure(man: Profile, sex: Sex) -> None:
    untreated = replace(man, sex=sex)
    assert percent(replace(untreated, blood_pressure_treatment=True)) > percent(untreated)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {
                "sex": Sex.FEMALE,
                "age_years": 62,
                "bmi_kg_m2": 31.5,
                "systolic_mmhg": 152,
                "blood_pressure_treatment": True,
                "smoking": Smoking.CURRENT,
                "diabetes": Diabetes.TYPE_1,
            },
            60.3293,
            id="treated woman who smokes and has diabetes",
        ),
        pytest.param(
            {
                "sex": Sex.FEMALE,
                "age_years": 38,
                "bmi_kg_m2": 22,
                "systolic_mmhg": 118,
                "diabetes": Diabetes.OTHER,
            },
            3.7096,
            id="untreated woman with diabetes",
        ),
        pytest.param(
            {
                "age_years": 70,
                "bmi_kg_m2": 26,
                "systolic_mmhg": 147,
                "blood_pressure_treatment": True,
                "smoking": Smoking.CURRENT,
            },
            66.8193,
            id="treated man who smokes",
        ),
        pytest.param({"diabetes": Diabetes.TYPE_2}, 26.7957, id="man with diabetes"),
    ],
)
def test_a_second_program_on_the_published_table_finds_the_same(
    man: Profile, change: dict[str, float], expected: float
) -> None:
    assert percent(replace(man, **change)) == pytest.approx(expected, abs=6e-5)  # type: ignore[arg-type] # a row


def test_the_value_says_where_it_comes_from(man: Profile) -> None:
    result = framingham2008.estimate(man)
    assert result.equation.caveats == (Caveat.OLD_US_COHORT,)
    assert (result.equation.outcome, result.equation.horizon_years) == (Outcome.GENERAL_CVD, 10)
    assert Input.BLOOD_PRESSURE_TREATMENT in result.inputs_used


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"age_years": 29.9}, Reason.AGE_OUT_OF_RANGE, id="too young"),
        pytest.param({"age_years": 75.0}, Reason.AGE_OUT_OF_RANGE, id="too old"),
        pytest.param({"bmi_kg_m2": 3.0}, Reason.OUT_OF_RANGE, id="metres and centimetres mixed up"),
        pytest.param({"systolic_mmhg": 14.0}, Reason.OUT_OF_RANGE, id="kilopascals read as mmHg"),
        pytest.param({"bmi_kg_m2": None}, Reason.MISSING_INPUT, id="body mass index unknown"),
        pytest.param({"blood_pressure_treatment": None}, Reason.MISSING_INPUT, id="treatment unknown"),
        pytest.param({"chronic_kidney_disease": True}, Reason.KIDNEY_DISEASE, id="no term for the kidney"),
    ],
)
def test_no_value_without_its_reason(man: Profile, change: dict[str, float], reason: Reason) -> None:
    result = framingham2008.estimate(replace(man, **change))  # type: ignore[arg-type] # one row, one field
    assert (result.value, result.reason) == (None, reason)
