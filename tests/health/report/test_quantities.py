"""Values in the unit in which they were typed, and the other one beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.digitalshadow.health.person.measurements import Measurement, average
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.report.handout import handout
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from custom_components.digitalshadow.health.report.quantities import written
from custom_components.digitalshadow.health.report.text import SectionKey, write
from simulation.people import FIRST_DAY
from tests.health.report_people import MEASURED, facts_of, measured_on, seen_days

AS_OF = FIRST_DAY + timedelta(119)


@pytest.mark.parametrize(
    ("measure", "value", "unit", "said"),
    [
        pytest.param(Measure.TOTAL_CHOLESTEROL, 5.482, "mg/dL", "212 mg/dL (5.5 mmol/L)", id="as in the US"),
        pytest.param(Measure.TOTAL_CHOLESTEROL, 5.482, "mmol/L", "5.5 mmol/L (212 mg/dL)", id="as stored"),
        pytest.param(Measure.TOTAL_CHOLESTEROL, 5.301, "g/L", "2.05 g/L (5.3 mmol/L)", id="as in France"),
        pytest.param(Measure.TOTAL_CHOLESTEROL, 5.482, "", "5.5 mmol/L (212 mg/dL)", id="told by a sensor"),
        pytest.param(Measure.FASTING_GLUCOSE, 5.55, "mg/dL", "100 mg/dL (5.5 mmol/L)", id="a sugar"),
        pytest.param(Measure.HBA1C, 47.545, "%", "6.5 % (48 mmol/mol)", id="HbA1c in per cent"),
        pytest.param(Measure.HBA1C, 48, "mmol/mol", "48 mmol/mol (6.5 %)", id="HbA1c as stored"),
        pytest.param(Measure.CREATININE, 88.4, "mg/dL", "1.00 mg/dL (88 μmol/L)", id="a kidney value"),
        pytest.param(Measure.WEIGHT, 83.9146, "lb", "185 lb (83.9 kg)", id="pounds"),
        pytest.param(Measure.WEIGHT, 84, "kg", "84.0 kg", id="kilograms need nothing beside"),
        pytest.param(Measure.HEIGHT, 1.7526, "in", "5 ft 9 in (1.75 m)", id="feet and inches"),
        pytest.param(Measure.HEIGHT, 1.8288, "in", "6 ft 0 in (1.83 m)", id="whole feet"),
        pytest.param(Measure.SYSTOLIC, 128, "mmHg", "128 mmHg", id="a pressure"),
        pytest.param(Measure.EGFR, 88, "", "88 mL/min/1.73 m²", id="one unit in the world"),
        pytest.param(Measure.DIET, 7, "", "7", id="points"),
    ],
)
def test_the_typed_unit_comes_first_and_the_other_beside_it(
    measure: Measure, value: float, unit: str, said: str
) -> None:
    assert written(PHRASES[Language.ENGLISH], measure, value, unit) == said


def test_the_newest_typed_unit_counts() -> None:
    def weighed(days_ago: int, unit: str) -> Measurement:
        return Measurement(measure=Measure.WEIGHT, value=84, day=AS_OF - timedelta(days_ago), unit=unit)

    (value,) = average([weighed(5, "st"), weighed(2, "lb"), weighed(0, "")], AS_OF).values()

    assert value.unit == "lb"


def test_americans_read_their_units_where_nothing_was_typed() -> None:
    facts = facts_of(country="US")
    page = handout(facts, seen_days(), Language.ENGLISH, "Anna")
    advice = write(facts, Language.ENGLISH, "Anna").words(SectionKey.FURTHER)

    assert all(said in page for said in ("228 mg/dL (5.9 mmol/L)", "185 lb (84.0 kg)", "5 ft 9 in (1.76 m)"))
    assert "You weigh 185 lb (84.0 kg)." in advice


def test_what_was_typed_is_read_back_in_every_place() -> None:
    values = {**MEASURED, Measure.HBA1C: 58.5}
    typed = [
        replace(one, unit="%" if one.measure is Measure.HBA1C else "") for one in measured_on(AS_OF, values)
    ]
    report = write(facts_of(measurements=typed), Language.ENGLISH, "Anna")

    for key in (SectionKey.DOCTOR, SectionKey.RISK, SectionKey.MISSING):
        assert "7.5 % (58 mmol/mol)" in report.words(key), key
