"""AHA PREVENT against the published example, two lineages of code, and the mistakes seen in other code.

Rows "recomputed" come from a second program on the published tables; they hold terms that no published example has.
"""

from collections.abc import Callable
import csv
from dataclasses import replace
import math
from pathlib import Path

import pytest

from custom_components.digitalshadow.health.equations import ckd_epi2021, prevent
from custom_components.digitalshadow.health.equations.equation import Caveat, EquationResult, Outcome, Reason
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.person_profile import Input, Profile

type MakePerson = Callable[..., Profile]

MMOL_L = 0.02586
VECTORS = list(
    csv.DictReader((Path(__file__).parent / "prevent_vectors.csv").read_text(encoding="utf-8").splitlines())
)


def of_vector(person: MakePerson, row: dict[str, str]) -> Profile:
    return person(
        sex=Sex(row["sex"]),
        age_years=float(row["age"]),
        total_cholesterol_mmol_l=float(row["tc"]) * MMOL_L,
        hdl_cholesterol_mmol_l=float(row["hdl"]) * MMOL_L,
        systolic_mmhg=float(row["sbp"]),
        diabetes=Diabetes.TYPE_2 if row["dm"] == "1" else Diabetes.NONE,
        smoking=Smoking.CURRENT if row["smk"] == "1" else Smoking.NEVER,
        bmi_kg_m2=float(row["bmi"]),
        egfr_ml_min_1_73m2=float(row["egfr"]),
        blood_pressure_treatment=row["bptx"] == "1",
        statin=row["statin"] == "1",
    )


@pytest.fixture
def published(person: MakePerson) -> Profile:
    """Return the woman of the published example."""
    return of_vector(person, VECTORS[0])


def percent(profile: Profile, outcome: Outcome = Outcome.TOTAL_CVD, horizon_years: int = 10) -> float:
    value = prevent.estimate(profile, outcome, horizon_years).value
    assert value is not None
    return value


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row, id=f"{row['kind']} {row['sex']} {row['age']} {row['outcome']} {row['horizon_years']}y"
        )
        for row in VECTORS
    ],
)
def test_every_vector_comes_out(person: MakePerson, row: dict[str, str]) -> None:
    result = prevent.estimate(of_vector(person, row), Outcome(row["outcome"]), int(row["horizon_years"]))
    if not row["percent"]:
        assert (result.value, result.reason) == (None, Reason.AGE_OUT_OF_RANGE)
        return
    assert result.value is not None
    if row["kind"] == "published":
        assert math.floor(result.value * 10 + 0.5) / 10 == float(row["percent"])
    else:
        assert result.value == pytest.approx(float(row["percent"]), abs=6e-5)


def test_the_vectors_cover_every_outcome_horizon_and_sex() -> None:
    assert len(VECTORS) == 170
    assert {(row["outcome"], row["horizon_years"]) for row in VECTORS if row["kind"] == "published"} == {
        (outcome.value, str(horizon)) for outcome in prevent.OUTCOMES for horizon in prevent.HORIZONS_YEARS
    }
    assert {row["sex"] for row in VECTORS} == {"female", "male"}


def test_the_terms_of_an_independent_implementation_come_out() -> None:
    terms = prevent.scaled(
        {
            Input.AGE: 65,
            Input.TOTAL_CHOLESTEROL: 200 * MMOL_L,
            Input.HDL_CHOLESTEROL: 50 * MMOL_L,
            Input.SYSTOLIC: 160,
            Input.DIABETES: 1,
            Input.SMOKING: 0,
            Input.BMI: 35,
            Input.EGFR: 90,
            Input.BLOOD_PRESSURE_TREATMENT: 1,
            Input.STATIN: 0,
        }
    )
    expected = {
        "age": 1,
        "age_sq": 1,
        "non_hdl": 0.379,
        "hdl": -0.0233333,
        "sbp_lt110": 0,
        "sbp_ge110": 1.5,
        "diabetes": 1,
        "smoking": 0,
        "bmi_lt30": 1,
        "bmi_ge30": 1,
        "egfr_lt60": 0,
        "egfr_ge60": 0,
        "bp_tx": 1,
        "statin": 0,
        "bptx_x_sbp_ge110": 1.5,
        "age_x_nonhdl": 0.379,
        "age_x_hdl": -0.0233333,
        "age_x_sbp_ge110": 1.5,
        "age_x_dm": 1,
        "age_x_bmi_ge30": 1,
        "const": 1,
    }
    assert {name: terms[name] for name in expected} == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in prevent.OUTCOMES if outcome is not Outcome.HEART_FAILURE]
)
def test_body_mass_index_counts_for_heart_failure_alone(published: Profile, outcome: Outcome) -> None:
    lighter = replace(published, bmi_kg_m2=22)
    unknown = replace(published, bmi_kg_m2=None)
    assert percent(published, outcome) == percent(lighter, outcome) == percent(unknown, outcome)
    assert percent(lighter, Outcome.HEART_FAILURE) < percent(published, Outcome.HEART_FAILURE)
    assert prevent.estimate(unknown, Outcome.HEART_FAILURE).inputs_missing == (Input.BMI,)


