"""Who takes part: three enrolled people and a stranger, what they answer and measure. All of it is made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .dialogs import Answer
from .lives import Life

SHIFT_ON_DAY: Final = 40
"""Late enough that a reference exists, early enough that a rise can last in four months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BloodPressure:
    """What somebody measures on seven mornings, in mmHg."""

    systolic: int
    """Middle of the upper values."""
    diastolic: int
    """Middle of the lower values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One enrolled person."""

    life: Life
    """How the person comes and goes."""
    answers: Mapping[str, Answer]
    """To the questions of the clinical equations."""
    laboratory: Mapping[str, float]
    """Blood tests of a year ago, by measure, in the unit that the dialog suggests."""
    blood_pressure: BloodPressure
    """As measured before the play."""
    blood_pressure_age_days: int
    """How long before the play that was."""
    blood_pressure_when_asked: BloodPressure
    """As it will be measured when a notice asks for it."""


_ANSWERS: Final[Mapping[str, Answer]] = {
    "country": "DE",
    "indoor_smoke": "no",
    "diabetes": "none",
    "cardiovascular_disease": "no",
    "familial_hypercholesterolaemia": "no",
    "chronic_kidney_disease": "no",
    "blood_pressure_treatment": "no",
    "statin": "no",
    "lipid_treatment": "no",
    "family_history": "no",
}

ANNA: Final = Role(
    life=Life(name="Anna", face="simulated-face-of-anna-7c41", level=-1.3),
    answers={**_ANSWERS, "birth_date": "1964-03-12", "sex": "female", "smoking": "never"},
    laboratory={"total_cholesterol_mmol_l": 5.4, "hdl_cholesterol_mmol_l": 1.6},
    blood_pressure=BloodPressure(systolic=126, diastolic=78),
    blood_pressure_age_days=130,
    blood_pressure_when_asked=BloodPressure(systolic=126, diastolic=78),
)
"""Stays as she is; her blood pressure is due again in the middle of the play."""
BEN: Final = Role(
    life=Life(
        name="Ben", face="simulated-face-of-ben-09e2", level=-1.1, shift=1.2, shift_on_day=SHIFT_ON_DAY
    ),
    answers={**_ANSWERS, "birth_date": "1963-09-02", "sex": "male", "smoking": "never"},
    laboratory={"total_cholesterol_mmol_l": 5.9, "hdl_cholesterol_mmol_l": 1.2},
    blood_pressure=BloodPressure(systolic=132, diastolic=84),
    blood_pressure_age_days=40,
    blood_pressure_when_asked=BloodPressure(systolic=158, diastolic=96),
)
"""His values rise for good on one day; asked to measure, he finds a higher blood pressure than before."""
CLARA: Final = Role(
    life=Life(name="Clara", face="simulated-face-of-clara-52af", level=-1.6, presence=0.5),
    answers={**_ANSWERS, "birth_date": "1959-05-20", "sex": "female", "smoking": "never"},
    laboratory={},
    blood_pressure=BloodPressure(systolic=118, diastolic=74),
    blood_pressure_age_days=20,
    blood_pressure_when_asked=BloodPressure(systolic=118, diastolic=74),
)
"""Is seen on every second day only, and had no blood test: her page says what is missing."""
STRANGER: Final = Life(name="the stranger", face="simulated-face-of-a-stranger-d3b8", level=0.5, presence=0.3)
"""Comes by now and then, alone or beside somebody, and never enrolled."""

ROLES: Final = (ANNA, BEN, CLARA)
