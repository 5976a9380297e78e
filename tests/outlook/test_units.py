"""Units: whatever a person or a sensor uses becomes the unit in which it is stored, and nothing is guessed."""

import pytest

from custom_components.digitalshadow import record
from custom_components.digitalshadow.health.person import measurements, units_of_country
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.spellings import SPELLINGS, folded
from custom_components.digitalshadow.outlook.units import conversion, spellings, typed_units


@pytest.mark.parametrize(
    ("measure", "value", "unit", "stored"),
    [
        pytest.param(Measure.SYSTOLIC, 120, "mmHg", 120, id="a pressure as it is"),
        pytest.param(Measure.SYSTOLIC, 16, "kPa", 120.01, id="a pressure set to kPa"),
        pytest.param(Measure.DIASTOLIC, 106.66, "hPa", 80.0, id="a pressure set to hPa"),
        pytest.param(Measure.DIASTOLIC, 1.547, "psi", 80.0, id="a pressure set to psi"),
        pytest.param(Measure.WEIGHT, 81_500, "g", 81.5, id="a weight in grams, as Health Connect tells it"),
        pytest.param(Measure.WEIGHT, 180, "lb", 81.65, id="a weight in pounds"),
        pytest.param(Measure.WEIGHT, 12.5, "st", 79.38, id="a weight in stones"),
        pytest.param(Measure.HEIGHT, 172, "cm", 1.72, id="a height in centimetres"),
        pytest.param(Measure.HEIGHT, 68, "in", 1.727, id="a height in inches"),
        pytest.param(Measure.HEIGHT, 5.75, "ft", 1.753, id="a height in feet"),
        pytest.param(Measure.TOTAL_CHOLESTEROL, 200, "mg/dL", 5.172, id="cholesterol in mg/dL"),
        pytest.param(Measure.HDL_CHOLESTEROL, 1.3, "mmol/l", 1.3, id="another spelling of a litre"),
        pytest.param(Measure.CREATININE, 1.0, "mg/dL", 88.4, id="creatinine in mg/dL"),
        pytest.param(Measure.CREATININE, 80, "\N{MICRO SIGN}mol/L", 80, id="one micro sign"),
        pytest.param(Measure.CREATININE, 80, "\N{GREEK SMALL LETTER MU}mol/L", 80, id="the other micro sign"),
        pytest.param(Measure.EGFR, 88, " mL/min/1.73 m² ", 88, id="spaces around a unit"),
        pytest.param(Measure.HBA1C, 6.5, "%", 47.55, id="HbA1c in per cent"),
        pytest.param(Measure.HBA1C, 48, "mmol/mol", 48, id="HbA1c as it is"),
        pytest.param(Measure.FASTING_GLUCOSE, 90, "mg/dL", 4.996, id="glucose has a factor of its own"),
        pytest.param(Measure.SLEEP, 450, "min", 7.5, id="sleep in minutes"),
        pytest.param(Measure.SLEEP, 27_000, "s", 7.5, id="sleep in seconds"),
        pytest.param(Measure.MODERATE_ACTIVITY, 2.5, "h", 150, id="activity in hours"),
        pytest.param(Measure.STEPS, 8000, "steps", 8000, id="steps"),
        pytest.param(Measure.STEPS, 8000, None, 8000, id="steps without a unit"),
        pytest.param(Measure.DIET, 9, "", 9, id="points"),
        pytest.param(Measure.SYSTOLIC, 120, "mmhg", 120, id="a pressure without capitals"),
        pytest.param(Measure.SYSTOLIC, 120, "mm Hg", 120, id="a pressure with a blank"),
        pytest.param(Measure.WEIGHT, 180, "lbs", 81.65, id="pounds in the plural"),
        pytest.param(Measure.WEIGHT, 180, " Lbs. ", 81.65, id="pounds as an abbreviation"),
        pytest.param(Measure.WEIGHT, 81.5, "Kg", 81.5, id="a capital kilogram"),
        pytest.param(Measure.WEIGHT, 81.5, "㎏", 81.5, id="a kilogram in one sign"),
        pytest.param(Measure.WEIGHT, 150, "jin", 75, id="a Chinese scale"),
        pytest.param(Measure.HEIGHT, 68, "inches", 1.727, id="inches in the plural"),
        pytest.param(Measure.FASTING_GLUCOSE, 90, "mg/dl", 4.996, id="glucose of a small litre"),
        pytest.param(Measure.CREATININE, 80, "umol/l", 80, id="no micro sign at all"),
        pytest.param(Measure.EGFR, 88, "ml/min/1.73m2", 88, id="no raised two"),
        pytest.param(Measure.SLEEP, 7.5, "hours", 7.5, id="hours in words"),
        pytest.param(Measure.MODERATE_ACTIVITY, 30, "mins", 30, id="minutes in the plural"),
        pytest.param(Measure.STEPS, 8000, "Steps", 8000, id="capital steps"),
    ],
)
def test_a_value_is_converted(measure: Measure, value: float, unit: str | None, stored: float) -> None:
    way = conversion(measure, unit)

    assert way is not None
    assert way.to_stored(value) == pytest.approx(stored, rel=1e-3)
    assert way.from_stored(way.to_stored(value)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        pytest.param(Measure.SYSTOLIC, None, id="a bare number is no pressure"),
        pytest.param(Measure.SYSTOLIC, "°C", id="a temperature is no pressure"),
        pytest.param(Measure.WEIGHT, "", id="a weight without a unit may be pounds"),
        pytest.param(Measure.WEIGHT, "BMI", id="an index is no weight"),
        pytest.param(Measure.EGFR, "mL/min", id="a rate that is not related to body surface"),
        pytest.param(Measure.FASTING_GLUCOSE, "%", id="no concentration"),
        pytest.param(Measure.STEPS, "km", id="a distance is no number of steps"),
        pytest.param(Measure.SLEEP, "m", id="a metre is no minute"),
        pytest.param(Measure.FASTING_GLUCOSE, "mm", id="a millimetre is no millimole"),
    ],
)
def test_what_is_not_known_is_not_converted(measure: Measure, unit: str | None) -> None:
    assert conversion(measure, unit) is None


