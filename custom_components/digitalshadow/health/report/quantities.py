"""A measured value in words: in the unit in which it was typed, and the other one beside it."""

from typing import Final

from ..person.measures import Measure
from .phrases import Phrases

_INCH: Final = "in"
_INCHES_PER_FOOT: Final = 12


def written(phrases: Phrases, measure: Measure, value: float, unit: str) -> str:
    """Return a value, stored as its measure says, in a unit, with the other usual one in brackets."""
    quantity = measure.spec.quantity
    first = unit if unit in quantity.conversions else quantity.unit
    second = quantity.beside if first == quantity.unit else quantity.unit
    said = _in_unit(phrases, measure, value, first)
    if not second:
        return said
    return phrases.say("format.beside", first=said, second=_in_unit(phrases, measure, value, second))


def _in_unit(phrases: Phrases, measure: Measure, value: float, unit: str) -> str:
    """Return a value in one unit; inches become feet and inches."""
    spec = measure.spec
    if unit == spec.unit:
        return f"{phrases.number(value, spec.digits)} {unit}".strip()
    number = spec.quantity.conversions[unit].from_stored(value)
    if unit == _INCH:
        feet, inches = divmod(round(number), _INCHES_PER_FOOT)
        return f"{feet} ft {inches} in"
    return f"{phrases.number(number, spec.quantity.digits.get(unit, 0))} {unit}"
