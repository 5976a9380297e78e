"""Which equation speaks, and why; and that no other one takes the place of a refusal for a value."""

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
        hba1c_mmol_mol=42,
        diabetes_diagnosis_age_years=50,
    )


NO_LABORATORY = {
    "total_cholesterol_mmol_l": None,
    "hdl_cholesterol_mmol_l": None,
    "egfr_ml_min_1_73m2": None,
    "hba1c_mmol_mol": None,
}
US = {"regions": regions_of("US")}


@pytest.mark.parametrize(
    ("change", "chosen", "why", "passed_over"),
    [
        pytest.param({}, EquationKey.SCORE2, Why.REGION_AND_INPUTS, {}, id="Germany"),
        pytest.param(US, EquationKey.PREVENT, Why.REGION_AND_INPUTS, {}, id="United States"),
        pytest.param(
            US | {"age_years": 30}, EquationKey.PREVENT, Why.REGION_AND_INPUTS, {}, id="United States, 30"
        ),
        pytest.param({"regions": regions_of("BR")}, EquationKey.WHO_2019, Why.WORLD_REGION, {}, id="Brazil"),
        pytest.param(
            {"regions": Regions(asia_pacific=RiskRegion.HIGH, who=WhoRegion.EAST_ASIA)},
            EquationKey.SCORE2_ASIA_PACIFIC,
            Why.REGION_AND_INPUTS,
            {},
            id="an Asia-Pacific region",
        ),
        pytest.param(
            {"age_years": 40}, EquationKey.SCORE2, Why.REGION_AND_INPUTS, {}, id="Germany, 40 years"
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
            {"diabetes": Diabetes.TYPE_2, "egfr_ml_min_1_73m2": 40, "hba1c_mmol_mol": 75},
            EquationKey.SCORE2_DIABETES,
            Why.REGION_AND_INPUTS,
            {},
            id="type 2 diabetes: kidney and sugar are its inputs",
        ),
        pytest.param(
            NO_LABORATORY,
            EquationKey.WHO_2019,
            Why.FEWER_INPUTS,
            {EquationKey.SCORE2: Reason.MISSING_INPUT},
            id="no laboratory",
        ),
        pytest.param(
            US | {"egfr_ml_min_1_73m2": None},
            EquationKey.WHO_2019,
            Why.FEWER_INPUTS,
            {EquationKey.PREVENT: Reason.EGFR_MISSING},
            id="United States without kidney function",
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
    ("change", "equation", "reason", "missing"),
    [
        pytest.param(
            {"cardiovascular_disease": True}, EquationKey.SCORE2, Reason.PRIOR_DISEASE, (), id="known disease"
        ),
        pytest.param(
            {"pregnant": True, "sex": Sex.FEMALE}, EquationKey.SCORE2, Reason.PREGNANCY, (), id="pregnancy"
        ),
        pytest.param({"age_years": 25}, EquationKey.SCORE2, Reason.AGE_OUT_OF_RANGE, (), id="25 years"),
        pytest.param(
            {"age_years": 39}, EquationKey.SCORE2, Reason.AGE_OUT_OF_RANGE, (), id="39 years in Germany"
        ),
        pytest.param(
            {"age_years": 35, "regions": Regions(asia_pacific=RiskRegion.HIGH, who=WhoRegion.EAST_ASIA)},
            EquationKey.SCORE2_ASIA_PACIFIC,
            Reason.AGE_OUT_OF_RANGE,
            (),
            id="35 years in China",
        ),
        pytest.param(
            {"age_years": 72, "regions": Regions(asia_pacific=RiskRegion.LOW, who=WhoRegion.EAST_ASIA)},
            EquationKey.SCORE2_ASIA_PACIFIC,
            Reason.AGE_OUT_OF_RANGE,
            (),
            id="72 years in Asia: the WHO charts would ignore the cholesterol",
        ),
        pytest.param(
            {"systolic_mmhg": None},
            EquationKey.SCORE2,
            Reason.MISSING_INPUT,
            (Input.SYSTOLIC,),
            id="without a blood pressure",
        ),
        pytest.param(
            {"chronic_kidney_disease": True},
            EquationKey.SCORE2,
            Reason.KIDNEY_DISEASE,
            (),
            id="kidney disease, which no equation for this place counts",
        ),
        pytest.param(
            {"age_years": None}, EquationKey.SCORE2, Reason.MISSING_INPUT, (Input.AGE,), id="age unknown"
        ),
        pytest.param(
            {"regions": Regions()}, EquationKey.WHO_2019, Reason.REGION_UNKNOWN, (Input.REGION,), id="nowhere"
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_1},
            EquationKey.SCORE2_DIABETES,
            Reason.DIABETES_TYPE,
            (),
            id="type 1 diabetes",
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2, "hba1c_mmol_mol": None},
            EquationKey.SCORE2_DIABETES,
            Reason.MISSING_INPUT,
            (Input.HBA1C,),
            id="type 2 diabetes without HbA1c: it is asked for",
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2, "age_years": 72},
            EquationKey.SCORE2_DIABETES,
            Reason.AGE_OUT_OF_RANGE,
            (),
            id="type 2 diabetes at 72",
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2, "diabetes_diagnosis_age_years": 5},
            EquationKey.SCORE2_DIABETES,
            Reason.OUT_OF_RANGE,
            (),
            id="type 2 found at five",
        ),
        pytest.param(
            {"diabetes": Diabetes.TYPE_2, "regions": regions_of("BR")},
            EquationKey.WHO_2019,
            Reason.DIABETES,
            (),
            id="diabetes in Brazil",
        ),
    ],
)
def test_without_a_number_the_best_equation_says_what_stands_in_the_way(
    full: Profile,
    change: dict[str, bool],
    equation: EquationKey,
    reason: Reason,
    missing: tuple[Input, ...],
) -> None:
    choice = select(replace(full, **change))  # type: ignore[arg-type] # a row of changes
    assert choice.why is Why.NO_EQUATION
    assert choice.result.value is None
    assert (choice.result.equation.key, choice.result.reason, choice.missing) == (equation, reason, missing)
    assert choice.result not in choice.passed_over


