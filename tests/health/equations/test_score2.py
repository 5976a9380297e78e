"""The SCORE2 family against published values and the mistakes seen in other code.

Rows "recomputed" come from a second program on the published tables, one per member, region and sex.
"""

from collections.abc import Callable, Mapping
import csv
from dataclasses import replace
import math
from pathlib import Path
from types import ModuleType

import pytest

from custom_components.digitalshadow.health.equations import (
    score2,
    score2_asia_pacific,
    score2_diabetes,
    score2_family,
    score2_op,
)
from custom_components.digitalshadow.health.equations.eligibility import admit
from custom_components.digitalshadow.health.equations.equation import Caveat, EquationResult, Outcome, Reason
from custom_components.digitalshadow.health.equations.regression import BySex
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.person_profile import Input, Profile
from custom_components.digitalshadow.health.person.regions import Regions, RiskRegion

type MakePerson = Callable[..., Profile]

VECTORS = list(
    csv.DictReader((Path(__file__).parent / "score2_vectors.csv").read_text(encoding="utf-8").splitlines())
)
MODULES: Mapping[str, ModuleType] = {
    "score2": score2,
    "score2_op": score2_op,
    "score2_diabetes": score2_diabetes,
    "score2_asia_pacific": score2_asia_pacific,
}


def estimate(equation: str, profile: Profile) -> EquationResult:
    result = MODULES[equation].estimate(profile)
    assert isinstance(result, EquationResult)
    return result


def of_vector(person: MakePerson, row: dict[str, str]) -> Profile:
    with_diabetes = row["equation"] == "score2_diabetes"
    return person(
        regions=Regions(score2=RiskRegion(row["region"]), asia_pacific=RiskRegion(row["region"])),
        sex=Sex(row["sex"]),
        age_years=float(row["age"]),
        smoking=Smoking.CURRENT if row["smk"] == "1" else Smoking.NEVER,
        systolic_mmhg=float(row["sbp"]),
        total_cholesterol_mmol_l=float(row["tc"]),
        hdl_cholesterol_mmol_l=float(row["hdl"]),
        diabetes=Diabetes.TYPE_2 if with_diabetes else Diabetes.NONE,
        diabetes_diagnosis_age_years=float(row["dm_age"]) if with_diabetes else None,
        hba1c_mmol_mol=float(row["hba1c"]) if with_diabetes else None,
        egfr_ml_min_1_73m2=float(row["egfr"]) if with_diabetes else None,
    )


def vector(equation: str, region: str, sex: str = "male") -> dict[str, str]:
    return next(
        row for row in VECTORS if (row["equation"], row["region"], row["sex"]) == (equation, region, sex)
    )


@pytest.fixture
def adult(person: MakePerson) -> Profile:
    return of_vector(person, vector("score2", "low"))


@pytest.fixture
def elder(person: MakePerson) -> Profile:
    return of_vector(person, vector("score2_op", "low", "female"))


@pytest.fixture
def diabetic(person: MakePerson) -> Profile:
    return of_vector(person, vector("score2_diabetes", "low"))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row, id=f"{row['equation']} {row['region']} {row['sex']} {row['age']} -> {row['percent']}"
        )
        for row in VECTORS
    ],
)
def test_every_vector_comes_out(person: MakePerson, row: dict[str, str]) -> None:
    result = estimate(row["equation"], of_vector(person, row))
    tolerance = 6e-5 if row["kind"] == "recomputed" else 0.0501
    assert result.value == pytest.approx(float(row["percent"]), abs=tolerance)


@pytest.mark.parametrize(
    ("region", "percent"),
    [pytest.param(RiskRegion.LOW, 7, id="low"), pytest.param(RiskRegion.VERY_HIGH, 14, id="very high")],
)
def test_the_abstract_of_asia_pacific_comes_out_for_a_man_who_does_not_smoke(
    person: MakePerson, region: RiskRegion, percent: int
) -> None:
    row = vector("score2_asia_pacific", region)
    result = score2_asia_pacific.estimate(replace(of_vector(person, row), smoking=Smoking.NEVER))
    assert result.value is not None
    assert round(result.value) == percent


