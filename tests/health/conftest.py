"""People for the clinical equations."""

from collections.abc import Callable
from typing import Any

import pytest

from custom_components.digitalshadow.health.person.choices import Diabetes, Smoking
from custom_components.digitalshadow.health.person.person_profile import Profile

type MakePerson = Callable[..., Profile]


@pytest.fixture(scope="session")
def person() -> MakePerson:
    """Make a person who has answered every yes-or-no question with no; the arguments replace answers."""

    def make(**known: object) -> Profile:
        answered: dict[str, Any] = {
            "smoking": Smoking.NEVER,
            "diabetes": Diabetes.NONE,
            "cardiovascular_disease": False,
            "pregnant": False,
            "familial_hypercholesterolaemia": False,
            "chronic_kidney_disease": False,
            "blood_pressure_treatment": False,
            "statin": False,
            "lipid_treatment": False,
            "indoor_smoke": False,
        }
        return Profile(**(answered | known))

    return make
