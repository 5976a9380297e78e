"""The way from a unit in which something is typed, or a sensor speaks, to the one in which it is stored.

A sensor of Home Assistant may be set to any unit of its kind, a pressure to kPa and a weight to grams, so nothing is
ever taken without its unit.
"""

from homeassistant.components.sensor import UNIT_CONVERTERS

from ..health.person.measures import Measure
from ..health.person.ranges import Range
from ..health.person.spellings import SPELLINGS, unit_of
from ..health.person.units import Conversion
from ..health.person.units_of_country import printed_units


def conversion(measure: Measure, unit: str | None) -> Conversion | None:
    """Return the way from a unit to the stored one; None for a unit in which this cannot be measured."""
    quantity, spelled = measure.spec.quantity, unit_of(unit or "")
    if spelled in quantity.conversions or quantity.device_class is None:
        return quantity.conversions.get(spelled)
    converter = UNIT_CONVERTERS[quantity.device_class]
    if spelled not in converter.VALID_UNITS:
        return None
    return Conversion(converter.convert(1.0, spelled, quantity.unit))


def spellings(measure: Measure) -> list[str]:
    """Return the units in which this is measured, each in the ways in which sensors write it."""
    quantity = measure.spec.quantity
    converted = UNIT_CONVERTERS[quantity.device_class].VALID_UNITS if quantity.device_class else ()
    units = sorted(filter(None, {*quantity.conversions, *map(str, filter(None, converted))}))
    return list(dict.fromkeys(spelling for unit in units for spelling in SPELLINGS.get(unit, (unit,))))


def typed_units(measure: Measure, *, us_customary: bool, country: str | None = None) -> dict[str, Conversion]:
    """Return the units to choose from when typing, the likeliest first; a single empty one means a bare number."""
    quantity = measure.spec.quantity
    usual = (quantity.us, *quantity.typed) if us_customary else quantity.typed
    ordered = dict.fromkeys((*printed_units(quantity, country), *usual))
    return {
        unit: unit_conversion
        for unit in ordered
        if (unit_conversion := conversion(measure, unit)) is not None
    }


def limits_in(unit: str, unit_conversion: Conversion, limits: Range) -> dict[str, str]:
    """Return an accepted range of the stored unit in another one, as placeholders of a message."""
    return {
        "minimum": f"{unit_conversion.from_stored(limits.low):.4g}",
        "maximum": f"{unit_conversion.from_stored(limits.high):.4g}",
        "unit": unit,
    }
