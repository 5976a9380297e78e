"""What is known about a person: the input of every equation. Unknown is `None`, never a guess."""

from dataclasses import dataclass, field
from enum import StrEnum

from .regions import Regions


class Sex(StrEnum):
    """The sex that an equation is asked for; the published equations know these two."""

    FEMALE = "female"
    MALE = "male"


class Smoking(StrEnum):
    """Tobacco and nicotine, in the steps of Life's Essential 8. The risk equations ask for `CURRENT` only."""

    NEVER = "never"
    QUIT_FIVE_YEARS_OR_MORE = "quit_five_years_or_more"
    QUIT_ONE_TO_FIVE_YEARS = "quit_one_to_five_years"
    QUIT_UNDER_ONE_YEAR = "quit_under_one_year"
    """No cigarette for at least 30 days; before that PREVENT still counts a person as `CURRENT`."""
    INHALED_NICOTINE = "inhaled_nicotine"
    """An electronic cigarette or another inhaled nicotine device, and no tobacco."""
    CURRENT = "current"


class Diabetes(StrEnum):
    """Diabetes as a doctor has diagnosed it."""

    NONE = "none"
    TYPE_1 = "type_1"
    TYPE_2 = "type_2"
    OTHER = "other"
    """Another or an unknown type."""


class Input(StrEnum):
    """What an equation may ask for. Each value is the name of the `Profile` field that answers it."""

    AGE = "age_years"
    SEX = "sex"
    REGION = "regions"
    SMOKING = "smoking"
    INDOOR_SMOKE = "indoor_smoke"
    DIABETES = "diabetes"
    DIABETES_DIAGNOSIS_AGE = "diabetes_diagnosis_age_years"
    CARDIOVASCULAR_DISEASE = "cardiovascular_disease"
    PREGNANT = "pregnant"
    FAMILIAL_HYPERCHOLESTEROLAEMIA = "familial_hypercholesterolaemia"
    KIDNEY_DISEASE = "chronic_kidney_disease"
    BLOOD_PRESSURE_TREATMENT = "blood_pressure_treatment"
    STATIN = "statin"
    LIPID_TREATMENT = "lipid_treatment"
    SYSTOLIC = "systolic_mmhg"
    DIASTOLIC = "diastolic_mmhg"
    BMI = "bmi_kg_m2"
    TOTAL_CHOLESTEROL = "total_cholesterol_mmol_l"
    HDL_CHOLESTEROL = "hdl_cholesterol_mmol_l"
    CREATININE = "creatinine_umol_l"
    EGFR = "egfr_ml_min_1_73m2"
    HBA1C = "hba1c_mmol_mol"
    FASTING_GLUCOSE = "fasting_glucose_mmol_l"
    DIET = "mepa_points"
    MODERATE_ACTIVITY = "moderate_activity_minutes_per_week"
    VIGOROUS_ACTIVITY = "vigorous_activity_minutes_per_week"
    SLEEP = "sleep_hours_per_night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person's values at one time; every field may be unknown (`None`)."""

    age_years: float | None = None
    """Age; the ranges of the equations count completed years, so 69.9 still belongs to "up to 69"."""
    sex: Sex | None = None
    """The sex that the equations shall use."""
    regions: Regions = field(default_factory=Regions)
    """Where the person lives, as each family of equations divides the world."""
    smoking: Smoking | None = None
    """Smoking status."""
    indoor_smoke: bool | None = None
    """Whether the person lives with somebody who smokes indoors."""
    diabetes: Diabetes | None = None
    """Diagnosed diabetes."""
    diabetes_diagnosis_age_years: float | None = None
    """Age at which diabetes was diagnosed."""
    cardiovascular_disease: bool | None = None
    """Known disease: heart attack, stroke, angina, heart failure, narrowed arteries, or an operation for these."""
    pregnant: bool | None = None
    """Whether the person is pregnant; asked of women below `PREGNANCY_ASKED_BELOW_YEARS` only."""
    familial_hypercholesterolaemia: bool | None = None
    """Whether a doctor has diagnosed familial hypercholesterolaemia."""
    chronic_kidney_disease: bool | None = None
    """Whether a doctor has diagnosed chronic kidney disease."""
    blood_pressure_treatment: bool | None = None
    """Whether the person takes a drug that lowers blood pressure."""
    statin: bool | None = None
    """Whether the person takes a statin."""
    lipid_treatment: bool | None = None
    """Whether the person takes any drug that lowers cholesterol, a statin included."""
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


PREGNANCY_ASKED_BELOW_YEARS = 60
"""Our own choice: from this age on nobody is asked whether she is pregnant."""
