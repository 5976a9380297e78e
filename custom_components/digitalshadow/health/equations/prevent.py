"""AHA PREVENT, base equations: five outcomes within 10 and 30 years, for people in the United States.

Body mass index belongs to the heart-failure equations alone, cholesterol and statins to all the others; `prevent.csv`
(one row per sex, outcome and horizon, as in table S12 of the supplement) leaves those cells empty. Age squared
belongs to the 30-year equations. Kidney function is never assumed: without eGFR or creatinine there is no number.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..person.choices import Sex
from ..person.person_profile import Input, Profile
from ..person.ranges import YES_OR_NO, Range, ages
from ..person.units import CHOLESTEROL_MMOL_L_PER_MG_DL as MMOL_L
from ..tables import read_table
from .ckd_epi2021 import admit_with_egfr
from .eligibility import NOT_FOR, answer
from .equation import Caveat, Equation, EquationKey, EquationResult, Need, Outcome
from .regression import logistic_risk

_EVERYONE: Final = (
    Need(Input.SYSTOLIC, Range(90, 200)),
    Need(Input.BLOOD_PRESSURE_TREATMENT, YES_OR_NO),
    Need(Input.SMOKING, YES_OR_NO),
    Need(Input.DIABETES, YES_OR_NO),
    Need(Input.EGFR, Range(15, 140)),
)
_LIPIDS: Final = (
    Need(Input.TOTAL_CHOLESTEROL, Range(130 * MMOL_L, 320 * MMOL_L)),
    Need(Input.HDL_CHOLESTEROL, Range(20 * MMOL_L, 100 * MMOL_L)),
    Need(Input.STATIN, YES_OR_NO),
)
_BODY_MASS: Final = (Need(Input.BMI, Range(18.5, 40, open_end=True)),)

PREVENT: Final = Equation(
    key=EquationKey.PREVENT,
    name="AHA PREVENT",
    year=2024,
    version="base",
    source="Khan et al., Circulation 2024;149:430",
    outcome=Outcome.TOTAL_CVD,
    horizon_years=10,
    ages=ages(30, 79),
    needs=(*_EVERYONE, *_LIPIDS),
    exclusions=NOT_FOR,
)

OUTCOMES: Final = (
    Outcome.TOTAL_CVD,
    Outcome.ASCVD,
    Outcome.HEART_FAILURE,
    Outcome.CHD,
    Outcome.STROKE,
)
HORIZONS_YEARS: Final = (10, 30)


def _variant(outcome: Outcome, horizon_years: int) -> Equation:
    """Return what is known about the equation of one outcome and horizon."""
    is_heart_failure = outcome is Outcome.HEART_FAILURE
    return replace(
        PREVENT,
        outcome=outcome,
        horizon_years=horizon_years,
        ages=PREVENT.ages if horizon_years == HORIZONS_YEARS[0] else ages(30, 59),
        needs=(*_EVERYONE, *(_BODY_MASS if is_heart_failure else _LIPIDS)),
        caveats=(Caveat.SINGLE_SOURCE,) if outcome in {Outcome.CHD, Outcome.STROKE} else (),
    )


_EQUATIONS: Final = {
    (outcome, horizon): _variant(outcome, horizon) for outcome in OUTCOMES for horizon in HORIZONS_YEARS
}

_LABELS: Final = ("sex", "outcome", "horizon_years")
_COEFFICIENTS: Final = {
    (Sex(row["sex"]), Outcome(row["outcome"]), int(row["horizon_years"])): {
        name: float(cell) for name, cell in row.items() if name not in _LABELS and cell
    }
    for row in read_table(Path(__file__).with_name("prevent.csv"))
}


def estimate(
    profile: Profile, outcome: Outcome = Outcome.TOTAL_CVD, horizon_years: int = 10
) -> EquationResult:
    """Return the risk in percent of one of `OUTCOMES` within one of `HORIZONS_YEARS`; KeyError for any other."""
    equation = _EQUATIONS[outcome, horizon_years]
    admitted = admit_with_egfr(equation, profile)
    if isinstance(admitted, EquationResult):
        return admitted
    terms = scaled(admitted.numbers)
    coefficients = _COEFFICIENTS[admitted.sex, outcome, horizon_years]
    predictor = sum(coefficient * terms[name] for name, coefficient in coefficients.items())
    return answer(equation, admitted, 100 * logistic_risk(predictor))


def others(profile: Profile) -> tuple[EquationResult, ...]:
    """Return what stands beside the 10-year risk of everything: of heart attack and stroke alone, and both in 30 years.

    Only what has a value; the 30 years end at 59 years of age.
    """
    asked = ((Outcome.ASCVD, 10), (Outcome.TOTAL_CVD, 30), (Outcome.ASCVD, 30))
    results = (estimate(profile, outcome, horizon) for outcome, horizon in asked)
    return tuple(result for result in results if result.value is not None)


def scaled(numbers: Mapping[Input, float]) -> dict[str, float]:
    """Return the terms, named as in `prevent.csv`, that the given inputs allow; knots and scales of table S12."""
    age = (numbers[Input.AGE] - 55) / 10
    systolic, egfr = numbers[Input.SYSTOLIC], numbers[Input.EGFR]
    terms = {
        "const": 1.0,
        "age": age,
        "age_sq": age**2,
        "sbp_lt110": (min(systolic, 110) - 110) / 20,
        "sbp_ge110": (max(systolic, 110) - 130) / 20,
        "diabetes": numbers[Input.DIABETES],
        "smoking": numbers[Input.SMOKING],
        "egfr_lt60": (min(egfr, 60) - 60) / -15,
        "egfr_ge60": (max(egfr, 60) - 90) / -15,
        "bp_tx": numbers[Input.BLOOD_PRESSURE_TREATMENT],
    }
    return (
        terms
        | _lipid_terms(numbers, age)
        | _body_mass_terms(numbers, age)
        | {
            "bptx_x_sbp_ge110": terms["bp_tx"] * terms["sbp_ge110"],
            "age_x_sbp_ge110": age * terms["sbp_ge110"],
            "age_x_dm": age * terms["diabetes"],
            "age_x_smoking": age * terms["smoking"],
            "age_x_egfr_lt60": age * terms["egfr_lt60"],
        }
    )


def _lipid_terms(numbers: Mapping[Input, float], age: float) -> dict[str, float]:
    """Return the terms of cholesterol and statins; none where the equation did not ask for them."""
    if Input.TOTAL_CHOLESTEROL not in numbers:
        return {}
    hdl_mmol_l, statin = numbers[Input.HDL_CHOLESTEROL], numbers[Input.STATIN]
    non_hdl = numbers[Input.TOTAL_CHOLESTEROL] - hdl_mmol_l - 3.5
    hdl = (hdl_mmol_l - 1.3) / 0.3
    return {
        "non_hdl": non_hdl,
        "hdl": hdl,
        "statin": statin,
        "statin_x_nonhdl": statin * non_hdl,
        "age_x_nonhdl": age * non_hdl,
        "age_x_hdl": age * hdl,
    }


def _body_mass_terms(numbers: Mapping[Input, float], age: float) -> dict[str, float]:
    """Return the terms of body mass index; none where the equation did not ask for it."""
    if Input.BMI not in numbers:
        return {}
    above = (max(numbers[Input.BMI], 30) - 30) / 5
    return {
        "bmi_lt30": (min(numbers[Input.BMI], 30) - 25) / 5,
        "bmi_ge30": above,
        "age_x_bmi_ge30": age * above,
    }