@pytest.mark.parametrize("us_customary", [False, True], ids=["metric", "US customary"])
@pytest.mark.parametrize("measure", Measure)
def test_every_unit_that_can_be_chosen_can_be_converted(measure: Measure, us_customary: bool) -> None:
    units = typed_units(measure, us_customary=us_customary)

    assert len(units) == len(measure.spec.quantity.typed)
    assert all(way == conversion(measure, unit) for unit, way in units.items())


@pytest.mark.parametrize("measure", Measure)
def test_what_is_stored_has_the_unit_of_its_measure(measure: Measure) -> None:
    way = conversion(measure, measure.spec.unit)

    assert way is not None
    assert way.to_stored(1) == 1


def test_pounds_inches_and_milligrams_come_first_where_they_are_used() -> None:
    wanted = {
        Measure.WEIGHT: "lb",
        Measure.HEIGHT: "in",
        Measure.HBA1C: "%",
        Measure.TOTAL_CHOLESTEROL: "mg/dL",
        Measure.SYSTOLIC: "mmHg",
    }
    assert {measure: next(iter(typed_units(measure, us_customary=True))) for measure in wanted} == wanted


def test_grams_and_milligrams_per_litre_agree_with_home_assistants_own_units() -> None:
    for measure in (Measure.TOTAL_CHOLESTEROL, Measure.FASTING_GLUCOSE):
        in_grams, in_milligrams = conversion(measure, "g/l"), conversion(measure, "mg/dL")
        assert in_grams is not None
        assert in_milligrams is not None
        assert in_grams.to_stored(2.05) == pytest.approx(in_milligrams.to_stored(205))
    kidney = conversion(Measure.CREATININE, "mg/l")
    assert kidney is not None
    assert kidney.to_stored(10) == pytest.approx(88.4)


def test_every_unit_of_every_country_can_be_converted() -> None:
    for country, row in units_of_country._TABLE.items():
        for measure in (
            Measure.TOTAL_CHOLESTEROL,
            Measure.FASTING_GLUCOSE,
            Measure.HBA1C,
            Measure.CREATININE,
        ):
            printed = units_of_country.printed_units(measure.spec.quantity, country)
            assert printed, row
            assert all(conversion(measure, unit) for unit in printed), row


def test_record_and_health_name_the_source_of_what_was_typed_alike() -> None:
    assert record.TYPED == measurements.TYPED


@pytest.mark.parametrize("measure", Measure)
def test_every_spelling_that_is_offered_can_be_converted(measure: Measure) -> None:
    assert all(conversion(measure, unit) for unit in spellings(measure))


def test_no_spelling_belongs_to_two_units() -> None:
    folds = [{folded(one) for one in written} for written in SPELLINGS.values()]

    assert len(set.union(*folds)) == sum(map(len, folds))
