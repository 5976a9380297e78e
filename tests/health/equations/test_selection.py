"""Which equation speaks, and why."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from custom_components.digitalshadow.health.equations.equation import EquationKey, Reason
from custom_components.digitalshadow.health.equations.selection import Why, select
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex
from custom_components.digitalshadow.health.person.person_profile import Input, Profile
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion, WhoRegion, regions_of

type MakePerson = Callable[..., Profile]


@pytest.fixture
def full(person: MakePerson) -> Profile:
    """Return a man in Germany about whom everything is known."""
    return person(
        regions=regions_of("DE"),
        sex=Sex.MALE,
        age_years=55,
        systolic_mmhg=135,
        bmi_kg_m2=27,
        total_cholesterol_mmol_l=5.6,
        hdl_cholesterol_mmol_l=1.2,
        egfr_ml_min_1_73m2=85,
        hba1c_mmol_mol=52,
        diabetes_diagnosis_age_years=50,
    )


NO_LABORATORY = {
    "total_cholesterol_mmol_l": None,
    "hdl_cholesterol_mmol_l": None,
    "egfr_ml_min_1_73m2": None,
    "hba1c_mmol_mol": None,
}


@pytest.mark.parametrize(
    ("change", "chosen", "why", "passed_over"),
    [
        pytest.param({}, EquationKey.SCORE2, Why.REGION_AND_INPUTS, {}, id="Germany"),
        pytest.param(
            {"regions": regions_of("US")}, EquationKey.PREVENT, Why.REGION_AND_INPUTS, {}, id="United States"
        ),
        pytest.param(
            {"regions": regions_of("BR")}, EquationKey.WHO_2019, Why.REGION_AND_INPUTS, {}, id="Brazil"
        ),
        pytest.param(
            {"regions": Regions(asia_pacific=RiskRegion.HIGH, who=WhoRegion.EAST_ASIA)},
            EquationKey.SCORE2_ASIA_PACIFIC,
            Why.REGION_AND_INPUTS,
            {},
            id="an Asia-Pacific region that the person named",
        ),
        pytest.param(
            {"age_years": 72}, EquationKey.SCORE2_OP, Why.REGION_AND_INPUTS, {}, id="Germany, 72 years"
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2},
            EquationKey.SCORE2_DIABETES,
            Why.REGION_AND_INPUTS,
            {},
            id="type 2 diabetes",
        ),
        pytest.param(
            NO_LABORATORY,
            EquationKey.WHO_2019,
            Why.FEWER_INPUTS,
            {EquationKey.SCORE2: Reason.MISSING_INPUT},
            id="no laboratory",
        ),
        pytest.param(
            {"regions": regions_of("US"), "egfr_ml_min_1_73m2": None},
            EquationKey.WHO_2019,
            Why.FEWER_INPUTS,
            {EquationKey.PREVENT: Reason.EGFR_MISSING},
            id="United States without kidney function",
        ),
        pytest.param(
            NO_LABORATORY | {"diabetes": Diabetes.TYPE_2},
            EquationKey.FRAMINGHAM_2008,
            Why.FEWER_INPUTS,
            {EquationKey.SCORE2_DIABETES: Reason.MISSING_INPUT, EquationKey.WHO_2019: Reason.DIABETES},
            id="diabetes and no laboratory: only Framingham counts diabetes",
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_1},
            EquationKey.FRAMINGHAM_2008,
            Why.PREFERRED_DOES_NOT_APPLY,
            {EquationKey.SCORE2_DIABETES: Reason.DIABETES_TYPE, EquationKey.WHO_2019: Reason.DIABETES},
            id="type 1 diabetes",
        ),
        pytest.param(
            {"regions": Regions()},
            EquationKey.FRAMINGHAM_2008,
            Why.REGION_UNKNOWN,
            {EquationKey.WHO_2019: Reason.REGION_UNKNOWN},
            id="nowhere",
        ),
        pytest.param(
            {"age_years": 35},
            EquationKey.FRAMINGHAM_2008,
            Why.PREFERRED_DOES_NOT_APPLY,
            {EquationKey.SCORE2: Reason.AGE_OUT_OF_RANGE, EquationKey.WHO_2019: Reason.AGE_OUT_OF_RANGE},
            id="35 years",
        ),
    ],
)
def test_the_first_equation_that_may_speak_is_chosen(
    full: Profile,
    change: dict[str, float],
    chosen: EquationKey,
    why: Why,
    passed_over: dict[EquationKey, Reason],
) -> None:
    choice = select(replace(full, **change))  # type: ignore[arg-type] # a row of changes
    assert (choice.result.equation.key, choice.why) == (chosen, why)
    assert choice.result.value is not None
    assert {refusal.equation.key: refusal.reason for refusal in choice.passed_over} == passed_over


@pytest.mark.parametrize(
    ("change", "nearest", "reason"),
    [
        pytest.param(
            {"cardiovascular_disease": True}, EquationKey.SCORE2, Reason.PRIOR_DISEASE, id="known disease"
        ),
        pytest.param({"pregnant": True}, EquationKey.SCORE2, Reason.PREGNANCY, id="pregnancy"),
        pytest.param({"age_years": 25}, EquationKey.SCORE2, Reason.AGE_OUT_OF_RANGE, id="25 years"),
        pytest.param(
            {"age_years": 35, "bmi_kg_m2": None},
            EquationKey.FRAMINGHAM_2008,
            Reason.MISSING_INPUT,
            id="35 years: what Framingham lacks is nearest to being solved",
        ),
        pytest.param(
            {"systolic_mmhg": None}, EquationKey.SCORE2, Reason.MISSING_INPUT, id="without a blood pressure"
        ),
        pytest.param(
            {"chronic_kidney_disease": True},
            EquationKey.SCORE2,
            Reason.KIDNEY_DISEASE,
            id="kidney disease, which no equation for this place counts",
        ),
        pytest.param({"age_years": None}, EquationKey.SCORE2, Reason.MISSING_INPUT, id="age unknown"),
    ],
)
def test_without_any_number_the_choice_says_what_stands_in_the_way(
    full: Profile, change: dict[str, bool], nearest: EquationKey, reason: Reason
) -> None:
    choice = select(replace(full, **change))  # type: ignore[arg-type] # a row of changes
    assert choice.why is Why.NO_EQUATION
    assert choice.result.value is None
    assert (choice.result.equation.key, choice.result.reason) == (nearest, reason)
    assert choice.result not in choice.passed_over
    assert len(choice.passed_over) == 2


def test_the_better_equation_says_what_it_would_need(full: Profile) -> None:
    choice = select(replace(full, hdl_cholesterol_mmol_l=None))
    assert choice.result.equation.key is EquationKey.WHO_2019
    assert choice.passed_over[0].inputs_missing == (Input.HDL_CHOLESTEROL,)


def test_kidney_disease_in_the_united_states_still_has_a_number(full: Profile) -> None:
    choice = select(replace(full, regions=regions_of("US"), chronic_kidney_disease=True))
    assert choice.result.equation.key is EquationKey.PREVENT
    assert choice.result.value is not None


def test_an_elder_with_diabetes_is_never_computed_as_if_without(full: Profile) -> None:
    choice = select(replace(full, age_years=80, diabetes=Diabetes.TYPE_2))
    assert (choice.why, choice.result.value) == (Why.NO_EQUATION, None)