def test_heart_failure_asks_for_no_cholesterol(published: Profile) -> None:
    without = replace(published, total_cholesterol_mmol_l=None, hdl_cholesterol_mmol_l=None, statin=None)
    assert percent(without, Outcome.HEART_FAILURE) == percent(published, Outcome.HEART_FAILURE)
    assert prevent.estimate(without, Outcome.ASCVD).inputs_missing == (
        Input.TOTAL_CHOLESTEROL,
        Input.HDL_CHOLESTEROL,
        Input.STATIN,
    )


def published_risk_with(
    published: Profile,
    outcome: Outcome,
    wrong_coefficients: dict[str, float],
    wrong_terms: dict[str, float],
    horizon_years: int = 10,
) -> float:
    """Return the example's risk, rounded as published, with some coefficients or terms replaced by wrong ones."""
    numbers: dict[Input, float] = {}
    for name in set(Input) - {Input.SEX, Input.REGION}:
        if (number := published.number(name)) is not None:
            numbers[name] = number
    coefficients = prevent._COEFFICIENTS[Sex.FEMALE, outcome, horizon_years] | wrong_coefficients
    terms = prevent.scaled(numbers) | wrong_terms
    predictor = sum(coefficient * terms[name] for name, coefficient in coefficients.items())
    return round(100 / (1 + math.exp(-predictor)), 1)


@pytest.mark.parametrize(
    ("outcome", "wrong_coefficients", "wrong_terms", "right"),
    [
        pytest.param(Outcome.TOTAL_CVD, {"const": -3.6}, {}, 14.7, id="an invented intercept"),
        pytest.param(
            Outcome.TOTAL_CVD, {"bmi_ge30": 0.3}, {}, 14.7, id="body mass index in the CVD equation"
        ),
        pytest.param(Outcome.TOTAL_CVD, {}, {"age": -5.0}, 14.7, id="age not divided by ten"),
        pytest.param(Outcome.TOTAL_CVD, {}, {"non_hdl": 155 - 3.5}, 14.7, id="cholesterol in mg/dL"),
        pytest.param(Outcome.TOTAL_CVD, {"age_sq": -0.09}, {}, 14.7, id="age squared in a 10-year equation"),
        pytest.param(
            Outcome.HEART_FAILURE, {"diabetes": 1.0}, {}, 8.1, id="the diabetes coefficient truncated"
        ),
    ],
)
def test_a_table_with_a_known_mistake_would_miss_the_published_value(
    published: Profile,
    outcome: Outcome,
    wrong_coefficients: dict[str, float],
    wrong_terms: dict[str, float],
    right: float,
) -> None:
    assert published_risk_with(published, outcome, {}, {}) == right
    assert published_risk_with(published, outcome, wrong_coefficients, wrong_terms) != right


def test_kidney_function_scaled_by_thirty_would_miss_a_vector(person: MakePerson) -> None:
    row = next(row for row in VECTORS if row["egfr"] == "30" and row["outcome"] == "total_cvd")
    right = of_vector(person, row)
    wrong = replace(right, egfr_ml_min_1_73m2=45)  # (45 - 60) / -15 is (30 - 60) / -30
    assert percent(right) == pytest.approx(float(row["percent"]), abs=6e-5)
    assert percent(wrong) < 0.9 * float(row["percent"])


def test_heart_failure_in_women_with_diabetes_has_the_full_coefficient() -> None:
    assert prevent._COEFFICIENTS[Sex.FEMALE, Outcome.HEART_FAILURE, 10]["diabetes"] == 1.038346


def test_age_squared_belongs_to_thirty_years_alone() -> None:
    for (_, _, horizon_years), coefficients in prevent._COEFFICIENTS.items():
        assert ("age_sq" in coefficients) == (horizon_years == 30)


def test_kidney_function_is_never_assumed(published: Profile) -> None:
    result = prevent.estimate(replace(published, egfr_ml_min_1_73m2=None))
    assert (result.value, result.reason) == (None, Reason.EGFR_MISSING)
    assert result.inputs_missing == (Input.EGFR,)


def test_egfr_comes_from_creatinine_and_says_so(published: Profile) -> None:
    by_creatinine = replace(published, egfr_ml_min_1_73m2=None, creatinine_umol_l=70)
    egfr = ckd_epi2021.estimate(by_creatinine).value
    result = prevent.estimate(by_creatinine)
    assert result.value == percent(replace(published, egfr_ml_min_1_73m2=egfr))
    assert Input.CREATININE in result.inputs_used
    assert Input.EGFR not in result.inputs_used


def test_a_measured_egfr_wins_over_creatinine(published: Profile) -> None:
    result = prevent.estimate(replace(published, creatinine_umol_l=300))
    assert result.value == percent(published)
    assert Input.CREATININE not in result.inputs_used


def test_creatinine_without_sex_still_names_the_sex(published: Profile) -> None:
    result = prevent.estimate(replace(published, sex=None, egfr_ml_min_1_73m2=None, creatinine_umol_l=70))
    assert result.reason is Reason.MISSING_INPUT
    assert Input.SEX in result.inputs_missing


