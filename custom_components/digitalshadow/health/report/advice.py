"""What a person can do, in the order of its effect.

Smoking, pressure and cholesterol come by what the person's own equation says without them, else as trials and cohorts
rank them; then food and salt, moving, weight and sleep. In a pregnancy only what an obstetrician would say is left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..equations.what_if import Change, WhatIf
from ..person.maternity import maternity
from .advice_rules import IN_MATERNITY, TABLE, AdviceKey, ByRegion, Inputs, Number, Said


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice for one person."""

    key: AdviceKey
    """Which."""
    source: str
    """The guideline that says so."""
    numbers: tuple[tuple[str, Number], ...]
    """What its text says, by name: the guideline's numbers and the person's own."""
    variant: str = ""
    """Which of its texts; empty for the usual one."""
    gain: WhatIf | None = None
    """What the person's own equation says of people who are the same without it."""


STEPS: Final = 3
"""So many pieces of advice, the first ones, are a person's steps; the others stand behind them."""
_GAINS: Final[Mapping[AdviceKey, tuple[Change, ...]]] = MappingProxyType(
    {
        AdviceKey.STOP_SMOKING: (Change.NOT_SMOKING,),
        AdviceKey.LOWER_BLOOD_PRESSURE: (Change.PRESSURE_130, Change.PRESSURE_10_LOWER),
        AdviceKey.CHOLESTEROL: (Change.CHOLESTEROL_1_LOWER,),
    }
)
"""What the equation is asked about a piece of advice, the first one that applies."""


def advise(inputs: Inputs) -> tuple[Advice, ...]:
    """Return what fits the person, what helps most first.

    What the person's own equation can compute comes first, by what it says; the others follow in the order of `TABLE`.
    """
    is_maternity = maternity(inputs.profile) is not None
    found = [
        _advice(key, source, said, inputs)
        for key, (find, source) in TABLE.items()
        if (key in IN_MATERNITY if is_maternity else key is not AdviceKey.NO_ALCOHOL)
        and (said := find(inputs)) is not None
    ]
    computed = sorted((one for one in found if one.gain), key=lambda one: one.gain.percent if one.gain else 0)
    return (*computed, *(one for one in found if not one.gain))


def _advice(key: AdviceKey, source: str | ByRegion, said: Said, inputs: Inputs) -> Advice:
    """Return a piece of advice with what the equation says of it."""
    variant, numbers = said if isinstance(said, tuple) else ("", said)
    gains = {found.change: found for found in inputs.what_if}
    gain = next((gains[change] for change in _GAINS.get(key, ()) if change in gains), None)
    if isinstance(source, ByRegion):
        source = source.us if inputs.profile.regions.prevent else source.elsewhere
    return Advice(key, source, tuple(numbers.items()), variant, gain)