@pytest.mark.parametrize(
    ("change", "outside"),
    [
        pytest.param(US | {"egfr_ml_min_1_73m2": 14.9}, (Input.EGFR,), id="US, eGFR 14.9"),
        pytest.param(US | {"egfr_ml_min_1_73m2": 141}, (Input.EGFR,), id="US, eGFR 141"),
        pytest.param(US | {"systolic_mmhg": 201}, (Input.SYSTOLIC,), id="US, systolic 201"),
        pytest.param(
            US | {"total_cholesterol_mmol_l": 8.28}, (Input.TOTAL_CHOLESTEROL,), id="US, cholesterol 8.28"
        ),
        pytest.param(
            US | {"systolic_mmhg": 201, "egfr_ml_min_1_73m2": None},
            (Input.SYSTOLIC,),
            id="US, systolic 201 and the kidney value missing",
        ),
        pytest.param(
            US | {"egfr_ml_min_1_73m2": None, "creatinine_umol_l": 900},
            (Input.CREATININE,),
            id="US, an eGFR below 15 from creatinine",
        ),
        pytest.param(
            {"hdl_cholesterol_mmol_l": 3.0, "total_cholesterol_mmol_l": 2.0},
            (Input.TOTAL_CHOLESTEROL, Input.HDL_CHOLESTEROL),
            id="more HDL than cholesterol",
        ),
    ],
)
def test_a_value_out_of_range_is_the_last_word(
    full: Profile, change: dict[str, float], outside: tuple[Input, ...]
) -> None:
    choice = select(replace(full, **change))  # type: ignore[arg-type] # a row of changes
    assert (choice.why, choice.result.value, choice.passed_over) == (Why.NO_EQUATION, None, ())
    assert (choice.result.reason, choice.result.inputs_out_of_range) == (Reason.OUT_OF_RANGE, outside)


def test_the_last_value_within_the_range_still_has_a_number(full: Profile) -> None:
    """Beside the rows above: 22 % at an eGFR of 15 must not become another equation's 8 % at 14.9."""
    for change in ({"egfr_ml_min_1_73m2": 15}, {"systolic_mmhg": 200}, {"egfr_ml_min_1_73m2": 140}):
        assert select(replace(full, **US, **change)).result.value is not None  # type: ignore[arg-type]


DIABETES = Reason.SUGAR_VALUE
KIDNEY = Reason.KIDNEY_VALUE
MARKED = Reason.MARKED_RISK_FACTOR


