"""Who may be computed at all, and that a refusal says why."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
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
from custom_components.digitalshadow.health.equations.equation import EquationResult, Reason
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex
from custom_components.digitalshadow.health.person.person_profile import PLAUSIBLE, Input, Profile
from custom_components.digitalshadow.health.person.questions import QUESTIONS
from custom_components.digitalshadow.health.person.ranges import Range, ages
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion, WhoRegion
from custom_components.digitalshadow.health.person.units import body_mass_index, hba1c_mmol_mol

type MakePerson = Callable[..., Profile]
type Estimate = Callable[[Profile], EquationResult]

EVERYWHERE = Regions(
    prevent=True, score2=RiskRegion.LOW, asia_pacific=RiskRegion.LOW, who=WhoRegion.WESTERN_EUROPE
)
EQUATIONS = [
    pytest.param((prevent.estimate, {}), id="PREVENT"),
    pytest.param((score2.estimate, {}), id="SCORE2"),
    pytest.param((score2_op.estimate, {"age_years": 75}), id="SCORE2-OP"),
    pytest.param((score2_diabetes.estimate, {"diabetes": Diabetes.TYPE_2}), id="SCORE2-Diabetes"),
    pytest.param((score2_asia_pacific.estimate, {}), id="SCORE2-Asia-Pacific"),
    pytest.param((who2019.estimate, {}), id="WHO 2019"),
]


@pytest.fixture
def woman(person: MakePerson) -> Profile:
    return person(
        regions=EVERYWHERE,
        sex=Sex.FEMALE,
        age_years=55,
        systolic_mmhg=130,
        bmi_kg_m2=26,
        total_cholesterol_mmol_l=5.5,
        hdl_cholesterol_mmol_l=1.4,
        egfr_ml_min_1_73m2=85,
        hba1c_mmol_mol=45,
        diabetes_diagnosis_age_years=50,
    )


@pytest.fixture(params=EQUATIONS)
def case(request: pytest.FixtureRequest, woman: Profile) -> tuple[Estimate, Profile]:
    """Return each risk equation with a person whom it may compute."""
    estimate, special = request.param
    return estimate, replace(woman, **special)


def test_a_value_or_a_reason_but_never_both(case: tuple[Estimate, Profile]) -> None:
    estimate, full = case
    known, unknown = estimate(full), estimate(replace(full, systolic_mmhg=None))
    assert known.value is not None
    assert 0 < known.value < 100
    assert known.reason is None
    assert (unknown.value, unknown.reason) == (None, Reason.MISSING_INPUT)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param({"cardiovascular_disease": True}, Reason.PRIOR_DISEASE, id="known disease"),
        pytest.param({"pregnant": True}, Reason.PREGNANCY, id="pregnancy"),
        pytest.param({"child_birth_date": date(2026, 11, 1)}, Reason.PREGNANCY, id="weeks after a birth"),
        pytest.param(
            {"familial_hypercholesterolaemia": True},
            Reason.FAMILIAL_HYPERCHOLESTEROLAEMIA,
            id="inherited cholesterol",
        ),
    ],
)
def test_nobody_excluded_gets_a_number_even_when_inputs_are_missing(
    case: tuple[Estimate, Profile], answer: dict[str, bool], reason: Reason
) -> None:
    estimate, full = case
    for base in (full, replace(full, systolic_mmhg=None, sex=None)):
        result = estimate(replace(base, **answer))  # type: ignore[arg-type] # a row of changes
        assert (result.value, result.reason) == (None, reason)


def test_an_unasked_question_is_missing_not_answered_with_no(case: tuple[Estimate, Profile]) -> None:
    estimate, full = case
    result = estimate(replace(full, cardiovascular_disease=None))
    assert result.reason is Reason.MISSING_INPUT
    assert result.inputs_missing == (Input.CARDIOVASCULAR_DISEASE,)


def test_every_missing_input_is_named_once(case: tuple[Estimate, Profile]) -> None:
    estimate, full = case
    result = estimate(Profile(regions=full.regions))
    assert result.reason is Reason.MISSING_INPUT
    assert len(set(result.inputs_missing)) == len(result.inputs_missing)
    assert {Input.AGE, Input.SEX, Input.SYSTOLIC, Input.CARDIOVASCULAR_DISEASE} <= set(result.inputs_missing)


def test_not_a_number_is_refused(case: tuple[Estimate, Profile]) -> None:
    estimate, full = case
    assert estimate(replace(full, systolic_mmhg=math.nan)).reason is Reason.OUT_OF_RANGE
    assert estimate(replace(full, age_years=math.nan)).reason is Reason.AGE_OUT_OF_RANGE


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        pytest.param({"sex": Sex.MALE}, (), id="a man is not asked"),
        pytest.param({"age_years": 60}, (), id="nor a woman of 60"),
        pytest.param({"age_years": 59.9}, (Input.PREGNANT,), id="a woman of 59 is"),
        pytest.param({"age_years": None}, (Input.AGE, Input.PREGNANT), id="and one of unknown age"),
    ],
)
def test_pregnancy_is_asked_where_it_can_be(
    woman: Profile, change: dict[str, float], missing: tuple[Input, ...]
) -> None:
    result = score2.estimate(replace(woman, pregnant=None, **change))  # type: ignore[arg-type] # a row of changes
    assert result.inputs_missing == missing
    assert (result.value is None) == bool(missing)


def test_a_known_age_out_of_range_is_said_before_anything_missing(woman: Profile) -> None:
    result = score2.estimate(replace(woman, age_years=25, systolic_mmhg=None))
    assert (result.reason, result.inputs_missing) == (Reason.AGE_OUT_OF_RANGE, ())


def test_every_input_is_a_field_of_the_profile_and_what_no_equation_asks_for_is_an_answer() -> None:
    known = {field.name for field in fields(Profile)}

    assert {name.value for name in Input} <= known
    assert known - {name.value for name in Input} <= QUESTIONS.keys()


@pytest.mark.parametrize(
    ("limits", "value", "inside"),
    [
        pytest.param(Range(1, 2), 1, True, id="the lower end belongs to it"),
        pytest.param(Range(1, 2), 2, True, id="and the upper"),
        pytest.param(Range(1, 2, open_end=True), 2, False, id="unless it is open"),
        pytest.param(ages(40, 69), 69.99, True, id="the last day of 69"),
        pytest.param(ages(40, 69), 70, False, id="the seventieth birthday"),
        pytest.param(Range(1, 2), math.nan, False, id="not a number"),
        pytest.param(Range(1, math.inf), -math.inf, False, id="minus infinity"),
    ],
)
def test_a_range_holds_what_lies_inside(limits: Range, value: float, inside: bool) -> None:
    assert limits.holds(value) is inside


def test_plausible_ranges_catch_the_usual_mix_ups_of_units() -> None:
    mixed_up = {
        Input.SYSTOLIC: 16.0,  # kilopascal
        Input.TOTAL_CHOLESTEROL: 200.0,  # mg/dL
        Input.HDL_CHOLESTEROL: 45.0,  # mg/dL
        Input.HBA1C: 6.5,  # percent
        Input.CREATININE: 1.1,  # mg/dL
        Input.FASTING_GLUCOSE: 95.0,  # mg/dL
        Input.BMI: 0.0026,  # height in centimetres
    }
    assert [name for name, value in mixed_up.items() if PLAUSIBLE[name].holds(value)] == []


def test_units_that_people_have_are_converted() -> None:
    assert body_mass_index(81, 1.8) == pytest.approx(25)
    assert round(hba1c_mmol_mol(7.0)) == 53
    assert round(hba1c_mmol_mol(6.5)) == 48
