"""The way from a unit in which something is typed, or a sensor speaks, to the one in which it is stored.

A sensor of Home Assistant may be set to any unit of its kind, a pressure to kPa and a weight to grams, so nothing is
ever taken without its unit.
"""

from homeassistant.components.sensor import UNIT_CONVERTERS

from ..health.person.measures import Measure
from ..health.person.ranges import Range
from ..health.person.units import Conversion


def conversion(measure: Measure, unit: str | None) -> Conversion | None:
    """Return the way from a unit to the stored one; None for a unit in which this cannot be measured."""
    quantity = measure.spec.quantity
    spelled = (unit or "").strip().replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")
    spellings = {name.casefold(): found for name, found in quantity.conversions.items()}
    if spelled.casefold() in spellings or quantity.device_class is None:
        return spellings.get(spelled.casefold())
    converter = UNIT_CONVERTERS[quantity.device_class]
    if spelled not in converter.VALID_UNITS:
        return None
    return Conversion(converter.convert(1.0, spelled, quantity.unit))


def typed_units(measure: Measure, *, us_customary: bool) -> dict[str, Conversion]:
    """Return the units to choose from when typing, the likeliest first; a single empty one means a bare number."""
    quantity = measure.spec.quantity
    ordered = dict.fromkeys((quantity.us, *quantity.typed) if us_customary else quantity.typed)
    return {unit: way for unit in ordered if (way := conversion(measure, unit)) is not None}


def limits_in(unit: str, way: Conversion, limits: Range) -> dict[str, str]:
    """Return an accepted range of the stored unit in another one, as placeholders of a message."""
    return {
        "minimum": f"{way.from_stored(limits.low):.4g}",
        "maximum": f"{way.from_stored(limits.high):.4g}",
        "unit": unit,
    }
