"""Whether two states say one value: in one unit or in two, rounded or not, before and after it was stored."""

from homeassistant.core import State
import pytest

from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.outlook.sensor_value import is_other_unit_only, says_stored
from custom_components.digitalshadow.outlook.stated_number import StatedNumber
from custom_components.digitalshadow.outlook.units import conversion
from custom_components.digitalshadow.record import StoredMeasurement


def _state(number: str, unit: str | None) -> State:
    """Return the state of a sensor."""
    return State("sensor.any", number, {"unit_of_measurement": unit})


@pytest.mark.parametrize(
    ("measure", "first", "second", "is_same"),
    [
        pytest.param(Measure.WEIGHT, ("165.4", "lb"), ("75.02", "kg"), True, id="rounded to two digits"),
        pytest.param(Measure.WEIGHT, ("165.4", "lb"), ("75.0", "kg"), True, id="rounded to one digit"),
        pytest.param(Measure.WEIGHT, ("165.4", "lb"), ("75", "kg"), True, id="rounded to none"),
        pytest.param(Measure.WEIGHT, ("81500", "g"), ("81.5", "kg"), True, id="the same to the last digit"),
        pytest.param(Measure.WEIGHT, ("81.5", "kg"), ("8.15E+4", "g"), True, id="in a way of its own"),
        pytest.param(Measure.SYSTOLIC, ("16.0", "kPa"), ("120", "mmHg"), True, id="a pressure"),
        pytest.param(Measure.FASTING_GLUCOSE, ("95", "mg/dL"), ("5.3", "mmol/l"), True, id="glucose"),
        pytest.param(Measure.MODERATE_ACTIVITY, ("20", "min"), ("0.333", "h"), True, id="minutes of a week"),
        pytest.param(Measure.WEIGHT, ("165.4", "lb"), ("76.0", "kg"), False, id="a kilogram more"),
        pytest.param(Measure.WEIGHT, ("75.0", "kg"), ("167.0", "lb"), False, id="a pound and a half more"),
        pytest.param(Measure.WEIGHT, ("75", "kg"), ("75", "lb"), False, id="the same digits of another unit"),
        pytest.param(Measure.SYSTOLIC, ("16.0", "kPa"), ("121", "mmHg"), False, id="a pressure of one more"),
    ],
)
def test_a_value_is_the_same_in_another_unit(
    measure: Measure, first: tuple[str, str], second: tuple[str, str], *, is_same: bool
) -> None:
    stated, way = StatedNumber.of(_state(*first)), conversion(measure, first[1])
    assert stated is not None
    assert way is not None
    value = way.to_stored(stated.number) * measure.spec.sensor_days
    stored = StoredMeasurement(measure, 1.0, value, "sensor.any")

    assert is_other_unit_only(measure, _state(*first), _state(*second)) is is_same
    assert says_stored(measure, _state(*second), stored) is is_same


@pytest.mark.parametrize(
    "number", [pytest.param("75", id="without its digit"), pytest.param("75.4", id="half a kilogram more")]
)
def test_in_one_unit_every_digit_counts(number: str) -> None:
    stored = StoredMeasurement(Measure.WEIGHT, 1.0, 75.1, "sensor.any")

    assert not is_other_unit_only(Measure.WEIGHT, _state("75.1", "kg"), _state(number, "kg"))
    assert not says_stored(Measure.WEIGHT, _state(number, "kg"), stored)


@pytest.mark.parametrize(
    "text", ["", "heavy", "nan", "inf", "-inf", "1e999999", "unknown", "unavailable", "0x1f"]
)
def test_what_is_no_finite_number_says_nothing(text: str) -> None:
    assert StatedNumber.of(_state(text, "kg")) is None


@pytest.mark.parametrize(
    ("text", "number", "step"),
    [("81.5", 81.5, 0.1), ("81", 81, 1), (" 81.50 ", 81.5, 0.01), ("8.2e1", 82, 1), ("-0.5", -0.5, 0.1)],
)
def test_the_last_digit_tells_how_it_was_rounded(text: str, number: float, step: float) -> None:
    assert StatedNumber.of(_state(text, "kg")) == StatedNumber(number, pytest.approx(step), "kg")
