"""What a state says as a number, and whether two states say the same one.

A source may tell its last value in another unit, rounded to that unit's digits: that is the same value still.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
import math
from typing import Final, Self

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import State

from ..health.person.units import Conversion

_SAME: Final = 1e-6
"""Relative difference of a value that went through a text."""
_SENSOR_DIGITS: Final = 3
"""No sensor tells more digits in its own unit; a stored value that has more came in another one."""
_MOST_DIGITS: Final = 300
"""A number with more of them before or after its point is none that a sensor measured."""
_ROUNDED: Final = 0.5001
"""Half a step of the last digit, and what a float adds to it."""


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A finite number in its unit."""

    number: float
    """As the state says it."""
    step: float
    """What its last digit stands for: 0.1 for 81.5."""
    unit: str | None
    """As the state says it."""

    @classmethod
    def of(cls, state: State | None) -> Self | None:
        """Return what a state says; None where that is no finite number."""
        if state is None:
            return None
        try:
            number = Decimal(state.state.strip())
        except InvalidOperation:
            return None
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or abs(exponent) > _MOST_DIGITS or not math.isfinite(float(number)):
            return None
        return cls(
            float(number), float(Decimal(1).scaleb(exponent)), state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
        )

    def repeats(
        self, unit_conversion: Conversion, former: StatedNumber, former_conversion: Conversion
    ) -> bool:
        """Tell whether this is what was said in another unit before, but for the rounding of both."""
        difference = abs(unit_conversion.to_stored(self.number) - former_conversion.to_stored(former.number))
        steps = abs(unit_conversion.scale) * self.step + abs(former_conversion.scale) * former.step
        return difference <= steps * _ROUNDED

    def is_stored(self, unit_conversion: Conversion, value: float) -> bool:
        """Tell whether this is a stored value, which may have been said in another unit and is rounded now.

        Args:
            unit_conversion: From the unit of this to the stored one.
            value: What is stored, in the stored unit.
        """
        if math.isclose(unit_conversion.to_stored(self.number), value, rel_tol=_SAME):
            return True
        in_unit = unit_conversion.from_stored(value)
        is_of_this_unit = math.isclose(in_unit, round(in_unit, _SENSOR_DIGITS), rel_tol=1e-9, abs_tol=1e-9)
        return not is_of_this_unit and abs(in_unit - self.number) <= self.step * _ROUNDED