@pytest.mark.parametrize(
    ("change", "outcome", "horizon_years", "reason"),
    [
        pytest.param({"age_years": 29.9}, Outcome.TOTAL_CVD, 10, Reason.AGE_OUT_OF_RANGE, id="29 years"),
        pytest.param({"age_years": 80}, Outcome.TOTAL_CVD, 10, Reason.AGE_OUT_OF_RANGE, id="80 years"),
        pytest.param(
            {"age_years": 60}, Outcome.TOTAL_CVD, 30, Reason.AGE_OUT_OF_RANGE, id="60 and 30 years ahead"
        ),
        pytest.param({"systolic_mmhg": 201}, Outcome.ASCVD, 10, Reason.OUT_OF_RANGE, id="pressure above 200"),
        pytest.param({"systolic_mmhg": 89}, Outcome.ASCVD, 10, Reason.OUT_OF_RANGE, id="pressure below 90"),
        pytest.param({"systolic_mmhg": math.nan}, Outcome.ASCVD, 10, Reason.OUT_OF_RANGE, id="not a number"),
        pytest.param(
            {"total_cholesterol_mmol_l": 129 * MMOL_L}, Outcome.CHD, 10, Reason.OUT_OF_RANGE, id="TC 129"
        ),
        pytest.param(
            {"total_cholesterol_mmol_l": 321 * MMOL_L}, Outcome.CHD, 10, Reason.OUT_OF_RANGE, id="TC 321"
        ),
        pytest.param(
            {"hdl_cholesterol_mmol_l": 101 * MMOL_L}, Outcome.CHD, 10, Reason.OUT_OF_RANGE, id="HDL 101"
        ),
        pytest.param({"egfr_ml_min_1_73m2": 14}, Outcome.STROKE, 10, Reason.OUT_OF_RANGE, id="eGFR 14"),
        pytest.param({"bmi_kg_m2": 40}, Outcome.HEART_FAILURE, 10, Reason.OUT_OF_RANGE, id="BMI 40"),
        pytest.param(
            {"cardiovascular_disease": True}, Outcome.ASCVD, 10, Reason.PRIOR_DISEASE, id="known disease"
        ),
    ],
)
def test_no_value_outside_the_published_limits(
    published: Profile, change: dict[str, float], outcome: Outcome, horizon_years: int, reason: Reason
) -> None:
    changed = replace(published, **change)  # type: ignore[arg-type] # each row changes one field
    result = prevent.estimate(changed, outcome, horizon_years)
    assert (result.value, result.reason) == (None, reason)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"age_years": 79.9}, id="the last day of 79"),
        pytest.param({"systolic_mmhg": 200}, id="pressure of 200"),
        pytest.param({"total_cholesterol_mmol_l": 320 * MMOL_L}, id="TC 320 mg/dL"),
        pytest.param({"total_cholesterol_mmol_l": 130 * MMOL_L}, id="TC 130 mg/dL"),
        pytest.param({"bmi_kg_m2": 45}, id="a BMI that this outcome does not use"),
    ],
)
def test_the_limits_themselves_still_have_a_value(published: Profile, change: dict[str, float]) -> None:
    assert percent(replace(published, **change)) > 0  # type: ignore[arg-type] # each row changes one field


def every_variant(profile: Profile) -> list[EquationResult]:
    return [
        prevent.estimate(profile, outcome, horizon) for horizon in (10, 30) for outcome in prevent.OUTCOMES
    ]


def test_beside_the_first_number_stand_the_guidelines_own_and_the_thirty_years(published: Profile) -> None:
    told = {
        (one.equation.outcome, one.equation.horizon_years): one.value for one in prevent.others(published)
    }
    assert {key: round(value, 1) for key, value in told.items() if value is not None} == {
        (Outcome.ASCVD, 10): 9.2,
        (Outcome.TOTAL_CVD, 30): 53.0,
        (Outcome.ASCVD, 30): 35.4,
    }


def test_the_thirty_years_end_at_59(published: Profile) -> None:
    def horizons(age: int) -> list[int | None]:
        return [one.equation.horizon_years for one in prevent.others(replace(published, age_years=age))]

    assert (horizons(59), horizons(60)) == ([10, 30, 30], [10])


def test_all_ten_come_in_order_each_with_outcome_horizon_and_source(published: Profile) -> None:
    results = every_variant(published)
    assert [(result.equation.outcome, result.equation.horizon_years) for result in results] == [
        (outcome, horizon) for horizon in (10, 30) for outcome in prevent.OUTCOMES
    ]
    assert {result.equation.source for result in results} == {"Khan et al., Circulation 2024;149:430"}


def test_outcomes_checked_against_one_lineage_say_so(published: Profile) -> None:
    single = {result.equation.outcome for result in every_variant(published) if result.equation.caveats}
    assert single == {Outcome.CHD, Outcome.STROKE}
    assert prevent.estimate(published, Outcome.CHD).equation.caveats == (Caveat.SINGLE_SOURCE,)
