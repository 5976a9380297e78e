"""What is known about a published equation, and the record that every one of them answers with."""

from dataclasses import dataclass
from enum import StrEnum

from ..person.person_profile import Input
from ..person.ranges import Range


class EquationKey(StrEnum):
    """Names each equation for ever, for translations and stored results."""

    PREVENT = "prevent"
    SCORE2 = "score2"
    SCORE2_OP = "score2_op"
    SCORE2_DIABETES = "score2_diabetes"
    SCORE2_ASIA_PACIFIC = "score2_asia_pacific"
    WHO_2019 = "who_2019"
    CKD_EPI_2021 = "ckd_epi_2021"
    LIFE_ESSENTIAL_8 = "life_essential_8"


class Outcome(StrEnum):
    """What an equation foretells. Two equations with different outcomes cannot be compared number by number."""

    TOTAL_CVD = "total_cvd"
    """PREVENT: heart attack, coronary death, stroke or heart failure."""
    ASCVD = "ascvd"
    """PREVENT: heart attack, coronary death or stroke."""
    HEART_FAILURE = "heart_failure"
    CHD = "chd"
    STROKE = "stroke"
    FATAL_OR_NONFATAL_CVD = "fatal_or_nonfatal_cvd"
    """SCORE2 family: heart attack, stroke or cardiovascular death."""
    CHD_OR_STROKE = "chd_or_stroke"
    """WHO 2019: heart attack, coronary death or stroke."""


class Unit(StrEnum):
    """Unit of a result's value."""

    PERCENT = "percent"
    ML_MIN_1_73M2 = "ml_min_1_73m2"
    POINTS = "points"


class Reason(StrEnum):
    """Why no number may be given."""

    PRIOR_DISEASE = "prior_disease"
    PREGNANCY = "pregnancy"
    FAMILIAL_HYPERCHOLESTEROLAEMIA = "familial_hypercholesterolaemia"
    KIDNEY_DISEASE = "kidney_disease"
    DIABETES = "diabetes"
    NO_DIABETES = "no_diabetes"
    DIABETES_TYPE = "diabetes_type"
    KIDNEY_VALUE = "kidney_value"
    """The kidney value lies in the range of a disease that the equation excludes, whatever was answered."""
    SUGAR_VALUE = "sugar_value"
    """A blood sugar lies in the range of diabetes, and no diabetes was answered."""
    MARKED_RISK_FACTOR = "marked_risk_factor"
    """One value means high risk by itself, without an equation (ESC/EAS 2025)."""
    AGE_OUT_OF_RANGE = "age_out_of_range"
    OUT_OF_RANGE = "out_of_range"
    REGION_UNKNOWN = "region_unknown"
    EGFR_MISSING = "egfr_missing"
    """Everything is known but kidney function: neither eGFR nor creatinine."""
    MISSING_INPUT = "missing_input"


class Caveat(StrEnum):
    """What must be said beside a value."""

    FITTED_TO_CHARTS = "fitted_to_charts"
    """The regional recalibration was fitted to the published charts, not taken from the authors' own file."""
    SINGLE_SOURCE = "single_source"
    """The coefficients could be checked against one published lineage only."""
    TREATED_CHOLESTEROL = "treated_cholesterol"
    """A drug lowered the cholesterol that entered a formula which does not know of drugs."""
    HOME_PRESSURE = "home_pressure"
    """The formulas were made with pressures of the office, and here they are measured at home."""


@dataclass(frozen=True, slots=True)
class Need:
    """An input that an equation cannot do without."""

    input: Input
    """Which one."""
    range: Range
    """The values for which the equation is valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A published equation: name, provenance and the people it was made for."""

    key: EquationKey
    """Its lasting name."""
    name: str
    """Its name in the literature, shown beside every value."""
    year: int
    """Year of publication."""
    version: str
    """Which variant of it."""
    source: str
    """Where it was published."""
    unit: Unit = Unit.PERCENT
    """Unit of its value."""
    outcome: Outcome | None = None
    """What it foretells; None when it measures a present state."""
    horizon_years: int | None = None
    """Within how many years; None when it measures a present state."""
    ages: Range
    """Ages for which it is valid."""
    needs: tuple[Need, ...]
    """Inputs beside age and sex, each with its valid range."""
    exclusions: tuple[Input, ...]
    """Yes-or-no inputs that must be known, and whose "yes" forbids a number."""
    caveats: tuple[Caveat, ...] = ()
    """What must be said beside its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EquationResult:
    """The answer of an equation: a value, or the reason why there is none. Exactly one of the two is None."""

    equation: Equation
    """Who speaks: name, year, version, source, outcome, horizon and caveats."""
    value: float | None
    """Unrounded, in `equation.unit`."""
    reason: Reason | None
    """Why there is no value."""
    inputs_used: tuple[Input, ...] = ()
    """What entered the formula; creatinine stands here where eGFR was computed from it."""
    inputs_missing: tuple[Input, ...] = ()
    """What must be known before a value may be given."""
    inputs_out_of_range: tuple[Input, ...] = ()
    """What lies outside the valid range."""
    inputs_against: tuple[Input, ...] = ()
    """The measured values that forbid a number, each by itself."""
    inputs_limited: tuple[Input, ...] = ()
    """What lay beyond the last evaluated point of a published table and was counted as that point."""
