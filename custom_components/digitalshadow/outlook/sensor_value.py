"""From the state of a linked sensor to a measurement in the stored unit, or the reason why it is none."""

from datetime import datetime
from enum import StrEnum

from homeassistant.core import State
from homeassistant.util import dt as dt_util

from ..health.person.measure_spec import Told
from ..health.person.measures import Measure
from ..record import StoredMeasurement
from .stated_number import StatedNumber
from .units import conversion


class Ignored(StrEnum):
    """Why a state was not stored."""

    NOT_A_NUMBER = "not_a_number"
    UNKNOWN_UNIT = "unknown_unit"
    UNIT_CHANGED = "unit_changed"
    """The same value in another unit is no measurement."""
    IMPLAUSIBLE = "implausible"


def measured(
    measure: Measure, source: str, state: State, measured_at: datetime
) -> StoredMeasurement | Ignored:
    """Return the measurement that a state tells, or why it tells none.

    Args:
        measure: What the sensor measures.
        source: Under which the measurement is stored.
        state: What the sensor says.
        measured_at: When it was measured; what stands for a whole day is dated by its start.
    """
    stated = StatedNumber.of(state)
    if stated is None:
        return Ignored.NOT_A_NUMBER
    unit_conversion = conversion(measure, stated.unit)
    if unit_conversion is None:
        return Ignored.UNKNOWN_UNIT
    spec = measure.spec
    value = unit_conversion.to_stored(stated.number) * spec.sensor_days
    if not spec.plausible.holds(value) or (spec.is_never_zero and value == 0):
        return Ignored.IMPLAUSIBLE
    if spec.told is not Told.MOMENT:
        measured_at = dt_util.start_of_local_day(dt_util.as_local(measured_at))
    return StoredMeasurement(measure.value, measured_at.timestamp(), value, source)


def says_stored(measure: Measure, state: State, stored: StoredMeasurement) -> bool:
    """Tell whether a state still says what was stored, in whichever unit."""
    stated = StatedNumber.of(state)
    unit_conversion = None if stated is None else conversion(measure, stated.unit)
    if stated is None or unit_conversion is None:
        return False
    return stated.is_stored(unit_conversion, stored.value / measure.spec.sensor_days)


def is_other_unit_only(measure: Measure, before: State, now: State) -> bool:
    """Tell whether a state says what it said before, in another unit or in one that is not known."""
    former, stated = StatedNumber.of(before), StatedNumber.of(now)
    if former is None or stated is None or former.unit == stated.unit:
        return False
    former_conversion, unit_conversion = conversion(measure, former.unit), conversion(measure, stated.unit)
    if former_conversion is None:
        return False
    return unit_conversion is None or stated.repeats(unit_conversion, former, former_conversion)
