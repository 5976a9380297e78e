"""From the state of a linked sensor to a measurement in the stored unit, or the reason why it is none."""

from datetime import datetime
from enum import StrEnum

from homeassistant.core import State
from homeassistant.util import dt as dt_util

from ..health.person.measure_spec import Told
from ..health.person.measures import Measure
from ..record import StoredMeasurement
from .said import Said
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
    said = Said.of(state)
    if said is None:
        return Ignored.NOT_A_NUMBER
    way = conversion(measure, said.unit)
    if way is None:
        return Ignored.UNKNOWN_UNIT
    spec = measure.spec
    value = way.to_stored(said.number) * spec.sensor_days
    if not spec.plausible.holds(value) or (spec.is_never_zero and value == 0):
        return Ignored.IMPLAUSIBLE
    if spec.told is not Told.MOMENT:
        measured_at = dt_util.start_of_local_day(dt_util.as_local(measured_at))
    return StoredMeasurement(measure.value, measured_at.timestamp(), value, source)


def says_stored(measure: Measure, state: State, stored: StoredMeasurement) -> bool:
    """Tell whether a state still says what was stored, in whichever unit."""
    said = Said.of(state)
    way = None if said is None else conversion(measure, said.unit)
    if said is None or way is None:
        return False
    return said.is_stored(way, stored.value / measure.spec.sensor_days)


def is_other_unit_only(measure: Measure, before: State, now: State) -> bool:
    """Tell whether a state says what it said before, in another unit or in one that is not known."""
    former, said = Said.of(before), Said.of(now)
    if former is None or said is None or former.unit == said.unit:
        return False
    former_way, way = conversion(measure, former.unit), conversion(measure, said.unit)
    if former_way is None:
        return False
    return way is None or said.repeats(way, former, former_way)