@pytest.mark.parametrize(
    "regions",
    [
        pytest.param(regions_of("DE"), id="Germany"),
        pytest.param(Regions(asia_pacific=RiskRegion.HIGH, who=WhoRegion.EAST_ASIA), id="China"),
        pytest.param(regions_of("BR"), id="Brazil"),
    ],
)
@pytest.mark.parametrize(
    ("change", "reason", "against"),
    [
        pytest.param({"egfr_ml_min_1_73m2": 59}, KIDNEY, (Input.EGFR,), id="eGFR 59"),
        pytest.param({"egfr_ml_min_1_73m2": 14.9}, KIDNEY, (Input.EGFR,), id="eGFR 14.9"),
        pytest.param(
            {"egfr_ml_min_1_73m2": None, "creatinine_umol_l": 150},
            KIDNEY,
            (Input.CREATININE,),
            id="creatinine 150",
        ),
        pytest.param({"hba1c_mmol_mol": 48}, DIABETES, (Input.HBA1C,), id="HbA1c 48"),
        pytest.param({"hba1c_mmol_mol": 10.93 * 6.5 - 23.5}, DIABETES, (Input.HBA1C,), id="HbA1c 6.5 %"),
        pytest.param({"hba1c_mmol_mol": 75}, DIABETES, (Input.HBA1C,), id="HbA1c 75"),
        pytest.param({"fasting_glucose_mmol_l": 7.0}, DIABETES, (Input.FASTING_GLUCOSE,), id="glucose 7.0"),
        pytest.param(
            {"diabetes_ruled_out": True, "hba1c_mmol_mol": 50},
            DIABETES,
            (Input.HBA1C,),
            id="even if ruled out",
        ),
        pytest.param(
            {"total_cholesterol_mmol_l": 8.1}, MARKED, (Input.TOTAL_CHOLESTEROL,), id="cholesterol 8.1"
        ),
        pytest.param({"ldl_cholesterol_mmol_l": 4.9}, MARKED, (Input.LDL_CHOLESTEROL,), id="LDL 4.9"),
        pytest.param({"systolic_mmhg": 180}, MARKED, (Input.SYSTOLIC,), id="systolic 180"),
        pytest.param({"diastolic_mmhg": 110}, MARKED, (Input.DIASTOLIC,), id="diastolic 110"),
    ],
)
def test_a_measured_disease_beats_an_answered_no(
    full: Profile, regions: Regions, change: dict[str, float], reason: Reason, against: tuple[Input, ...]
) -> None:
    choice = select(replace(full, regions=regions, **change))  # type: ignore[arg-type] # a row of changes
    assert (choice.result.value, choice.result.reason, choice.result.inputs_against) == (
        None,
        reason,
        against,
    )
    assert choice.passed_over == ()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"egfr_ml_min_1_73m2": 60}, id="eGFR 60"),
        pytest.param({"hba1c_mmol_mol": 47}, id="HbA1c 47"),
        pytest.param({"fasting_glucose_mmol_l": 6.9}, id="glucose 6.9"),
        pytest.param({"total_cholesterol_mmol_l": 8.0}, id="cholesterol 8.0"),
        pytest.param({"ldl_cholesterol_mmol_l": 4.8}, id="LDL 4.8"),
        pytest.param({"systolic_mmhg": 179, "diastolic_mmhg": 109}, id="179/109"),
    ],
)
def test_a_value_just_below_the_line_keeps_its_number(full: Profile, change: dict[str, float]) -> None:
    assert select(replace(full, **change)).result.value is not None  # type: ignore[arg-type] # a row of changes


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"egfr_ml_min_1_73m2": 40}, id="the kidney value is an input"),
        pytest.param(
            {"egfr_ml_min_1_73m2": 40, "chronic_kidney_disease": True}, id="so is the disease itself"
        ),
        pytest.param({"systolic_mmhg": 185}, id="a pressure within its range"),
        pytest.param({"total_cholesterol_mmol_l": 8.2}, id="cholesterol within its range"),
        pytest.param({"hba1c_mmol_mol": 60, "diabetes": Diabetes.TYPE_2}, id="diabetes is an input"),
        pytest.param({"hba1c_mmol_mol": 48, "diabetes_ruled_out": True}, id="a doctor ruled it out"),
    ],
)
def test_prevent_keeps_its_number_for_what_it_counts(full: Profile, change: dict[str, float]) -> None:
    choice = select(replace(full, **US, **change))  # type: ignore[arg-type] # a row of changes
    assert choice.result.equation.key is EquationKey.PREVENT
    assert choice.result.value is not None


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        pytest.param({"diabetes": Diabetes.NONE}, Input.DIABETES_RULED_OUT, id="answered with no"),
        pytest.param(
            {"diabetes": Diabetes.NONE, "diabetes_ruled_out": False},
            Input.DIABETES_RULED_OUT,
            id="not ruled out",
        ),
        pytest.param({"diabetes": None}, Input.DIABETES, id="not answered"),
    ],
)
def test_prevent_has_no_number_until_the_answer_is_confirmed(
    full: Profile, change: dict[str, object], missing: Input
) -> None:
    choice = select(replace(full, **US, hba1c_mmol_mol=48, **change))  # type: ignore[arg-type] # a row of changes
    assert (choice.result.value, choice.result.reason, choice.missing) == (
        None,
        Reason.SUGAR_VALUE,
        (missing,),
    )


def test_an_unanswered_kidney_question_is_still_asked(full: Profile) -> None:
    choice = select(replace(full, egfr_ml_min_1_73m2=50, chronic_kidney_disease=None))
    assert (choice.result.reason, choice.missing) == (Reason.KIDNEY_VALUE, (Input.KIDNEY_DISEASE,))


def test_a_pregnant_man_is_asked_again(full: Profile) -> None:
    choice = select(replace(full, pregnant=True))
    assert (choice.result.reason, choice.missing) == (Reason.MISSING_INPUT, (Input.SEX, Input.PREGNANT))


def test_the_better_equation_says_what_it_would_need(full: Profile) -> None:
    choice = select(replace(full, hdl_cholesterol_mmol_l=None))
    assert choice.result.equation.key is EquationKey.WHO_2019
    assert choice.missing == (Input.HDL_CHOLESTEROL,)