def wrong_percent(member: score2_family.Member, profile: Profile, **wrong: object) -> float:
    """Return the rounded risk that a member with one mistake would give."""
    result = score2_family.estimate(
        replace(member, **wrong),  # type: ignore[arg-type] # the mistake is the point
        admit(member.equation, profile),
        profile.regions.score2,
    )
    assert result.value is not None
    return round(result.value, 1)


def test_without_the_mean_of_the_linear_predictor_the_older_would_be_overestimated(elder: Profile) -> None:
    none = BySex(female=0.0, male=0.0)
    assert wrong_percent(score2_op.MEMBER, elder) == 15.2
    assert wrong_percent(score2_op.MEMBER, elder, mean_predictor=none) > 17


def test_scales_of_another_region_would_miss_the_published_value(adult: Profile) -> None:
    shifted = dict(
        zip(score2.SCALES, [*list(score2.SCALES.values())[1:], score2.SCALES[RiskRegion.LOW]], strict=True)
    )
    assert wrong_percent(score2.MEMBER, adult) == 5.9
    assert wrong_percent(score2.MEMBER, adult, scales=shifted) != 5.9


def test_one_member_cannot_stand_in_for_another(elder: Profile) -> None:
    as_score2 = replace(score2.MEMBER, equation=score2_op.SCORE2_OP)
    assert wrong_percent(as_score2, elder) != 15.2


def test_leaving_the_diabetes_term_out_would_miss_the_published_value(diabetic: Profile) -> None:
    without = {
        name: ratio
        for name, ratio in score2_diabetes.MEMBER.log_hazard_ratios.items()
        if "diabetes" not in name
    }
    assert wrong_percent(score2_diabetes.MEMBER, diabetic) == 12.9
    assert wrong_percent(score2_diabetes.MEMBER, diabetic, log_hazard_ratios=without) < 9


def test_hba1c_in_percent_is_refused_as_implausible(diabetic: Profile) -> None:
    result = score2_diabetes.estimate(replace(diabetic, hba1c_mmol_mol=8.6))
    assert (result.reason, result.inputs_out_of_range) == (Reason.OUT_OF_RANGE, (Input.HBA1C,))


def test_cholesterol_in_mg_dl_is_refused_as_implausible(adult: Profile) -> None:
    result = score2.estimate(replace(adult, total_cholesterol_mmol_l=213))
    assert (result.reason, result.inputs_out_of_range) == (Reason.OUT_OF_RANGE, (Input.TOTAL_CHOLESTEROL,))


@pytest.mark.parametrize(
    ("equation", "ages", "reason"),
    [
        pytest.param("score2", (39.9, 70), Reason.AGE_OUT_OF_RANGE, id="SCORE2 is for 40 to 69"),
        pytest.param(
            "score2_asia_pacific", (39.9, 70), Reason.AGE_OUT_OF_RANGE, id="Asia-Pacific is for 40 to 69"
        ),
        pytest.param("score2_op", (69.9, 90), Reason.AGE_OUT_OF_RANGE, id="SCORE2-OP is for 70 to 89"),
    ],
)
def test_nobody_outside_the_ages_gets_a_value(
    adult: Profile, equation: str, ages: tuple[float, float], reason: Reason
) -> None:
    for age_years in ages:
        result = estimate(equation, replace(adult, age_years=age_years))
        assert (result.value, result.reason) == (None, reason)
        assert result.inputs_out_of_range == (Input.AGE,)


