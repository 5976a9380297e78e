"""What is known about a person on a day: the input of every equation. Unknown is `None`, never a guess."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from .age import LIVING_AGES
from .choices import Diabetes, Smoking
from .measures import Measure
from .questions import QUESTIONS, Answers
from .ranges import Range
from .regions import Regions


class Input(StrEnum):
    """What an equation may ask for: a question, a measure, or what follows from them. Named as the `Profile` field."""

    AGE = "age_years"
    SEX = "sex"
    REGION = "regions"
    SMOKING = "smoking"
    INDOOR_SMOKE = "indoor_smoke"
    DIABETES = "diabetes"
    DIABETES_DIAGNOSIS_AGE = "diabetes_diagnosis_age_years"
    DIABETES_RULED_OUT = "diabetes_ruled_out"
    CARDIOVASCULAR_DISEASE = "cardiovascular_disease"
    PREGNANT = "pregnant"
    FAMILIAL_HYPERCHOLESTEROLAEMIA = "familial_hypercholesterolaemia"
    KIDNEY_DISEASE = "chronic_kidney_disease"
    BLOOD_PRESSURE_TREATMENT = "blood_pressure_treatment"
    STATIN = "statin"
    LIPID_TREATMENT = "lipid_treatment"
    SYSTOLIC = Measure.SYSTOLIC.value
    DIASTOLIC = Measure.DIASTOLIC.value
    BMI = "bmi_kg_m2"
    TOTAL_CHOLESTEROL = Measure.TOTAL_CHOLESTEROL.value
    HDL_CHOLESTEROL = Measure.HDL_CHOLESTEROL.value
    LDL_CHOLESTEROL = Measure.LDL_CHOLESTEROL.value
    CREATININE = Measure.CREATININE.value
    EGFR = Measure.EGFR.value
    HBA1C = Measure.HBA1C.value
    FASTING_GLUCOSE = Measure.FASTING_GLUCOSE.value
    DIET = Measure.DIET.value
    MODERATE_ACTIVITY = Measure.MODERATE_ACTIVITY.value
    VIGOROUS_ACTIVITY = Measure.VIGOROUS_ACTIVITY.value
    SLEEP = Measure.SLEEP.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Answers):
    """A person's answers as they count on one day, what follows from them, and what was measured."""

    age_years: float | None = None
    """Age, in completed years wherever it comes from a date of birth."""
    regions: Regions = field(default_factory=Regions)
    """Where the person lives, as each family of equations divides the world."""
    systolic_mmhg: float | None = None
    """Systolic blood pressure, best the mean of at least seven days."""
    diastolic_mmhg: float | None = None
    """Diastolic blood pressure of the same readings."""
    bmi_kg_m2: float | None = None
    """Body mass index."""
    total_cholesterol_mmol_l: float | None = None
    """Total cholesterol."""
    hdl_cholesterol_mmol_l: float | None = None
    """HDL cholesterol."""
    ldl_cholesterol_mmol_l: float | None = None
    """LDL cholesterol; it enters no formula, only what guidelines say beside one."""
    creatinine_umol_l: float | None = None
    """Serum creatinine; used where no eGFR is known."""
    egfr_ml_min_1_73m2: float | None = None
    """Estimated glomerular filtration rate as the laboratory gave it."""
    hba1c_mmol_mol: float | None = None
    """Glycated haemoglobin, IFCC units."""
    fasting_glucose_mmol_l: float | None = None
    """Fasting blood glucose."""
    mepa_points: float | None = None
    """Mediterranean Eating Pattern for Americans questionnaire, 0-16."""
    moderate_activity_minutes_per_week: float | None = None
    """Minutes of moderate activity per week."""
    vigorous_activity_minutes_per_week: float | None = None
    """Minutes of vigorous activity per week; they count double."""
    sleep_hours_per_night: float | None = None
    """Usual hours of sleep per night."""

    def number(self, wanted: Input) -> float | None:
        """Return an input as an equation counts it: yes, current smoking and any diabetes are 1; unknown is None."""
        match getattr(self, wanted.value):
            case None:
                return None
            case Smoking() as smoking:
                return float(smoking is Smoking.CURRENT)
            case Diabetes() as diabetes:
                return float(diabetes is not Diabetes.NONE)
            case value:
                return float(value)


PLAUSIBLE: Final[Mapping[Input, Range]] = MappingProxyType(
    {
        Input.AGE: LIVING_AGES,
        Input.BMI: Range(12, 70),
        **{
            Input(name): question.limits
            for name, question in QUESTIONS.items()
            if name in Input and question.limits is not None
        },
        **{Input(measure): measure.spec.plausible for measure in Measure if measure in Input},
    }
)
"""Our own limits against slips of the pen and of units. They stand in where a paper gives no range of its own."""
