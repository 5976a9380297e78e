"""WHO 2019, non-laboratory: heart attack or stroke in 10 years from age, sex, smoking, pressure and body mass index.

Two Cox models, for coronary heart disease and for stroke, are recalibrated to one of 21 world regions and combined.
WHO published charts but not the recalibration, so `who2019_recalibration.csv` was fitted to the charts. The fit
identifies the combined risk alone: the two parts mean nothing by themselves and never leave this file.
The charts end in open bands; beyond their last evaluated points the chart's own value is given, and said so.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..person.choices import Sex
from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.ranges import YES_OR_NO, Range, ages
from ..person.regions import WhoRegion
from ..tables import read_table
from .eligibility import NOT_COUNTED, NOT_FOR, admit, answer, refuse
from .equation import Caveat, Equation, EquationKey, EquationResult, Need, Outcome, Reason
from .regression import BySex, Scales, cox_risk, linear_predictor, recalibrate

WHO_2019: Final = Equation(
    key=EquationKey.WHO_2019,
    name="WHO cardiovascular risk",
    year=2019,
    version="non-laboratory, recalibration fitted to the published charts",
    source="WHO CVD Risk Chart Working Group, Lancet Glob Health 2019;7:e1332",
    outcome=Outcome.CHD_OR_STROKE,
    horizon_years=10,
    ages=ages(40, 74),
    needs=(
        Need(Input.SMOKING, YES_OR_NO),
        Need(Input.SYSTOLIC, PLAUSIBLE[Input.SYSTOLIC]),
        Need(Input.BMI, PLAUSIBLE[Input.BMI]),
    ),
    exclusions=(*NOT_FOR, *NOT_COUNTED),
    caveats=(Caveat.FITTED_TO_CHARTS,),
)

_CHARTED: Final[Mapping[Input, Range]] = {Input.SYSTOLIC: Range(110, 190), Input.BMI: Range(17.5, 37.5)}

_CHD_BASELINE_SURVIVAL: Final = BySex(female=0.9887124, male=0.9544258)
_CHD: Final = {
    "age": BySex(female=0.1049418, male=0.073593),
    "bmi": BySex(female=0.0257616, male=0.0337219),
    "systolic": BySex(female=0.016726, male=0.0133937),
    "smoking": BySex(female=1.093132, male=0.5954767),
    "age_x_bmi": BySex(female=-0.0006537, male=-0.0010432),
    "age_x_systolic": BySex(female=-0.0001966, male=-0.0001837),
    "age_x_smoking": BySex(female=-0.0343739, male=-0.0200831),
}
_STROKE_BASELINE_SURVIVAL: Final = BySex(female=0.9885706, male=0.984826)
_STROKE: Final = {
    "age": BySex(female=0.1046105, male=0.097674),
    "bmi": BySex(female=0.0036406, male=0.0159518),
    "systolic": BySex(female=0.0216741, male=0.0227294),
    "smoking": BySex(female=0.7399405, male=0.4999862),
    "age_x_bmi": BySex(female=-1.29e-05, male=-0.0003516),
    "age_x_systolic": BySex(female=-0.0005311, male=-0.0004374),
    "age_x_smoking": BySex(female=-0.0203997, male=-0.0153895),
}

_RECALIBRATION: Final = {
    (WhoRegion(row["region"]), Sex(row["sex"])): (
        Scales(float(row["chd_scale1"]), float(row["chd_scale2"])),
        Scales(float(row["stroke_scale1"]), float(row["stroke_scale2"])),
    )
    for row in read_table(Path(__file__).with_name("who2019_recalibration.csv"))
}


def estimate(profile: Profile) -> EquationResult:
    """Return the 10-year risk of heart attack or stroke, in percent."""
    admitted = admit(WHO_2019, profile)
    if isinstance(admitted, EquationResult):
        return admitted
    region, sex = profile.regions.who, admitted.sex
    if region is None:
        return refuse(WHO_2019, Reason.REGION_UNKNOWN, missing=(Input.REGION,))
    terms = centred(admitted.numbers)
    chd_scales, stroke_scales = _RECALIBRATION[region, sex]
    chd = cox_risk(_CHD_BASELINE_SURVIVAL.of(sex), linear_predictor(_CHD, terms, sex))
    stroke = cox_risk(_STROKE_BASELINE_SURVIVAL.of(sex), linear_predictor(_STROKE, terms, sex))
    neither = (1 - recalibrate(chd, chd_scales)) * (1 - recalibrate(stroke, stroke_scales))
    limited = tuple(name for name, charted in _CHARTED.items() if not charted.holds(admitted.numbers[name]))
    return answer(WHO_2019, admitted, 100 * (1 - neither), also_used=(Input.REGION,), limited=limited)


def centred(numbers: Mapping[Input, float]) -> dict[str, float]:
    """Centre the inputs within the charted range; each interaction is the product of two centred terms."""
    age = numbers[Input.AGE] - 60
    terms = {
        "bmi": _CHARTED[Input.BMI].limit(numbers[Input.BMI]) - 25,
        "systolic": _CHARTED[Input.SYSTOLIC].limit(numbers[Input.SYSTOLIC]) - 120,
        "smoking": numbers[Input.SMOKING],
    }
    return {"age": age, **terms, **{f"age_x_{name}": age * term for name, term in terms.items()}}
