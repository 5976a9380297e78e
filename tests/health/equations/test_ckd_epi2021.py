"""CKD-EPI 2021 against published values and the mistakes seen in other code."""

from collections.abc import Callable

import pytest

from custom_components.digitalshadow.health.equations import ckd_epi2021, prevent
from custom_components.digitalshadow.health.equations.equation import Reason, Unit
from custom_components.digitalshadow.health.person.choices import Sex
from custom_components.digitalshadow.health.person.person_profile import Input, Profile

type MakePerson = Callable[..., Profile]

MG_DL = 88.4


@pytest.mark.parametrize(
    ("creatinine_umol_l", "age_years", "sex", "expected"),
    [
        pytest.param(1.5 * MG_DL, 43, Sex.FEMALE, 44, id="woman of 43, published in mg/dL"),
        pytest.param(1.5 * MG_DL, 55, Sex.FEMALE, 41, id="woman of 55, published in mg/dL"),
        pytest.param(1.5 * MG_DL, 43, Sex.MALE, 59, id="man of 43, published in mg/dL"),
        pytest.param(111, 77, Sex.MALE, 59, id="man of 77, published in umol/L"),
    ],
)
def test_published_values_come_out(
    creatinine_umol_l: float, age_years: float, sex: Sex, expected: int
) -> None:
    result = ckd_epi2021.estimate(Profile(age_years=age_years, sex=sex, creatinine_umol_l=creatinine_umol_l))
    assert result.value is not None
    assert round(result.value) == expected
    assert result.equation.unit is Unit.ML_MIN_1_73M2
    assert result.inputs_used == (Input.AGE, Input.SEX, Input.CREATININE)


def test_the_curve_bends_at_kappa_without_a_step() -> None:
    at_kappa = ckd_epi2021.estimate(Profile(age_years=50, sex=Sex.FEMALE, creatinine_umol_l=0.7 * MG_DL))
    assert at_kappa.value == pytest.approx(142 * 0.9938**50 * 1.012)


def test_umol_read_as_mg_would_miss_the_published_value() -> None:
    wrong = ckd_epi2021.estimate(Profile(age_years=77, sex=Sex.MALE, creatinine_umol_l=111 * MG_DL))
    assert wrong.reason is Reason.OUT_OF_RANGE
    assert wrong.inputs_out_of_range == (Input.CREATININE,)


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        pytest.param({"sex": Sex.MALE, "age_years": 50.0}, (Input.CREATININE,), id="no blood test"),
        pytest.param({"sex": Sex.MALE, "creatinine_umol_l": 80.0}, (Input.AGE,), id="no age"),
        pytest.param({"age_years": 50.0, "creatinine_umol_l": 80.0}, (Input.SEX,), id="no sex"),
    ],
)
def test_what_is_unknown_is_named(known: dict[str, float], missing: tuple[Input, ...]) -> None:
    result = ckd_epi2021.estimate(Profile(**known))  # type: ignore[arg-type] # a table row fits one signature at a time
    assert (result.value, result.reason) == (None, Reason.MISSING_INPUT)
    assert result.inputs_missing == missing


def test_a_child_has_no_value() -> None:
    child = Profile(age_years=12, sex=Sex.MALE, creatinine_umol_l=50)
    assert ckd_epi2021.estimate(child).reason is Reason.AGE_OUT_OF_RANGE


def test_an_impossible_creatinine_is_named_instead_of_a_missing_egfr(person: MakePerson) -> None:
    result = prevent.estimate(
        person(
            age_years=50,
            sex=Sex.FEMALE,
            systolic_mmhg=120,
            total_cholesterol_mmol_l=5,
            hdl_cholesterol_mmol_l=1.3,
            creatinine_umol_l=0.9,
        )
    )
    assert result.reason is Reason.OUT_OF_RANGE
    assert result.inputs_out_of_range == (Input.CREATININE,)
    assert result.inputs_missing == ()
