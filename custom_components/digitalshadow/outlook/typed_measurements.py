"""Measurements that a person types in: checked, converted, stored all or none, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..exceptions import refused, translated_errors
from ..health.person.measurements import (
    LIPIDS,
    ImplausibleMeasurementError,
    Measurement,
    PartOfCholesterolError,
    admit,
    admit_cholesterol,
)
from ..health.person.measures import Measure
from ..health.person.spellings import unit_of
from ..health.person.units import Conversion
from ..health.person.units_of_country import is_perhaps_g_l
from ..record import TYPED, Record, StoredMeasurement
from .clinical import async_tell_clinical_inputs
from .units import conversion, limits_in, typed_units

_CLOCK_SKEW_SECONDS: Final = 60.0
"""So far may the caller's clock be ahead of ours."""


@dataclass(frozen=True, slots=True)
class TypedValue:
    """One value as typed, in whatever unit."""

    measure: Measure
    value: float
    unit: str
    """Empty for a bare number."""
    unit_is_sure: bool = False
    """Whether the one who typed it has confirmed a unit that is often mistaken."""


async def async_type_in(
    hass: HomeAssistant, record: Record, person_id: str, values: Sequence[TypedValue], measured_at: datetime
) -> tuple[StoredMeasurement, ...]:
    """Store values as typed, all or none; the same measure at the same time gets the new value.

    Raises:
        ServiceValidationError: For whatever cannot be, and what the record refuses, both translated.
    """
    lipids = await _async_lipids(record, person_id)
    typed = [_admitted(hass, one, measured_at, lipids) for one in values]
    with translated_errors():
        await record.async_add_measurements(person_id, typed)
    async_tell_clinical_inputs(hass)
    return tuple(typed)


async def async_take_back(
    hass: HomeAssistant,
    record: Record,
    person_id: str,
    measure: Measure,
    measured_at: datetime,
    *,
    by_user_id: str | None,
) -> StoredMeasurement:
    """Take back a measurement that was typed in; what a sensor told is the sensor's.

    Raises:
        ServiceValidationError: There is no such measurement, or the record refuses, translated.
    """
    # The record finds it by everything but its value.
    typed = StoredMeasurement(measure.value, measured_at.timestamp(), 0.0, TYPED)
    with translated_errors():
        deleted = await record.async_delete_measurement(
            person_id, typed, dt_util.utcnow().timestamp(), by_user_id
        )
    if not deleted:
        raise refused("no_such_measurement")
    async_tell_clinical_inputs(hass)
    return typed


def time_of_measuring(given: datetime | None) -> datetime:
    """Return the local time of a measurement, now where none was given; refuse one that has not come yet."""
    now = dt_util.now().replace(microsecond=0)
    measured_at = dt_util.as_local(given or now)
    if measured_at.timestamp() > now.timestamp() + _CLOCK_SKEW_SECONDS:
        raise refused("measured_in_future")
    return measured_at


def _admitted(
    hass: HomeAssistant, typed: TypedValue, measured_at: datetime, lipids: dict[Measure, float]
) -> StoredMeasurement:
    """Return a value as it is stored; raise `ServiceValidationError` for one that cannot be."""
    unit_conversion = _unit_conversion(typed.measure, typed.unit)
    measurement = Measurement(
        measure=typed.measure, value=unit_conversion.to_stored(typed.value), day=measured_at.date()
    )
    unit = unit_of(typed.unit)
    if not typed.unit_is_sure and is_perhaps_g_l(typed.measure, typed.value, unit, hass.config.country):
        raise refused("perhaps_g_l")
    try:
        admit(measurement, dt_util.now().date())
        admit_cholesterol(measurement, lipids)
    except ImplausibleMeasurementError as error:
        raise refused("implausible_value", **limits_in(typed.unit, unit_conversion, error.limits)) from error
    except PartOfCholesterolError as error:
        raise refused(
            "part_of_cholesterol", maximum=f"{unit_conversion.from_stored(error.other):.4g}", unit=typed.unit
        ) from error
    return StoredMeasurement(typed.measure.value, measured_at.timestamp(), measurement.value, TYPED, unit)


async def _async_lipids(record: Record, person_id: str) -> dict[Measure, float]:
    """Return the newest cholesterol of each kind."""
    with translated_errors():
        newest = {
            measure: await record.async_latest_measurement(person_id, measure.value) for measure in LIPIDS
        }
    return {measure: one.value for measure, one in newest.items() if one is not None}


def _unit_conversion(measure: Measure, unit: str) -> Conversion:
    """Return the way to the stored unit; raise `ServiceValidationError` for one in which this is not measured."""
    unit_conversion = conversion(measure, unit)
    if unit_conversion is None:
        units = ", ".join(name or "-" for name in typed_units(measure, us_customary=False))
        raise refused("unit_not_taken", unit=unit or "-", units=units)
    return unit_conversion