def test_sixty_nine_and_seventy_belong_to_one_member_each(adult: Profile) -> None:
    for age_years, equation in ((69.9, "score2"), (70, "score2_op"), (89.9, "score2_op")):
        assert estimate(equation, replace(adult, age_years=age_years)).value is not None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"cardiovascular_disease": True}, Reason.PRIOR_DISEASE, id="known disease"),
        pytest.param({"pregnant": True, "sex": Sex.FEMALE}, Reason.PREGNANCY, id="pregnancy"),
        pytest.param(
            {"familial_hypercholesterolaemia": True},
            Reason.FAMILIAL_HYPERCHOLESTEROLAEMIA,
            id="inherited high cholesterol",
        ),
        pytest.param({"chronic_kidney_disease": True}, Reason.KIDNEY_DISEASE, id="kidney disease"),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2}, Reason.DIABETES, id="type 2 diabetes has its own equation"
        ),
        pytest.param({"diabetes": Diabetes.TYPE_1}, Reason.DIABETES, id="type 1 diabetes"),
        pytest.param({"regions": Regions()}, Reason.REGION_UNKNOWN, id="a country without a risk region"),
        pytest.param({"hdl_cholesterol_mmol_l": None}, Reason.MISSING_INPUT, id="no HDL cholesterol"),
        pytest.param({"systolic_mmhg": math.nan}, Reason.OUT_OF_RANGE, id="pressure is not a number"),
    ],
)
@pytest.mark.parametrize("equation", ["score2", "score2_asia_pacific"])
def test_no_value_for_people_the_equation_was_not_made_for(
    adult: Profile, equation: str, change: dict[str, bool], reason: Reason
) -> None:
    result = estimate(equation, replace(adult, **change))  # type: ignore[arg-type] # each row changes one field
    assert (result.value, result.reason) == (None, reason)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"diabetes": Diabetes.NONE}, Reason.NO_DIABETES, id="no diabetes"),
        pytest.param({"diabetes": Diabetes.TYPE_1}, Reason.DIABETES_TYPE, id="type 1"),
        pytest.param({"diabetes": Diabetes.OTHER}, Reason.DIABETES_TYPE, id="another type"),
        pytest.param({"diabetes": None}, Reason.SUGAR_VALUE, id="unknown, with a sugar in its range"),
        pytest.param({"diabetes": None, "hba1c_mmol_mol": 40}, Reason.MISSING_INPUT, id="unknown"),
        pytest.param({"diabetes_diagnosis_age_years": 61}, Reason.OUT_OF_RANGE, id="diagnosed in the future"),
        pytest.param({"diabetes_diagnosis_age_years": 9}, Reason.OUT_OF_RANGE, id="type 2 in a child"),
        pytest.param({"egfr_ml_min_1_73m2": None}, Reason.EGFR_MISSING, id="kidney function unknown"),
        pytest.param({"regions": Regions()}, Reason.REGION_UNKNOWN, id="a country without a risk region"),
        pytest.param({"pregnant": True, "sex": Sex.FEMALE}, Reason.PREGNANCY, id="pregnancy"),
    ],
)
def test_the_diabetes_member_is_for_type_2_alone(
    diabetic: Profile, change: dict[str, float], reason: Reason
) -> None:
    result = score2_diabetes.estimate(replace(diabetic, **change))  # type: ignore[arg-type] # each row changes one field
    assert (result.value, result.reason) == (None, reason)


def test_kidney_disease_does_not_forbid_the_member_that_counts_kidney_function(diabetic: Profile) -> None:
    assert score2_diabetes.estimate(replace(diabetic, chronic_kidney_disease=True)).value is not None


def test_the_diabetes_member_takes_creatinine_and_says_so(diabetic: Profile) -> None:
    result = score2_diabetes.estimate(replace(diabetic, egfr_ml_min_1_73m2=None, creatinine_umol_l=100))
    assert result.value is not None
    assert Input.CREATININE in result.inputs_used
    assert Input.EGFR not in result.inputs_used


def test_a_result_names_its_equation_and_what_it_used(adult: Profile) -> None:
    result = score2.estimate(adult)
    assert (result.equation.name, result.equation.year) == ("SCORE2", 2021)
    assert (result.equation.outcome, result.equation.horizon_years) == (Outcome.FATAL_OR_NONFATAL_CVD, 10)
    assert result.inputs_used == (
        Input.AGE,
        Input.SEX,
        Input.SMOKING,
        Input.SYSTOLIC,
        Input.TOTAL_CHOLESTEROL,
        Input.HDL_CHOLESTEROL,
        Input.REGION,
    )
    assert score2_asia_pacific.estimate(adult).equation.caveats == (Caveat.SINGLE_SOURCE,)
