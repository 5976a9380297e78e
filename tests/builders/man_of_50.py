"""The example in the abstract of SCORE2: a smoker of 50 with 140 mmHg, 5.5 and 1.3 mmol/L."""

from datetime import date
from typing import Any, Final

from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking

MAN_OF_50: Final[dict[str, Any]] = {
    "birth_date": date(1976, 6, 1),
    "sex": Sex.MALE,
    "country": "DE",
    "smoking": Smoking.CURRENT,
    "diabetes": Diabetes.NONE,
    "cardiovascular_disease": False,
    "familial_hypercholesterolaemia": False,
    "chronic_kidney_disease": False,
    "blood_pressure_treatment": False,
    "statin": False,
}
"""His answers, as stored."""
